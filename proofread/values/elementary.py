"""Functions of one number of any kind: a float, a Dual, a Number of autograd.py.

Nothing here assumes a float, except that `float(x)` gives the value of a number of any kind.
"""

import contextlib
import math
from fractions import Fraction

from proofread.values import lifting
from proofread.values.lifting import PLAIN, lifted, real

# What a function raises where its value isn't a finite number.
NOT_FINITE = (ZeroDivisionError, OverflowError, ValueError)


class NoValue(ZeroDivisionError):
    """There is no such number: a division by what is 0 but for rounding, the inverse of a singular matrix."""


class Kink(Exception):
    """A derivative was asked for where the one-sided derivatives may differ."""


class Elementary:
    """A smooth function of one number: its value at a plain one, its slope, and what torch calls it.

    `slope(x, y)` is the derivative at `x`, where `y` is the value, in numbers of any kind. torch differentiates its own
    function by itself: the second judge knows no slope of ours. A number that isn't plain goes `through` the function
    in a way of its own; where it has none, that raises: by `plain` alone it would lose the derivative that it carries.
    """

    __slots__ = ("name", "nonzero", "plain", "slope", "torch")

    def __init__(self, name, plain, slope, torch, nonzero=False):
        """Of a `nonzero` function a value of 0 is one that was too small for a float. Raises TypeError."""
        there = {
            "a plain function": callable(plain),
            "a slope": callable(slope),
            "torch's name": isinstance(torch, str),
        }
        if not all(there.values()):
            raise TypeError(f"{name} lacks {', and '.join(part for part in there if not there[part])}")
        self.name, self.slope, self.torch, self.nonzero = name, slope, torch, nonzero
        self.plain = (lambda x: unless_lost(plain(x))) if nonzero else plain

    def __call__(self, x):
        if x.__class__ in PLAIN and not lifting.now:
            return self.plain(x)
        return lifted(x).through(self)


_vanishing = False  # whether what is too small for a float may be 0, as it may in a limit


@contextlib.contextmanager
def vanishing():
    """Within it, a number too small for a float is 0; elsewhere it's an OverflowError."""
    global _vanishing
    before, _vanishing = _vanishing, True
    try:
        yield
    finally:
        _vanishing = before


def unless_lost(x):
    """A number that isn't 0 unless it was too small to be anything else."""
    if x == 0 and not _vanishing:
        raise OverflowError("a number too small for a float")
    return x


# Those that code calls by name; what only formulas name stands in known.py.
exp = Elementary("exp", math.exp, lambda x, y: y, torch="exp", nonzero=True)
log = Elementary("log", math.log, lambda x, y: 1 / x, torch="log")
sqrt = Elementary("sqrt", math.sqrt, lambda x, y: 1 / (2 * y), torch="sqrt")
sin = Elementary("sin", math.sin, lambda x, y: cos(x), torch="sin")
cos = Elementary("cos", math.cos, lambda x, y: -sin(x), torch="cos")
sinh = Elementary("sinh", math.sinh, lambda x, y: cosh(x), torch="sinh")
cosh = Elementary("cosh", math.cosh, lambda x, y: sinh(x), torch="cosh")


_watching = None  # a _Watch, while `watched` runs


class _Enough(Exception):
    """As many differences were seen as were asked for."""


def watched(function, most):
    """The first differences of two numbers that `compare` meets while `function()` runs, until it meets a kink."""
    global _watching
    before, _watching = _watching, _Watch(most)
    try:
        with contextlib.suppress(Kink, _Enough):
            function()
        return _watching.seen
    finally:
        _watching = before


class _Watch:
    def __init__(self, most):
        self.most, self.seen = most, []

    def see(self, gap):
        self.seen.append(gap)
        if len(self.seen) >= self.most:
            raise _Enough


def compare(a, b):
    """-1, 0 or 1 as `a` is below, at or above `b`. Raises Kink at a tie that a derivative would move."""
    if _watching is not None and not (isinstance(a, int) and isinstance(b, int)):
        _watching.see(a - b)
    order = _precise_order(a, b) if lifting.now else _order(a, b)
    if not order and moves(a - b):
        raise Kink
    return order


def _order(a, b):
    x, y = float(a), float(b)
    if x == y and isinstance(a, int | Fraction) and isinstance(b, int | Fraction):
        x, y = a, b
    return (x > y) - (x < y)


def _precise_order(a, b):
    a, b = real(a), real(b)
    return _order(a, b) if a.__class__ in PLAIN and b.__class__ in PLAIN else lifted(a).order(lifted(b))


def moves(x):
    """Whether a number carries a derivative that isn't zero."""
    method = getattr(x, "moves", None)
    return method() if method else False


def maximum(a, b):
    return a if compare(a, b) >= 0 else b


def minimum(a, b):
    return a if compare(a, b) <= 0 else b


def absolute(x):
    return x if compare(x, 0) >= 0 else -x


def relu(x):
    return x if compare(x, 0) > 0 else x * 0


def sign(x):
    return compare(x, 0)


def sum_of(numbers):
    """The sum, begun with the first number: nothing assumes what a zero is. A number may bring its own way."""
    for x in numbers:
        if x.__class__ not in PLAIN and (own := getattr(x, "sum_of", None)):
            return own(numbers)
    return sum(numbers[1:], numbers[0]) if numbers else 0


def power(base, exponent):
    """`base` to the `exponent`: exact for whole numbers, and real: a root of a negative number raises ValueError.

    Raises OverflowError where only the range of floats makes it 0.
    """
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        exponent = exponent.numerator
    if isinstance(exponent, int):
        if not isinstance(base, int | Fraction):
            return _above_zero(base**exponent, base)
        bits = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
        if bits * abs(exponent) > 4096:
            return lifted(base) ** exponent if lifting.now else _above_zero(float(base) ** exponent, base)
        return whole(Fraction(base) ** exponent)
    if lifting.now and not moves(exponent):
        base, exponent = lifted(base), lifted(real(exponent))
        return exp(log(base) * exponent) if moves(base) else real(base).to(exponent)
    if isinstance(base, int | float | Fraction) and isinstance(exponent, float | Fraction):
        return _above_zero(math.pow(base, exponent), base)
    if not moves(exponent) and isinstance(exponent, float | Fraction):
        return exp(log(base) * float(exponent))
    return exp(exponent * log(base))


def root(base, degree):
    """The real root: of a negative number, too, where the degree is odd."""
    if not isinstance(degree, int):
        return power(base, 1 / degree)
    if degree % 2 and float(base) < 0:
        return -power(-base, Fraction(1, degree))
    return power(base, Fraction(1, degree))


def pi():
    return lifted(1).pi() if lifting.now else math.pi


def _above_zero(value, base):
    return unless_lost(value) if value.__class__ is float and float(base) != 0 else value


def bounded(number):
    """A number as it is, unless it's a whole one or a fraction of many digits."""
    if (
        isinstance(number, int | Fraction)
        and max(number.numerator.bit_length(), number.denominator.bit_length()) > 2**14
    ):
        raise OverflowError("a number of too many digits")
    return number


def whole(number):
    """A Fraction as an int where it is one."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def floor(x):
    """The largest whole number up to `x`. Raises Kink where `x` is one and a derivative would move it."""
    plain = real(x)
    below = (
        plain.floor() if hasattr(plain, "floor") else math.floor(plain if plain.__class__ in PLAIN else float(plain))
    )
    compare(x, below)
    return below


def ceil(x):
    return -floor(-x)
