"""Gradients that were read off a differential, and the check of any gradient along a direction."""

import numpy as np


# --8<-- [start:quadratic_gradient]
def quadratic_gradient(A, x):
    """Gradient of x @ A @ x with respect to x. A needs no symmetry.

    A has shape (n, n), x and the result (n,): NumPy arrays or tensors.
    Implements: docs/differentials.md (quadratic)
    """
    return A @ x + A.T @ x


# --8<-- [end:quadratic_gradient]


# --8<-- [start:log_det_gradient]
def log_det_gradient(A):
    """Gradient of log(det(A)) with respect to A, where det(A) > 0.

    A and the result are tensors of shape (n, n).
    Implements: docs/differentials.md (log-det)
    """
    return A.inverse().T


# --8<-- [end:log_det_gradient]


# --8<-- [start:along]
def along(f, x, g, rng, h=1e-5):
    """The slope of f at x along a random direction: measured, and by a gradient g.

    f(x) is a number; x and g are NumPy arrays of one shape. rng draws the direction.
    Implements nothing: it takes any function, and a gradient that may be wrong.
    """
    t = rng.normal(size=x.shape)
    return (f(x + h * t) - f(x - h * t)) / (2 * h), np.sum(g * t)


# --8<-- [end:along]
