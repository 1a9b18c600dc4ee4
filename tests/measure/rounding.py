"""Numbers that carry a bound of what float32 loses: of a value, whatever the order of its sums.

Each operation is taken to be exact but for a factor 1 + δ with |δ| ≤ U (Higham, Accuracy and Stability of Numerical
Algorithms, chapter 2), a sum of n terms in any order but for γ(n-1) of its terms' magnitudes (ibid., section 4.2). The
elementary functions and powers of a library aren't rounded correctly; they are within ULPS units of the last place.
"""

import math

U = 2.0**-24  # the unit roundoff of float32
ULPS = 4  # NumPy states 2.52 for exp and 3.83 for log in float32; PyTorch's are within 1


def gamma(k):
    """What k roundings in a row amount to, relatively."""
    return k * U / (1 - k * U)


class Rounded:
    """A value, and the terms that it's the sum of: how many, of what magnitude in all, and what was `lost` in them."""

    __slots__ = ("count", "lost", "magnitude", "value")

    def __init__(self, value, lost=0.0, magnitude=None, count=1):
        self.value, self.lost, self.count = value, lost, count
        self.magnitude = abs(value) + lost if magnitude is None else magnitude

    def __float__(self):
        return self.value

    @property
    def error(self):
        """A bound of the distance from the value to what float32 gives for it."""
        return self.lost + gamma(self.count - 1) * self.magnitude

    def __add__(self, other):
        other = rounded(other)
        if other is NotImplemented:
            return other
        lost, magnitude = self.lost + other.lost, self.magnitude + other.magnitude
        return Rounded(self.value + other.value, lost, magnitude, self.count + other.count)

    __radd__ = __add__

    def __neg__(self):
        return Rounded(-self.value, self.lost, self.magnitude, self.count)

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = rounded(other)
        if other is NotImplemented:
            return other
        e, f = self.error, other.error
        return _stored(self.value * other.value, abs(self.value) * f + abs(other.value) * e + e * f)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = rounded(other)
        return other if other is NotImplemented else self * other._inverse()

    def __rtruediv__(self, other):
        return rounded(other) / self

    def _inverse(self):
        least = abs(self.value) - self.error
        if least <= 0:
            raise ZeroDivisionError("a divisor that float32 may take for zero")
        return Rounded(1 / self.value, self.error / (abs(self.value) * least))

    def __pow__(self, k):
        if k < 0:
            return (self**-k)._inverse()
        size = abs(self.value)
        return _stored(self.value**k, (size + self.error) ** k - size**k, max(abs(k) - 1, 2 * ULPS))

    def _monotone(self, function):
        value, ends = function(self.value), (self.value - self.error, self.value + self.error)
        return _stored(value, max(abs(function(end) - value) for end in ends), 2 * ULPS)

    def __lt__(self, other):
        return _compared(self, other) < 0

    def __le__(self, other):
        return _compared(self, other) <= 0

    def __gt__(self, other):
        return _compared(self, other) > 0

    def __ge__(self, other):
        return _compared(self, other) >= 0

    def through(self, function):
        """A function of the checker's, by the method below. Raises AttributeError where there is none."""
        return getattr(self, function.torch)()

    def exp(self):
        return self._monotone(math.exp)

    def log(self):
        return self._monotone(math.log)

    def sqrt(self):
        return self._monotone(math.sqrt)

    def tanh(self):
        return self._monotone(math.tanh)

    def sigmoid(self):
        return 1 / (1 + (-self).exp())

    def sin(self):
        return _stored(math.sin(self.value), self.error, 2 * ULPS)

    def cos(self):
        return _stored(math.cos(self.value), self.error, 2 * ULPS)


def _compared(a, b):
    """The difference of two numbers, of which float32 is sure that it has this sign."""
    a, b = rounded(a), rounded(b)
    difference = a.value - b.value
    if abs(difference) <= a.error + b.error and a.error + b.error:
        raise ArithmeticError("two numbers that float32 may order in another way")
    return difference


def _stored(value, carried, roundings=1):
    """A result with the error that its operands carried into it, rounded once or a few times itself."""
    return Rounded(value, carried + gamma(roundings) * (abs(value) + carried))


def rounded(x):
    """A number as float32 stores it: exact where it is one of float32's, else rounded once."""
    if isinstance(x, Rounded):
        return x
    if not isinstance(x, int | float):
        return NotImplemented
    mantissa, _ = math.frexp(x)
    return Rounded(float(x), 0.0 if mantissa * 2**24 == int(mantissa * 2**24) else U * abs(x))
