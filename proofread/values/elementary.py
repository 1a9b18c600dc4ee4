"""Functions of one number, looked up on the number: a Dual, or a Number of autograd.py, brings its own `exp`.

Nothing here assumes a float, except that `float(x)` gives the value of a number of any kind.
"""

import contextlib
import math
from fractions import Fraction

# What a function raises where its value isn't a finite number.
NOT_FINITE = (ZeroDivisionError, OverflowError, ValueError)


class Kink(Exception):
    """A derivative was asked for where the one-sided derivatives may differ."""


def _scalar(name, plain):
    def function(x):
        method = getattr(x, name, None)
        return method() if method else plain(x)

    function.__name__ = name
    return function


def _logistic(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _exp(x):
    return unless_lost(math.exp(x))


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


exp = _scalar("exp", _exp)
log = _scalar("log", math.log)
sin = _scalar("sin", math.sin)
cos = _scalar("cos", math.cos)
tan = _scalar("tan", math.tan)
tanh = _scalar("tanh", math.tanh)
cosh = _scalar("cosh", math.cosh)
sinh = _scalar("sinh", math.sinh)
arctan = _scalar("atan", math.atan)
sqrt = _scalar("sqrt", math.sqrt)
logistic = _scalar("sigmoid", _logistic)


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
    x, y = float(a), float(b)
    if x != y:
        return -1 if x < y else 1
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction) and a != b:
        return -1 if a < b else 1
    if moves(a - b):
        raise Kink
    return 0


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


PLAIN = frozenset({int, float, Fraction})


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
            return _above_zero(float(base) ** exponent, base)
        return whole(Fraction(base) ** exponent)
    if isinstance(base, int | float | Fraction) and isinstance(exponent, float | Fraction):
        return _above_zero(math.pow(base, exponent), base)
    if not moves(exponent) and isinstance(exponent, float | Fraction):
        return exp(log(base) * float(exponent))
    return exp(exponent * log(base))


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
    below = math.floor(x if isinstance(x, int | Fraction) else float(x))
    compare(x, below)
    return below


def ceil(x):
    return -floor(-x)


# By the names that the parser gives them; each is taken elementwise on arrays.
ELEMENTWISE = {f.__name__: f for f in (exp, log, sin, cos, tan, tanh, cosh, sinh, sqrt, relu, sign, floor, ceil)}
ELEMENTWISE |= {"arctan": arctan, "abs": absolute, "logistic": logistic}
# Those with a kink or a jump: samples are drawn on all sides of it.
KINKED = {"abs", "relu", "sign", "floor", "ceil", "max", "min", "norm_1", "norm_infty"}
