"""Derivatives at kinks: what PyTorch picks for a maximum and a norm, and a root that has no NaN behind it."""

import torch


# --8<-- [start:gradient_of_max]
def gradient_of_max(y):
    """Gradient of the largest entry of y. Entries that share it get even shares.

    y and the result are tensors of shape (n,).
    Implements: docs/kinks.md (max)
    """
    largest = (y == y.amax()).to(y.dtype)
    return largest / largest.sum()


# --8<-- [end:gradient_of_max]


# --8<-- [start:gradient_of_norm]
def gradient_of_norm(y):
    """Gradient of the norm of y, and zero where y is zero.

    y and the result are tensors of shape (n,).
    Implements: docs/kinks.md (norm)
    """
    r = y.norm()
    return y / r if r > 0 else torch.zeros_like(y)


# --8<-- [end:gradient_of_norm]


# --8<-- [start:root]
def root(y):
    """The root of each positive entry of y, zero elsewhere; its gradient is finite.

    y and the result are tensors of one shape.
    Implements: docs/kinks.md (root)
    """
    inside = torch.where(y > 0, y, 1.0)  # the branch never sees what it can't take
    return torch.where(y > 0, inside.sqrt(), 0.0)


# --8<-- [end:root]
