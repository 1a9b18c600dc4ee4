"""Plain numbers, and what becomes of them where floats would be too coarse: numbers of more digits."""

import contextlib
from fractions import Fraction

PLAIN = frozenset({int, float, Fraction})  # numbers that carry nothing along
now = None  # what makes a plain number one of more digits, while `lifting` runs


@contextlib.contextmanager
def lifting(lift):
    """Within it, a function of a plain number x is taken of `lift(x)`: a float would be too coarse."""
    global now
    before, now = now, lift
    try:
        yield
    finally:
        now = before


def lifted(x):
    """A plain number as one of more digits, where such are asked for; any other as it is."""
    return now(x) if now and x.__class__ in PLAIN else x


def real(x):
    """A number without the derivatives that it carries."""
    while (inner := getattr(x, "re", None)) is not None:
        x = inner
    return x


def epsilon(x):
    """What rounding takes of a number, as a share of it: nothing of a whole one or a fraction."""
    x = real(x)
    return 0.0 if x.__class__ in (int, Fraction) else getattr(x, "epsilon", 2.0**-52)
