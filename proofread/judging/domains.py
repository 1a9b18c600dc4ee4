r"""Equations of which one side has a value where the other has none: `\log(a b) = \log a + \log b`, for a, b < 0."""

from proofread.evaluate import Undecided, evaluate
from proofread.judging import draws
from proofread.notation import tree
from proofread.values.elementary import NOT_FINITE, Kink
from proofread.values.tensor import ShapeError, Tensor, Unsized

ASKED = 40  # times, of a claim
ELSEWHERE = 12  # samples at which the side without a value may have one
SIGNED = ("positive", "negative")


def one_sided(claim, drawn, point, s, sides):
    """The values of a step's two sides where just one of them has one, the other None; None where that isn't so.

    A side that has no value anywhere tells nothing, and neither does one that is 0/0 at a place: it may well be equal
    around it. What counts is a function that is taken outside of its domain: not where a reader's text leaves domains
    unsaid.
    """
    if claim.signs[s] in ("=", ":=") and not claim.drawn:
        return _at_a_size(sides)
    if claim.scope.reader and _is_unsaid(claim):
        return None
    if claim.signs[s] not in ("=", ":=") or drawn.spread not in draws.SPREADS or claim.asked >= ASKED:
        return None
    from proofread.judging.digits import sides_outside

    claim.asked += 1
    outside = sides_outside(claim, drawn, point, s)
    if outside is None or outside[0] == outside[1] or isinstance(sides[outside[0]], NOT_FINITE):
        return None
    if not any(_has_value(claim, s + outside[1], drawn.sizes, spread) for spread in (*SIGNED, "mixed") * 4):
        return None
    return tuple(None if out else side[0] for out, side in zip(outside, sides, strict=True))


def _is_unsaid(claim):
    """Whether nothing says where a claim's names lie: it's about derivatives, or nothing declares them."""
    differentiates = any(isinstance(node, tree.Differentiation) for term in claim.terms for node in tree.walk(term))
    return differentiates or all(entry.read for entry in claim.entries.values() if entry.kind == "declared")


def _at_a_size(sides):
    """The same of whole numbers: each that the claim is about counts, and none is but near to another."""
    lacking = [isinstance(side, NOT_FINITE) for side in sides]
    if lacking[0] == lacking[1] or isinstance(sides[lacking[1]], OverflowError):
        return None
    if isinstance(sides[lacking[0]][0], Tensor | Unsized):
        return None  # a singular matrix, say
    return tuple(None if lacks else side[0] for lacks, side in zip(lacking, sides, strict=True))


def _has_value(claim, k, sizes, spread):
    """Whether a term of a claim has a value at a sample that is spread so."""
    try:
        drawn = claim.sampling.sample(sizes, claim.draw, spread)
        if drawn is None or not drawn.points:
            return False
        drawn.env.at(drawn.letters, drawn.points[0])
        evaluate(claim.terms[k], drawn.env)
    except (Undecided, ShapeError, Kink, *NOT_FINITE):
        return False
    return True


def hint(claim, failure):
    """What to say of the numbers so that both sides have a value, where one sign of all does it."""
    for sign, spread in zip((">", "<"), SIGNED, strict=True):
        terms = [claim.terms.index(term) for term in (failure.left, failure.right)]
        if all(_has_value(claim, k, failure.sizes, spread) for k in terms for _ in range(ELSEWHERE // 4)):
            names = [key for key in claim.sampling.movable(failure.values) if not claim.drawn[key].space.bound]
            return f"say {', '.join(names)} {sign} 0" if names else ""
    return ""
