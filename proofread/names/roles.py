r"""What each clause of a formula is, by its form: declaration, definition, condition, assumption, claim, step, …

English decides one thing only, by the word directly before a formula: whether a relation among declared names is
assumed or claimed, and whether one between indices limits the claims of its sentence.
"""

import re
from dataclasses import dataclass, field

from proofread.notation import forms, tree
from proofread.notation.tokens import Unreadable

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
# Under these a comma goes on: "Suppose $a > 0$, $b > 0$"; under the others it ends the premises, unless *and* follows.
LISTING_WORDS = frozenset(["let", "assume", "suppose", "take", "where", "such that"])
QUANTIFIERS = frozenset(["all", "every", "each", "any", "some"])
COMPARISONS = frozenset(["=", "<", ">", r"\le", r"\ge", r"\ne"])


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
    refused: list[tree.Relation] = field(default_factory=list)  # in parentheses, yet no conditions


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
        closes = "(" in formula.lead[-1:] and before in found and formula.sentence == before.sentence
        if reading.conditions and closes:
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
    reading, word = Reading(), _word(formula, last)
    for relation in statement.conditions:
        _closing(relation, reading, statement, formula, scope)
    for k, clause in enumerate(statement.clauses):
        own = clause.word if isinstance(clause, forms.Chain) else ""
        if own and own != "and":
            word = _normal(own)
        ends = k > 0 and not own and word not in LISTING_WORDS
        role, rest = _role(clause, formula, scope, word, ends)
        reading.roles.append(role)
        if role == "condition":
            reading.conditions.append(tree.Relation(clause.terms, clause.signs, text=clause.text))
        elif role == "assumption":
            reading.premises.append(Premise(clause, formula, word in PASSING_WORDS))
        elif role == "expression":
            reading.expressions.append(clause.terms[0])
        elif role == "step":
            reading.expressions += clause.terms
        if rest is not None:
            reading.claims.append(rest)
        if role == "claim":
            word = ""
    premise = reading.roles[-1] in ("declaration", "assumption", "condition", "definition")
    return reading, word if premise else None


def _word(formula, last):
    """The word that a formula stands under: the one before it, or `last` where it's joined to what stands there."""
    word, joint = lead_word(formula.lead), JOINED.fullmatch(formula.lead.strip().lower())
    return last if last and joint and ("and" in joint[0] or (not word and last in LISTING_WORDS)) else word


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
    if not clause.signs:
        return "expression", None
    if r"\mapsto" in clause.signs:
        return "declaration", None
    further = None
    if len(clause.terms) > 2:
        further = forms.Chain(clause.terms[1:], clause.signs[1:], text=clause.text)
    if clause.signs[0] == r"\leftarrow":
        return "step", further
    entry = clause.head and scope.made.get((formula, clause.head.key))
    if entry is not None and entry.definition is not None and entry.definition.body is clause.terms[1]:
        return "definition", further
    closing = formula.lead.endswith("(")
    if (closing or word in CONDITION_WORDS) and is_index_relation(clause, formula, scope):
        return "condition", None
    if word in PREMISE_WORDS and not ends and _assumes(clause, formula, scope):
        return "assumption", None
    return "claim", clause


def is_index_relation(chain, formula, scope):
    r"""Whether a relation is between bare indices or sizes: `i \ne j`, `1 \le i < n - 1`, `n = 8192`.

    Equations about sizes are claims: `4 n = 32`, `n + n = 3 n`, `n = n + 1`.
    """
    names = [key for term in chain.terms for key in term.mentions]
    if not names or not set(chain.signs) <= COMPARISONS or not all(is_index(key, formula, scope) for key in names):
        return False
    if not all(_is_shift(term) for term in chain.terms):
        return False
    if any(scope.kind_is_size(key, formula) and names.count(key) > 1 for key in names):
        return False
    steps = zip(chain.terms, chain.signs, chain.terms[1:], strict=False)
    return all(s != "=" or isinstance(a, tree.Name) or isinstance(b, tree.Name) for a, s, b in steps)


def _is_shift(term):
    """Whether a term is a number, a name, or a name and a number: `j + 1`."""
    parts = term.terms if isinstance(term, tree.Add) else (term,)
    named = sum(isinstance(part, tree.Name) for part in parts)
    return all(isinstance(part, tree.Name | tree.Number) for part in parts) and named <= 1 and len(parts) <= 2


def is_index(key, formula, scope):
    entry = scope.resolve(key, formula)
    if entry is None:
        return key in scope.letters
    return entry.kind == "size" or (
        entry.kind == "declared" and entry.space is not None and entry.space.kind == "range"
    )


def _assumes(chain, formula, scope):
    """Whether a relation is among declared names only: no defined name, no derivative."""
    names = {key for term in chain.terms for key in term.mentions}
    entries = [scope.resolve(key, formula) for key in names]
    declared = [e for e in entries if e is not None and e.kind == "declared"]
    derivative = any(
        isinstance(node, tree.Derivative | tree.Differential | tree.Nabla | tree.Prime | tree.Limit)
        for term in chain.terms
        for node in tree.walk(term)
    )
    return bool(declared) and not derivative and not any(e is not None and e.kind == "defined" for e in entries)
