"""A claim tried on samples: `examine` gives a Result."""

import itertools
import random
import zlib
from dataclasses import dataclass, field

from proofread.evaluate import Undecided, Undefined, evaluate
from proofread.evaluate.environment import NODES, Budget, Kinked, TooMuch, Unclear
from proofread.judging import counterexamples, domains, draws, reach
from proofread.judging.compare import ORDER
from proofread.judging.failure import Failure
from proofread.judging.step import first_failure
from proofread.values import elementary
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import ShapeError, TooLarge
from proofread.values.unclear import Unpaired

ATTEMPTS = 40  # draws for one sample
SPARE = draws.EXACT + draws.EDGES + draws.TIES + draws.EXTREMES + ("named",)  # samples that a claim can do without
BEYOND = 8  # of a formula's budget, what is spent where samples hardly fall
HIDDEN = "rounding hides any difference: numbers on the way to the sides are too large beside them"


@dataclass
class Result:
    """What became of a claim. `failure` is a false one's. `lost` counts the samples at which a side had no value.

    `cut` tells that the budget was spent before all sizes were tried, or enough of them.
    """

    status: str
    message: str = ""
    samples: int = 0
    sizes: list = field(default_factory=list)
    premises: list = field(default_factory=list)
    failure: Failure | None = None
    lost: int = 0
    cut: bool = False


def examine(claim):
    """Try a claim on samples. Gives a Result: checked, false, shapes, undefined or undetermined."""
    try:
        return _examine(claim)
    except ShapeError as error:
        unclear = isinstance(error, Unpaired) and claim.scope.reader
        return Result("undetermined" if unclear else "shapes", str(error) + (error.ask if unclear else ""))
    except Undefined as error:
        return Result("undefined", str(error))
    except Unclear as error:
        return Result("unreadable", str(error))
    except (Undecided, TooLarge) as error:
        return Result("undetermined", str(error), cut=isinstance(error, TooMuch))
    except elementary.Kink:
        return Result("undetermined", "a sample lies on a kink, where the one-sided derivatives may differ")
    except RecursionError:
        return Result("undetermined", "nested too deeply to evaluate")


@dataclass
class Tally:
    """What was tried so far.

    The sizes at which points were evaluated, the number of samples, why sizes were left out, and how many samples were
    drawn at which a side has no value. Ties aren't counted: what ties in one arithmetic may be a bit apart in another.
    """

    used: list = field(default_factory=list)
    samples: int = 0
    left_out: list = field(default_factory=list)
    lost: int = 0


def _examine(claim):
    draw = claim.draw = random.Random(zlib.crc32(claim.formula.latex.encode()))
    needed, tally, cut = (2 if claim.size_letters - set(claim.sampling.fixed()) else 1), Tally(), False
    for sizes in claim.sampling.assignments():
        try:
            failure = _at_sizes(claim, sizes, draw, tally)
        except TooMuch:
            if len(tally.used) < needed and not tally.left_out:
                raise
            cut = True  # few points a size, but enough sizes
            break
        except TooLarge:
            if len(tally.used) < needed:
                raise
            continue
        if failure:
            return _refuted(claim, failure, draw)
    if len(tally.used) < needed:
        reason = tally.left_out[0] if tally.left_out else "no point meets the conditions"
        raise Undecided(reason + (" at two sizes or more" if needed > 1 else ""))
    if failure := None if claim.assumed else _beyond(claim, tally.used[0], draw):
        return _refuted(claim, failure, draw)
    return Result("checked", "", tally.samples, tally.used, list(claim.premises), lost=tally.lost, cut=cut)


def _refuted(claim, failure, draw):
    claim.budget = Budget(NODES // 4)
    failure.hint = _hint(claim, failure, draw)
    return Result("false", failure.say(), failure=failure)


def _beyond(claim, sizes, draw):
    """A Failure where samples hardly fall by chance, or None."""
    numbers = reach.constants(claim)
    places = reach.sizes(claim, numbers)
    places += [(sizes, k) for k in range(reach.turns(claim, numbers))]
    before, claim.budget = claim.budget, Budget(NODES // BEYOND)
    for sizes, spread in places:
        if isinstance(spread, int):
            claim.turn, spread = reach.Turn(spread, numbers), "named"
        try:
            found, _ = _finite_sample(claim, sizes, draw, spread, Tally())
        except (Undecided, TooLarge, ShapeError, elementary.Kink):
            continue
        if isinstance(found, Failure):
            return found
        if claim.budget.left < 0:
            break
    claim.budget = before
    return None


def _at_sizes(claim, sizes, draw, tally):
    """Try the claim at one assignment of sizes. Gives a Failure, or None."""
    samples = []
    for spread in claim.sampling.spreads(first=not tally.used):
        found, reason = _finite_sample(claim, sizes, draw, spread, tally)
        if isinstance(found, Failure):
            return found
        if found is not None and not found.blunt:
            samples += [found] if found.points else []
        elif spread not in SPARE and not samples:
            tally.left_out.append(reason)
            break
    if samples:
        tally.used.append(sizes)
        tally.samples += sum(drawn.spread not in draws.TIES for drawn in samples)
        if claim.assumed:
            return None
        nearer = counterexamples.nearer(claim, samples, draw) if set(claim.signs) & set(ORDER) else ()
        places = itertools.chain(nearer, counterexamples.touching(claim, samples, draw))
        return next(filter(None, (_failure_if_finite(claim, drawn) for drawn in places)), None)
    return None


def _finite_sample(claim, sizes, draw, spread, tally):
    """A sample on which the claim holds, or a Failure, or None with the reason."""
    unmet, reason = 0, "the sides aren't finite"
    for attempt in range(2 if spread in SPARE else ATTEMPTS):
        current = spread if attempt < 8 else ("positive" if attempt % 2 else "mixed")
        try:
            drawn = claim.sampling.sample(sizes, draw, current)
        except NOT_FINITE:
            continue
        if drawn is None:
            unmet += 1
            if unmet >= 8:
                return None, "the premises can't be met"
            continue
        judged = claim.sampling.judged(drawn)
        try:
            failure = first_failure(claim, judged)
        except NOT_FINITE as error:
            tally.lost += spread not in SPARE
            if isinstance(error, elementary.NoValue):
                reason = f"{error}, at every sample"
            continue
        except (elementary.Kink, Undecided):
            if spread in SPARE and _has_kink(claim, judged.env):
                return None, "a kink: the claim isn't about this edge"
            raise
        drawn.blunt = judged.blunt
        return failure or drawn, HIDDEN if drawn.blunt else ""
    return None, reason


def _has_kink(claim, env):
    """Whether a side is a derivative where the one-sided derivatives may differ."""
    for term in claim.terms:
        try:
            evaluate(term, env)
        except (Kinked, elementary.Kink):
            return True
        except (Undecided, *NOT_FINITE):
            continue
    return False


def _failure_if_finite(claim, drawn):
    try:
        return first_failure(claim, claim.sampling.judged(drawn))
    except (Kinked, elementary.Kink, *NOT_FINITE):
        return None


def _hint(claim, failure, draw):
    from proofread.judging.hint import guess

    try:
        return domains.hint(claim, failure) if failure.outside else guess(claim, failure, draw)
    except (ShapeError, TooLarge, Undecided, Undefined, elementary.Kink, RecursionError, *NOT_FINITE):
        return ""
