"""A step of a claim at the points of a sample: whether it holds there, as far as floats tell, or many digits."""

from typing import NamedTuple

from proofread.evaluate import evaluate
from proofread.evaluate.environment import NODES, apart
from proofread.judging import domains
from proofread.judging.compare import BLUNT, CANCELLED, agree, belongs, plain, together
from proofread.judging.failure import Failure
from proofread.values import tensor
from proofread.values.elementary import NOT_FINITE

SHARE = 12  # samples that a claim's budget is for; a sample that takes more is looked at in FEW points
FEW = 12
ASSUMED = 1e-3  # of two sides that rest on an equation, a difference beyond doubt
CONFIRMED = 6  # points at which many digits found a step to hold: elsewhere a difference must be as large as BLUNT then
# What was moved lies where it should up to rounding only: in a space, at a premise, where two sides meet.
MOVED = {"near": 100.0, "touching": 1.0}


def first_failure(claim, drawn):
    """The first step that doesn't hold at a point of a sample. Raises one of NOT_FINITE where a side isn't finite."""
    env, shared = drawn.env, drawn.env.shared
    enough = shared.budget.left - NODES // SHARE
    for k, point in enumerate(drawn.points):
        if k >= FEW and shared.budget.left < enough:
            break
        before = env.at(drawn.letters, point)
        shared.slack = 0.0
        left = _side(claim.terms[0], env)
        for s, sign in enumerate(claim.signs):
            right = None if sign == r"\in" else _side(claim.terms[s + 1], env)
            good = _holds(claim, drawn, point, s, left, right)
            if good is None:
                drawn.blunt = True
            elif good is not True:
                indices = dict(zip(drawn.letters, point, strict=True))
                sides = good.sides if good else tensor.fit(left[0], right and right[0])
                step = (claim.terms[s], sign, claim.terms[s + 1], drawn.sizes, indices, drawn.drawn)
                return Failure(*step, sides, outside=None in sides and sign != r"\in")
            left = right
        env.indices = before
    return None


class Refuted(NamedTuple):
    """The sides of a step that fails: of many digits, or one of them None because it has no value."""

    sides: tuple


def _side(term, env):
    """The value of a term with the scale of what was added for it; or what was raised because it has none."""
    try:
        return apart(env.shared, evaluate, term, env)
    except NOT_FINITE as error:
        return error


def _holds(claim, drawn, point, s, left, right):
    """Whether a step holds at a point: True, False, None for who knows; or that it's Refuted, by sides better known."""
    sign, shared = claim.signs[s], drawn.env.shared
    if isinstance(left, NOT_FINITE) or isinstance(right, NOT_FINITE):
        found = domains.one_sided(claim, drawn, point, s, (left, right))
        if found is None:
            raise left if isinstance(left, NOT_FINITE) else right
        return Refuted(found)
    (left, lost), (right, lost_right) = left, right or (None, 0.0)
    if sign == r"\in":
        return belongs(left, claim.terms[s + 1], claim.terms[s], drawn.env)
    # what is assumed to be equal is so up to rounding only, and so is what follows from it
    shared.scale = max(lost, lost_right, MOVED.get(drawn.spread, float(claim.projected)))
    pairs, related = agree(left, sign, right, claim, s, drawn)
    good = together(sign, related)
    if drawn.spread == "touching" or (good and s not in claim.minute):
        return good
    claim.minute.discard(s)
    lost = CANCELLED * shared.scale
    unmet = [pair for pair, met in zip(pairs, related, strict=True) if met is False]
    if good is False and plain(unmet, lost, ASSUMED if claim.projected else BLUNT):
        return False
    if good is None and (claim.assumed or (claim.confirmed[s] >= CONFIRMED and lost < BLUNT)):
        return True
    from proofread.judging.digits import settled

    exact, sides = settled(claim, drawn, point, s, pairs, shared.scale)
    claim.confirmed[s] += exact is True
    if exact is None:
        return None if claim.projected and not good else good  # an equation may be met to few digits only
    return exact or Refuted(sides)
