r"""What each clause of a formula is, by its form: declaration, definition, condition, assumption, claim, step, …

English decides one thing only, by the word directly before a formula: whether a relation among declared names is
assumed or claimed, and whether one between indices limits the claims of its sentence.
"""

import re
from dataclasses import dataclass, field

from proofread import forms, tree
from proofread.tokens import Unreadable

CONDITION_WORDS = frozenset(["if", "for", "when", "with", "take", "at", "over"])
PREMISE_WORDS = frozenset(
    ["let", "assume", "suppose", "if", "since", "because", "given", "provided", "where", "with"]
) | {
    "such that",
    "that is",
}
# These bind their sentence only; the other words bind while their names live.
PASSING_WORDS = frozenset(["if", "since", "because", "given", "provided"])
JOINED = re.compile(r"(?:,|;)?\s*(?:and|and let|and that|let)?")
QUANTIFIERS = frozenset(["all", "every", "each", "any", "some"])
# What a claim may have on its right besides expressions.
RELATIONS = frozenset(["=", "<", ">", r"\le", r"\ge", r"\ne", r"\approx", ":="])


@dataclass(eq=False)
class Premise:
    """An assumption, and the formula that states it. A `passing` one binds its sentence only."""

    chain: forms.Chain
    formula: object
    passing: bool


@dataclass(eq=False)
class Reading:
    """A formula's clauses with their roles; its claims, each a Chain; the conditions that stand in it."""

    roles: list[str] = field(default_factory=list)
    claims: list[forms.Chain] = field(default_factory=list)
    premises: list[Premise] = field(default_factory=list)
    conditions: list[tree.Relation] = field(default_factory=list)
    expressions: list[tree.Node] = field(default_factory=list)


@dataclass(eq=False)
class Readings:
    """All of a page: the reading of each formula, the conditions of each sentence, the premises in order."""

    formulas: dict
    conditions: dict
    premises: list[Premise]


def read(scope):
    """Give every formula of a page its reading."""
    found, conditions, premises = {}, {}, []
    last, before = None, None
    for formula in scope.formulas:
        statement = scope.statements[formula]
        if isinstance(statement, Unreadable):
            last = None
            continue
        if before is None or formula.sentence != before.sentence:
            last = None
        reading, last = _formula(formula, statement, scope, last)
        if reading.conditions and "(" in formula.lead[-1:] and before in found:
            found[before].conditions += reading.conditions  # a condition in parentheses closes the formula before it
        elif reading.conditions and set(reading.roles) == {"condition"}:
            conditions.setdefault(formula.sentence, []).extend(reading.conditions)
        found[formula] = reading
        premises += reading.premises
        before = formula
    return Readings(found, conditions, premises)


def lead_word(text):
    """The word directly before a formula, in small letters; "such that" and "that is" count as one."""
    words = re.findall(r"[a-z]+|[^\sa-z]", text.lower().replace("*", " ").replace('"', " "))
    if words[-3:] == ["that", "is", ","]:
        words.pop()
    if not words:
        return ""
    if words[-1] in QUANTIFIERS and words[-2:-1] == ["for"]:
        return "for"
    if words[-2:] in (["such", "that"], ["that", "is"]):
        return " ".join(words[-2:])
    if words[-1] == "that" and len(words) > 1 and words[-2] in PREMISE_WORDS:
        return words[-2]
    return words[-1] if words[-1].isalpha() else ""


def is_premise_word(lead):
    return lead_word(lead) in PREMISE_WORDS


def _formula(formula, statement, scope, last):
    """The reading of one formula.

    `last` is the premise word that its sentence's previous formula stands under, or None.
    """
    reading = Reading(conditions=list(statement.conditions))
    word = lead_word(formula.lead)
    if (not word and last and JOINED.fullmatch(formula.lead.strip())) or (
        formula.lead.strip().lower() in ("and", ", and") and last
    ):
        word = last
    closing = formula.lead.endswith("(")
    for k, clause in enumerate(statement.clauses):
        own = clause.word if isinstance(clause, forms.Chain) else ""
        if own:
            word = _normal(own)
        role, rest = _role(clause, formula, scope, word, closing or k > 0)
        reading.roles.append(role)
        if role == "condition":
            reading.conditions.append(tree.Relation(clause.terms, clause.signs, text=clause.text))
        elif role == "assumption":
            reading.premises.append(Premise(clause, formula, word in PASSING_WORDS))
        elif role == "expression":
            reading.expressions.append(clause.terms[0])
        elif role == "step":
            reading.expressions += clause.terms
        elif rest is not None:
            reading.claims.append(rest)
        if role == "claim":
            word = ""
    if not statement.clauses:
        reading.roles.append("condition")
    premise = reading.roles[-1] in ("declaration", "assumption", "condition", "definition")
    return reading, (word or "let") if premise else None


def _normal(word):
    words = word.split()
    return words[0] if words[-1] in QUANTIFIERS else word.removeprefix("and ")


def _role(clause, formula, scope, word, closing):
    """The role of a clause, and the claim that is in it, if any."""
    if isinstance(clause, forms.Declaration):
        return "declaration", None
    if not clause.signs:
        return "expression", None
    if r"\mapsto" in clause.signs:
        return "declaration", None
    if r"\leftarrow" in clause.signs:
        return "step", None
    entry = clause.head and scope.made.get((formula, clause.head.key))
    if entry is not None and entry.definition is not None and entry.definition.body is clause.terms[1]:
        if len(clause.terms) == 2:
            return "definition", None
        return "definition", forms.Chain(clause.terms[1:], clause.signs[1:], text=clause.text)
    if is_index_relation(clause, formula, scope) and (closing or word in CONDITION_WORDS):
        return "condition", None
    if word in PREMISE_WORDS and _assumes(clause, formula, scope):
        return "assumption", None
    return "claim", clause


def is_index_relation(chain, formula, scope):
    """Whether a relation speaks of indices and sizes only: `i \\ne j`, `1 \\le i < n`, `n = 8192`."""
    names = {key for term in chain.terms for key in term.mentions}
    plain = all(
        isinstance(node, tree.Number | tree.Name | tree.Add | tree.Product)
        for term in chain.terms
        for node in tree.walk(term)
    )
    return bool(names) and plain and all(is_index(key, formula, scope) for key in names) and r"\in" not in chain.signs


def is_index(key, formula, scope):
    entry = scope.resolve(key, formula)
    if entry is None:
        return len(key) == 1 and key.isalpha()
    return entry.kind == "size" or (
        entry.kind == "declared" and entry.space is not None and entry.space.kind == "range"
    )


def _assumes(chain, formula, scope):
    """Whether a relation is among declared names only: no defined name, no derivative."""
    names = {key for term in chain.terms for key in term.mentions}
    entries = [scope.resolve(key, formula) for key in names]
    declared = [e for e in entries if e is not None and e.kind == "declared"]
    derivative = any(
        isinstance(node, tree.Derivative | tree.Nabla | tree.Prime | tree.Limit)
        for term in chain.terms
        for node in tree.walk(term)
    )
    return bool(declared) and not derivative and not any(e is not None and e.kind == "defined" for e in entries)
