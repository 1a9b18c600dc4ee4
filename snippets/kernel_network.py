"""The backward of the two-layer network in three launches: what is elementwise is done inside the products."""

import torch

from snippets.kernel import require, tl, triton
from snippets.kernel_matmul import product


def statement(X, W_2, H, Y_hat, Y_star):
    """Gradients of sum((Y_hat - Y_star)**2) with respect to both weights, for H = relu(X W_1) and Y_hat = H W_2.

    X (m, n), W_2 (q, p), H (m, q), Y_hat and Y_star (m, p): NumPy arrays. The results have the shapes of the weights,
    (n, q) and (q, p).
    Implements: docs/kernels-matmul.md (first-weights), (second-weights)
    """
    G = 2 * (Y_hat - Y_star)
    return X.T @ ((H > 0) * (G @ W_2.T)), H.T @ G


# --8<-- [start:kernels]
@triton.jit
def through_the_gate(
    Y_hat, Y_star, W_2, H, grad_Z, m, q, p, TM: tl.constexpr, TN: tl.constexpr, TK: tl.constexpr
):  # fmt: skip
    """Program (i, j): one tile of grad_Z (m, q) = [H > 0] ⊙ (2 (Y_hat − Y_star) W_2ᵀ)."""
    i = tl.program_id(0).to(tl.int64) * TM + tl.arange(0, TM)[:, None]
    j = tl.program_id(1).to(tl.int64) * TN + tl.arange(0, TN)[None, :]
    tile = tl.zeros((TM, TN), grad_Z.dtype.element_ty)
    for start in range(0, p, TK):
        k = start + tl.arange(0, TK)
        across, down = k[None, :], k[:, None]
        at, inside = i * p + across, (i < m) & (across < p)
        g = 2 * (tl.load(Y_hat + at, inside, 0.0) - tl.load(Y_star + at, inside, 0.0))
        w = tl.load(W_2 + j * p + down, (j < q) & (down < p), 0.0)  # transposed: its columns are the hidden units
        tile = tl.dot(g, w, tile, input_precision="ieee", out_dtype=tile.dtype)
    inside = (i < m) & (j < q)
    tl.store(grad_Z + i * q + j, tl.where(tl.load(H + i * q + j, inside, 0.0) > 0, tile, 0.0), inside)


@triton.jit
def second_weights(
    H, Y_hat, Y_star, grad_W_2, m, q, p, TM: tl.constexpr, TN: tl.constexpr, TK: tl.constexpr
):  # fmt: skip
    """Program (i, j): one tile of grad_W_2 (q, p) = Hᵀ (2 (Y_hat − Y_star))."""
    i = tl.program_id(0).to(tl.int64) * TM + tl.arange(0, TM)[:, None]
    j = tl.program_id(1).to(tl.int64) * TN + tl.arange(0, TN)[None, :]
    tile = tl.zeros((TM, TN), grad_W_2.dtype.element_ty)
    for start in range(0, m, TK):
        k = start + tl.arange(0, TK)
        across, down = k[None, :], k[:, None]
        at, inside = down * p + j, (down < m) & (j < p)
        g = 2 * (tl.load(Y_hat + at, inside, 0.0) - tl.load(Y_star + at, inside, 0.0))
        h = tl.load(H + across * q + i, (across < m) & (i < q), 0.0)  # transposed: its rows are the hidden units
        tile = tl.dot(h, g, tile, input_precision="ieee", out_dtype=tile.dtype)
    tl.store(grad_W_2 + i * p + j, tile, (i < q) & (j < p))


def backward(X, W_2, H, Y_hat, Y_star, TM=32, TN=32, TK=32):
    """Gradients of sum((Y_hat - Y_star)**2) with respect to both weights, for H = relu(X W_1) and Y_hat = H W_2.

    X (m, n), W_2 (q, p), H (m, q), Y_hat and Y_star (m, p): contiguous tensors of one dtype, float32 or float64, and
    one device. The tiles are powers of two, 16 at the least. The results have the shapes of the weights, (n, q) and
    (q, p). Raises ValueError where shapes, dtypes or strides don't fit.
    Implements: docs/kernels-matmul.md (first-weights), (second-weights)
    """
    require(X=X, W_2=W_2, H=H, Y_hat=Y_hat, Y_star=Y_star)
    (m, n), (q, p) = X.shape, W_2.shape
    if H.shape != (m, q) or not Y_hat.shape == Y_star.shape == (m, p):
        shapes = ", ".join(str(tuple(t.shape)) for t in (X, W_2, H, Y_hat, Y_star))
        raise ValueError(f"X, W_2, H, Y_hat and Y_star don't fit: {shapes}")
    grad_Z, grad_W_1, grad_W_2 = torch.empty_like(H), X.new_empty(n, q), torch.empty_like(W_2)
    tiles = TM, TN, TK

    def grid(C):
        return triton.cdiv(C.shape[0], TM), triton.cdiv(C.shape[1], TN)

    if grad_Z.numel():
        through_the_gate[grid(grad_Z)](Y_hat, Y_star, W_2, H, grad_Z, m, q, p, *tiles)
    if grad_W_1.numel():
        product[grid(grad_W_1)](X, grad_Z, grad_W_1, n, q, m, 1, n, q, 1, *tiles)  # X^T grad_Z
    if grad_W_2.numel():
        second_weights[grid(grad_W_2)](H, Y_hat, Y_star, grad_W_2, m, q, p, *tiles)
    return grad_W_1, grad_W_2


# --8<-- [end:kernels]
