"""What plain numbers become where a float would be too coarse: numbers of more digits, while `lifting` runs."""

import contextlib
import math
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

PLAIN = frozenset({int, float, Fraction})


class Imprecise(ArithmeticError):
    """What is only known as a float, or isn't computed to more digits."""


class Lift(NamedTuple):
    """`number(x)` of a plain one, `method(x, name)` that gives a function of it, their `order(a, b)`, and `pi()`."""

    number: Callable
    method: Callable
    order: Callable
    pi: Callable


now = None  # a Lift, or None for floats


@contextlib.contextmanager
def lifting(lift):
    """Within it, what would become a float becomes a number of a Lift."""
    global now
    before, now = now, lift
    try:
        yield
    finally:
        now = before


def lifted(x):
    """A plain number as one of more digits, where such are asked for; any other as it is."""
    return now.number(x) if now and x.__class__ in PLAIN else x


def pi():
    return now.pi() if now else math.pi
