"""Names as the parser asks for them, and the entries of a page's declarations and definitions."""

from dataclasses import dataclass, field

from proofread.evaluate import Definition
from proofread.known import COMMANDS, OPERATOR_NAMES
from proofread.names import words
from proofread.notation import forms, reader, tree


@dataclass(eq=False)
class Entry:
    """One declaration or definition of a name. `kind` is "declared", "defined" or "size".

    `read` says how a name was read that the page doesn't declare, and from what; `once` that it stands in
    one formula only.
    """

    key: str
    kind: str
    formula: object
    sign: str = ""
    function: bool = False
    family: bool = False
    letters: tuple = ()
    space: forms.Space | None = None
    domain: tuple | None = None
    upto: tree.Node | None = None
    definition: Definition | None = None
    starts: dict = field(default_factory=dict)
    read: str = ""
    once: bool = False


class NoNames(reader.Names):
    """The names at hand in the first reading, which reads no whole formula: none."""

    def kind(self, key):
        return None

    def declares(self, raws):
        return False

    def head(self, raw):
        return None


class Names(reader.Names):
    """The names at hand at one formula."""

    def __init__(self, scope, formula):
        self.scope, self.formula = scope, formula

    def kind(self, key):
        entry = self.scope.resolve(key, self.formula)
        if entry is None:
            supposed = self.scope.supposed.get(key)
            return supposed or ("value" if self.is_labelled(key) else None)
        if entry.kind == "size" or entry.function or entry.sign == r"\sqcup":
            return "function" if entry.function else "size" if entry.kind == "size" else "partition"
        return "index" if entry.space is not None and entry.space.kind == "range" and not entry.space.axes else "value"

    def is_labelled(self, key):
        """Whether a name's subscript is a label, `v_c`, and it's no array that is declared."""
        base, _, below = key.partition("_")
        below = below.strip("{}")
        if below.isdigit() and self.scope.is_in(self.scope.numbered, base, self.formula):
            return self.scope.resolve(base, self.formula) is None
        if not self.scope.labels or not below or not set(below) <= self.scope.labels:
            return False
        return self.scope.resolve(base, self.formula) is None

    def counts(self, key):
        return key in self.scope.letters or self.kind(key) is not None

    def has_word(self, base):
        return self.scope.alike.has_word(base, self.formula.section)

    def axes(self, key):
        entry = self.scope.resolve(key, self.formula)
        return tuple(axis.text for axis in entry.space.axes) if entry is not None and entry.space is not None else ()

    def alike(self, base, indices):
        return self.scope.alike(base, indices, self.formula.section)

    def declares(self, raws):
        r"""Whether `\in` declares these names here; `J \in \mathbb{R}^{m \times n}` behind `J = …` is a claim."""
        keys = [self.scope.spell(raw, self.formula)[0] for raw in raws]
        return all((self.formula, key) in self.scope.made for key in keys)

    def head(self, raw):
        key, indices = self.scope.spell(raw, self.formula)
        return forms.Head(key, indices, raw.parameters, text=key)


def declaring(formulas, surveys):
    r"""The formulas whose `\in` declares a name anew: behind *let* or its like, or joined to one that does.

    Elsewhere `J \in \mathbb{R}^{m \times n}` behind `J = …` is a claim about its shape.
    """
    last = None
    for formula in formulas:
        heads = surveys[formula].heads
        joined = last is not None and last.sentence == formula.sentence and words.JOINED.fullmatch(formula.lead)
        if heads and all(raw.sign == r"\in" for raw in heads) and (joined or words.is_premise_word(formula.lead)):
            last = formula
            yield formula
        else:
            last = None


def is_known(raw):
    r"""Whether a left side needs no declaration, so that `=` claims: `\delta_{ij}`, `I`, `e_j`, `\sigma(z)`, …"""
    if raw.base in OPERATOR_NAMES or (raw.base in COMMANDS and raw.parameters):
        return True
    if raw.base == r"\delta":
        return len(raw.subscript.replace(",", "")) == 2 and raw.subscript.replace(",", "").isalnum()
    if raw.base == "e" and raw.subscript and not raw.star:
        return not raw.indexes()
    if raw.base == "e" and not raw.star and not raw.parameters:  # a residual is the page's own: e = y - x
        return any(token.kind == "big" for token in raw.right) or not any(t.kind == "letter" for t in raw.right)
    if raw.base in ("e", "d"):
        return not raw.star
    if raw.base in ("O", "o"):
        return raw.parameters is not None
    if raw.base == r"\pi":
        named = any(token.kind == "letter" or token.argument == "softmax" for token in raw.right)
        summed = any(token.kind == "big" for token in raw.right)
        return not (raw.subscript or raw.star or raw.parameters or (named and not summed))  # a policy
    return raw.base in (r"\mathbf{1}", "I") and not raw.star and not raw.parameters


def is_unchecked(formula):
    return formula.box is not None and formula.box.kind == "unchecked"
