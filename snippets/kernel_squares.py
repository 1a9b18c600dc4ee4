"""Sum of squares and its gradient: one pass over the data, then one program that adds up what the others left."""

import torch

from snippets.kernel import require, tl, triton


# --8<-- [start:statement]
def statement(y, y_star):
    """Loss sum((y - y_star)**2) and its gradient with respect to y.

    y and y_star are NumPy arrays or tensors of one shape; the loss has shape (), the gradient that of y.
    Implements: docs/kernels.md (loss), (gradient)
    """
    r = y - y_star
    return (r * r).sum(), 2 * r


# --8<-- [end:statement]


# --8<-- [start:kernels]
@triton.jit
def blocks(y, y_star, g, partial, n, B: tl.constexpr):
    """One program a block of B elements: writes their gradient and the sum of their squares."""
    block = tl.program_id(0).to(tl.int64)  # int32 would overflow from 2**31 elements on
    i = block * B + tl.arange(0, B)
    inside = i < n  # the last block reaches past the end
    r = tl.load(y + i, inside, 0.0) - tl.load(y_star + i, inside, 0.0)
    tl.store(g + i, 2 * r, inside)
    tl.store(partial + block, tl.sum(r * r))


@triton.jit
def total(partial, L, P, B: tl.constexpr):
    """One program: adds up the P partial sums, B at a time."""
    strip = tl.zeros((B,), partial.dtype.element_ty)
    for start in range(0, P, B):
        p = start + tl.arange(0, B)
        strip += tl.load(partial + p, p < P, 0.0)
    tl.store(L, tl.sum(strip))


# --8<-- [end:kernels]


# --8<-- [start:loss_and_gradient]
def loss_and_gradient(y, y_star, B=1024):
    """Loss sum((y - y_star)**2) and its gradient with respect to y, in two launches.

    y and y_star are contiguous tensors of one shape, dtype and device; B, a power of two, is how many
    elements one program takes. The loss has shape (), the gradient that of y.
    Raises ValueError where y and y_star differ in shape, dtype or device, or aren't contiguous.
    Implements: docs/kernels.md (loss), (gradient)
    """
    require(y=y, y_star=y_star)
    if y.shape != y_star.shape:
        raise ValueError(f"y has the shape {tuple(y.shape)}, y_star {tuple(y_star.shape)}")
    n, P = y.numel(), triton.cdiv(y.numel(), B)
    g, partial, L = torch.empty_like(y), y.new_empty(P), y.new_empty(())
    if n:  # a grid of no programs can't be launched on a GPU
        blocks[(P,)](y, y_star, g, partial, n, B)
    total[(1,)](partial, L, P, B)
    return L, g


# --8<-- [end:loss_and_gradient]


# --8<-- [start:atomically]
@triton.jit
def atomically(y, y_star, g, L, n, B: tl.constexpr):
    """One program a block of B elements: writes their gradient and adds the sum of their squares to L."""
    i = tl.program_id(0).to(tl.int64) * B + tl.arange(0, B)
    inside = i < n
    r = tl.load(y + i, inside, 0.0) - tl.load(y_star + i, inside, 0.0)
    tl.store(g + i, 2 * r, inside)
    tl.atomic_add(L, tl.sum(r * r))  # in the order in which the programs come


def in_any_order(y, y_star, B=1024):
    """Loss sum((y - y_star)**2) and its gradient with respect to y; the blocks' sums are added up as they come.

    y and y_star are contiguous tensors of one shape, dtype and device; B is a power of two. The loss has shape (),
    the gradient that of y. On a GPU the loss may differ from run to run, within its bound.
    Raises ValueError where y and y_star differ in shape, dtype or device, or aren't contiguous.
    Implements: docs/kernels.md (loss), (gradient)
    """
    require(y=y, y_star=y_star)
    if y.shape != y_star.shape:
        raise ValueError(f"y has the shape {tuple(y.shape)}, y_star {tuple(y_star.shape)}")
    n = y.numel()
    g, L = torch.empty_like(y), y.new_zeros(())  # to write the zero is a launch, too
    if n:
        atomically[(triton.cdiv(n, B),)](y, y_star, g, L, n, B)
    return L, g


# --8<-- [end:atomically]
