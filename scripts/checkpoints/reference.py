"""Values, gradient norms and Hessian norms of a torch module, by torch's own differentiation in float64."""

from contextlib import contextmanager

import torch
from scipy.sparse.linalg import LinearOperator, eigsh
from torch.func import functional_call
from torch.nn.utils import parametrizations

# Up to so many parameters the whole Hessian is formed and its eigenvalues are found by a dense solver.
LARGEST_DENSE = 400


@contextmanager
def written_out():
    """g W/|W| by rows, written out: torch's own kernel forgets, where it is differentiated twice, that the norm moves with W."""
    kernel = parametrizations._WeightNorm.forward
    parametrizations._WeightNorm.forward = lambda self, gain, direction: (
        direction * (gain / direction.norm(dim=1, keepdim=True))
    )
    try:
        yield
    finally:
        parametrizations._WeightNorm.forward = kernel


def reference(module, row, last):
    """What each output of `module` is at `row`, and how its derivatives are.

    module: in float64, its weights as the checkpoint has them
    row: the input, one dimension
    last: the name of the output layer
    """
    with written_out():
        return [of_output(module, row, last, k) for k in range(len(module(row)))]


def of_output(module, row, last, k):
    parameters = {name: parameter.detach() for name, parameter in module.named_parameters()}
    point = row.clone().requires_grad_()
    value = module(point)[k]
    (by_input,) = torch.autograd.grad(value, point)
    leaves = {name: parameter.clone().requires_grad_() for name, parameter in parameters.items()}
    by_name = dict(zip(leaves, torch.autograd.grad(functional_call(module, leaves, (row,))[k], list(leaves.values()))))
    layers = [name for name in parameters if is_direction(name) and not name.startswith(last + ".")]

    def norm(names):
        return sum((by_name[name] ** 2).sum() for name in names).sqrt().item() if names else None

    def same(name, part):
        found = name.replace("original1", "original0") if part == "gain" else name.split("parametrizations")[0] + "bias"
        return [found] if found in parameters else []

    output = next(name for name in parameters if is_direction(name) and name.startswith(last + "."))
    paper = [*layers, output]
    return {
        "value": value.item(),
        "inputGradientNorm": by_input.norm().item(),
        "layerGradientNorms": [norm([name]) for name in layers],
        "gainGradientNorms": [norm(same(name, "gain")) for name in layers],
        "biasGradientNorms": [norm(same(name, "bias")) for name in layers],
        "outputGradientNorm": norm([output]),
        "outputGainGradientNorm": norm(same(output, "gain")) if "original1" in output else None,
        "paper": whole(module, row, k, parameters, paper, norm(paper)),
        "all": whole(module, row, k, parameters, list(parameters), norm(list(parameters))),
    }


def is_direction(name):
    return name.endswith("original1") or name.endswith(".weight") or name == "weight"


def whole(module, row, k, parameters, moving, gradient_norm):
    return {
        "parameters": sum(parameters[name].numel() for name in moving),
        "parameterGradientNorm": gradient_norm,
        "hessianSpectralNorm": hessian_norm(module, row, k, parameters, moving),
    }


def hessian_norm(module, row, k, parameters, moving):
    """The spectral norm of the Hessian in the parameters `moving`, all others held; None for relu."""
    if any(isinstance(part, torch.nn.ReLU) for part in module.modules()):
        return None
    shapes = [parameters[name].shape for name in moving]
    sizes = [shape.numel() for shape in shapes]
    flat = torch.cat([parameters[name].reshape(-1) for name in moving]).requires_grad_()
    pieces = [piece.reshape(shape) for piece, shape in zip(flat.split(sizes), shapes)]
    value = functional_call(module, {**parameters, **dict(zip(moving, pieces))}, (row,))[k]
    (gradient,) = torch.autograd.grad(value, flat, create_graph=True)

    def product(vector):
        direction = torch.as_tensor(vector, dtype=torch.float64).reshape(-1)
        return torch.autograd.grad(gradient, flat, direction, retain_graph=True)[0]

    if len(flat) <= LARGEST_DENSE:
        matrix = torch.stack([product(column) for column in torch.eye(len(flat), dtype=torch.float64)])
        return torch.linalg.eigvalsh((matrix + matrix.T) / 2).abs().max().item()
    operator = LinearOperator((len(flat), len(flat)), matvec=lambda vector: product(vector).numpy(), dtype="float64")
    (found,), vectors = eigsh(operator, k=1, which="LM", tol=0, ncv=60, v0=gradient.detach().numpy())
    residual = (product(vectors[:, 0]).numpy() - found * vectors[:, 0]) @ vectors[:, 0]
    distance = abs(product(vectors[:, 0]).numpy() - found * vectors[:, 0]).max()
    assert abs(residual) < 1e-13 * abs(found) and distance < 1e-12 * abs(found), (found, residual, distance)
    return abs(float(found))
