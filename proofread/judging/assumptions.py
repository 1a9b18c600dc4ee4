"""Assumptions: which of them bind a formula, and whether one may be made at all.

An assumption is made for the sake of claims. One that follows from those before it, or that no claim needs, is judged
as a claim itself: else a false claim would pass in the dress of an assumption ("that is, $a = b$").
"""

from dataclasses import replace

from proofread.evaluate import Budget, Undefined
from proofread.evaluate.environment import NODES
from proofread.judging.claim import Claim
from proofread.judging.examine import Result, examine
from proofread.names.roles import Premise
from proofread.names.words import lead_word
from proofread.notation import tree

CLAIMS = 4  # times as much as for a formula may be evaluated to find a claim that needs an assumption
TOGETHER = 4  # times as much, under two or three equations
FEWER = 4  # times as many samples without a value tell that a premise spares them: chance alone may spare a few


def around(formula, scope, readings):
    """The conditions and the premises that bind a formula."""
    conditions = readings.formulas[formula].conditions + readings.conditions.get(readings.parts[formula], [])
    return conditions, [p for p in readings.premises if binds(p, formula, scope, readings)]


def binds(premise, formula, scope, readings):
    """Whether a premise holds at a formula: in its part of a sentence, or from it on while its names mean the same."""
    stated = premise.formula
    if stated.box_id not in (0, formula.box_id) or (premise.own and stated is not formula):
        return False
    part, place = readings.parts[stated], readings.parts[formula]
    if part is not place and (premise.passing or place.bare):
        return False
    if stated.sentence != formula.sentence and not premise.passing:
        if stated.order > formula.order:
            return False
        if stated.section != formula.section[: len(stated.section)]:
            return False
    return all(scope.resolve(key, stated) is scope.resolve(key, formula) for key in premise.chain.mentions)


def tried(chain, formula, scope, conditions, premises, budget):
    """The Result of a claim under some premises. What is checked once is remembered: others ask for it too."""
    known = scope.checked.get((chain, *premises))
    if known is None:
        within = scope.statements[formula].within
        known = examine(Claim(chain.terms, chain.signs, formula, scope, conditions, premises, within, budget))
        if known.status == "checked" and not known.cut:  # its own formula may have more to spend
            scope.checked[chain, *premises] = known
    return known


def budget_under(premises):
    """What a claim may spend under some premises: more where a few equations have to be met together."""
    equations = sum("=" in premise.chain.signs for premise in premises)
    return Budget(NODES * (TOGETHER if equations in (2, 3) else 1))


def assumption(premise, scope, readings, budget):
    """The Result of an assumption: that of a claim where it is one; else it has to be possible, and to be needed."""
    formula, chain = premise.formula, premise.chain
    conditions, premises = around(formula, scope, readings)
    plain = tried(chain, formula, scope, conditions, premises[: premises.index(premise)], budget)
    if plain.status != "false":
        return plain
    if scope.reader and (_is_bound(chain) or lead_word(formula.lead) != "that is"):
        return Result("assumption")
    met = tried(chain, formula, scope, conditions, premises, budget)
    if met.status != "checked":
        return Result("undetermined", f"it can't be met: {met.message}")
    # What `\ne` excludes has no volume: random samples can't tell whether a claim needs it, as one that divides does.
    excludes = set(chain.signs) == {r"\ne"}
    claims = readings.parts[formula] in readings.claiming
    # A value that is mentioned, of which nothing is claimed; and what the mistake in a red box is made under.
    free = (premise.place and not claims) or (formula.box is not None and claims)
    several = Budget(CLAIMS * budget_under(premises).left)
    if excludes or free or any(_needs(other, premise, scope, readings, several) for other in readings.formulas):
        return Result("assumption")
    if several.left < 0:
        return Result("undetermined", "too much to evaluate: state it nearer to the claim that needs it")
    return replace(plain, message=f"no claim needs it as an assumption, and as a claim it is false: {plain.message}")


def _is_bound(chain):
    """Whether a chain says where a number lies, `\\lambda > 0`: more a declaration than an assumption."""
    named = sum(isinstance(term, tree.Name) for term in chain.terms)
    return not {"=", r"\approx"} & set(chain.signs) and named == 1 and sum(len(t.mentions) for t in chain.terms) == 1


def converse(premise, scope, readings, budget):
    """The Result of a premise behind *if and only if*, as a claim that follows from those of its part."""
    formula = premise.formula
    conditions, premises = around(formula, scope, readings)
    given = [Premise(chain, formula, True) for chain in premise.converse]
    others = [p for p in premises if not p.converse]
    result = tried(premise.chain, formula, scope, conditions, [*others, *given], budget)
    return replace(result, message=f"the other way round it isn't so: {result.message}" if result.message else "")


def _needs(formula, premise, scope, readings, budget):
    """Whether a claim of a formula doesn't hold without a premise, or has no value at some samples without it.

    A claim that doesn't hold with the premise either may need it once it's right.
    """
    reading = readings.formulas[formula]
    if not reading.claims or not binds(premise, formula, scope, readings):
        return False
    conditions, premises = around(formula, scope, readings)
    fewer = [p for p in premises if p.chain.text != premise.chain.text]
    for chain in reading.claims:
        try:
            bearing = Claim(chain.terms, chain.signs, formula, scope, conditions, premises).premises
        except Undefined:
            continue
        if premise in bearing:
            with_it, without = (tried(chain, formula, scope, conditions, ps, budget) for ps in (premises, fewer))
            if any(result.cut and result.status == "undetermined" for result in (with_it, without)):
                continue
            fails = with_it.status != "checked" and formula.box is None  # it's the one to mend, and may need this then
            if fails or with_it.status != without.status or without.lost > FEWER * with_it.lost:
                return True
    return False
