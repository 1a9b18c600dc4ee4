"""A claim tried on samples: `examine` gives a Result."""

import itertools
import random
import zlib
from dataclasses import dataclass, field

from proofread.evaluate import Undecided, Undefined, evaluate
from proofread.evaluate.environment import NODES, Budget, Kinked, TooMuch, apart
from proofread.judging import counterexamples, draws
from proofread.judging.compare import ORDER, agree, at, belongs, show
from proofread.notation import tree
from proofread.values import elementary, tensor
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import ShapeError, TooLarge, Unpaired

UNPAIRED = ": over which indices does this product sum? Write them"
ATTEMPTS = 40  # draws for one sample
SPARE = draws.EXACT + draws.EDGES + draws.TIES + draws.EXTREMES  # samples that a claim can do without
SHARE = 12  # samples that a claim's budget is for; a sample that takes more is looked at in FEW points
FEW = 12
# What was moved lies where it should up to rounding only: in a space, at a premise, where two sides meet.
MOVED = {"near": 100.0, "touching": 1.0}


@dataclass
class Failure:
    """A step that doesn't hold, and where."""

    left: tree.Node
    sign: str
    right: tree.Node
    sizes: dict
    indices: dict
    values: dict
    sides: tuple
    hint: str = ""


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
        return Result("undetermined" if unclear else "shapes", str(error) + UNPAIRED * unclear)
    except Undefined as error:
        return Result("undefined", str(error))
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
    draw = random.Random(zlib.crc32(claim.formula.latex.encode()))
    needed, tally, cut = (2 if claim.size_letters - set(claim.fixed()) else 1), Tally(), False
    for sizes in claim.assignments():
        try:
            failure = _at_sizes(claim, sizes, draw, tally)
        except TooMuch:
            if len(tally.used) < needed:
                raise
            cut = True  # few points a size, but enough sizes
            break
        if failure:
            claim.budget = Budget(NODES // 4)
            failure.hint = _hint(claim, failure, draw)
            return Result("false", _say(failure), failure=failure)
    if len(tally.used) < needed:
        reason = tally.left_out[0] if tally.left_out else "no point meets the conditions"
        raise Undecided(reason + (" at two sizes or more" if needed > 1 else ""))
    return Result("checked", "", tally.samples, tally.used, list(claim.premises), lost=tally.lost, cut=cut)


def _at_sizes(claim, sizes, draw, tally):
    """Try the claim at one assignment of sizes. Gives a Failure, or None."""
    samples = []
    for spread in claim.spreads(first=not tally.used):
        found, reason = _finite_sample(claim, sizes, draw, spread, tally)
        if isinstance(found, Failure):
            return found
        if found is not None:
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
    unmet = 0
    for attempt in range(2 if spread in SPARE else ATTEMPTS):
        current = spread if attempt < 8 else ("positive" if attempt % 2 else "mixed")
        try:
            drawn = claim.sample(sizes, draw, current)
        except NOT_FINITE:
            continue
        if drawn is None:
            unmet += 1
            if unmet >= 8:
                return None, "the premises can't be met"
            continue
        judged = claim.judged(drawn)
        try:
            failure = _first_failure(claim, judged)
        except NOT_FINITE:
            tally.lost += spread not in SPARE
            continue
        except (elementary.Kink, Undecided):
            if spread in SPARE and _has_kink(claim, judged.env):
                return None, "a kink: the claim isn't about this edge"
            raise
        return failure or drawn, ""
    return None, "the sides aren't finite"


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
        return _first_failure(claim, claim.judged(drawn))
    except (Kinked, elementary.Kink, *NOT_FINITE):
        return None


def _first_failure(claim, drawn):
    """The first step that doesn't hold at a point of a sample. Raises one of NOT_FINITE where a side isn't finite."""
    env, shared = drawn.env, drawn.env.shared
    enough = shared.budget.left - NODES // SHARE
    for k, point in enumerate(drawn.points):
        if k >= FEW and shared.budget.left < enough:
            break
        before = env.at(drawn.letters, point)
        shared.slack = 0.0
        left, lost = apart(shared, evaluate, claim.terms[0], env)
        for s, sign in enumerate(claim.signs):
            if sign == r"\in":
                right = None
                good = belongs(left, claim.terms[s + 1], claim.terms[s], env)
            else:
                right, lost_right = apart(shared, evaluate, claim.terms[s + 1], env)
                # what is assumed to be equal is so up to rounding only, and so is what follows from it
                shared.scale = max(lost, lost_right, MOVED.get(drawn.spread, float(claim.projected)))
                good = agree(left, sign, right, claim, s, drawn)
                lost = lost_right
            if not good:
                indices = dict(zip(drawn.letters, point, strict=True))
                sides = tensor.fit(left, right)
                return Failure(claim.terms[s], sign, claim.terms[s + 1], drawn.sizes, indices, drawn.drawn, sides)
            left = right
        env.indices = before
    return None


def _say(failure):
    step = f"{failure.left.text} {failure.sign} {failure.right.text}"
    left, right = failure.sides
    if right is None:
        return f"{failure.left.text} = {show(left)} isn't in {failure.right.text}{at(failure.sizes, failure.indices)}"
    where = at(failure.sizes, failure.indices)
    said = f"the step {_line(step)} fails{where}: left {show(left)}, right {show(right)}"
    return said + (f"; {failure.hint}" if failure.hint else "")


def _line(text):
    return " ".join(text.split())


def _hint(claim, failure, draw):
    from proofread.judging.hint import guess

    try:
        return guess(claim, failure, draw)
    except (ShapeError, TooLarge, Undecided, Undefined, elementary.Kink, RecursionError, *NOT_FINITE):
        return ""
