"""The sum of squares: its gradient, the table that it is the column sum of, and a loss whose sum stays."""

import torch


# --8<-- [start:gradient]
def gradient(y, y_star):
    """Gradient of L = sum((y - y_star)**2) with respect to y.

    y, y_star and the result have one shape: NumPy arrays or tensors.
    Implements: docs/collapse.md (gradient)
    """
    return 2 * (y - y_star)


# --8<-- [end:gradient]


# --8<-- [start:table]
def table(y, y_star):
    """The derivative of term i (row) with respect to prediction j (column).

    y and y_star have shape (n,), the result (n, n): tensors.
    Implements: docs/collapse.md (table)
    """
    return torch.diag(2 * (y - y_star))


# --8<-- [end:table]


# --8<-- [start:gradient_by_weights]
def gradient_by_weights(X, w, y_star):
    """Gradient of sum((X @ w - y_star)**2) with respect to w: its sum stays.

    X has shape (n, p), w and the result (p,), y_star (n,): NumPy or torch.
    Implements: docs/collapse.md (stays)
    """
    return 2 * X.T @ (X @ w - y_star)


# --8<-- [end:gradient_by_weights]
