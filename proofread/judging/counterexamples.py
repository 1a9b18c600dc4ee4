r"""The search for a counterexample to an inequality, or to `\ne`.

From the sample where its sides are nearest, downhill by random steps; and to where the sides of a strict one meet.
"""

import itertools
import math

from proofread.evaluate import Undecided, evaluate
from proofread.judging.compare import ORDER
from proofread.values import elementary, tensor
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import Tensor

STEPS = 40  # by either measure of how near the sides are
FAR = 2.0  # the width of every other step: there may be more than one valley
LEAST = {"integer": -math.inf, "natural": 1}  # of the whole numbers that move, too
STRICT = ("<", ">", r"\ne")
STARTS = 6  # samples from which a place is looked for where the sides of a strict relation are equal
REST = 1e-6  # the last step towards it: sides that only approach each other, far out, don't meet


def nearer(claim, samples, draw):
    """Samples ever nearer to where the claim could fail, beginning at the nearest of those given.

    By the difference of the sides, and by its share of them: that doesn't shrink where all numbers do.
    """
    names = claim.sampling.movable(samples[0].env.values)
    whole = [(key, LEAST[entry.space.kind]) for key, entry in claim.drawn.items() if entry.space.kind in LEAST]
    usual = [s for s in samples if s.spread != "huge"]
    for share in (False, True) if usual and (names or whole) else ():
        gaps = [margin(claim, s, share) for s in usual]
        least, width = min(gaps), 0.5
        best = usual[gaps.index(least)]
        for k in range(STEPS):
            moved = _moved(claim, best, names, whole, draw, width if k % 2 else FAR)
            if moved is None:
                continue
            gap = margin(claim, moved, share)
            yield moved
            if gap < least:
                best, least, width = moved, gap, min(width * 1.6, 30.0)
            elif k % 2:
                width = max(width * 0.7, 1e-4)


def touching(claim, samples, draw):
    """Samples at which the sides of a strict relation are equal, as far as they are found."""
    plain = [s for s in samples if s.spread in ("mixed", "positive", "negative")]
    names = claim.sampling.movable(samples[0].env.values)
    steps = [k for k, sign in enumerate(claim.signs) if sign in STRICT]
    for drawn, k in itertools.product(plain[:STARTS] if names else (), steps):
        point, pick = draw.choice(drawn.points), draw.random()

        def gaps(env, drawn=drawn, k=k, point=point, pick=pick):
            env.at(drawn.letters, point)
            left, right = tensor.fit(*(evaluate(term, env) for term in claim.terms[k : k + 2]))
            found = tensor.entries(tensor.subtract(left, right))
            return list(found) if claim.signs[k] == r"\ne" else [found[int(pick * len(found))]]

        try:
            values = claim.sampling.moved(drawn.env.values, drawn.env.shared, 0.0, gaps, REST)
        except (Undecided, elementary.Kink):
            continue
        if values is not None:
            yield claim.sampling.placed(drawn, values, "touching")


def margin(claim, drawn, share=False):
    """How far the claim is from failing on a sample.

    The least of right minus left, over its steps, points and entries; or the least share of the larger one.
    """
    least = float("inf")
    for point in drawn.points:
        before = drawn.env.at(drawn.letters, point)
        try:
            sides = [evaluate(term, drawn.env) for term in claim.terms]
            for left, sign, right in zip(sides, claim.signs, sides[1:], strict=False):
                if sign in ORDER:
                    gaps = tensor.zipped(lambda x, y: _gap(float(x), float(y), share), left, right, "compare")
                    least = min(least, *(ORDER[sign] * gap for gap in tensor.entries(gaps)))
        except NOT_FINITE:
            return float("inf")
        finally:
            drawn.env.indices = before
    return least


def _gap(x, y, share):
    size = max(abs(x), abs(y)) if share else 1.0
    return (y - x) / size if size else 0.0


def _moved(claim, drawn, names, whole, draw, width):
    """A sample with some of its numbers moved at random, those of a bounded space by a factor, and to the premises.

    Whole numbers move by one at the most. None where the premises aren't reached.
    """
    changes = {
        key: tensor.mapped(lambda k, low=low: max(k + draw.randint(-1, 1), low), drawn.drawn[key]) for key, low in whole
    }
    turn = draw.choice((-1, 1)) if width == FAR and draw.random() < 0.5 else 0  # errors are worst where all add up
    for key in names:
        old, bound = drawn.drawn[key], claim.drawn[key].space.bound
        steps = [draw.gauss(0, width) for _ in tensor.entries(old)]
        steps = [turn * abs(s) for s in steps] if turn else steps
        data = [x * 2**s if bound else x + s for x, s in zip(tensor.entries(old), steps, strict=True)]
        changes[key] = Tensor(old.shape, data, old.row) if isinstance(old, Tensor) else data[0]
    values = claim.sampling.moved({**drawn.env.values, **changes}, drawn.env.shared, 0.0)
    return values and claim.sampling.placed(drawn, values, "near")
