r"""What each clause of a formula is, by its form: declaration, definition, condition, assumption, claim, step, …

English decides one thing only, by the word directly before a formula: whether a relation among declared names is
assumed or claimed, and whether one between indices limits the claims of its sentence.
"""

import re
from dataclasses import dataclass, field

from proofread.names import reach
from proofread.notation import forms, tree
from proofread.notation.tokens import Unreadable

CONDITION_WORDS = frozenset(["if", "for", "when", "whenever", "with", "take", "at", "over", "unless"])
# Behind these a value is one of its sentence: "crosses one half at $z = 0$".
PLACE_WORDS = frozenset(["at", "for", "when", "whenever", "from", "near", "around", "over"])
# These bind their part of a sentence, as PLACE_WORDS do; the other words bind while their names live.
IF_WORDS = frozenset(["if", "given", "provided", "assuming", "unless"])
PASSING_WORDS = PLACE_WORDS | IF_WORDS | {"where"}
PREMISE_WORDS = PASSING_WORDS | {"let", "assume", "suppose", "with", "such that", "that is"}
# What says the same in several words.
PHRASES = [
    (re.compile(r"\b(?:iff|(?:as|so) long as|in case|under(?: the (?:condition|assumption)s?(?: that)?)?)$"), "if"),
    (re.compile(r"\b(?:on (?:the )?condition that|subject to)$"), "if"),
    (re.compile(r"\bexcept (?:at|for|if|when|where)$"), "unless"),
]
BOTH = re.compile(r"\b(?:iff|if,? and only if|(?:exactly|precisely|just) (?:if|when|whenever|for|at|where))$")
ONLY = re.compile(r"\bonly (?:if|when|whenever|for|at|where)$")
JOINED = re.compile(r"(?:,|;)?\s*(?:and|and let|and that|let)?")
# Under these a comma goes on: "Suppose $a > 0$, $b > 0$"; under the others it ends the premises, unless *and* follows.
LISTING_WORDS = frozenset(["let", "assume", "suppose", "take", "where", "such that"])
OPENING = re.compile(r"^\W*(?:let|assume|suppose|take|consider)\b")  # of a sentence that claims nothing up to a *then*
QUANTIFIERS = frozenset(["all", "every", "each", "any", "some"])
COMPARISONS = frozenset(["=", "<", ">", r"\le", r"\ge", r"\ne"])


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

    `conditional` tells whether it says an *if*, `mention` whether it's a value at which something is so. `ways` is "iff"
    or "only" behind *if and only if*, *only if*. `unclear` says why it can't be told what it says.
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


@dataclass(eq=False)
class Readings:
    """All of a page: the reading of each formula, its part of the sentence, that part's conditions, the premises."""

    formulas: dict
    parts: dict
    conditions: dict
    premises: list[Premise]


def read(scope):
    """Give every formula of a page its reading."""
    found, closed, last, before = {}, [], None, None
    for k, formula in enumerate(scope.formulas):
        statement = scope.statements[formula]
        if isinstance(statement, Unreadable):
            last = None
            continue
        if before is None or formula.sentence != before.sentence:
            last = None
        reading, last = _formula(formula, statement, scope, last, _goes_on(scope.formulas, k))
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
    first = {part: formula for formula, part in reversed(parts.items())}
    for part, formula in first.items():
        if part.opposed is not None:
            _oppose(part, formula, readings, scope)
    for formula, reading in found.items():
        if reading.ways:
            _both_ways(reading, [found[f] for f in found if parts[f] is parts[formula] and f is not formula])
    return readings


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


def lead_word(text):
    """The word directly before a formula, in small letters; what several words say as one is one of PREMISE_WORDS."""
    text = text.lower().replace("*", " ").replace('"', " ").strip()
    for phrase, word in PHRASES:
        text = phrase.sub(word, text)
    words = re.findall(r"[a-z]+|[^\sa-z]", text)
    if words[-3:] == ["that", "is", ","]:
        words.pop()
    if not words:
        return ""
    if words[-1] in QUANTIFIERS and words[-2:-1] in (["for"], ["if"], ["when"]):
        return words[-2]
    if words[-2:] in (["such", "that"], ["that", "is"]):
        return " ".join(words[-2:])
    if words[-1] == "that" and len(words) > 1 and words[-2] in PREMISE_WORDS:
        return words[-2]
    return words[-1] if words[-1].isalpha() else ""


def is_premise_word(lead):
    return lead_word(lead) in PREMISE_WORDS


def _ways(formula):
    """ "iff" or "only", by what stands directly before a formula; "" for one way."""
    lead = formula.lead.lower().strip()
    return "iff" if BOTH.search(lead) else "only" if ONLY.search(lead) else ""


def _formula(formula, statement, scope, last, goes_on):
    """The reading of one formula.

    `last` is the premise word that its sentence's previous formula stands under, or None; it holds on behind a comma
    where that `goes_on`.
    """
    reading, word = Reading(ways=_ways(formula)), _word(formula, last, goes_on)
    for relation in statement.conditions:
        _closing(relation, reading, statement, formula, scope)
    for k, clause in enumerate(statement.clauses):
        own = clause.word if isinstance(clause, forms.Chain) else ""
        if own and own != "and":
            word = _normal(own)
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
        if role == "claim":
            word = ""
    for premise in reading.premises:
        premise.own &= bool(reading.claims)
    premise = reading.roles[-1] in ("declaration", "assumption", "condition", "definition")
    return reading, word if premise else None


def _assume(clause, formula, word, own, reading, scope):
    """Enter a premise; behind *unless*, its opposite."""
    chain = reach.turned(clause, scope, formula) if word == "unless" else clause
    if chain is None:
        reading.unclear = f"the opposite of {clause.text} isn't one relation: say what holds instead"
    else:
        reading.premises.append(Premise(chain, formula, word in PASSING_WORDS, own, word in PLACE_WORDS))


def is_value(clause):
    """Whether a clause gives a name its number: `z = 0`."""
    return clause.signs == ("=",) and isinstance(clause.terms[0], tree.Name) and not clause.terms[1].mentions


def _word(formula, last, goes_on):
    """The word that a formula stands under: the one before it, or `last` where it's joined to what stands there."""
    word, joint = lead_word(formula.lead), JOINED.fullmatch(formula.lead.strip().lower())
    listed = not word and last in PREMISE_WORDS | CONDITION_WORDS and (last in LISTING_WORDS or goes_on)
    return last if last and joint and ("and" in joint[0] or (listed and formula.lead.strip())) else word


def _goes_on(formulas, k):
    """Whether a comma before a formula goes on with a list of premises, also under words that don't begin lists.

    So it does in a sentence that begins with *Let*, and where *and* closes the list before a consequence.
    """
    sentence = [f for f in formulas[max(k - 20, 0) : k + 20] if f.sentence == formulas[k].sentence]
    place = sentence.index(formulas[k])
    if OPENING.search(sentence[0].lead.lower()):
        return not any(reach.HENCE.search(f.lead.lower()) for f in sentence[: place + 1])
    for f, following in zip(sentence[place:], sentence[place + 1 :], strict=False):
        joint = JOINED.fullmatch(f.lead.strip().lower())
        if not joint:
            return False
        if "and" in joint[0]:
            return bool(reach.HENCE.search(following.lead.lower())) or following.lead.strip() == ","
    return False


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
    if clause.head and (formula, clause.head.key) in scope.mentioned and word not in PASSING_WORDS:
        return "mention", None
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
