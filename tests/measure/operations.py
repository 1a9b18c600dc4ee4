"""Numbers that count the operations done with them, in NumPy's arrays: what a plain statement really computes."""

import math

import numpy as np


class Counting:
    """A number; `Counting.done` counts additions, products, comparisons and functions since it was set to 0."""

    done = 0

    def __init__(self, value):
        self.value = float(value)

    def _made(self, value):
        Counting.done += 1
        return Counting(value)

    def __add__(self, other):
        return self._made(self.value + number(other))

    def __sub__(self, other):
        return self._made(self.value - number(other))

    def __mul__(self, other):
        return self._made(self.value * number(other))

    def __truediv__(self, other):
        return self._made(self.value / number(other))

    def __ge__(self, other):
        Counting.done += 1
        return self.value >= number(other)

    def exp(self):
        return self._made(math.exp(self.value))

    def log(self):
        return self._made(math.log(self.value))

    def sqrt(self):
        return self._made(math.sqrt(self.value))


def number(x):
    return x.value if isinstance(x, Counting) else x


def operations(function, *arrays):
    """How many operations a function of NumPy arrays does; arrays of integers are indices."""
    wrap = np.vectorize(Counting, otypes=[object])
    given = [wrap(a) if a.dtype.kind == "f" else a for a in arrays]
    Counting.done = 0
    function(*given)
    return Counting.done
