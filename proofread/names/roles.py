r"""What each clause of a formula is, by its form: declaration, definition, condition, assumption, claim, step, …

English decides one thing only, by the word directly before a formula: whether a relation among declared names is
assumed or claimed, and whether one between indices limits the claims of its sentence.
"""

from dataclasses import dataclass, field

from proofread.names import reach
from proofread.names.passing import is_property, is_update
from proofread.names.relations import is_index_relation
from proofread.names.words import (
    CONDITION_WORDS,
    LISTING_WORDS,
    PASSING_WORDS,
    PLACE_WORDS,
    PLACES,
    PREMISE_WORDS,
    QUANTIFIERS,
    REASONS,
    SPOTS,
    ways,
    word_of,
)
from proofread.notation import forms, tree


@dataclass(eq=False)
class Premise:
    """An assumption, and the formula that states it.

    A `passing` one binds its part of a sentence only, an `own` one its formula. `converse` are the claims from which it
    has to follow: it stands behind *if and only if*.
    """

    chain: forms.Chain
    formula: object
    passing: bool
    own: bool = False
    place: bool = False
    converse: list = field(default_factory=list)


@dataclass(eq=False)
class Reading:
    """A formula's clauses with their roles; its claims, each a Chain; the conditions that stand in it.

    `conditional` tells whether it says an *if*, `mention` whether it's a value at which something is so. `ways` is
    "iff" or "only" behind *if and only if*, *only if*. `unclear` says why it can't be told what it says, `asked`
    has for some claims what their author is asked where they fail.
    """

    roles: list[str] = field(default_factory=list)
    claims: list[forms.Chain] = field(default_factory=list)
    premises: list[Premise] = field(default_factory=list)
    conditions: list[tree.Relation] = field(default_factory=list)
    expressions: list[tree.Node] = field(default_factory=list)
    refused: list[tree.Relation] = field(default_factory=list)  # in parentheses, yet no conditions
    conditional: bool = False
    mention: bool = False
    ways: str = ""
    unclear: str = ""
    asked: dict = field(default_factory=dict)


def reading_of(formula, statement, scope, last, goes_on):
    """The reading of one formula.

    `last` is the premise word that its sentence's previous formula stands under, or None; it holds on behind a comma
    where that `goes_on`.
    """
    reading, word = Reading(ways=ways(formula)), word_of(formula, last, goes_on)
    for relation in statement.conditions:
        _closing(relation, reading, statement, formula, scope)
    for k, clause in enumerate(statement.clauses):
        own = clause.word if isinstance(clause, forms.Chain) else ""
        if own and own != "and":
            word = _normal(own)
        if k == 0 and word not in PREMISE_WORDS and is_value(clause) and PLACES.search(formula.lead.lower().strip()):
            word = "at"
        before = statement.clauses[k - 1] if own == "then" else None
        if before and reading.roles[-1] == "claim" and _assumes(before, formula, scope):
            said = f"is {before.text} claimed, or only assumed for what follows? Write: If $…$, then $…$"
            reading.asked[before] = said
        ends = k > 0 and not own and word not in LISTING_WORDS
        role, rest = _role(clause, formula, scope, word, ends)
        reading.roles.append("condition" if role == "mention" else role)
        if role == "condition":
            chain = reach.turned(clause, scope, formula) if word == "unless" else clause
            reading.conditions.append(tree.Relation(chain.terms, chain.signs, text=chain.text))
        elif role == "assumption":
            _assume(clause, formula, word, k > 0 and bool(own), reading, scope)
        elif role == "expression":
            reading.expressions.append(clause.terms[0])
        elif role == "step":
            reading.expressions += clause.terms
        reading.conditional |= role in ("condition", "assumption") and word in PASSING_WORDS
        reading.mention |= role in ("mention", "assumption") and word in PLACE_WORDS and is_value(clause)
        if rest is not None:
            reading.claims.append(rest)
            if isinstance(left := rest.terms[0], tree.Differential) and _is_declared(left.body, formula, scope):
                by = left.body.text
                reading.asked[rest] = (
                    f"is {left.text} a differential, or a name for a derivative by {by}? For the latter write"
                    rf" \frac{{\partial L}}{{\partial {by}}}, with what is differentiated for L"
                )
        if role == "claim":
            word = ""
    for premise in reading.premises:
        premise.own &= bool(reading.claims)
    premise = reading.roles[-1] in ("declaration", "assumption", "condition", "definition")
    return reading, word if premise else None


