"""The functions that need no declaration, on values: what known.py has of each."""

import functools
import inspect

from proofread.evaluate.environment import Undecided, attempt, evaluate, note
from proofread.known import KNOWN
from proofread.values import tensor
from proofread.values.tensor import ShapeError


def call(node, env):
    arguments = [evaluate(argument, env) for argument in node.arguments]
    known = _known(node.function, node)
    if known.loses:
        note(env, known.terms(arguments[0]))
    shapes = [getattr(argument, "shape", ()) for argument in arguments]
    env.shared.spend(sum(known.work(shape) for shape in shapes if shape))
    return call_values(node.function, arguments, node)


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
