"""Small networks under flax.linen.WeightNorm and flax.nnx.WeightNorm; what they are worth is computed by flax itself."""

import flax.linen as linen
import jax
import jax.numpy as jnp
import numpy
from flax import nnx
from flax.traverse_util import flatten_dict
from safetensors.numpy import save_file

from files import write_json

jax.config.update("jax_enable_x64", True)


class Compact(linen.Module):
    """Layers that flax numbers."""

    @linen.compact
    def __call__(self, x):
        x = linen.tanh(linen.WeightNorm(linen.Dense(4, param_dtype=jnp.float64), param_dtype=jnp.float64)(x))
        x = linen.tanh(linen.WeightNorm(linen.Dense(3, param_dtype=jnp.float64), param_dtype=jnp.float64)(x))
        return linen.WeightNorm(linen.Dense(2, param_dtype=jnp.float64), param_dtype=jnp.float64)(x)


class Named(linen.Module):
    """Layers with names, the output plain."""

    def setup(self):
        self.lower = linen.WeightNorm(linen.Dense(4))
        self.upper = linen.WeightNorm(linen.Dense(3))
        self.head = linen.Dense(1)

    def __call__(self, x):
        return self.head(linen.tanh(self.upper(linen.tanh(self.lower(x)))))


class Nnx(nnx.Module):
    def __init__(self, rngs):
        self.lower = nnx.WeightNorm(nnx.Linear(5, 4, rngs=rngs), rngs=rngs)
        self.upper = nnx.WeightNorm(nnx.Linear(4, 3, rngs=rngs), rngs=rngs)
        self.head = nnx.Linear(3, 1, rngs=rngs)

    def __call__(self, x):
        return self.head(nnx.tanh(self.upper(nnx.tanh(self.lower(x)))))


def write_flax(folder):
    x = numpy.asarray(numpy.random.default_rng(11).normal(size=5), dtype=numpy.float32).astype(numpy.float64)
    for seed, (name, module, separator) in enumerate(
        [("flax-numbered", Compact(), "/"), ("flax-named", Named(), ".")], start=21
    ):
        variables = shaken(module.init(jax.random.key(seed), jnp.asarray(x)), seed)
        flat = {separator.join(path): numpy.asarray(value) for path, value in flatten_dict(variables).items()}
        save_file(flat, folder / f"{name}.safetensors")
        write_expected(folder, name, x, lambda point: module.apply(as_float64(variables), point))
    module = Nnx(nnx.Rngs(23))
    graph, state = nnx.split(module)
    state = shaken(state, 23)
    flat = {}
    for path, value in nnx.to_flat_state(state):
        names = [part if isinstance(part, tuple) else (part,) for part in path]
        flat[".".join(str(part) for group in names for part in group)] = numpy.asarray(value[...])
    save_file(flat, folder / "flax-nnx.safetensors")
    write_expected(folder, "flax-nnx", x, lambda point: nnx.merge(graph, as_float64(state))(point))


def shaken(tree, seed):
    """Every number moved, so that scales are not 1 and biases not 0."""
    generator = numpy.random.default_rng(seed)
    return jax.tree.map(lambda leaf: leaf + jnp.asarray(generator.normal(0, 0.3, leaf.shape), leaf.dtype), tree)


def as_float64(tree):
    return jax.tree.map(lambda leaf: leaf.astype(jnp.float64), tree)


def write_expected(folder, name, x, function):
    """Values and input gradients: flax has the epsilon in them, of relative size 1e-12/(2 |W|^2)."""
    point = jnp.asarray(x)
    values, by_input = function(point), jax.jacrev(function)(point)
    outputs = [
        {"value": float(value), "inputGradientNorm": float(jnp.linalg.norm(row))} for value, row in zip(values, by_input)
    ]
    write_json(folder, name, {"activation": "tanh", "input": x.tolist()}, outputs)