def _is_declared(node, formula, scope):
    """Whether a node is a name that is declared, and so rests on nothing that could change it."""
    entry = scope.resolve(node.key, formula) if isinstance(node, tree.Name) else None
    return entry is not None and entry.kind == "declared"


def _assume(clause, formula, word, own, reading, scope):
    """Enter a premise; behind *unless*, its opposite."""
    chain = reach.turned(clause, scope, formula) if word == "unless" else clause
    if chain is None:
        reading.unclear = f"the opposite of {clause.text} isn't one relation: say what holds instead"
    else:
        mentioned = clause.head is not None and (formula, clause.head.key) in scope.mentioned
        passing = word in PASSING_WORDS or mentioned
        reading.premises.append(Premise(chain, formula, passing, own, word in PLACE_WORDS and _is_spot(clause)))


def is_value(clause):
    """Whether a clause gives a name its number: `z = 0`."""
    if not isinstance(clause, forms.Chain) or clause.signs != ("=",) or not isinstance(clause.terms[0], tree.Name):
        return False
    return not clause.terms[1].mentions


def _is_example(clause, formula, scope):
    """Whether a value but stands in for the one that the page gave its name: `With $F = 11$` where F was 5.

    So it does in a sentence of no other formula.
    """
    entry = scope.resolve(clause.terms[0].key, formula)
    given = entry is not None and entry.kind == "defined" and entry.definition is not None
    alone = [f for f in scope.formulas if f.sentence == formula.sentence] == [formula]
    return given and alone and isinstance(entry.definition.body, tree.Number)


def _is_spot(clause):
    """Whether a clause says where a name is: `A = I`, `x > 0`."""
    return isinstance(clause.terms[0], tree.Name | tree.Index) and len(clause.terms) == 2


def _closing(relation, reading, statement, formula, scope):
    """What a relation in parentheses is: a condition, a claim where it stands alone, else nothing that can be read."""
    if is_index_relation(relation, formula, scope):
        reading.conditions.append(relation)
        reading.roles += [] if statement.clauses else ["condition"]
    elif statement.clauses:
        reading.refused.append(relation)
    else:
        reading.claims.append(forms.Chain(relation.terms, relation.signs, text=relation.text))
        reading.roles.append("claim")


def _normal(word):
    words = word.split()
    return words[0] if words[-1] in QUANTIFIERS else word.removeprefix("and ")


def _role(clause, formula, scope, word, ends):
    """The role of a clause, and the claim that is in it, if any. `ends`: the premises end with the comma before it."""
    if isinstance(clause, forms.Declaration):
        return "declaration", None
    if not clause.signs or r"\mapsto" in clause.signs:
        return "declaration" if clause.signs else "expression", None
    further = None
    if len(clause.terms) > 2:
        further = forms.Chain(clause.terms[1:], clause.signs[1:], text=clause.text)
    if clause.signs[0] == r"\leftarrow":
        return "step", further
    if formula in scope.models:
        return "mention", None
    if any(clause.terms[1] is body for body in scope.roots.get(formula, ())):
        return "definition", further
    if scope.reader and is_update(clause):
        return "step", None
    entry = clause.head and scope.made.get((formula, clause.head.key))
    if entry is not None and entry.definition is not None and entry.definition.body is clause.terms[1]:
        return "definition", further
    closing = formula.lead.endswith("(")
    given = scope.reader and clause.signs == ("=",) and isinstance(clause.terms[1], tree.Number)
    if (closing or given or word in CONDITION_WORDS) and is_index_relation(clause, formula, scope):
        return "condition", None
    if clause.head and (formula, clause.head.key) in scope.mentioned and word not in PREMISE_WORDS:
        return "mention", None
    if word in PREMISE_WORDS | CONDITION_WORDS and is_value(clause) and _is_example(clause, formula, scope):
        return "mention", None
    if word in SPOTS and not _is_spot(clause):
        return "claim", clause  # "the step lands at $x - x / 2 = x / 2$"
    premise = word in PREMISE_WORDS or (scope.reader and word in REASONS and is_property(clause))
    if premise and not ends and _assumes(clause, formula, scope):
        return "assumption", None
    return "claim", clause


def _assumes(chain, formula, scope):
    """Whether a relation is among declared names only: no defined name, no derivative."""
    names = {key for term in chain.terms for key in term.mentions}
    entries = [scope.resolve(key, formula) for key in names]
    declared = [e for e in entries if e is not None and e.kind == "declared"]
    derivative = any(
        isinstance(node, tree.Differentiation | tree.Limit) for term in chain.terms for node in tree.walk(term)
    )
    return bool(declared) and not derivative and not any(e is not None and e.kind == "defined" for e in entries)
