"""The silent broadcast of (N, 1) against (N,): what its gradient is, and a guard against it."""


# --8<-- [start:gradient_broadcast]
def gradient_broadcast(p, y):
    """Gradient of the mean of (p[i] - y[j])**2 over all i, j, with respect to p.

    p, y and the result have shape (N,): NumPy arrays or tensors.
    Implements: docs/broadcast.md (broadcast)
    """
    return 2 / len(p) * (p - y.mean())


# --8<-- [end:gradient_broadcast]


# --8<-- [start:residual]
def residual(p, y):
    """Predictions minus targets, element by element, and never a broadcast.

    p, y and the result have one shape: NumPy arrays or tensors.
    Raises ValueError, with both shapes, if they differ.
    Implements nothing: a subtraction with a guard.
    """
    if p.shape != y.shape:
        shapes = f"predictions {tuple(p.shape)}, targets {tuple(y.shape)}"
        raise ValueError(f"{shapes}: give both one shape")
    return p - y


# --8<-- [end:residual]
