"""Times PyTorch and JAX on the networks this project was timed on, and checks that all of them agree.

    npm run bench -- --write DIR
    python peers.py --networks DIR [--json] [--repeats N] [--only pytorch,jax]

One measurement is the norm of the gradient and the exact spectral norm of the Hessian (dense Hessian, all eigenvalues)
with respect to one flat parameter vector, in float64, on one thread. Loading the arrays, compiling and a first run of
each network are not counted. DIR/results.json holds this project's own values and milliseconds.

Exit codes: 0 all agree, 1 two of them differ by more than 1e-9 relative, 2 bad usage or bad input.
"""

import one_thread  # noqa: F401  (first: it must come before numpy)

import argparse
import json
import math
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np

from network import Shape, output

TOLERANCE = 1e-9
QUANTITIES = ("parameterGradientNorm", "hessianSpectralNorm")


class BadInput(Exception):
    """A file that cannot be used; the message names the file and what is wrong with it."""


class Network(NamedTuple):
    """One network file, with the values this project found for it, in the order of QUANTITIES."""

    file: str
    shape: Shape
    theta: np.ndarray
    x: np.ndarray
    own_values: tuple


class Peer(NamedTuple):
    """A library: its version, how it takes an array, and (shape) -> (theta, x) -> values of QUANTITIES."""

    version: str
    array: Callable
    measurement: Callable


def pytorch():
    """PyTorch, eager, as its documentation computes a Hessian."""
    import torch

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)

    def measurement(shape):
        f = partial(output, torch, shape)

        def measure(theta, x):
            gradient = torch.func.grad(f)(theta, x)
            hessian = torch.func.hessian(f)(theta, x)
            return torch.linalg.vector_norm(gradient), torch.linalg.eigvalsh(hessian).abs().max()

        return measure

    return Peer(torch.__version__, torch.from_numpy, measurement)


def jax():
    """JAX, compiled once a shape: theta and x are arguments, so that no network compiles anything again."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)

    def measurement(shape):
        f = partial(output, jnp, shape)

        @jax.jit
        def compiled(theta, x):
            gradient = jax.grad(f)(theta, x)
            hessian = jax.hessian(f)(theta, x)
            return jnp.linalg.vector_norm(gradient), jnp.abs(jnp.linalg.eigvalsh(hessian)).max()

        return lambda theta, x: jax.block_until_ready(compiled(theta, x))

    return Peer(jax.__version__, jnp.asarray, measurement)


PEERS = {"pytorch": pytorch, "jax": jax}


def read_json(path):
    """The contents of a JSON file."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: {error}") from error


def read_network(directory, entry):
    """The network of one entry of results.json."""
    path = directory / entry["file"]
    document = read_json(path)
    try:
        if document["format"] != "weightnorm-network/1":
            raise BadInput(f"{path}: format {document['format']!r}, expected 'weightnorm-network/1'")
        activation = document["activation"]
        if activation["name"] != "tanh" or activation.get("shift", 0) != 0:
            raise BadInput(f"{path}: activation {activation}, expected tanh with shift 0")
        layers = [np.array(layer, dtype=np.float64) for layer in document["layers"]]
        v, x = (np.array(document[key], dtype=np.float64) for key in ("output", "input"))
        shape = Shape(len(layers), v.size, x.size)
        if [layer.shape for layer in layers] != shape.layers:
            raise BadInput(f"{path}: layers of {[layer.shape for layer in layers]}, expected {shape.layers}")
        theta = np.concatenate([layer.ravel() for layer in layers] + [v])
        return Network(entry["file"], shape, theta, x, tuple(float(entry[key]) for key in QUANTITIES))
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path}: {type(error).__name__} {error}") from error


def read_directory(directory):
    """{shape: its networks} and {shape: this project's milliseconds}, in the order of results.json."""
    path = directory / "results.json"
    results = read_json(path)
    try:
        networks = {}
        for entry in results["networks"]:
            network = read_network(directory, entry)
            networks.setdefault(network.shape, []).append(network)
        own_milliseconds = {
            Shape(row["depth"], row["width"], row["inputDimension"]): float(row["milliseconds"])
            for row in results["exactHessian"]
        }
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path}: {type(error).__name__} {error}") from error
    if not networks or networks.keys() != own_milliseconds.keys():
        raise BadInput(f"{path}: networks of {list(networks)}, but timings of {list(own_milliseconds)}")
    return networks, own_milliseconds


def measure_shape(peer, networks, repeats):
    """(the peer's median milliseconds a network, its values for each network)."""
    measure = peer.measurement(networks[0].shape)
    arguments = [(peer.array(network.theta), peer.array(network.x)) for network in networks]
    values = [tuple(map(float, measure(theta, x))) for theta, x in arguments]  # also compiles, and warms up
    milliseconds = []
    for _ in range(repeats):
        for theta, x in arguments:
            start = time.perf_counter()
            measure(theta, x)
            milliseconds.append(1e3 * (time.perf_counter() - start))
    return statistics.median(milliseconds), values


