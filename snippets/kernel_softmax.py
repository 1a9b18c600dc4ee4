"""Softmax cross-entropy, one program a row: the forward leaves one number a row, from which the backward starts."""

import numpy as np
import torch

from snippets.kernel import require, tl, triton


# --8<-- [start:statement]
def forward_statement(Z, c):
    """Each row's cross-entropy with its label, and the logarithm of its sum of exponentials.

    Z (m, n) are logits, c (m,) the labels, from 0: NumPy arrays. Both results have shape (m,).
    Implements: docs/kernels-rows.md (losses), (log-sum-exp)
    """
    top = Z.max(axis=1)  # without it, exp overflows
    a = top + np.log(np.exp(Z - top[:, None]).sum(axis=1))
    return a - Z[np.arange(len(Z)), c], a


def backward_statement(Z, c, a, g):
    """Gradient of sum(g * losses) with respect to Z.

    Z (m, n), c (m,) and a (m,) as in the forward, g (m,) the gradient of the losses: NumPy arrays.
    The result has the shape of Z.
    Implements: docs/kernels-rows.md (logits)
    """
    chosen = np.arange(Z.shape[1]) == c[:, None]
    return g[:, None] * (np.exp(Z - a[:, None]) - chosen)


# --8<-- [end:statement]


# --8<-- [start:forward]
@triton.jit
def forward_rows(Z, c, losses, a, n, B: tl.constexpr):
    """One program a row, B entries at a time: first the largest, then the sum of the exponentials."""
    row = tl.program_id(0).to(tl.int64)
    z = Z + row * n
    top = tl.full((B,), float("-inf"), Z.dtype.element_ty)
    for start in range(0, n, B):
        k = start + tl.arange(0, B)
        top = tl.maximum(top, tl.load(z + k, k < n, float("-inf")))
    highest = tl.max(top)
    strip = tl.zeros((B,), Z.dtype.element_ty)
    for start in range(0, n, B):
        k = start + tl.arange(0, B)
        strip += tl.exp(tl.load(z + k, k < n, float("-inf")) - highest)  # exp of -inf is 0
    log_sum_exp = highest + tl.log(tl.sum(strip))
    label = tl.load(c + row)
    known = (label >= 0) & (label < n)  # any other label gives NaN, not somebody else's number
    tl.store(losses + row, log_sum_exp - tl.load(z + label, known, float("nan")))
    tl.store(a + row, log_sum_exp)


def forward(Z, c, B=1024):
    """Each row's cross-entropy with its label, and the logarithm of its sum of exponentials.

    Z (m, n) are logits, c (m,) int64 labels from 0: contiguous tensors on one device; B, a power of two, is
    how many entries a program takes at a time. Both results have shape (m,).
    Raises ValueError where the tensors aren't of that kind.
    Implements: docs/kernels-rows.md (losses), (log-sum-exp)
    """
    require(Z=Z)
    require(c=c)
    m, n = Z.shape
    if c.shape != (m,) or c.dtype != torch.int64 or n == 0:
        raise ValueError(f"m = {m} rows of {n} logits need m labels of int64, not {tuple(c.shape)} of {c.dtype}")
    losses, a = Z.new_empty(m), Z.new_empty(m)
    if m:
        forward_rows[(m,)](Z, c, losses, a, n, B)
    return losses, a


# --8<-- [end:forward]


# --8<-- [start:backward]
@triton.jit
def backward_rows(Z, c, a, g, grad_Z, n, B: tl.constexpr):
    """One program a row: each entry's gradient needs its logit and three numbers of the row."""
    row = tl.program_id(0).to(tl.int64)
    log_sum_exp, label, scale = tl.load(a + row), tl.load(c + row), tl.load(g + row)
    for start in range(0, n, B):
        k = start + tl.arange(0, B)
        p = tl.exp(tl.load(Z + row * n + k, k < n, 0.0) - log_sum_exp)
        tl.store(grad_Z + row * n + k, scale * tl.where(k == label, p - 1, p), k < n)


def backward(Z, c, a, g, B=1024):
    """Gradient of sum(g * losses) with respect to Z.

    Z (m, n), c (m,) and a (m,) as in the forward, g (m,) the gradient of the losses: contiguous tensors on
    one device. The result has the shape of Z. Raises ValueError where the tensors aren't of that kind.
    Implements: docs/kernels-rows.md (logits)
    """
    require(Z=Z, a=a, g=g)
    require(c=c)
    m, n = Z.shape
    if not c.shape == a.shape == g.shape == (m,) or c.dtype != torch.int64:
        raise ValueError(f"m = {m} rows need m numbers in each of c, a and g, and int64 in c")
    grad_Z = torch.empty_like(Z)
    if m:
        backward_rows[(m,)](Z, c, a, g, grad_Z, n, B)
    return grad_Z


# --8<-- [end:backward]
