"""The functions that need no declaration, on values: what known.py has of each."""

import functools
import inspect
import math

from proofread.evaluate.doubts import in_doubt, vanishes
from proofread.evaluate.environment import Undecided, apart, attempt, evaluate, largest
from proofread.known import KNOWN
from proofread.values import dual, elementary, tensor
from proofread.values.elementary import Elementary
from proofread.values.lifting import real
from proofread.values.tensor import ShapeError, Unsized


def call(node, env):
    known, lost = _known(node.function, node), 0.0
    if known.loses or known.jumps:
        arguments, lost = apart(env.shared, _arguments, node, env)
    else:
        arguments = _arguments(node, env)
    if known.value is elementary.log and lost and any(vanishes(x, lost) for x in tensor.entries(arguments[0])):
        raise elementary.NoValue(f"in {node.text}: the logarithm of what is 0 but for rounding")
    shapes = [getattr(argument, "shape", ()) for argument in arguments]
    env.shared.spend(sum(known.work(shape) for shape in shapes if shape))
    value = call_values(node.function, arguments, node)
    if known.loses or known.jumps:
        env.shared.scale = max(env.shared.scale, lost, _lost(known, arguments[0], value, lost, env))
    return value


def _arguments(node, env):
    return [evaluate(argument, env) for argument in node.arguments]


def _lost(known, argument, value, lost, env):
    """How large the terms are of which rounding takes what a function loses; infinite where that decides a jump."""
    if isinstance(argument, Unsized):
        return 0.0
    if known.jumps:
        return math.inf if any(in_doubt(x, round(float(x)), env) for x in tensor.entries(argument)) else 0.0
    if not isinstance(known.value, Elementary):
        return largest(known.terms(argument))
    return max(
        abs(float(known.value.slope(real(x), real(y)))) * (lost + dual.magnitude(x))
        for x, y in zip(tensor.entries(argument), tensor.entries(value), strict=True)
    )


def call_values(name, arguments, node):
    """The value of a function at values. Raises Undecided, and ShapeError where they don't fit."""
    known, count = _known(name, node), len(arguments)
    if known.each:
        if count != 1:
            raise Undecided(f"{name} takes one argument, in {node.text}")
        return tensor.mapped(known.value, arguments[0])
    if not _takes(known.value, count):
        raise ShapeError(f"in {node.text}: {name} doesn't take {count} arguments")
    return attempt(node, known.value, *arguments)


def _known(name, node):
    if name not in KNOWN:  # the parser makes but one such call
        raise Undecided(f"{node.text} is asymptotic: no evaluation decides it (an unchecked box can say so)")
    return KNOWN[name]


@functools.cache
def _takes(function, count):
    """Whether a function takes so many values."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True
