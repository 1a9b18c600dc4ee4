"""The sum of squares and its gradient, three ways: the same numbers, a different number of kernels and bytes."""

import torch


# --8<-- [start:eager]
def eager(y, y_star):
    """Gradient of sum((y - y_star)**2) with respect to y, as it is written.

    Tensors of one shape, any shape; the result has it too, on their device.
    Implements: docs/hardware.md (gradient)
    """
    y = y.detach().requires_grad_()
    ((y - y_star) ** 2).sum().backward()
    return y.grad


# --8<-- [end:eager]


# --8<-- [start:library]
def library(y, y_star):
    """Gradient of sum((y - y_star)**2) with respect to y, by PyTorch's own loss.

    Tensors of one shape, any shape; the result has it too, on their device.
    Implements: docs/hardware.md (gradient)
    """
    y = y.detach().requires_grad_()
    torch.nn.functional.mse_loss(y, y_star, reduction="sum").backward()
    return y.grad


# --8<-- [end:library]


# --8<-- [start:by_hand]
def by_hand(y, y_star):
    """Loss sum((y - y_star)**2) and its gradient, through one buffer.

    y, y_star and the gradient are tensors of shape (n,), the loss of shape ().
    Implements nothing: it returns two values; a test holds each against autograd.
    """
    r = y - y_star
    L = torch.dot(r, r)
    return L, r.mul_(2)  # in place: the residual isn't needed any more


# --8<-- [end:by_hand]