def relative_spread(values):
    """The largest difference between two of the values over the largest magnitude; NaN where one is NaN."""
    scale = np.max(np.abs(values))
    return float(np.ptp(values) / scale) if scale else 0.0


def compare(network, values):
    """One record a quantity: who found what, and how far apart they are. `values` is {name: values of QUANTITIES}."""
    for quantity, column in zip(QUANTITIES, zip(*values.values())):
        yield {
            "file": network.file,
            "quantity": quantity,
            "values": dict(zip(values, column)),
            "relativeSpread": relative_spread(column),
        }


def benchmark(directory, names, repeats):
    """Runs everything; the result is what --json prints."""
    networks_of, own_milliseconds = read_directory(directory)
    peers = {name: PEERS[name]() for name in names}
    shapes, comparisons = [], []
    for shape, networks in networks_of.items():
        print(f"measuring {len(networks)} networks of {shape}", file=sys.stderr)
        milliseconds = {"ours": own_milliseconds[shape]}
        values = {"ours": [network.own_values for network in networks]}
        for name, peer in peers.items():
            milliseconds[name], values[name] = measure_shape(peer, networks, repeats)
        for network, *found in zip(networks, *values.values()):
            comparisons.extend(compare(network, dict(zip(values, found))))
        shapes.append({
            "depth": shape.depth,
            "width": shape.width,
            "inputDimension": shape.input_dimension,
            "parameters": shape.parameters,
            "networks": len(networks),
            "milliseconds": milliseconds,
            "ratios": {name: milliseconds[name] / milliseconds["ours"] for name in peers},
        })
    return {
        "format": "weightnorm-peers/1",
        "versions": {name: peer.version for name, peer in peers.items()},
        "repeats": repeats,
        "shapes": shapes,
        "geometricMeanRatios": {
            name: math.exp(statistics.fmean(math.log(shape["ratios"][name]) for shape in shapes)) for name in peers
        },
        "everyShapeFasterThanJax": all(shape["ratios"]["jax"] > 1 for shape in shapes) if "jax" in peers else None,
        "tolerance": TOLERANCE,
        "worstRelativeSpread": float(np.max([record["relativeSpread"] for record in comparisons])),
        # `not <=`, so that NaN disagrees
        "disagreements": [record for record in comparisons if not record["relativeSpread"] <= TOLERANCE],
    }


def print_table(result):
    """The result for a reader: one line a shape, then the conclusions."""
    names = list(result["versions"])
    print("one thread, float64, median ms a network;", ", ".join(f"{n} {v}" for n, v in result["versions"].items()))
    headings = ["L", "m", "d", "P", *(f"{name} ms" for name in ["ours", *names]), *(f"{name}/ours" for name in names)]
    print("".join(heading.rjust(13 if index > 3 else 6) for index, heading in enumerate(headings)))
    for shape in result["shapes"]:
        integers = [shape[key] for key in ("depth", "width", "inputDimension", "parameters")]
        print(
            *(f"{value:6d}" for value in integers),
            *(f"{value:13.3f}" for value in shape["milliseconds"].values()),
            *(f"{value:13.2f}" for value in shape["ratios"].values()),
            sep="",
        )
    for name, mean in result["geometricMeanRatios"].items():
        print(f"geometric mean of {name}/ours: {mean:.2f}")
    if result["everyShapeFasterThanJax"] is not None:
        print("every shape faster than JAX:", "yes" if result["everyShapeFasterThanJax"] else "no")
    print(f"largest relative difference: {result['worstRelativeSpread']:.1e} (allowed: {TOLERANCE:.0e})")


def peer_names(text):
    """The names of --only."""
    names = text.split(",")
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(PEERS)}")
    return names


def positive_integer(text):
    """The number of --repeats."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive integer")
    return int(text)


def main():
    parser = argparse.ArgumentParser(description="Time PyTorch and JAX on this project's benchmark networks.")
    parser.add_argument("--networks", type=Path, required=True, metavar="DIR", help="networks and results.json")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--repeats", type=positive_integer, default=5, metavar="N", help="runs of each network (5)")
    parser.add_argument("--only", type=peer_names, default=list(PEERS), metavar="NAMES", help="pytorch, jax or both")
    options = parser.parse_args()
    try:
        result = benchmark(options.networks, options.only, options.repeats)
    except BadInput as error:
        print(f"peers: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(result))
    else:
        print_table(result)
    for record in result["disagreements"]:
        found = ", ".join(f"{name} {value!r}" for name, value in record["values"].items())
        print(f"{record['file']}: {record['quantity']} differs: {found}", file=sys.stderr)
    return 1 if result["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
