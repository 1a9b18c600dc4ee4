"""Reverse mode in seventy lines: every number remembers what it was made of."""

# --8<-- [start:tape]
import itertools
import math

count = itertools.count()


class Var:
    """A number that knows its parents, and its slope by each of them."""

    def __init__(self, value, *parents):
        self.value, self.parents = value, parents
        self.grad, self.number = 0.0, next(count)

    def __add__(self, other):
        other = var(other)
        return Var(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = var(other)
        slopes = (self, other.value), (other, self.value)
        return Var(self.value * other.value, *slopes)

    def __pow__(self, k):
        return Var(self.value**k, (self, k * self.value ** (k - 1)))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -var(other)

    def __rsub__(self, other):
        return -self + other

    __radd__, __rmul__ = __add__, __mul__


def var(x):
    """A number as a Var; a plain one has no parents.

    Implements nothing: it wraps a number.
    """
    return x if isinstance(x, Var) else Var(x)


def sin(x):
    """The sine of a Var.

    Implements nothing: the page states its rule for any function.
    """
    return Var(math.sin(x.value), (x, math.cos(x.value)))


def backward(L):
    """Put the derivative of L by each Var that it was made of into that one's grad.

    Gives the Vars in the order of the walk. It doesn't recurse: a loss may be long.
    Implements nothing: it walks whatever was computed.
    """
    found, stack = {}, [L]
    while stack:
        node = stack.pop()
        if node.number not in found:
            found[node.number], node.grad = node, 0.0
            stack += [parent for parent, _ in node.parents]
    L.grad = 1.0
    order = sorted(found.values(), key=lambda node: node.number, reverse=True)
    for node in order:  # what was made last comes first
        for parent, slope in node.parents:
            parent.grad += node.grad * slope  # added: it may be used again
    return order


# --8<-- [end:tape]
