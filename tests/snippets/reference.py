"""What the snippets are held against: random data in float64, and derivatives by torch autograd."""

import torch


def draw(*shape, seed=0, dtype=torch.float64):
    """Normal numbers of this shape: the same for the same seed."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def by_autograd(loss, variable):
    """Gradient of `loss(variable)`, one number, with respect to `variable`; it has that one's shape."""
    variable = variable.clone().requires_grad_()
    return torch.autograd.grad(loss(variable), variable)[0]
