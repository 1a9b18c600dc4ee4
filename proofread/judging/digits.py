"""Steps that floats don't decide, decided in many digits: rounding shrinks with each of them, a difference stays."""

import math
from dataclasses import replace
from fractions import Fraction

from proofread.evaluate import Environment, Undecided, evaluate
from proofread.evaluate.conditions import COMPARE
from proofread.evaluate.environment import PARTS, apart
from proofread.judging import solve
from proofread.judging.compare import in_pairs, nearness, together
from proofread.judging.residuals import residuals
from proofread.values import dual, elementary, lifting, precise, tensor
from proofread.values.elementary import NOT_FINITE
from proofread.values.precise import Imprecise, Outside
from proofread.values.tensor import ShapeError

DIGITS = 60  # behind the point, of what is added on the way to a side
SPARE = 20  # of them, that rounding may take
SHRINKS = 1e-30  # of a float's rounding error, what so many digits leave of it at the most
REAL = 1e3  # times as large as what rounding may leave is what no rounding leaves
MET = 1e-40  # what may follow from that
POLISH, POLISHED = 12, 1e-50  # steps towards the premises; what their errors are below then
HEAVY = 2 * PARTS  # a node of many digits takes three times as long as one of floats
NEVER = (Imprecise, Undecided, ShapeError, elementary.Kink, *NOT_FINITE)


def settled(claim, drawn, point, k, pairs, scale):
    """Whether a step of a claim holds at a point of a sample, None where many digits don't tell either; and its sides.

    `pairs` are the entries of its sides in floats, `scale` is how large a number was that was added on the way.
    """
    digits = _digits(scale)
    try:
        with precise.working(digits):
            env = _twin(claim, drawn, digits, point)
            sides, scale = apart(env.shared, lambda: [evaluate(t, env) for t in claim.terms[k : k + 2]])
            sides = tensor.fit(*sides)
            near = nearness(claim, drawn) if claim.signs[k] == r"\approx" else None
            before = [_gap(*map(_exactly, pair), near) for pair in pairs]
            now = [_gap(*map(precise.number, pair), near) for pair in in_pairs(*sides)]
            change = max(abs(float(a - b)) for a, b in zip(before, now, strict=True))
            least = max(scale * 10.0 ** (SPARE - digits), SHRINKS * change, MET if claim.premises else 0.0)
            return together(claim.signs[k], [_meets(claim.signs[k], gap, least) for gap in map(float, now)]), sides
    except NEVER:
        return None, None


def sides_outside(claim, drawn, point, k):
    """For each of a step's two sides whether a function in it is taken outside of its domain, by a clear margin.

    None where one of them has no value for another reason.
    """
    try:
        with precise.working(DIGITS):
            env = _twin(claim, drawn, DIGITS, point)
            return [_is_outside(term, env) for term in claim.terms[k : k + 2]]
    except NEVER:
        return None


def _digits(scale):
    """How many digits show a difference behind the point; an infinite scale tells of a jump, not of large terms."""
    return DIGITS + (max(0, math.ceil(math.log10(scale or 1.0))) if scale < math.inf else 0)


def _is_outside(term, env):
    try:
        evaluate(term, env)
    except Outside:
        return True
    return False


def _gap(x, y, near):
    r"""The difference of two numbers; for `\approx` what they lack to differ."""
    gap = x - y
    if near is None:
        return gap
    return precise.number(near * max(abs(float(x)), abs(float(y)))) - (gap if float(gap) > 0 else -gap)


def _meets(sign, gap, least):
    """Whether a difference is as a relation asks, where what is below the `least` may be rounding."""
    if least < abs(gap) < REAL * least:
        return None
    order = 0 if abs(gap) <= least else 1 if gap > 0 else -1
    return order >= 0 if sign == r"\approx" else COMPARE["=" if sign == ":=" else sign](order)


def _exactly(x):
    return precise.number(x if isinstance(x, int | Fraction) else float(x))


def _twin(claim, drawn, digits, point):
    """The environment of a sample whose numbers have so many digits, and meet the premises to as many."""
    env = drawn.twins.get(digits)
    if env is None:
        shared = replace(
            drawn.env.shared, exact=True, directions=dual.directions, budget=claim.doubts, scale=0.0, parts=HEAVY
        )
        values = {key: _many(value) for key, value in drawn.env.values.items()}
        if claim.premises:
            values = _polished(claim, drawn, values, shared)
        env = drawn.twins[digits] = Environment(values, shared)
    env.at(drawn.letters, point)
    return env


def _many(value):
    """A value, or a function that was drawn, in such numbers."""
    if callable(value):
        return value.mapped(_exactly) if hasattr(value, "mapped") else value
    return tensor.mapped(lambda x: x if isinstance(x, int | Fraction) else _exactly(x), value)


def _polished(claim, drawn, values, shared):
    """Values that are moved on to the premises. Raises Imprecise where that doesn't succeed.

    The slopes are those of floats: each step takes away about as many digits of the error as they are right in.
    """
    stated = set().union(*(premise.chain.mentions for premise in claim.premises))
    movable = [key for key in claim.sampling.movable(drawn.env.values) if key in stated]

    def errors(values, shared):
        env = Environment(values, shared)
        return [e for p in claim.premises for e in residuals(p.chain, claim.scope, p.formula, env, 0.0)]

    floats = drawn.env.values | {key: tensor.mapped(float, drawn.env.values[key]) for key in movable}
    plain = replace(drawn.env.shared, directions=dual.directions, budget=claim.doubts)
    with lifting.lifting(None):
        slopes = solve.slopes(floats, movable, lambda moved: errors(moved, plain))
    xs = solve.numbers_of(values, movable)
    for _ in range(POLISH):
        moved = solve.moved_to(values, movable, xs)
        gaps = [float(gap) for gap in errors(moved, shared)]
        if max(map(abs, gaps), default=0.0) < POLISHED:
            return moved
        step = slopes and solve.least_norm(slopes, gaps)
        if not step:
            break
        xs = [x - precise.number(s) for x, s in zip(xs, step, strict=True)]
    raise Imprecise("the premises aren't met")
