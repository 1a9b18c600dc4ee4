"""The vector–Jacobian product: one row, weighted by v; and the whole Jacobian, a row at a time."""

import torch


# --8<-- [start:vjp]
def vjp(y, y_star, v):
    """The row v times the Jacobian of the terms (y - y_star)**2.

    y, y_star, v and the result have shape (n,): NumPy arrays or tensors.
    Implements: docs/vjp.md (vjp)
    """
    return 2 * (y - y_star) * v


# --8<-- [end:vjp]


# --8<-- [start:jacobian_by_rows]
def jacobian_by_rows(f, x):
    """Jacobian of f at x by one backward call for each output.

    x has shape (n,), f(x) has shape (m,), the result (m, n).
    Implements nothing: it asks autograd, whatever f is.
    """
    x = x.detach().requires_grad_()
    u = f(x)
    units = torch.eye(len(u), dtype=u.dtype)
    rows = [torch.autograd.grad(u, x, e, retain_graph=True)[0] for e in units]
    return torch.stack(rows)


# --8<-- [end:jacobian_by_rows]
