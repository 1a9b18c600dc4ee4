"""What a clock will say, from counts: the roofline of each kernel, its launch, and the memory that is new."""

import numpy as np


# --8<-- [start:seconds]
def seconds(b, f, m, beta, P, o, phi):
    """Seconds that kernels take, with bytes b and FLOPs f each, and m bytes of new memory.

    b and f have shape (K,). beta is in bytes a second, P in FLOPs a second, o in
    seconds a kernel, phi in seconds a byte: NumPy arrays and numbers.
    Implements: docs/losses.md (time)
    """
    return len(b) * o + np.maximum(b / beta, f / P).sum() + phi * m


# --8<-- [end:seconds]
