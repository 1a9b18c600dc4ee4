"""Numbers moved to where something vanishes: by Gauss–Newton, or one number alone until it vanishes exactly."""

import itertools
import math

from proofread.values import matrices, tensor
from proofread.values.dual import Dual, directions, tangent
from proofread.values.tensor import Tensor

STEPS = 60  # where the residual's slope vanishes too, each step halves the distance, and 47 of them make it 1e-14
RESIDUAL = 20  # numbers that are handled for each pair of residuals, besides their terms
TAG = 0  # of the derivative by the number that `land` moves: outside of any that is taken meanwhile


def project(values, names, residuals, rest=math.inf, spend=lambda numbers: None):
    """Move the numbers of some names until all residuals vanish, by Gauss–Newton; None where that can't be reached.

    `residuals(values)` gives a list of numbers, and is differentiated by dual numbers. `rest` bounds the last step: a
    small one tells a place where they vanish from one that they only approach, far out. `spend(numbers)` may object to
    the size of the task.
    """

    def at(xs):
        return moved_to(values, names, xs)

    def settled(xs):
        """The numbers, with zeros for what rounding left of those that had to become zero."""
        found = [0.0 if abs(x) < 1e-12 else x for x in xs]
        gone = found != xs and all(abs(float(r)) < 1e-11 for r in residuals(at(found)))
        return found if gone else xs

    xs, moved = [float(x) for x in numbers_of(values, names)], math.inf
    for _ in range(STEPS):
        errors = [float(r) for r in residuals(at(xs))]
        worst = max(map(abs, errors), default=0.0)
        if not math.isfinite(worst):
            return None
        reached = worst < 1e-14 * max([1.0, *map(abs, xs)])
        if reached and (moved <= rest or not xs):
            return at(settled(xs))
        if not xs:
            return None
        least, most = sorted((len(errors), len(xs)))
        spend(least**2 * (least + most) + len(xs) ** 2 + RESIDUAL * len(errors) ** 2)
        jacobian = slopes(values, names, residuals, xs)
        if reached and max(abs(x) for row in jacobian for x in row) > 1e-6:
            return at(xs)
        step = least_norm(jacobian, errors)
        if step is None:
            return None
        following = [x - s for x, s in zip(xs, step, strict=True)]
        if following == xs:
            break
        xs, moved = following, max(map(abs, step))
    return at(xs) if worst < 1e-11 and moved <= rest else None


def slopes(values, names, residuals, xs=None):
    """The derivative of each of the residuals by each number of some names, at `xs` if given: a list of rows."""
    xs = [float(x) for x in numbers_of(values, names)] if xs is None else xs
    columns = directions(lambda zs: residuals(moved_to(values, names, zs)), xs, _each)
    return [[float(column[i]) for column in columns] for i in range(len(columns[0]) if columns else 0)]


def numbers_of(values, names):
    """The numbers of some names, in a row."""
    return [x for key in names for x in tensor.entries(values[key])]


def moved_to(values, names, xs):
    """The values in which some names have other numbers."""
    moved, numbers = dict(values), iter(xs)
    for key in names:
        old = values[key]
        data = list(itertools.islice(numbers, len(tensor.entries(old))))
        moved[key] = Tensor(old.shape, data, old.row) if isinstance(old, Tensor) else data[0]
    return moved


def land(gap, x):
    """Move one number until `gap` of it is exactly zero, by Newton's method; None where that can't be reached."""
    for _ in range(40):
        found = gap(Dual(x, {0: 1}, TAG))
        value, slope = float(found), float(tangent(found, TAG))
        if value == 0:
            return x
        if slope == 0 or not math.isfinite(value / slope):
            return None
        before, x = x, x - value / slope
        if abs(x - before) <= 1e-15 * abs(x):
            break
    around = [x, *(math.nextafter(x, end) for end in (-math.inf, math.inf))]
    return next((near for near in around if float(gap(near)) == 0), None)


def _each(function, values):
    return [function(value) for value in values]


def least_norm(jacobian, errors):
    """The shortest step that a linear model asks for: Jᵀ (J Jᵀ + small I)⁻¹ errors; None where it can't be told.

    With more errors than numbers, as (Jᵀ J + small I)⁻¹ Jᵀ errors: the same in a smaller system.
    """
    width = len(jacobian[0])
    asking = [k for k, error in enumerate(errors) if error or any(jacobian[k])]  # what is met, and stays so, isn't
    jacobian, errors = [jacobian[k] for k in asking], [errors[k] for k in asking]
    columns = list(zip(*jacobian, strict=True)) or [()] * width
    if len(errors) > width:
        return _damped(columns, [_dot(column, errors) for column in columns])
    solution = _damped(jacobian, errors)
    return solution if solution is None else [_dot(column, solution) for column in columns]


def _damped(rows, right):
    """The solution of (R Rᵀ + small I) x = right, of rows R; None where it can't be told."""
    gram = [[_dot(p, q) for q in rows] for p in rows]
    damp = 1e-13 * max((gram[i][i] for i in range(len(rows))), default=0.0)
    for i in range(len(rows)):
        gram[i][i] += damp
    try:
        solution, _ = matrices.eliminate(gram, [[x] for x in right])
    except ZeroDivisionError:
        return None
    return [x for (x,) in solution]


def _dot(p, q):
    return sum(a * b for a, b in zip(p, q, strict=True))
