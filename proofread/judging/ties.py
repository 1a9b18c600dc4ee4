"""Ties: samples moved to where two numbers that a claim compares are equal, as `y_i = 0` is for `[y_i > 0]`.

Nothing looks for conditions in the tree. What is compared is seen while the claim is evaluated, within functions,
sums and maxima too.
"""

import contextlib
import math

from proofread.evaluate.environment import Environment, Undecided, evaluate
from proofread.judging import solve
from proofread.values import elementary, tensor
from proofread.values.dual import Dual
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import ShapeError, Tensor

MOST = 200  # comparisons that are looked at
TRIES = 4  # numbers that are moved, one at a time, until one of them reaches the tie


def tied(claim, drawn, draw):
    """A sample near `drawn` at which a comparison of the claim is a tie; None where none is reached."""
    if not drawn.points:
        return None
    point = draw.choice(drawn.points)
    values = {
        **drawn.env.values,
        **{key: _short(drawn.env.values[key]) for key in claim.sampling.movable(drawn.env.values)},
    }
    count = len(_gaps(claim, drawn, values, point, MOST))
    places = [(key, k) for key in claim.sampling.movable(values) for k in range(len(tensor.entries(values[key])))]
    if not count or not places:
        return None
    chosen = draw.randrange(count)

    def at(key, k, x):
        old = values[key]
        data = [*tensor.entries(old)]
        data[k] = x
        return {**values, key: Tensor(old.shape, data, old.row) if isinstance(old, Tensor) else x}

    for key, k in draw.sample(places, min(TRIES, len(places))):

        def gap(x, key=key, k=k):
            found = _gaps(claim, drawn, at(key, k, x), point, chosen + 1)
            if len(found) <= chosen:
                raise ValueError("the comparison isn't reached")
            return _own(found[chosen], x)

        try:
            x = solve.land(gap, float(tensor.entries(values[key])[k]))
        except NOT_FINITE:
            continue
        if x is not None and _allowed(claim, at(key, k, x), drawn.env.shared):
            return claim.sampling.placed(drawn, at(key, k, x))
    return None


def _allowed(claim, values, shared):
    return all(
        abs(float(error)) < 1e-12 for error in claim.sampling.unmet(values, shared, claim.sampling.movable(values), 0.0)
    )


def _short(value):
    """A value rounded to eighths, so that sums and small multiples can tie exactly; none becomes zero."""
    return tensor.mapped(lambda x: round(8 * x) / 8 or math.copysign(0.125, x), value)


def _gaps(claim, drawn, values, point, most):
    """The first differences of numbers that are compared, in their order, at one point of a sample."""
    env = Environment(values, drawn.env.shared)
    env.at(drawn.letters, point)

    def run():
        for term in claim.terms:
            with contextlib.suppress(Undecided, ShapeError, *NOT_FINITE):
                evaluate(term, env)

    return elementary.watched(run, most)


def _own(gap, x):
    """The part of a difference that belongs to x's derivative, and to none taken within the claim."""
    while isinstance(gap, Dual) and not (isinstance(x, Dual) and gap.tag <= x.tag):
        gap = gap.re
    return gap
