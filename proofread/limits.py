"""Limits, by extrapolation, with an estimate of the error."""

from proofread import tensor
from proofread.environment import Undecided, evaluate
from proofread.tensor import ShapeError, Tensor, Unsized

# Numbers at which a limit is tried: FIRST / 2^k, extrapolated to 0.
FIRST, LEVELS = 0.25, 12


def limit(node, env):
    """The limit by Richardson's extrapolation, from both sides of a number; Undecided where it doesn't settle."""
    target = evaluate(node.target, env)
    at_infinity = not isinstance(target, Tensor | Unsized) and abs(float(target)) == float("inf")

    def value(h):
        moved = env.override({node.letter: (1 / h) * (1 if target > 0 else -1) if at_infinity else target + h})
        moved.indices.pop(node.letter, None)
        return evaluate(node.body, moved)

    sides = [_extrapolated(value, sign, env) for sign in ((1,) if at_infinity else (1, -1))]
    if not tensor.same(sides[0], sides[-1]):
        raise ShapeError(f"in {node.text}: different shapes on both sides")
    ends = [tensor.entries(side) for side in sides]
    for pair in zip(*ends, strict=True):
        estimates, errors = zip(*pair, strict=True)
        error = max(errors)
        scale = max(1.0, *(abs(float(x)) for x in estimates))
        if error > 1e-6 * scale or abs(float(estimates[0]) - float(estimates[-1])) > max(1e-7 * scale, 10 * error):
            raise Undecided(f"{node.text} doesn't settle")
        env.shared.slack = max(env.shared.slack, error)
    return tensor.mapped(lambda pair: pair[0], sides[0])


def _extrapolated(value, sign, env):
    """Neville's scheme in h for each entry: pairs of the estimate and its error."""
    samples = [value(sign * FIRST / 2**k) for k in range(LEVELS)]
    shape = samples[0]
    found = []
    for k in range(len(tensor.entries(shape))):
        found.append(_neville([tensor.entries(sample)[k] for sample in samples]))
    return Tensor(shape.shape, found, shape.row) if isinstance(shape, Tensor) else found[0]


def _neville(row):
    best, error = row[0], float("inf")
    column = list(row)
    for order in range(1, len(row)):
        factor = 2**order
        column = [(factor * column[i + 1] - column[i]) / (factor - 1) for i in range(len(column) - 1)]
        for i in range(len(column) - 1):
            change = abs(float(column[i + 1]) - float(column[i]))
            if change < error:
                best, error = column[i + 1], change
    return best, error
