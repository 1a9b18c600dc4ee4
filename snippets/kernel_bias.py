"""The gradient of a bias: column sums, in two launches of one kernel."""

from snippets.kernel import require, tl, triton


# --8<-- [start:statement]
def statement(G):
    """Gradient with respect to a bias that was added to each row.

    G (m, n), the gradient of the sum: a NumPy array or a tensor. The result has shape (n,).
    Implements: docs/kernels-matmul.md (bias)
    """
    return G.sum(0)


# --8<-- [end:statement]


# --8<-- [start:kernel]
@triton.jit
def columns(G, out, m, n, rows, T: tl.constexpr, B: tl.constexpr):
    """Program (i, j): adds up `rows` rows, T at a time, for B columns, and writes row i of `out`."""
    i = tl.program_id(0).to(tl.int64)
    k = tl.program_id(1).to(tl.int64) * B + tl.arange(0, B)
    tile = tl.zeros((T, B), G.dtype.element_ty)
    for start in range(0, rows, T):
        inner = start + tl.arange(0, T)
        s = i * rows + inner
        inside = ((inner < rows) & (s < m))[:, None] & (k < n)[None, :]
        tile += tl.load(G + s[:, None] * n + k[None, :], inside, 0.0)
    tl.store(out + i * n + k, tl.sum(tile, 0), k < n)


def bias_gradient(G, rows=256, T=16, B=64):
    """Gradient with respect to a bias that was added to each row: the column sums of G.

    G (m, n), the gradient of the sum, is a contiguous tensor. A program takes `rows` rows, T at a time, of B
    columns; T and B are powers of two. The result has shape (n,). Raises ValueError where G isn't contiguous.
    Implements: docs/kernels-matmul.md (bias)
    """
    require(G=G)
    m, n = G.shape
    rows = max(1, min(rows, m))
    P = triton.cdiv(m, rows)
    partial, out = G.new_empty(P, n), G.new_empty(n)
    if n:
        if m:
            columns[(P, triton.cdiv(n, B))](G, partial, m, n, rows, T, B)
        columns[(1, triton.cdiv(n, B))](partial, out, P, n, P, T, B)  # the same, for the sums
    return out


# --8<-- [end:kernel]
