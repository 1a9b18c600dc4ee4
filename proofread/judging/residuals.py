"""Premises: what has to vanish for them to hold, so that samples can be moved there."""

from proofread.evaluate.environment import Undecided, evaluate
from proofread.evaluate.extents import extent, places
from proofread.notation import tree
from proofread.values import tensor
from proofread.values.tensor import ShapeError, Unsized

EDGE = 1e-4  # small, yet its powers stay above what rounding leaves of larger terms


def residuals(chain, scope, formula, env, margin):
    """What has to vanish for a premise to hold."""
    letters = sorted(k for k in chain.mentions if scope.resolve(k, formula) is None or k in env.shared.spans)
    ranges = [extent(letter, chain.terms, env) for letter in letters]
    found = []
    for point in places(ranges, chain, env):
        before = env.at(letters, point)
        values = [evaluate(term, env) for term in chain.terms]
        env.indices = before
        for k, sign in enumerate(chain.signs):
            found += _gaps(values[k], sign, values[k + 1], chain, k, margin)
    return found


def _gaps(left, sign, right, chain, k, margin):
    zero = any(isinstance(t, tree.Number) and t.value == 0 for t in chain.terms[k : k + 2])
    left, right = tensor.fit(left, right)
    if not zero and not tensor.same(left, right):
        raise ShapeError(
            f"{chain.terms[k].text} is {tensor.describe(left)}, {chain.terms[k + 1].text} {tensor.describe(right)}"
        )
    if isinstance(left, Unsized):
        raise Undecided(f"the size of {chain.terms[k].text} stays open")
    gap = tensor.entries(tensor.subtract(left, right))
    if sign == "=":
        return gap
    if sign in (">", r"\ge"):
        return [_hinge(g, margin, strict=sign == ">") for g in gap]
    if sign in ("<", r"\le"):
        return [_hinge(-g, margin, strict=sign == "<") for g in gap]
    if sign == r"\ne":
        apart = [g if float(g) > 0 else -g for g in gap]
        return [_hinge(max(apart, key=float), 0.0, strict=True)] if apart else [1.0]
    raise Undecided(f"{sign} can't be assumed")


def _hinge(gap, margin, strict):
    """What a gap lacks to be above a margin. With none, one that has to be positive keeps off 0 by EDGE."""
    margin = margin or (EDGE if strict else 0.0)
    return gap - margin if float(gap) < margin else 0.0


def bounds(space, value, margin, env):
    """What has to vanish for the numbers of a value to lie in their space."""
    if space.bound:
        return [_hinge(x, margin / 4, strict=space.bound == ">0") for x in tensor.entries(value)]
    if space.kind == "interval":
        low, high = (float(evaluate(item, env)) for item in space.items)
        gaps = [gap for x in tensor.entries(value) for gap in (x - low, high - x)]
        return [_hinge(gap, 0.0, space.open[k % 2]) for k, gap in enumerate(gaps)]
    return []
