"""Verdicts: whether each formula of a page holds.

`judge(page)` gives one `Verdict` a formula, `zip(page.formulas, judge(page))` pairs them, and behind those one for each
place where the page shows math that isn't judged (`page.strays`). `Verdict.failing` tells whether the page may not be
published.
"""

from dataclasses import replace
from functools import partial

from proofread.evaluate import Environment, Shared, Undecided, Undefined, Waiting, evaluate
from proofread.judging.assumptions import around, assumption, budget_under, converse, tried
from proofread.judging.compare import nested
from proofread.judging.definitions import misfit
from proofread.judging.examine import Result
from proofread.judging.inferred import asked, doubted, with_reading
from proofread.judging.layout import in_other_layout
from proofread.judging.verdict import FAILING, PASSING, Counterexample, on
from proofread.names import properties
from proofread.names.entries import is_unchecked
from proofread.names.readings import readings_of
from proofread.names.scope import Scope
from proofread.notation import forms
from proofread.notation.tokens import Unreadable
from proofread.values import dual
from proofread.values.tensor import ShapeError


def judge(page, numbers=dual, reader=False):
    """Judge every formula of a `page.Page`, in the numbers of a module: `dual`, or `autograd` for a second opinion.

    In `reader` mode what isn't declared is inferred (names/inference.py), and each verdict's `read` says how.

    Returns a list of `Verdict`, those of `page.formulas` first, in their order.
    """
    scope, readings = read(page, numbers, reader)
    return completed(page, [verdict(formula, scope, readings) for formula in page.formulas])


def read(page, numbers=dual, reader=False):
    """The Scope of a page, and its Readings: what `verdict` asks for."""
    scope = Scope(page, numbers, reader)
    return scope, readings_of(scope)


def completed(page, verdicts):
    """What a page's formulas, each by itself, don't tell: that two have one tag, and what isn't one."""
    found = [*verdicts, *(on(stray, "unreadable", stray.said) for stray in page.strays)]
    return _tagged_once([_waited_for(verdict, verdicts) for verdict in found])


def _waited_for(verdict, verdicts):
    """The same verdict, with how many formulas wait for its formula to be read."""
    count = sum(other.waits == verdict.latex for other in verdicts if other.waits)
    said = "a formula waits" if count == 1 else f"{count} formulas wait"
    return replace(verdict, message=f"{verdict.message}; {said} for this one") if count else verdict


def verdict(formula, scope, readings):
    """The Verdict on one formula of a page that was read; a tag may stand at another one, too."""
    found = _verdict(formula, scope, readings)
    if not scope.reader:
        return found
    found = in_other_layout(asked(found, formula, scope, readings), formula, scope, readings)
    return with_reading(doubted(found, formula, scope, readings, partial(_otherwise, scope)), formula, scope, readings)


def _otherwise(scope, formula, guesses):
    """The verdict on a formula where some names are read as `guesses` say."""
    if "other" not in scope.readers:
        other = Scope(scope.page, scope.numbers, True, guesses)
        scope.readers["other"] = other, readings_of(other)
    return _verdict(formula, *scope.readers["other"])


def _verdict(formula, scope, readings):
    if is_unchecked(formula) and formula.box.title.lower() in ("", "unchecked"):
        return on(formula, "unreadable", 'a formula isn\'t left unchecked without a reason: !!! unchecked "reason"')
    if is_unchecked(formula):
        return on(formula, "unchecked", formula.box.title)
    statement = scope.statements[formula]
    if isinstance(statement, Unreadable):
        line, column = formula.locate(statement.at)
        return on(formula, "unreadable", f"{statement.message}, line {line}, column {column}")
    reading = readings.formulas[formula]
    try:
        results = list(_results(formula, statement, reading, scope, readings))
    except Waiting as error:
        return on(formula, "waiting", str(error), tag=statement.tag, waits=error.latex)
    except Undefined as error:
        quiet = scope.reader and not reading.claims and reading.roles  # what rests on it says so
        return on(formula, reading.roles[0] if quiet else "undefined", str(error), tag=statement.tag)
    failing = next((r for r in results if r.status in FAILING), None)
    if formula.box is not None and formula.kind == "display":
        return _refuted(formula, statement, results)
    if failing and statement.asked:
        message, offset = statement.asked[0]
        line, column = formula.locate(offset)
        return on(formula, "unreadable", f"{message}, line {line}, column {column}", tag=statement.tag)
    told = scope.granted  # what words say, in reader mode
    if failing and failing.status == "false" and not told and (asked := properties.unread(formula, scope)):
        return on(formula, "unreadable", asked, tag=statement.tag)
    if failing:
        return on(formula, failing.status, failing.message, tag=statement.tag, counterexample=_counterexample(failing))
    checked = [r for r in results if r.status == "checked"]
    if not checked:
        status = next(name for name in PASSING if name in [*reading.roles, *(r.status for r in results)])
        return on(formula, status, "", tag=statement.tag)
    chains = [*reading.claims, *(premise.chain for premise in reading.premises)]
    premises = list(dict.fromkeys(p.chain.text for r in checked for p in r.premises))
    sizes = [s for s in checked[0].sizes if s]
    samples = sum(r.samples for r in checked)
    said = f"{samples} samples" + (f", sizes {_sizes(sizes)}" if sizes else "")
    said += f", given {'; '.join(premises)}" if premises else ""
    return on(
        formula,
        "checked",
        said,
        tag=statement.tag,
        samples=samples,
        sizes=sizes,
        assumptions=premises,
        signs=sorted({sign for chain in chains for sign in chain.signs}),
    )


