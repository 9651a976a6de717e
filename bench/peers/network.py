"""The WeightNorm network with activation tanh, written once for every array library that follows numpy's names."""

from typing import NamedTuple


class Shape(NamedTuple):
    """Depth L, width m and input dimension d."""

    depth: int
    width: int
    input_dimension: int

    @property
    def layers(self):
        """Rows and columns of W^1, ..., W^L."""
        return [(self.width, self.input_dimension)] + [(self.width, self.width)] * (self.depth - 1)

    @property
    def parameters(self):
        """The length of theta = (vec W^1, ..., vec W^L, v)."""
        return sum(rows * columns for rows, columns in self.layers) + self.width


def output(library, shape, theta, x):
    """f(theta; x) = <v, alpha^L> with alpha^l_i = tanh(<W^l_i, alpha^{l-1}> / (||W^l_i|| sqrt(m))).

    The norm divides the product, not the rows: the same function, and of the ways to write it the one both PyTorch
    and JAX differentiate fastest. `library` is `torch` or `jax.numpy`.
    """
    alpha, start = x, 0
    for rows, columns in shape.layers:
        weight = theta[start : start + rows * columns].reshape(rows, columns)
        start += rows * columns
        scale = library.linalg.vector_norm(weight, axis=1) * shape.width**0.5
        alpha = library.tanh(weight @ alpha / scale)
    return theta[start:] @ alpha
