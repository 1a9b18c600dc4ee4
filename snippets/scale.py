"""Sum, mean and weights: the same gradient, up to its factor."""

import math


# --8<-- [start:gradient_of_mean]
def gradient_of_mean(y, y_star):
    """Gradient of the mean squared error with respect to y.

    y, y_star and the result have one shape: NumPy arrays or tensors.
    Implements: docs/scale.md (mean)
    """
    n = math.prod(y.shape)  # every element counts, not only the first axis
    return 2 / n * (y - y_star)


# --8<-- [end:gradient_of_mean]


# --8<-- [start:gradient_weighted]
def gradient_weighted(y, y_star, w):
    """Gradient of sum(w * (y - y_star)**2) with respect to y.

    y, y_star, w and the result have one shape: NumPy arrays or tensors.
    Implements: docs/scale.md (weighted)
    """
    return 2 * w * (y - y_star)


# --8<-- [end:gradient_weighted]