def _sizes(sizes):
    return "; ".join(", ".join(f"{k} = {v}" for k, v in s.items()) for s in sizes)


def _results(formula, statement, reading, scope, readings):
    """The results of a formula's claims and assumptions. Raises Undefined for an expression with an unknown name."""
    for relation in reading.refused:
        yield Result("unreadable", f"({relation.text}) isn't between indices or sizes; say it in the sentence")
    if statement.within is not None and not _is_near(statement.within):
        yield Result("unreadable", f"to within {statement.within.text}: that isn't a number above 0 and below ½")
    for node in reading.expressions if not scope.reader else ():
        scope.gather(node.mentions, formula)
    conditions, premises = around(formula, scope, readings)
    budget = budget_under(premises)
    for role, clause in zip(reading.roles, statement.clauses, strict=False):
        if role in ("definition", "declaration") and isinstance(clause, forms.Chain) and clause.head is not None:
            scope.known(clause.head.key, formula)
            if result := misfit(clause.head.key, formula, scope, conditions, budget):
                yield result
    if unclear := reading.unclear or readings.parts[formula].unclear:
        yield Result("undetermined", unclear)
    for premise in reading.premises:
        if reading.ways != "only":
            yield assumption(premise, scope, readings, budget)
        if reading.ways:
            yield converse(premise, scope, readings, budget)
    for chain in reading.claims:
        result = tried(chain, formula, scope, conditions, premises, budget)
        asks = chain in reading.asked and result.status in FAILING
        yield Result("unreadable", reading.asked[chain]) if asks else result


def _is_near(within):
    """Whether a tolerance is a number so small that \\approx says something."""
    try:
        return 0 < float(evaluate(within, Environment({}, Shared({}, {}, frozenset(), {}, True)))) < 0.5
    except (Undefined, Undecided, ShapeError, ArithmeticError, TypeError, ValueError):
        return False


def _refuted(formula, statement, results):
    """A formula in a failure box: refuted by a false step or by shapes that don't fit; else it fails."""
    found = next((r for r in results if r.status in ("false", "shapes")), None)
    if found:
        reason = found.message if found.status == "false" else f"shapes: {found.message}"
        return on(formula, "refuted", reason, tag=statement.tag, counterexample=_counterexample(found))
    other = next((r for r in results if r.status in FAILING), None)
    if other:
        return on(formula, other.status, other.message, tag=statement.tag)
    reason = "it can't be refuted: it holds" if results else "it claims nothing, so that it can't be refuted"
    return on(formula, "holds", reason, tag=statement.tag)


def _counterexample(result):
    failure = result.failure
    if failure is None:
        return None
    step = f"{failure.left.text} {failure.sign} {failure.right.text}"
    values = {key: nested(value, digits=False) for key, value in failure.values.items()}
    sides = [None if side is None else nested(side, digits=False) for side in failure.sides]
    return Counterexample(step, failure.indices, failure.sizes, values, *sides, failure.hint)


def _tagged_once(verdicts):
    """A tag names one formula: the second one with it is unreadable."""
    seen = {}
    for k, verdict in enumerate(verdicts):
        first = seen.setdefault(verdict.tag, verdict) if verdict.tag else verdict
        if first is not verdict:
            message = f"the tag {verdict.tag} stands on line {first.line} already"
            verdicts[k] = replace(verdict, status="unreadable", message=message)
    return verdicts
