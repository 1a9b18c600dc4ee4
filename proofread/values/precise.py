"""Numbers of as many digits as are asked for, where a float64 can't tell a difference from rounding.

Within `working(digits)`, everything is computed in decimal arithmetic of so many digits. A float never enters by itself:
that would bring its rounding along (Imprecise); `number` takes one for what it is, to the last bit.
"""

import contextlib
import decimal
import math
from decimal import Decimal
from fractions import Fraction

from proofread.values import lift, series
from proofread.values.lift import Imprecise

FURTHEST = 400  # digits before the point of an angle


class Precise:
    """A decimal number that raises Python's own errors where Python's floats do."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"{self.value}"

    def __float__(self):
        return float(self.value)

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
        return other if other is NotImplemented else _divided(self.value, other)

    def __rtruediv__(self, other):
        return _divided(_plain(other), self.value)

    def __pow__(self, k):
        if k < 0:
            return _divided(1, (self**-k).value)
        return Precise(self.value**k) if k else 1

    def to(self, exponent):
        """This number to a real exponent."""
        base, exponent = self.value, _plain(exponent)
        if base < 0 and not _negligible(base):
            raise ValueError("a fractional power of a negative number")
        if base <= 0:
            if exponent <= 0:
                raise ZeroDivisionError("zero to the power of a negative number")
            return Precise(Decimal(0))
        return Precise((exponent * base.ln()).exp())

    def exp(self):
        return Precise(self.value.exp())

    def log(self):
        if _negligible(self.value):
            raise ZeroDivisionError("the logarithm of zero")
        if self.value < 0:
            raise ValueError("the logarithm of a negative number")
        return Precise(self.value.ln())

    def sqrt(self):
        if self.value < 0 and not _negligible(self.value):
            raise ValueError("the root of a negative number")
        return Precise(max(self.value, Decimal(0)).sqrt())

    def sin(self):
        return Precise(series.sine(_angle(self.value)))

    def cos(self):
        return Precise(series.cosine(_angle(self.value)))

    def tan(self):
        return self.sin() / self.cos()

    def atan(self):
        return Precise(series.arctangent(self.value))

    def sinh(self):
        return (self.exp() - (-self).exp()) / 2

    def cosh(self):
        return (self.exp() + (-self).exp()) / 2

    def tanh(self):
        y = (Precise(-2 * abs(self.value))).exp()
        found = (1 - y) / (1 + y)
        return found if self.value >= 0 else -found

    def sigmoid(self):
        return 1 / (1 + (-self).exp())

    def floor(self):
        """The largest whole number up to this one; the nearest where only rounding tells it from that."""
        nearest = int(self.value.to_integral_value())
        return nearest if order(self, nearest) >= 0 else nearest - 1


def number(x):
    """A number of any kind as it is."""
    return x if x.__class__ is Precise else Precise(exactly(x))


def power_of_ten(k):
    return Decimal(1).scaleb(k)


def method(x, name):
    """A function of a number, by the name that elementary.py gives it."""
    found = getattr(number(x), name, None)
    if found is None:
        raise Imprecise(f"{name} isn't computed to many digits")
    return found


def pi():
    return Precise(series.pi())


def order(a, b):
    """-1, 0 or 1 as `a` is below, at or above `b`; 0 where only rounding tells them apart."""
    a, b = (number(x).value for x in (a, b))
    if abs(a - b) <= max(abs(a), abs(b)).scaleb(-_half()):
        return 0
    return -1 if a < b else 1


@contextlib.contextmanager
def working(digits):
    """Within it, whole numbers and fractions meet as numbers of so many digits where they'd become floats."""
    context = decimal.Context(
        prec=digits,
        Emax=decimal.MAX_EMAX,
        Emin=decimal.MIN_EMIN,
        traps=[decimal.Overflow, decimal.InvalidOperation, decimal.DivisionByZero],
    )
    try:
        with decimal.localcontext(context), lift.lifting(lift.Lift(number, method, order, pi)):
            yield
    except decimal.Overflow as error:
        raise OverflowError("a number isn't finite") from error
    except decimal.InvalidOperation as error:
        raise Imprecise(str(error)) from error


def _half():
    return decimal.getcontext().prec * 2 // 3


def _negligible(x):
    """Whether a number is no larger than what rounding leaves of numbers of usual size that cancel."""
    return abs(x) < Decimal(1).scaleb(-_half())


def exactly(x):
    """A plain number as a decimal; a fraction to as many digits as there are."""
    return Decimal(x.numerator) / Decimal(x.denominator) if x.__class__ is Fraction else Decimal(x)


def _plain(x):
    kind = x.__class__
    if kind is Precise:
        return x.value
    if kind is int or kind is Decimal:
        return x
    if kind is Fraction:
        return exactly(x)
    if kind is float:
        if math.isinf(x):
            return Decimal(x)
        raise Imprecise("a float")
    return NotImplemented


def _divided(x, y):
    if y == 0:
        raise ZeroDivisionError("a division by zero")
    return Precise(Decimal(x) / y)


def _angle(x):
    """An angle that a whole number of turns was taken from, so that it's at most half a turn."""
    far = max(x.adjusted(), 0)
    if far > FURTHEST:
        raise Imprecise("an angle of too many turns")
    with decimal.localcontext() as context:
        context.prec += far + 3
        turn = 2 * series.pi()
        return x - (x / turn).to_integral_value() * turn
