"""Compares training with PyTorch: the time of a step, and the losses from the same weights.

    python training.py time [--rounds 5] [--steps 200]
    python training.py losses --init FILE.safetensors --inputs X.npy --targets Y.npy [--steps 100] [--rate 0.001]

`time` alternates rounds of this project's step (bench/trainingStep.ts, native backend) with rounds of PyTorch's, MNIST's
shape: depth 2, width 512, input dimension 784, batch 512, float32, two threads each; the batch is gathered, the loss read.
`losses` prints PyTorch's full-batch losses, one for each step, as `wnb train --json` numbers them, to compare and to make
the fixture of the tests; inputs are scaled to norm 1 as `wnb train` does, targets used as they are.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch

THREADS = 2
ROOT = Path(__file__).resolve().parent.parent.parent


def output(weights, v, x):
    """f for each row of x; the norm divides the product, the faster of the two ways to write it."""
    alpha = x
    for weight in weights:
        alpha = torch.tanh(alpha @ weight.T / (torch.linalg.vector_norm(weight, dim=1) * v.numel() ** 0.5))
    return alpha @ v


def descend(weights, v, batches, rate):
    """Yields the loss of each batch before its step of gradient descent."""
    parameters = [parameter.requires_grad_() for parameter in [*weights, v]]
    optimiser = torch.optim.SGD(parameters, lr=rate)
    for x, y in batches:
        loss = ((output(weights, v, x) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        yield loss.item()


def pytorch_round(steps, depth=2, width=512, input_dimension=784, batch=512):
    """The median time of a step in milliseconds."""
    generator = torch.Generator().manual_seed(1)
    data = torch.rand(10_000, input_dimension, generator=generator)
    data /= torch.linalg.vector_norm(data, dim=1, keepdim=True)
    targets = torch.rand(len(data), generator=generator) * 2 - 1
    sizes = [(width, input_dimension)] + [(width, width)] * (depth - 1)
    weights = [(torch.rand(size, generator=generator) * 2 - 1) * 5 / width**0.5 for size in sizes]
    v = torch.randn(width, generator=generator)
    v /= v.norm()

    def batches():
        while True:
            chosen = torch.randint(len(data), (batch,), generator=generator)
            yield data[chosen], targets[chosen]

    steps_of = descend(weights, v, batches(), 0.001)
    for _ in range(steps // 4):
        next(steps_of)
    times = []
    for _ in range(steps):
        started = time.perf_counter()
        next(steps_of)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def our_round(steps):
    command = ["node", "-r", "esbuild-register", "bench/trainingStep.ts", "--rounds", "1", "--steps", str(steps)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout)["milliseconds"][0]


def compare_times(rounds, steps):
    torch.set_num_threads(THREADS)
    pairs = []
    for _ in range(rounds):
        pairs.append((our_round(steps), pytorch_round(steps)))
        print(f"ours {pairs[-1][0]:.2f} ms, PyTorch {pairs[-1][1]:.2f} ms, ratio {pairs[-1][0] / pairs[-1][1]:.3f}")
    ratio = statistics.median(ours / peer for ours, peer in pairs)
    print(f"median ratio {ratio:.3f} (1 is PyTorch {torch.__version__}, {THREADS} threads)")


def print_losses(init, inputs, targets, steps, rate):
    from safetensors.torch import load_file

    tensors = load_file(init)
    depth = sum(name.startswith("layers.") for name in tensors)
    weights = [tensors[f"layers.{l}.weight"].float().clone() for l in range(depth)]
    x = np.load(inputs).astype(np.float64).reshape(len(np.load(targets)), -1)
    x = torch.tensor((x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32))
    y = torch.tensor(np.load(targets).astype(np.float32))
    v = tensors["output.weight"].float().clone()
    print(json.dumps(list(descend(weights, v, [(x, y)] * steps, rate))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(dest="mode", required=True)
    timing = modes.add_parser("time")
    timing.add_argument("--rounds", type=int, default=5)
    timing.add_argument("--steps", type=int, default=200)
    losses = modes.add_parser("losses")
    losses.add_argument("--init", required=True)
    losses.add_argument("--inputs", required=True)
    losses.add_argument("--targets", required=True)
    losses.add_argument("--steps", type=int, default=100)
    losses.add_argument("--rate", type=float, default=0.001)
    options = parser.parse_args()
    if options.mode == "time":
        compare_times(options.rounds, options.steps)
    else:
        print_losses(options.init, options.inputs, options.targets, options.steps, options.rate)


if __name__ == "__main__":
    main()
