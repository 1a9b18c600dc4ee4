"""The second judge's numbers: 0-d torch tensors in float64, differentiated by torch.autograd in place of our own duals.

Only what asks for the second judge imports this module, and torch with it.
"""

import math

import torch

from proofread.values import elementary

_levels = []  # the variables of the derivatives that are being taken, the outermost derivative's first


class Number:
    """A 0-d float64 tensor that raises Python's own errors where Python's floats do."""

    __slots__ = ("tensor",)

    def __init__(self, tensor):
        self.tensor = tensor

    def __repr__(self):
        return repr(float(self))

    def __float__(self):
        return self.tensor.item()

    def moves(self):
        """Whether a derivative that is being taken, or a mixed one of several, isn't zero here."""
        return _moves(self, len(_levels))

    def __add__(self, other):
        return Number(self.tensor + _plain(other))

    __radd__ = __add__

    def __neg__(self):
        return Number(-self.tensor)

    def __sub__(self, other):
        return Number(self.tensor - _plain(other))

    def __rsub__(self, other):
        return Number(_plain(other) - self.tensor)

    def __mul__(self, other):
        return Number(self.tensor * _plain(other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        _refuse_zero(other)
        return Number(self.tensor / _plain(other))

    def __rtruediv__(self, other):
        _refuse_zero(self)
        return Number(_plain(other) / self.tensor)

    def __pow__(self, k):
        if k == 0:
            return 1
        if k < 0:
            _refuse_zero(self)
        found = _finite(self.tensor ** (k if abs(k) < 2**31 else float(k)))
        if float(self) != 0:
            elementary.unless_lost(float(found))
        return found

    def through(self, function):
        """torch's own function, which torch differentiates. Raises TypeError where torch has none of that name."""
        own = getattr(torch, function.torch, None)
        if own is None:
            raise TypeError(f"{function.name} needs a function that torch has: it has no torch.{function.torch}")
        found = _finite(own(self.tensor))
        if function.nonzero:
            elementary.unless_lost(float(found))
        return found


def number(x):
    """A number of any kind as one of this judge's."""
    return x if x.__class__ is Number else Number(torch.tensor(float(x), dtype=torch.float64))


def directions(function, xs, mapped):
    """Differentiate `function`, from a list of numbers to any value, by each of `xs`: a list of derivatives.

    As `dual.directions`. Raises OverflowError where a derivative isn't finite.
    """
    variables = [_variable(number(x).tensor) for x in xs]
    _levels.append(variables)
    try:
        value = function([Number(variable) for variable in variables])
    finally:
        _levels.pop()
    nested = bool(_levels)
    slopes = mapped(lambda y: _slopes(y, variables, nested), value)
    return [mapped(lambda slope, i=i: slope[i], slopes) for i in range(len(xs))]


def _variable(tensor):
    """A tensor with a place of its own in the graph, behind that of the derivatives outside of this one."""
    return tensor.clone() if tensor.requires_grad else tensor.detach().clone().requires_grad_()


def _slopes(y, variables, nested):
    """The derivatives of one number; they can be differentiated again where they are `nested`."""
    if y.__class__ is not Number or not y.tensor.requires_grad:
        return (0,) * len(variables)
    found = torch.autograd.grad(y.tensor, variables, retain_graph=True, create_graph=nested, allow_unused=True)
    return tuple(0 if slope is None else _finite(slope) for slope in found)


def _moves(y, depth):
    return any(
        slope.__class__ is Number and (float(slope) != 0 or _moves(slope, k))
        for k in reversed(range(depth))
        for slope in _slopes(y, _levels[k], True)
    )


def _plain(x):
    return x.tensor if x.__class__ is Number else float(x)


def _refuse_zero(x):
    if float(x) == 0:
        raise ZeroDivisionError("division by zero")


def _finite(tensor):
    if not math.isfinite(tensor.item()):
        raise OverflowError("a number isn't finite")
    return Number(tensor)
