"""Definitions: nothing is claimed by one, but its right side has to fit together, whether a claim uses it or not."""

import random

from proofread.evaluate import Undecided, Undefined, evaluate
from proofread.judging.claim import Claim
from proofread.judging.examine import Result
from proofread.notation import tree
from proofread.values.elementary import NOT_FINITE, Kink
from proofread.values.tensor import ShapeError, TooLarge

TRIED, MOST = 2, 4  # assignments of sizes: those that tell, and in all


def misfit(key, formula, scope, conditions, budget):
    """The Result of a definition whose right side fits together at no size that is tried; None for any other."""
    name = tree.Name(key, text=key)
    try:
        claim = Claim((name,), (), formula, scope, conditions, budget=budget)
        found = []
        for sizes in claim.sampling.assignments()[:MOST]:
            if (error := _error(claim, sizes, name)) == "":
                return None
            found += [error] if error else []
            if len(found) == TRIED:
                break
    except (Undefined, Undecided, TooLarge):
        return None  # said elsewhere, or of no size that could be tried
    return Result("shapes", found[0]) if found else None


def _error(claim, sizes, name):
    """What doesn't fit at these sizes, or ""; None where there is no value by which to tell."""
    try:
        drawn = claim.sampling.sample(sizes, random.Random(0), "mixed")
        if drawn is None:
            return None
        evaluate(name, drawn.env)
    except ShapeError as error:
        return str(error)
    except (Undefined, Undecided, TooLarge, Kink, RecursionError, *NOT_FINITE):
        return None
    return ""
