"""Sums in floating point, by the order in which they're added up; and rounding to fewer bits."""

import numpy as np


# --8<-- [start:naive]
def naive(x):
    """Sum of x, one element after the other, in the type of x.

    x is a NumPy array of shape (n,); the result is a number of its type.
    Implements: docs/precision.md (sum)
    """
    return np.cumsum(x)[-1]  # unlike np.sum, which adds in another order


# --8<-- [end:naive]


# --8<-- [start:pairwise]
def pairwise(x):
    """Sum of x, neighbours first, then their sums, in the type of x.

    x is a NumPy array of shape (n,); the result is a number of its type.
    Implements: docs/precision.md (sum)
    """
    while len(x) > 1:
        pairs = x[:-1:2] + x[1::2]
        x = np.append(pairs, x[-1:]) if len(x) % 2 else pairs  # who has no neighbour waits
    return x[0]


# --8<-- [end:pairwise]


# --8<-- [start:kahan]
def kahan(x):
    """Sum of x, one element after the other, each with what was lost before it (Kahan, 1965).

    x is a NumPy array of shape (n,); the result is a number of its type.
    Implements: docs/precision.md (sum)
    """
    S = lost = x.dtype.type(0)
    for v in x:
        v = v - lost
        new = S + v
        lost = (new - S) - v  # what was added, less what should have been
        S = new
    return S


# --8<-- [end:kahan]


# --8<-- [start:wide]
def wide(x):
    """Sum of x, one element after the other in float64, then rounded to the type of x.

    x is a NumPy array of shape (n,); the result is a number of its type.
    Implements: docs/precision.md (sum)
    """
    return x.dtype.type(np.cumsum(x, dtype=np.float64)[-1])


# --8<-- [end:wide]


# --8<-- [start:gamma]
def gamma(k, mu):
    """The share by which k roundings may be off together, each off by the share mu at most.

    Numbers, or arrays of one shape, which the result has too.
    Implements: docs/hardware.md (share)
    """
    return k * mu / (1 - k * mu)


# --8<-- [end:gamma]


# --8<-- [start:rounded]
def rounded(x, b):
    """The numbers nearest to x that have b bits behind their first; between two, the one with an even last bit.

    x is a NumPy array or a number, b at most what its type keeps; the result has the shape and type of x.
    The exponent isn't bounded: what is too large or too small for a format isn't seen.
    Implements nothing: the formula rounds a tie up; a test holds it against PyTorch's conversions, bit by bit.
    """
    m, q = np.frexp(x)  # x = m * 2**q, with m from 1/2 to 1
    return np.ldexp(np.rint(np.ldexp(m, b + 1)), q - b - 1)


# --8<-- [end:rounded]
