"""Numbers of as many digits as are asked for, where a float64 can't tell a difference from rounding.

Within `working(digits)`, what would become a float becomes such a number. A float never enters by itself, for it would
bring its rounding along: that raises Imprecise. `number` takes one for what it is, to the last bit.
"""

import contextlib
import math
from fractions import Fraction

import mpmath

from proofread.values import lifting

FAR = 10**6  # binary digits before or behind the point
TURNS = 300  # decimal digits of an angle, before the point
TIE = 0.6  # of the digits: numbers that agree in so many are told apart by rounding only


class Imprecise(ArithmeticError):
    """What is only known as a float, or isn't computed to more digits."""


class Outside(ValueError):
    """A function was taken at a number that its domain doesn't hold, nor comes near to: the logarithm of -2."""


class Precise:
    """A number of mpmath's that raises Python's own errors where Python's floats do, and meets no float."""

    __slots__ = ("value",)

    @property
    def epsilon(self):
        """What rounding takes of a number, as a share of it."""
        return 10.0**-mpmath.mp.dps

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return mpmath.nstr(self.value, 20)

    def __float__(self):
        found = float(self.value)
        if math.isinf(found):
            raise OverflowError("a number too large for a float")
        return found

    def __add__(self, other):
        other = _plain(other)
        return other if other is NotImplemented else Precise(self.value + other)

    __radd__ = __add__

    def __neg__(self):
        return Precise(-self.value)

    def __sub__(self, other):
        other = _plain(other)
        return other if other is NotImplemented else Precise(self.value - other)

    def __rsub__(self, other):
        return Precise(_plain(other) - self.value)

    def __mul__(self, other):
        other = _plain(other)
        return other if other is NotImplemented else Precise(self.value * other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _plain(other)
        return other if other is NotImplemented else Precise(self.value / other)

    def __rtruediv__(self, other):
        return Precise(_plain(other) / self.value)

    def __pow__(self, k):
        """This number to a whole exponent."""
        if self.value and abs(k * mpmath.mag(self.value)) > FAR:
            raise OverflowError("too many digits")
        return Precise(self.value**k) if k else 1

    def to(self, exponent):
        """This number to a real exponent."""
        base, exponent = _inside(self.value), _plain(exponent)
        if base == 0 and exponent <= 0:
            raise ZeroDivisionError("zero to the power of a negative number")
        if base and abs(exponent * mpmath.mag(base)) > FAR:
            raise OverflowError("too many digits")
        return Precise(base**exponent)

    def order(self, other):
        """-1, 0 or 1 as this number is below, at or above another; 0 where only rounding tells them apart."""
        gap, size = self.value - _plain(other), max(1, abs(self.value))
        return 0 if abs(gap) <= size * _least() else 1 if gap > 0 else -1

    def floor(self):
        """The largest whole number up to this one; the nearest where only rounding tells it from that."""
        nearest = int(mpmath.nint(self.value))
        return nearest if self.order(nearest) >= 0 else nearest - 1

    def pi(self):
        return Precise(+mpmath.pi)

    def through(self, function):
        """mpmath's function of the name that torch has for it. Raises Imprecise where there is none."""
        own = FUNCTIONS.get(function.torch) or getattr(mpmath, function.torch, None)
        if own is None:
            raise Imprecise(f"{function.name} isn't computed to many digits")
        found = own(self.value)
        if isinstance(found, mpmath.mpc):
            raise Outside(f"{function.name} at {self}")
        return Precise(found)


def _logarithm(x):
    x = _inside(x)
    if x == 0:
        raise ZeroDivisionError("the logarithm of zero")
    return mpmath.log(x)


def _exponential(x):
    if abs(x) > FAR:
        raise OverflowError("too many digits")
    return mpmath.exp(x)


def _turned(function):
    def turned(x):
        if abs(x) > 10**TURNS:
            raise Imprecise("an angle of too many turns")
        return function(x)

    return turned


FUNCTIONS = {
    "exp": _exponential,
    "log": _logarithm,
    "sqrt": lambda x: mpmath.sqrt(_inside(x)),
    "sigmoid": lambda x: 1 / (1 + _exponential(-x)),
    **{name: _turned(getattr(mpmath, name)) for name in ("sin", "cos", "tan")},
}


def number(x):
    """A plain number, or one of these, as one of these."""
    return x if x.__class__ is Precise else Precise(_exactly(x))


@contextlib.contextmanager
def working(digits):
    """Within it, whole numbers and fractions meet as numbers of so many digits where they'd become floats."""
    with mpmath.workdps(digits), lifting.lifting(_lift):
        yield


def _lift(x):
    return Precise(_plain(x))


def _least():
    return mpmath.mpf(10) ** (-TIE * mpmath.mp.dps)


def _inside(x):
    """A number that isn't negative; what rounding alone may have made so is 0."""
    if x < -_least():
        raise Outside("a negative number")
    return max(x, mpmath.mpf(0))


def _exactly(x):
    return mpmath.mpf(x.numerator) / x.denominator if x.__class__ is Fraction else mpmath.mpf(x)


def _plain(x):
    kind = x.__class__
    if kind is Precise:
        return x.value
    if kind is int:
        return x
    if kind is Fraction:
        return _exactly(x)
    if kind is float:
        raise Imprecise("a float")
    return NotImplemented
