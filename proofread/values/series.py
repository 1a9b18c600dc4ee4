"""What the decimal module lacks: π, sine, cosine and arctangent, to the digits of its context."""

import decimal
import functools
from decimal import Decimal

GUARD = 4  # digits that are lost to adding up, at the most
NEAR = Decimal("0.1")  # where the arctangent's series is quick


def pi():
    return +_pi(decimal.getcontext().prec)


@functools.cache
def _pi(digits):
    """By Machin's formula, 4 (4 arctan 1/5 - arctan 1/239)."""
    with decimal.localcontext() as context:
        context.prec = digits + GUARD
        return 4 * (4 * _arctangent(Decimal(1) / 5) - _arctangent(Decimal(1) / 239))


def sine(x):
    """Of an angle of half a turn at the most; with three times the angle for a third of it, the series is short."""
    with decimal.localcontext() as context:
        context.prec += GUARD
        y = _alternating(x / 27, x / 27, 1)
        for _ in range(3):
            y = y * (3 - 4 * y * y)
    return +y


def cosine(x):
    with decimal.localcontext() as context:
        context.prec += GUARD
        y = _alternating(x / 16, Decimal(1), 0)
        for _ in range(4):
            y = 2 * y * y - 1
    return +y


def arctangent(x):
    with decimal.localcontext() as context:
        context.prec += GUARD
        halved = 0
        while abs(x) > NEAR:
            x = x / (1 + (1 + x * x).sqrt())
            halved += 1
        y = _arctangent(x) * 2**halved
    return +y


def _alternating(x, term, k):
    """The series of the sine or the cosine from a first term on, whose power of x is the k-th."""
    total, square = Decimal(0), x * x
    while total + term != total:
        total += term
        k += 2
        term = -term * square / (k * (k - 1))
    return total


def _arctangent(x):
    total, power, k = Decimal(0), x, 1
    while total + power / k != total:
        total += power / k
        power = -power * x * x
        k += 2
    return total
