"""The backward of a matrix product: twice the same tiled kernel, with other strides for what is transposed."""

import torch

from snippets.kernel import require, tl, triton


# --8<-- [start:statement]
def statement(X, W, grad_Y):
    """Gradients of a loss of Y = X W with respect to X and W.

    X (m, n), W (n, p) and grad_Y (m, p), the gradient of the loss with respect to Y: NumPy arrays or tensors.
    Implements: docs/kernels-matmul.md (inputs), (weights)
    """
    return grad_Y @ W.T, X.T @ grad_Y


# --8<-- [end:statement]


# --8<-- [start:kernel]
# --8<-- [start:kernel_only]
@triton.jit
def product(
    A, B, C, M, N, K, row_A, column_A, row_B, column_B, TM: tl.constexpr, TN: tl.constexpr, TK: tl.constexpr
):  # fmt: skip
    """Program (i, j): one TM by TN tile of C (M, N) = A B, TK of the K products of each entry at a time.

    From one row of A to the next it's `row_A` places, from column to column `column_A`; the same for B.
    """
    i = tl.program_id(0).to(tl.int64) * TM + tl.arange(0, TM)[:, None]
    j = tl.program_id(1).to(tl.int64) * TN + tl.arange(0, TN)[None, :]
    tile = tl.zeros((TM, TN), C.dtype.element_ty)
    for start in range(0, K, TK):
        k = start + tl.arange(0, TK)
        across, down = k[None, :], k[:, None]
        a = tl.load(A + i * row_A + across * column_A, (i < M) & (across < K), 0.0)
        b = tl.load(B + down * row_B + j * column_B, (down < K) & (j < N), 0.0)
        # Upcast first: of bfloat16 the interpreter multiplies the bit patterns. "ieee": not rounded to TF32.
        a, b = a.to(tile.dtype), b.to(tile.dtype)
        tile = tl.dot(a, b, tile, input_precision="ieee", out_dtype=tile.dtype)
    tl.store(C + i * N + j, tile, (i < M) & (j < N))


# --8<-- [end:kernel_only]


def backward(X, W, grad_Y, TM=32, TN=32, TK=32):
    """Gradients of a loss of Y = X W with respect to X and W.

    X (m, n), W (n, p) and grad_Y (m, p), the gradient of the loss with respect to Y: contiguous tensors of one dtype
    and device. The tiles are powers of two, 16 at the least. The results are float64 where the inputs are, else
    float32. Raises ValueError where shapes, dtypes or strides don't fit.
    Implements: docs/kernels-matmul.md (inputs), (weights)
    """
    require(X=X, W=W, grad_Y=grad_Y)
    (m, n), p = X.shape, W.shape[1]
    if W.shape != (n, p) or grad_Y.shape != (m, p):
        raise ValueError(f"X {tuple(X.shape)}, W {tuple(W.shape)} and grad_Y {tuple(grad_Y.shape)} don't fit")
    dtype = torch.float64 if X.dtype == torch.float64 else torch.float32
    grad_X, grad_W = torch.empty_like(X, dtype=dtype), torch.empty_like(W, dtype=dtype)
    # W^T is W read along its columns, X^T is X read along its columns: strides change places, nothing is copied.
    for A, B, C, K, strides in (
        (grad_Y, W, grad_X, p, (p, 1, 1, p)),
        (X, grad_Y, grad_W, m, (1, n, p, 1)),
    ):
        if C.numel():
            grid = triton.cdiv(C.shape[0], TM), triton.cdiv(C.shape[1], TN)
            product[grid](A, B, C, *C.shape, K, *strides, TM, TN, TK)
    return grad_X, grad_W


# --8<-- [end:kernel]
