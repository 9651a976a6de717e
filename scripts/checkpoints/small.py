"""Small networks under torch's weight_norm, with all that a checkpoint of one may look like."""

import warnings
from collections import OrderedDict

import torch
from torch import nn
from torch.nn.utils import weight_norm as legacy_weight_norm
from torch.nn.utils.parametrizations import weight_norm

from files import write_case
from reference import reference


class Sine(nn.Module):
    def forward(self, z):
        return torch.sin(z)


ACTIVATIONS = {
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "softplus": nn.Softplus,
    "sin": Sine,
    "relu": nn.ReLU,
    "identity": nn.Identity,
}


def network(sizes, activation, *, bias=True, normalise=weight_norm, normalised_output=True, names=None):
    """Linear layers of these sizes, the input's first, with activations between them."""
    parts = OrderedDict()
    for number, (columns, rows) in enumerate(zip(sizes, sizes[1:])):
        is_output = number == len(sizes) - 2
        linear = nn.Linear(columns, rows, bias=bias)
        parts[names[number] if names else str(2 * number)] = (
            normalise(linear) if normalised_output or not is_output else linear
        )
        if not is_output:
            parts[f"activation{number}" if names else str(2 * number + 1)] = ACTIVATIONS[activation]()
    return nn.Sequential(parts)


def shake(module, gains=()):
    """Moves gains and biases away from where they start; `gains` are put into the first layer."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.endswith(("original0", "weight_g")):
                parameter.mul_(torch.exp(0.6 * torch.randn_like(parameter)))
            elif name.endswith("bias"):
                parameter.normal_(0, 0.5)
        first = next((p for n, p in module.named_parameters() if n.endswith(("original0", "weight_g"))), None)
        for row, gain in enumerate(gains):
            first[row] = gain


# name, sizes, activation, options of the network, and of the file
CASES = [
    ("sequential", [3, 4, 2, 1], "tanh", {}, {}),
    ("three-outputs", [4, 5, 3, 3], "softplus", {"normalised_output": False}, {"type": torch.float32}),
    ("module-prefix", [2, 3, 3], "sigmoid", {}, {"prefix": "module.", "gains": [-1.5, 0.0, 0.75]}),
    ("without-biases", [5, 2, 6, 1], "sin", {"bias": False, "normalised_output": False}, {"type": torch.float32}),
    ("named", [6, 4, 3, 2], "tanh", {"names": ["fc1", "fc2", "out"]}, {}),
    ("same-widths", [3, 3, 3, 3], "tanh", {"names": ["fc1", "fc2", "out"]}, {}),
    ("deep", [3] * 12 + [2], "tanh", {"normalised_output": False}, {"prefix": "_orig_mod.net."}),
    ("one-hidden-layer", [3, 5, 1], "tanh", {}, {"gains": [-1.0, 2.0]}),
    ("one-input", [1, 4, 1], "softplus", {}, {"type": torch.float32}),
    ("relu", [4, 3, 2, 1], "relu", {}, {"type": torch.float32}),
    ("legacy", [3, 4, 2, 3], "tanh", {"normalise": legacy_weight_norm}, {"type": torch.float32}),
    ("legacy-plain-output", [2, 3, 4, 1], "sigmoid", {"normalise": legacy_weight_norm, "normalised_output": False}, {}),
    ("float16", [3, 4, 2, 1], "tanh", {}, {"type": torch.float16}),
    ("bfloat16", [3, 4, 2, 2], "softplus", {}, {"type": torch.bfloat16}),
    ("plain", [3, 4, 2, 2], "tanh", {"normalise": None}, {"type": torch.float32}),
]


def write_small(folder):
    for seed, (name, sizes, activation, options, file) in enumerate(CASES):
        torch.manual_seed(1000 + seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            is_plain = options.get("normalise", weight_norm) is None
            made = {**options, "normalise": nn.Identity() if is_plain else options.get("normalise", weight_norm)}
            module = network(sizes, activation, **made).double()
        shake(module, file.get("gains", ()))
        tensors = {key: value.to(file.get("type", torch.float64)) for key, value in module.state_dict().items()}
        seen = in_float64(sizes, activation, options, tensors)
        row = torch.randn(sizes[0], dtype=torch.float64).float().double()
        last = [key for key, part in seen.named_modules() if isinstance(part, nn.Linear)][-1]
        prefix = file.get("prefix", "")
        write_case(
            folder,
            name,
            {prefix + key: value for key, value in tensors.items()},
            {"activation": activation, "sizes": sizes, "input": row.tolist()},
            reference(seen, row, last),
        )


def in_float64(sizes, activation, options, tensors):
    """The network that a checkpoint is, its numbers taken as they are. Without normalisation: every hidden row as a gain and a direction."""
    if options.get("normalise", weight_norm) is not None:
        # The newer weight_norm reads what the older one wrote.
        module = network(sizes, activation, **{**options, "normalise": weight_norm}).double()
        module.load_state_dict({key: value.double() for key, value in tensors.items()})
        return module
    plain = network(sizes, activation, **{**options, "normalise": nn.Identity()}).double()
    plain.load_state_dict({key: value.double() for key, value in tensors.items()})
    for linear in [part for part in plain if isinstance(part, nn.Linear)][:-1]:
        weight_norm(linear)
    return plain
