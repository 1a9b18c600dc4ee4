"""Steps that floats don't decide, decided in many digits: what more digits shrink was rounding, what stays is real."""

from dataclasses import replace
from fractions import Fraction

from proofread.evaluate import Environment, Undecided, evaluate
from proofread.evaluate.conditions import COMPARE
from proofread.evaluate.environment import PARTS, TooMuch, apart
from proofread.judging.compare import nearness
from proofread.values import dual, elementary, precise, tensor
from proofread.values.elementary import NOT_FINITE
from proofread.values.lift import Imprecise, lifted
from proofread.values.tensor import ShapeError

DIGITS = (50, 100, 200)
STAYS = 1e-3  # of a difference, that may change with more digits if it's real
LOST = 5  # digits that rounding takes where nothing large cancels
HEAVY = 2 * PARTS  # a node of many digits takes three times as long as one of floats
NEVER = (Imprecise, Undecided, ShapeError, elementary.Kink, *NOT_FINITE)


def settled(claim, drawn, point, k, sides):
    """Whether a step of a claim holds at a point of a sample; None where no number of digits tells.

    `sides` are its sides in floats, of which the first digits take the measure.
    """
    sign, near = claim.signs[k], nearness(claim, drawn)
    measured = [_measure(float(x), sign, float(y), near) for x, y in sides]
    try:
        for digits in DIGITS:
            with precise.working(digits):
                pairs, scale = _pairs(claim, drawn, point, k, digits)
                now = [_measure(precise.number(x), sign, precise.number(y), near) for x, y in pairs]
                orders = [_order(a, b, digits, scale) for a, b in zip(measured, now, strict=True)]
            good = together(sign, [None if order is None else _meets(sign, order) for order in orders])
            if good is not None:
                return good
            measured = now
    except TooMuch:
        raise
    except NEVER:
        pass
    return None


def together(sign, related):
    """Whether two sides stand in a relation, by whether their entries do: True, False, or None for who knows."""
    enough = sign == r"\ne"
    if enough in related:
        return enough
    return None if None in related else not enough


def _meets(sign, order):
    return order >= 0 if sign == r"\approx" else COMPARE["=" if sign == ":=" else sign](order)


def _measure(x, sign, y, near):
    r"""What has to be 0, or above or below it: the difference of two numbers; for `\approx` what they lack to differ."""
    gap = x - y
    if sign != r"\approx":
        return gap
    size = max(abs(float(x)), abs(float(y)))
    return lifted(near * size) - (gap if float(gap) > 0 else -gap)


def _order(before, now, digits, scale):
    """The sign of a number that was measured with fewer digits before; 0 for one that's rounding, None for who knows."""
    change = abs(precise.number(now - lifted(before) if before.__class__ is float else now - before).value)
    size = abs(now.value)
    if size and change <= size * precise.exactly(STAYS):
        return 1 if now.value > 0 else -1
    if scale < 10 ** (digits / 2) and size <= precise.power_of_ten(LOST - digits) * max(1, precise.exactly(scale)):
        return 0
    shrinks = digits > DIGITS[0] and size <= abs(before.value) * precise.power_of_ten(-digits // 4)
    return 0 if shrinks else None


def _pairs(claim, drawn, point, k, digits):
    """The entries of both sides, in pairs, and how large a number was added on the way."""
    env = _twin(claim, drawn, digits)
    env.at(drawn.letters, point)
    (left, right), scale = apart(env.shared, lambda: [evaluate(term, env) for term in claim.terms[k : k + 2]])
    return list(zip(*tensor.spread(left, right), strict=True)), scale


def _twin(claim, drawn, digits):
    """The environment of a sample whose numbers have so many digits."""
    env = drawn.twins.get(digits)
    if env is None:
        def many(x):
            return x if isinstance(x, int | Fraction) else precise.number(float(x))

        values = {k: v if callable(v) else tensor.mapped(many, v) for k, v in drawn.env.values.items()}
        shared = replace(drawn.env.shared, exact=True, directions=_directions, scale=0.0, slack=0.0, parts=HEAVY)
        env = drawn.twins[digits] = Environment(values, shared)
    return env


def _directions(function, xs, mapped):
    return dual.directions(function, [lifted(x) for x in xs], mapped)
