"""Forward mode in sixty lines: numbers that carry a derivative along."""

# --8<-- [start:dual]
import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Dual:
    """The number a + b ε with ε² = 0: a value, and its derivative along a direction."""

    a: float
    b: float = 0.0

    def __add__(self, other):
        p, q = parts(other)
        return Dual(self.a + p, self.b + q)

    def __mul__(self, other):
        p, q = parts(other)
        return Dual(self.a * p, self.a * q + self.b * p)

    def __truediv__(self, other):
        p, q = parts(other)
        return Dual(self.a / p, (self.b * p - self.a * q) / p**2)

    def __pow__(self, k):
        return Dual(self.a**k, k * self.a ** (k - 1) * self.b)

    def __neg__(self):
        return Dual(-self.a, -self.b)

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return Dual(other) / self

    __radd__, __rmul__ = __add__, __mul__


def parts(x):
    """The value and the derivative of a number, Dual or plain.

    Implements nothing: it only takes a number apart.
    """
    return (x.a, x.b) if isinstance(x, Dual) else (x, 0.0)


def sin(x):
    """The sine of a Dual or of a plain number, as a Dual.

    Implements nothing: the page states its rule for any function.
    """
    a, b = parts(x)
    return Dual(math.sin(a), math.cos(a) * b)


def exp(x):
    """The exponential of a Dual or of a plain number, as a Dual.

    Implements nothing: the page states its rule for any function.
    """
    a, b = parts(x)
    return Dual(math.exp(a), math.exp(a) * b)


def jvp(f, x, t):
    """The Jacobian of f at x times the direction t, in one run of f.

    x and t are lists of n numbers; f takes a list and gives a list of m.
    Implements nothing: it takes a function, not numbers.
    """
    return [parts(y)[1] for y in f([Dual(a, b) for a, b in zip(x, t, strict=True)])]


# --8<-- [end:dual]
