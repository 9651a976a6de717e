"""Times SciPy's eigsh over PyTorch Hessian-vector products against this project's command, on one large network.

    python large.py --write FILE.safetensors [--depth 2] [--width 512] [--input-dimension 784] [--seed 1]
    python large.py FILE.safetensors [--command 'node dist/cli/wnb.js measure'] [--product graph|jvp]

Both find the spectral norm of the Hessian of f with respect to all parameters, in float64, on one processor. The
comparison is generous to the peer: imports, reading the file, building the Hessian operator and a first product are
not counted for it, whereas the command is timed as a whole process. `--command ''` measures the peer only.

Exit codes: 0 both agree, 1 they differ by more than 1e-9 relative, 2 bad usage, bad input or a command that failed.
"""

import one_thread  # noqa: F401  (first: it must come before the libraries)

import argparse
import json
import resource
import shlex
import subprocess
import sys
import time
import warnings
from functools import partial

from network import Shape, output

TOLERANCE = 1e-9
# A bound on the residual over the norm: the evidence that a verdict of this project asks of a spectral norm (it aims for
# 1e-12). A larger one, 1e-7, gives as good a value where the next eigenvalue is apart, in about two thirds of the time.
RESIDUAL = 1e-10


class Failure(Exception):
    """Input or a command that cannot be used; the message says which and why."""


def write_network(path, shape, seed):
    """Writes a random network: standard normal weights and v, an input with ||x|| = 1."""
    import numpy as np
    from safetensors.numpy import save_file

    generator = np.random.default_rng(seed)
    tensors = {f"layers.{l}.weight": generator.standard_normal(size) for l, size in enumerate(shape.layers)}
    tensors["output.weight"] = generator.standard_normal(shape.width)
    x = generator.standard_normal(shape.input_dimension)
    tensors["input"] = x / np.linalg.norm(x)
    save_file(tensors, path, metadata={"activation": "tanh", "shift": "0"})


def read_network(path):
    """(shape, theta, x) of a network file, in float64."""
    import numpy as np
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name).astype(np.float64) for name in file.keys()}
        depth = sum(name.startswith("layers.") for name in tensors)
        layers = [tensors[f"layers.{l}.weight"] for l in range(depth)]
        v, x = tensors["output.weight"], tensors["input"]
    except (OSError, SafetensorError) as error:
        raise Failure(f"{path}: {error}") from error
    except KeyError as error:
        raise Failure(f"{path}: no tensor {error}") from error
    if metadata.get("activation") != "tanh" or metadata.get("shift", "0") not in ("0", "0.0"):
        raise Failure(f"{path}: metadata {metadata}, expected activation tanh and shift 0")
    shape = Shape(depth, v.size, x.size)
    if [layer.shape for layer in layers] != shape.layers:
        raise Failure(f"{path}: layers of {[layer.shape for layer in layers]}, expected {shape.layers}")
    return shape, np.concatenate([layer.ravel() for layer in layers] + [v]), x


def hessian_product(shape, theta, x, kind):
    """v -> (Hess f) v on numpy vectors, forward over reverse: `jvp` of `grad`, or `graph`, linearised once.

    Measured at 664,064 parameters, `graph` takes about half the time of `jvp` (it does not repeat the gradient in every
    product) and less than a second backward pass through a kept graph.
    """
    import torch

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    gradient = torch.func.grad(partial(output, torch, shape))
    if kind == "jvp":
        at, inputs = torch.from_numpy(theta), torch.from_numpy(x)
        return lambda v: torch.func.jvp(lambda t: gradient(t, inputs), (at,), (torch.from_numpy(v),))[1].numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's remarks about its own graph
        _, product = torch.func.linearize(lambda t: gradient(t, torch.from_numpy(x)), torch.from_numpy(theta))
    return lambda v: product(torch.from_numpy(v)).numpy()


def run_peer(path, kind):
    """(spectral norm, seconds, number of products) of eigsh."""
    import numpy as np
    from scipy.sparse.linalg import LinearOperator, eigsh

    shape, theta, x = read_network(path)
    product = hessian_product(shape, theta, x, kind)
    start_vector = np.random.default_rng(0).standard_normal(theta.size)
    product(start_vector)
    products = 0

    def counted(v):
        nonlocal products
        products += 1
        return product(v)

    operator = LinearOperator((theta.size, theta.size), matvec=counted, dtype=np.float64)
    start = time.perf_counter()
    extreme = eigsh(operator, k=1, which="LM", tol=RESIDUAL, v0=start_vector, return_eigenvectors=False)
    return abs(float(extreme[0])), time.perf_counter() - start, products


def run_command(command, path):
    """(spectral norm, seconds, peak MiB) of the command as a whole process."""
    arguments = [*shlex.split(command), path, "--json"]
    start = time.perf_counter()
    try:
        process = subprocess.run(arguments, stdout=subprocess.PIPE, check=True)
        seconds = time.perf_counter() - start
        value = float(json.loads(process.stdout)["quantities"]["hessianSpectralNorm"])
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise Failure(f"{shlex.join(arguments)}: no number at .quantities.hessianSpectralNorm") from error
    return value, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def compare(command, path, kind):
    """Prints both measurements and returns the exit code.

    The command runs first, while this process is small: Linux counts the memory of the process that starts a command
    in the peak of that command, and the libraries would add hundreds of MiB.
    """
    own = run_command(command, path) if command else None
    value, seconds, products = run_peer(path, kind)
    print(f"eigsh over PyTorch   {seconds:8.3f} s   norm {value!r}   {products} products")
    if own is None:
        return 0
    own_value, own_seconds, mebibytes = own
    difference = abs(own_value - value) / value if value else abs(own_value)
    print(f"command, whole       {own_seconds:8.3f} s   norm {own_value!r}   peak memory {mebibytes:.0f} MiB")
    print(f"ratio eigsh/command  {seconds / own_seconds:8.2f}")
    print(f"relative difference  {difference:8.1e}   (allowed: {TOLERANCE:.0e})")
    return 0 if difference <= TOLERANCE else 1


def main():
    parser = argparse.ArgumentParser(description="Time eigsh over PyTorch against this project on a large network.")
    parser.add_argument("file", nargs="?", help="the network to measure")
    parser.add_argument("--command", default="node dist/cli/wnb.js measure", help="run as COMMAND FILE --json")
    parser.add_argument("--product", choices=["graph", "jvp"], default="graph", help="how the peer multiplies")
    parser.add_argument("--write", metavar="FILE", help="write a random network instead")
    parser.add_argument("--depth", type=int, default=2)
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--input-dimension", type=int, default=784)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if (options.file is None) == (options.write is None):
        parser.error("give either FILE or --write FILE")
    shape = Shape(options.depth, options.width, options.input_dimension)
    if min(shape) < 1:
        parser.error(f"{shape}: every size must be at least 1")
    try:
        if options.write:
            write_network(options.write, shape, options.seed)
            return 0
        return compare(options.command, options.file, options.product)
    except Failure as error:
        print(f"large: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
