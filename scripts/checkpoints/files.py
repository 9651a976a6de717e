"""Where fixtures go: NAME.safetensors, and NAME.json with what is expected of it."""

import json

from safetensors.torch import save_file


def write_case(folder, name, tensors, about, outputs, metadata=None):
    save_file({key: value.detach().contiguous() for key, value in tensors.items()}, folder / f"{name}.safetensors", metadata)
    write_json(folder, name, about, outputs)


def write_json(folder, name, about, outputs):
    """A line for each output, which a person can still read."""
    lines = ",\n ".join(json.dumps(output) for output in outputs)
    (folder / f"{name}.json").write_text(f"{json.dumps(about)[:-1]},\n\"outputs\": [\n {lines}\n]}}\n")
