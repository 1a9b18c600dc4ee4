"""Conditions between numbers: when they hold, and what depends on them: brackets, `cases`."""

import itertools
import math

from proofread.evaluate.doubts import in_doubt
from proofread.evaluate.environment import Undecided, attempt, evaluate
from proofread.evaluate.partitions import members
from proofread.values import elementary, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized

COMPARE = {
    "=": lambda c: c == 0,
    r"\ne": lambda c: c != 0,
    "<": lambda c: c < 0,
    ">": lambda c: c > 0,
    r"\le": lambda c: c <= 0,
    r"\ge": lambda c: c >= 0,
}


def holds(relation, env):
    """Whether a relation between numbers is true, or an index in its part of a partition."""
    if relation.signs == (r"\in",):
        return evaluate(relation.terms[0], env) in members(relation.terms[1], env)
    values = [evaluate(term, env) for term in relation.terms]
    if any(isinstance(v, Tensor | Unsized) for v in values):
        raise ShapeError(f"the condition {relation.text} compares arrays")
    for a, b in itertools.pairwise(values):
        _doubt(a, b, env)
    return all(
        COMPARE[sign](elementary.compare(a, b)) for a, sign, b in zip(values, relation.signs, values[1:], strict=False)
    )


def bracket(node, env):
    result = 1
    for relation in node.conditions:
        values = [evaluate(term, env) for term in relation.terms]
        for a, sign, b in zip(values, relation.signs, values[1:], strict=False):
            truth = COMPARE[sign]
            _doubt(a, b, env)
            met = attempt(node, tensor.zipped, lambda x, y, t=truth: int(t(elementary.compare(x, y))), a, b, "compare")
            result = tensor.zipped(lambda x, y: x * y, result, met, "combine")
    return result


def _doubt(a, b, env):
    """Note that rounding may decide a comparison: floats don't tell then what rests on it."""
    if not isinstance(a, Tensor | Unsized) and not isinstance(b, Tensor | Unsized) and in_doubt(a, b, env):
        env.shared.scale = math.inf


def cases(node, env):
    rows = zip(node.values, node.conditions, strict=True)
    found = [
        (value, bool(conditions))
        for value, conditions in rows
        if all(holds(condition, env) for condition in conditions)
    ]
    if not found:
        raise Undecided(f"no case of {node.text} applies: add \\text{{otherwise}}")
    value = evaluate(found[0][0], env)
    for other, conditional in found[1:]:
        if conditional and not _equal(value, evaluate(other, env)):
            raise Undecided(f"two cases of {node.text} apply, and their values differ")
    return value


def _equal(a, b):
    gaps = tensor.entries(tensor.subtract(a, b))
    return all(abs(float(gap)) <= 1e-9 * (1 + abs(float(x))) for gap, x in zip(gaps, tensor.entries(a), strict=True))
