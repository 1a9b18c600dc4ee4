"""Limits, by extrapolation, with an estimate of the error."""

from proofread.evaluate.environment import Undecided, apart, evaluate
from proofread.notation import tree
from proofread.values import elementary, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized

# Numbers at which a limit is tried: neither they nor their inverses lie on a grid that a period could share.
DISTANCES = [0.2617 / 1.9371**k for k in range(13)]
# Nearer ones, at which nothing may have changed but by rounding: what they differ from each other is rounding.
NEARER = [1.07e-6 * 1.0931**k for k in range(8)]
ROUNDED = 2.0**-52  # of the largest term that is added, what may be lost
COST = 100  # numbers that could be handled in the time that one step takes, besides its body


def limit(node, env):
    """The limit by extrapolation, from both sides of a number; Undecided where it doesn't settle."""
    target = evaluate(node.target, env)
    at_infinity = not isinstance(target, Tensor | Unsized) and abs(float(target)) == float("inf")
    counts = at_infinity and _counts(node.letter, node.body)

    def value(h):
        env.shared.spend(COST)
        at = (round(1 / h) if counts else 1 / h) * (1 if target > 0 else -1) if at_infinity else target + h
        moved = env.override({node.letter: at})
        moved.indices.pop(node.letter, None)
        with elementary.vanishing():
            # What is added near the target may be far larger than the limit: what that rounds away is estimated here.
            found, scale = apart(env.shared, evaluate, node.body, moved)
        if isinstance(found, Unsized):
            raise ShapeError(f"in {node.text}: the size of a constant stays open; give it one")
        env.shared.spend(COST * len(tensor.entries(found)))
        return found, scale

    sides = []
    for sign in (1,) if at_infinity else (1, -1):
        steps = [1 / round(1 / h) for h in DISTANCES[:11]] if counts else [sign * h for h in DISTANCES]
        sides.append(_extrapolated(value, steps))
        if not counts:
            _check_nearer(node, [value(sign * h)[0] for h in NEARER], sides[-1])
    if not tensor.same(sides[0], sides[-1]):
        raise ShapeError(f"in {node.text}: different shapes on both sides")
    ends = [tensor.entries(side) for side in sides]
    for pair in zip(*ends, strict=True):
        estimates, errors = zip(*pair, strict=True)
        error = max(errors)
        size = max(1.0, *(abs(float(x)) for x in estimates))
        if error > 1e-6 * size or abs(float(estimates[0]) - float(estimates[-1])) > max(1e-7 * size, 10 * error):
            raise Undecided(f"{node.text} doesn't settle")
        env.shared.slack = max(env.shared.slack, error)
    return tensor.mapped(lambda pair: pair[0], sides[0])


def _counts(letter, body):
    """Whether a letter counts something, so that it stands for whole numbers only: terms, or entries."""
    for node in tree.walk(body):
        places = node.indices if isinstance(node, tree.Index) else ()
        places = (node.lower, node.upper) if isinstance(node, tree.Big) and node.lower is not None else places
        if any(letter in place.mentions for place in places):
            return True
    return False


def _check_nearer(node, values, estimates):
    """Refuse an estimate that the body leaves again, nearer to the limit's target."""
    columns = zip(*(tensor.entries(value) for value in values), strict=True)
    for column, (estimate, error) in zip(columns, tensor.entries(estimates), strict=True):
        numbers = [float(x) for x in column]
        rounding = max(numbers) - min(numbers)
        gap = min(abs(x - float(estimate)) for x in numbers)
        if not gap <= 1e-3 * max(1.0, abs(float(estimate))) + 10 * rounding + error:
            raise Undecided(f"{node.text} doesn't settle")


def _extrapolated(value, steps):
    """Neville's scheme in h for each entry: pairs of the estimate and its error."""
    samples, scales = zip(*map(value, steps), strict=True)
    shape, errors = samples[0], [ROUNDED * scale for scale in scales]
    found = []
    for k in range(len(tensor.entries(shape))):
        found.append(_neville(steps, [tensor.entries(sample)[k] for sample in samples], errors))
    return Tensor(shape.shape, found, shape.row) if isinstance(shape, Tensor) else found[0]


def _neville(steps, row, errors):
    """The value at 0 of the polynomials through some neighbours of the row, where it's most certain, and its error.

    That is the larger of what it changes with the neighbours, and of what the rounding `errors` of the row add up to.
    """
    best, least = row[0], float("inf")
    column = list(row)
    for order in range(1, len(row)):
        factors = [steps[i] / steps[i + order] for i in range(len(row) - order)]
        column = [(f * column[i + 1] - column[i]) / (f - 1) for i, f in enumerate(factors)]
        errors = [(f * errors[i + 1] + errors[i]) / (f - 1) for i, f in enumerate(factors)]
        for i in range(len(column) - 1):
            error = max(abs(float(column[i + 1]) - float(column[i])), errors[i + 1])
            if error < least:
                best, least = column[i + 1], error
    return best, least
