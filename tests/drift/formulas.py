"""Formulas: each slip in each claim, definition, premise and condition, and a page judged where that may matter.

In a failure box one change counts: the wrong formula replaced by a right one, at which the box has to turn red.
"""

import functools
import itertools
import random
from pathlib import Path

import alter
import implements
import reread
from project import ROOT

from drift.change import REFUSAL, SURVIVES, VALUE, Change, Outcome
from drift.slips import slips
from proofread.cache.rests import rests_of
from proofread.evaluate import evaluate
from proofread.judging import examine, judge
from proofread.judging.claim import Claim
from proofread.names.scope import Scope
from proofread.notation import tokens, tree
from proofread.pages import page
from proofread.values.elementary import NOT_FINITE

CHANGED = ("checked", "definition", "assumption", "condition")
DROPPED = ("definition", "assumption", "condition")  # what these say, something else has to rest on
BY_VALUE = ("false", "shapes", "holds")
RIGHT = "(the nearest right formula)"  # which one, is found where it's tried: that takes many judgements
NOTHING = r"\text{and}"  # what a dropped formula leaves: no statement


def quick():
    """In this process, failures are found but not explained, which takes as long; and no formula is read twice."""
    examine._hint = lambda *_: ""
    reread.remember()


@functools.cache
def known(path):
    """The page as it is, judged: an alter.Judged."""
    return alter.judged(page.read(path))


def changes(path):
    """Every change to the formulas of a page: a list."""
    found = known(Path(path))
    return [change for k, _ in enumerate(found.page.formulas) for change in of_formula(found, k)]


def of_formula(found, k):
    """The changes to the k-th formula of a page."""
    formula, verdict = found.page.formulas[k], found.verdicts[k]
    shown = str(found.page.path.relative_to(ROOT)) if found.page.path.is_relative_to(ROOT) else str(found.page.path)
    place = f"{shown}:{formula.line}:{formula.column}"
    if verdict.status == "refuted" and formula.box is not None:
        yield Change("formula", "the right one in a failure box", shown, place, formula.latex, RIGHT, (k,))
        return
    if verdict.status not in CHANGED and not (verdict.status == "declaration" and r"\mapsto" in formula.latex):
        return
    for kind, latex in slips(formula.latex, sizes_at(found.page, formula), functions_at(found.page, formula)):
        yield Change("formula", kind, shown, place, formula.latex, latex, (k,))
    if verdict.status in DROPPED:
        yield Change("formula", f"{verdict.status} lost", shown, place, formula.latex, "", (k,))


def sizes_at(found, formula):
    """The letters that are sizes, or numbers on their own: a product of theirs has no order, and no transpose."""
    scope = scope_of(found)
    letters = {t for t in formula.latex if t.isalpha() and t.isupper()}
    return frozenset(letter for letter in letters if is_number(letter, scope.resolve(letter, formula), formula, scope))


def functions_at(found, formula):
    """The letters that stand for functions."""
    scope = scope_of(found)
    entries = {t.text: scope.resolve(t.text, formula) for t in tokens.tokenize(formula.latex) if t.kind == "letter"}
    return frozenset(letter for letter, entry in entries.items() if entry is not None and entry.function)


@functools.cache
def scope_of(found):
    return Scope(found)


def is_number(letter, entry, formula, scope):
    """Whether a letter stands for a number at a formula, by evaluating it where it has a value."""
    if entry is None or entry.kind == "size":
        return True
    if entry.function or entry.family:
        return False
    try:
        claim = Claim((tree.Name(letter, text=letter),), (), formula, scope)
        draws = itertools.product(range(20), claim.sampling.assignments())
        samples = filter(None, (claim.sampling.sample(sizes, random.Random(k), "mixed") for k, sizes in draws))
        shapes = (shape_of(claim.terms[0], drawn) for drawn in samples)
        return next(shape for shape in shapes if shape is not None) == ()
    except Exception:  # it has no value by itself
        return False


def shape_of(node, drawn):
    """The shape of a node's value at a sample, () for a number; None where the value isn't finite."""
    try:
        return getattr(evaluate(node, drawn.env), "shape", ())
    except NOT_FINITE:
        return None


def righted(found, k):
    """The nearest right formula: a claim of the page with the same left side, or a slip of the wrong one that holds."""
    formula = found.page.formulas[k]
    left = side(formula.latex)
    claims = [(f, v) for f, v in zip(found.page.formulas, found.verdicts, strict=True) if v.status == "checked"]
    claims = [f.latex for f, _ in claims if side(f.latex) == left and f.box is None]
    tried = [*claims, *(latex for _, latex in slips(formula.latex)), f"{left} = {left}", "0 = 0"]
    return next(latex for latex in map(untagged, tried) if holds(found.page, formula, latex))


def side(latex):
    return " ".join(latex.replace("&", "").replace(r"\begin{aligned}", "").partition("=")[0].split())


def untagged(latex):
    start, tag, rest = latex.partition(r"\tag{")
    return start + rest.partition("}")[2] if tag else latex


def holds(found, formula, latex):
    """Whether a formula, put in the place of one in a failure box, can't be refuted there."""
    changed = alter.page_with(found, formula, latex)
    scope, readings = judge.read(changed)
    new = next(f for f in changed.formulas if f.order == formula.order)
    return judge.verdict(new, scope, readings).status == "holds"


def tried(change):
    """Make a change of a formula, and judge what rests on it, until something fails."""
    path = ROOT / change.page
    before = known(path)
    return outcome(change, before)


def outcome(change, before):
    """What becomes of a change of the page that was judged `before`."""
    formula = before.page.formulas[change.how[0]]
    latex = righted(before, change.how[0]) if change.becomes == RIGHT else change.becomes or NOTHING
    changed = alter.page_with(before.page, formula, latex)
    scope, readings = judge.read(changed)
    order = sorted(zip(changed.formulas, before.rests, strict=True), key=lambda pair: pair[0].order != formula.order)
    for now, rests in order:
        if now.order == formula.order and not change.becomes:
            continue  # it isn't there any more
        if rests_of(now, scope, readings) == rests:
            continue
        verdict = judge.verdict(now, scope, readings)
        if verdict.failing:
            status = VALUE if verdict.status in BY_VALUE else REFUSAL
            return Outcome(change, status, str(verdict)[:300])
    return by_code(change, scope, readings)


def by_code(change, scope, readings):
    """Code against formula: whether a function that implements a formula of the page differs from it now."""
    path = ROOT / change.page
    for function in implementing(path):
        try:
            with patched(path, scope, readings):
                implements.check(function)
        except AssertionError as error:
            return Outcome(change, VALUE, f"{function.__name__}: {error}"[:300])
        except Exception as error:
            return Outcome(change, REFUSAL, f"{function.__name__}: {type(error).__name__}: {error}"[:300])
    return Outcome(change, SURVIVES)


@functools.cache
def implementing(path):
    """The functions of snippets/ that say they implement a formula of a page; Triton's kernels are left to others."""
    functions = [f for f in implements.public("snippets").values() if "kernel" not in f.__module__]
    return [f for f in functions if implements.stated(f)[0] and ROOT / implements.stated(f)[0] == path]


class patched:
    """While it's entered, a page's formulas are for tests/snippets/implements.py those of a changed page."""

    def __init__(self, path, scope, readings):
        self.given = path, (scope, readings)

    def __enter__(self):
        self.before = implements.scope_of
        path, found = self.given
        implements.scope_of = lambda asked: found if asked == path else self.before(asked)

    def __exit__(self, *_):
        implements.scope_of = self.before
