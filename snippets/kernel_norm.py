"""The backward of layer normalisation: a program takes some rows, and leaves their part of two column sums."""

import numpy as np
import torch

from snippets.kernel import require, tl, triton
from snippets.kernel_bias import columns


# --8<-- [start:statement]
def statement(X, gamma, G, epsilon):
    """Gradients of layer normalisation with respect to its input, its scale and its shift.

    X (m, n) the input, gamma (n,) the scale, G (m, n) the gradient of the output, epsilon the small number
    under the root: NumPy arrays and a float. The results have the shapes (m, n), (n,) and (n,).
    Implements: docs/kernels-rows.md (input), (scale), (shift)
    """
    n = X.shape[1]
    centred = X - X.sum(axis=1, keepdims=True) / n
    s = np.sqrt((centred**2).sum(axis=1, keepdims=True) / n + epsilon)
    H, w = centred / s, gamma * G
    mean, slope = w.sum(axis=1, keepdims=True) / n, (w * H).sum(axis=1, keepdims=True) / n
    return (w - mean - H * slope) / s, (G * H).sum(axis=0), G.sum(axis=0)


# --8<-- [end:statement]


# --8<-- [start:kernel]
@triton.jit
def some_rows(X, gamma, G, grad_X, part_gamma, part_beta, m, n, epsilon: tl.constexpr, rows, B: tl.constexpr):
    """One program takes `rows` rows, one at a time, and adds up their parts of the gradients of scale and shift."""
    block = tl.program_id(0).to(tl.int64)
    k = tl.arange(0, B)
    scale = tl.load(gamma + k, k < n, 0.0)
    sum_gamma, sum_beta = tl.zeros((B,), X.dtype.element_ty), tl.zeros((B,), X.dtype.element_ty)
    for i in range(0, rows):
        row = block * rows + i
        inside = (k < n) & (row < m)
        x, g = tl.load(X + row * n + k, inside, 0.0), tl.load(G + row * n + k, inside, 0.0)
        centred = tl.where(inside, x - tl.sum(x) / n, 0.0)  # past the end it would be minus the mean
        s = tl.sqrt(tl.sum(centred * centred) / n + epsilon)
        h, w = centred / s, scale * g
        tl.store(grad_X + row * n + k, (w - tl.sum(w) / n - h * (tl.sum(w * h) / n)) / s, inside)
        sum_gamma += g * h
        sum_beta += g
    tl.store(part_gamma + block * n + k, sum_gamma, k < n)
    tl.store(part_beta + block * n + k, sum_beta, k < n)


def backward(X, gamma, G, epsilon, rows=64):
    """Gradients of layer normalisation with respect to its input, its scale and its shift.

    X (m, n) the input, gamma (n,) the scale, G (m, n) the gradient of the output: contiguous tensors of one dtype
    and device; epsilon a number. A program takes `rows` rows. The results have the shapes (m, n), (n,) and (n,).
    Raises ValueError where the tensors aren't of that kind.
    Implements: docs/kernels-rows.md (input), (scale), (shift)
    """
    require(X=X, gamma=gamma, G=G)
    m, n = X.shape
    if G.shape != X.shape or gamma.shape != (n,):
        raise ValueError(f"X has the shape ({m}, {n}), G {tuple(G.shape)}, and gamma {tuple(gamma.shape)}")
    rows = max(1, min(rows, m))
    P, B = triton.cdiv(m, rows), triton.next_power_of_2(n)
    grad_X, part_gamma, part_beta = torch.empty_like(X), X.new_empty(P, n), X.new_empty(P, n)
    grad_gamma, grad_beta = X.new_empty(n), X.new_empty(n)
    if n:
        if m:
            some_rows[(P,)](X, gamma, G, grad_X, part_gamma, part_beta, m, n, float(epsilon), rows, B)
        for part, whole in ((part_gamma, grad_gamma), (part_beta, grad_beta)):
            columns[(1, triton.cdiv(n, 64))](part, whole, P, n, P, 16, 64)
    return grad_X, grad_gamma, grad_beta


# --8<-- [end:kernel]
