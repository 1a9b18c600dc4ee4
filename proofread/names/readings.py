"""How a page's formulas are read together: the parts of its sentences, with what is assumed in each."""

import functools
import itertools
from dataclasses import dataclass

from proofread.names import reach
from proofread.names.roles import Premise, reading_of
from proofread.names.words import IF_WORDS, JOINED, OPENING, goes_on, lead_word
from proofread.notation import tree
from proofread.notation.tokens import Unreadable


@dataclass(eq=False)
class Readings:
    """All of a page: the reading of each formula, its part of the sentence, that part's conditions, the premises."""

    formulas: dict
    parts: dict
    conditions: dict
    premises: list[Premise]

    @functools.cached_property
    def claiming(self):
        """The parts of sentences in which something is claimed."""
        return {self.parts[formula] for formula, reading in self.formulas.items() if reading.claims}


def readings_of(scope):
    """Give every formula of a page its reading."""
    found, closed, last, before = {}, [], None, None
    for k, formula in enumerate(scope.formulas):
        statement = scope.statements[formula]
        if isinstance(statement, Unreadable):
            last = None
            continue
        if before is None or formula.sentence != before.sentence:
            last = None
        reading, last = reading_of(formula, statement, scope, last, goes_on(scope.formulas, k))
        closes = "(" in formula.lead[-1:] and before in found and formula.sentence == before.sentence
        if reading.conditions and closes:
            found[before].conditions += reading.conditions  # a condition in parentheses closes the formula before it
            closed.append(formula)
        found[formula] = reading
        before = formula
    return _joined(found, closed, scope)


def _joined(found, closed, scope):
    """The Readings of a page, from what each formula is by itself."""
    parts = reach.parts(list(found), found)
    readings = Readings(found, parts, {}, [premise for reading in found.values() for premise in reading.premises])
    for formula, reading in found.items():
        if reading.conditions and set(reading.roles) == {"condition"} and formula not in closed:
            readings.conditions.setdefault(parts[formula], []).extend(reading.conditions)
    readings.premises += [Premise(chain, f, passing) for chain, f, passing in scope.granted if f in found]
    _let_last(found)
    first = {part: formula for formula, part in reversed(parts.items())}
    for part, formula in first.items():
        if part.opposed is not None:
            _oppose(part, formula, readings, scope)
    for formula, reading in found.items():
        if reading.ways:
            together = [f for f in found if parts[f] is parts[formula]]
            _both_ways(reading, [found[f] for f in together if f is not formula])
            for f in together[together.index(formula) + 1 :]:  # exactly if $a > 0$ and $b > 0$
                if not found[f].premises or not JOINED.fullmatch(f.lead.strip().lower()):
                    break
                _both_ways(found[f], [found[other] for other in together if other is not f])
    return readings


def _let_last(found):
    """Behind *Let* and its like, in a sentence that claims nothing, *where* assumes for good, as *with* does."""
    for _, sentence in itertools.groupby(found, lambda formula: formula.sentence):
        formulas = list(sentence)
        if OPENING.search(formulas[0].lead.lower()) and not any(found[f].claims for f in formulas):
            for premise in (p for f in formulas for p in found[f].premises):
                premise.passing &= premise.place or lead_word(premise.formula.lead) in IF_WORDS


def _oppose(part, formula, readings, scope):
    """Let the opposite of what an earlier part assumes hold in this one, which begins with a formula."""
    premises = [p.chain for p in readings.premises if readings.parts[p.formula] is part.opposed and p.passing]
    conditions = readings.conditions.get(part.opposed, [])
    if len(premises) + len(conditions) > 1:
        part.unclear = "several things are assumed before: say what holds otherwise"
    for relation in premises[:1] if not part.unclear else ():
        if (opposite := reach.turned(relation, scope, formula)) is None:
            part.unclear = "the opposite of what is assumed before isn't one relation: say what holds otherwise"
        else:
            readings.premises.append(Premise(opposite, formula, True))
    for relation in conditions[:1] if not part.unclear else ():
        if (opposite := reach.turned(relation, scope, formula)) is None:
            part.unclear = "the opposite of what is assumed before isn't one relation: say what holds otherwise"
        else:
            opposite = tree.Relation(opposite.terms, opposite.signs, text=opposite.text)
            readings.conditions.setdefault(part, []).append(opposite)


def _both_ways(reading, others):
    """Behind *if and only if* the claims of its part imply the premise too; behind *only if* that is all they do."""
    claims = [(chain, other) for other in others for chain in other.claims]
    if not reading.premises:
        reading.unclear = "what is claimed both ways here? Write a sentence for each direction"
    for premise in reading.premises:
        premise.converse = [chain for chain, _ in claims]
    for other in others if reading.ways == "only" else ():
        other.roles = ["assumption" if role == "claim" else role for role in other.roles]
        other.claims = []
