"""Forward-mode differentiation by dual numbers: `re + Σ du[k]·εₖ` with εₖ εₗ = 0, nested, each derivative with a tag.

A derivative by n numbers is one evaluation that carries n parts, of which the zero ones are left out. The tag keeps the
ε of an inner derivative apart from those of an outer one (else d/dx (x · d/dy (x + y)) would be 2, not 1: Siskind and
Pearlmutter, "Perturbation Confusion", 2005). Parts may be numbers of any kind, Duals of a lower tag included.
"""

import itertools

from proofread.values import elementary as f

_tags = itertools.count(1)


class Dual:
    """`re + Σ du[k]·εₖ`, where the εₖ belong to the derivative numbered `tag`; `du` is a dict that nobody changes."""

    __slots__ = ("du", "re", "tag")

    def __init__(self, re, du, tag):
        self.re, self.du, self.tag = re, du, tag

    def __repr__(self):
        return f"{self.re}+{self.du}ε{self.tag}"

    def __float__(self):
        return float(self.re)

    def moves(self):
        return f.moves(self.re) or any(f.moves(d) or float(d) != 0 for d in self.du.values())

    def __add__(self, other):
        if other.__class__ is Dual:
            if other.tag == self.tag:
                return Dual(self.re + other.re, _added(self.du, other.du), self.tag)
            if other.tag > self.tag:
                return Dual(self + other.re, other.du, other.tag)
        return Dual(self.re + other, self.du, self.tag)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.re, {k: -d for k, d in self.du.items()}, self.tag)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        if other.__class__ is Dual:
            if other.tag == self.tag:
                x, y = self.re, other.re
                du = {k: d * y for k, d in self.du.items()}
                for k, d in other.du.items():
                    du[k] = du[k] + x * d if k in du else x * d
                return Dual(x * y, du, self.tag)
            if other.tag > self.tag:
                return Dual(self * other.re, {k: self * d for k, d in other.du.items()}, other.tag)
        return self._chain(self.re * other, other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * (other**-1 if other.__class__ is Dual else 1 / other)

    def __rtruediv__(self, other):
        return self**-1 * other

    def __pow__(self, k):
        if k == 0:
            return 1
        return self._chain(f.power(self.re, k), k * f.power(self.re, k - 1))

    def _chain(self, value, slope):
        return Dual(value, {k: d * slope for k, d in self.du.items()}, self.tag)

    @staticmethod
    def sum_of(numbers):
        """The sum of numbers, some of them Duals: parts are put together once, not at each step."""
        tag = max(x.tag for x in numbers if x.__class__ is Dual)
        values, parts = [], {}
        for x in numbers:
            own = x.__class__ is Dual and x.tag == tag
            values.append(x.re if own else x)
            for k, d in x.du.items() if own else ():
                parts.setdefault(k, []).append(d)
        return Dual(f.sum_of(values), {k: f.sum_of(ds) for k, ds in parts.items()}, tag)

    def through(self, function):
        """The value of a function that gives its slope: an Elementary, or a curve."""
        y = function(self.re)
        return self._chain(y, function.slope(self.re, y))


def _added(a, b):
    """The sum of two dicts of parts."""
    if len(a) < len(b):
        a, b = b, a
    found = dict(a)
    for k, d in b.items():
        found[k] = found[k] + d if k in found else d
    return found


def magnitude(x):
    """The largest of the real numbers in a number of any kind; 0 for a whole one that no float is added to."""
    if x.__class__ is float:
        return abs(x)
    if x.__class__ is Dual:
        largest = magnitude(x.re)
        for d in x.du.values():
            size = abs(d) if d.__class__ is float else magnitude(d)
            if size > largest:
                largest = size
        return largest
    try:
        return abs(float(x))
    except OverflowError:
        return 0.0


def tangent(value, tag, k=0):
    """The k-th part of a number that belongs to the derivative `tag`."""
    return value.du.get(k, 0) if value.__class__ is Dual and value.tag == tag else 0


def directions(function, xs, mapped):
    """Differentiate `function`, from a list of numbers to any value, by each of `xs`: a list of derivatives.

    `mapped(f, value)` applies `f` to every number in such a value.
    """
    tag = next(_tags)
    value = function([Dual(x, {k: 1}, tag) for k, x in enumerate(xs)])
    return [mapped(lambda y, k=k: tangent(y, tag, k), value) for k in range(len(xs))]
