r"""Names: where each is declared or defined, and what it means at a formula.

A name declared before the first `##` lives to the end of the page, one under a heading to the next heading of its
level, one in a box to its end. It may be used before its scope declares it. `L = …` defines `L` only where no
declaration or other definition of `L` is in scope, before or after: else it's a claim.
"""

import bisect

from proofread.evaluate import Definition
from proofread.names.closure import Closure
from proofread.names.entries import Entry, Names, NoNames, declaring, is_known, is_unchecked
from proofread.names.lookup import Lookup, in_scope, order
from proofread.notation import forms, parser, tree
from proofread.notation.survey import Survey, survey
from proofread.notation.symbols import key as key_of
from proofread.notation.symbols import undotted
from proofread.notation.tokens import Unreadable, plain
from proofread.values import dual

# Tokens of a right side that make it a value, even where it names functions.
VALUES = frozenset(["(", "_", r"\partial", r"\nabla", r"\sum", r"\lVert", "|", "d", r"\lim", r"\int"])


class Scope(Closure, Lookup):
    """All names of a page.

    `statements` maps its formulas to their trees, or to the Unreadable that says what's wrong. `numbers` is the module
    in whose numbers its claims are judged: `dual`, or `autograd`. `checked` remembers the Results of those that hold.
    `rows` tells whether `(a, b)` is a row here, since the page writes columns as `(a, b)^⊤`.
    """

    def __init__(self, page, numbers=dual):
        self.numbers = numbers
        self.formulas = sorted((f for f in page.formulas if not is_unchecked(f)), key=lambda f: f.order)
        self.entries, self.made, self.plain, self.later = {}, {}, set(), {}
        self.arrays, self.letters, self.statements, self.checked = set(), set(), {}, {}
        self.mentioned = set()
        surveys = {formula: self.survey(formula) for formula in self.formulas}
        self.declaring = set(declaring(self.formulas, surveys))
        self.enter(surveys)
        for formula in self.formulas:
            self.read(formula)
        statements = [found for found in self.statements.values() if not isinstance(found, Unreadable)]
        self.rows = any(map(_writes_columns, statements))
        for entry in self.made.values():
            if entry.family and entry.upto is None:
                entry.upto = self.last_index(entry)

    def survey(self, formula):
        try:
            found = survey(parser.Parser(formula.latex, NoNames()))
        except (Unreadable, RecursionError):
            return Survey([], [], set())
        self.letters |= {letter for letter in found.subscripts if len(letter) == 1}
        return found

    def enter(self, surveys):
        """Make the entries: first outside of boxes, so that a box sees all that the page says outside."""
        for formula, found in surveys.items():
            for letter in found.sizes:
                self.add(Entry(letter, "size", formula))
        for formula, found in surveys.items():
            for raw in found.heads:
                index = raw.sign == "=" and self.is_condition(raw, formula)
                if not raw.subscript and not index and not raw.is_number():
                    self.plain.add((key_of(raw.base, "", raw.star), formula.section))
        for formula, found in surveys.items():
            for raw in found.heads:
                if self.spell(raw, formula)[1]:
                    self.arrays.add((key_of(raw.base, "", raw.star), formula.section))
        for formula, found in surveys.items():
            for raw in found.heads:
                if (raw.sign in (":", ":=") or formula in self.declaring) and not formula.box_id:
                    self.later.setdefault(self.spell(raw, formula)[0], []).append((raw, formula))
        for boxed in (False, True):
            for formula in self.formulas:
                if bool(formula.box_id) == boxed:
                    for raw in surveys[formula].heads:
                        self.head(raw, formula)

    def head(self, raw, formula):
        """Enter one left side, if it makes its name known."""
        key, indices = self.spell(raw, formula)
        if not key or (raw.sign == "=" and (is_known(raw) or self.is_condition(raw, formula))):
            return
        if raw.sign == "=" and self.is_derivative(raw, formula):
            return
        prior = self.resolve(key, formula) if formula.box_id else self.before(key, formula)
        if prior and prior.kind == "size" and raw.sign not in (r"\in", r"\sqcup"):
            return
        if raw.sign == r"\in" and raw.parameters:
            return  # f(x) \in [0, 1] speaks of a value
        if raw.sign in (r"\in", r"\sqcup"):
            if prior and prior.kind == "defined" and formula not in self.declaring:
                return
            kind = "size" if raw.is_natural() else "declared"
            family = bool(indices or raw.upto)
            self.add(
                Entry(key, kind, formula, raw.sign, family=family, letters=indices, upto=self.upto(raw)), made=True
            )
        elif raw.sign == ":":
            mapsto = any(plain(token) == r"\mapsto" for token in raw.right)
            given = prior and prior.kind == "defined" and prior.formula.sentence == formula.sentence
            if not given:
                kind = "defined" if mapsto else "declared"
                family = bool(raw.upto)
                entry = Entry(key, kind, formula, raw.sign, function=True, family=family, upto=self.upto(raw))
                self.add(entry, made=True)
        else:
            typed = prior and prior.sign == ":" and raw.parameters and prior.formula.sentence == formula.sentence
            if raw.sign == ":=" or typed or not (prior or self.after(key, raw, formula)):
                function = raw.parameters is not None or (not indices and self.makes_function(raw, formula))
                self.add(Entry(key, "defined", formula, raw.sign, function=function), made=True)

    def last_index(self, entry):
        r"""The end of `x_i \in \mathbb{R}^n` where its sentence says `i = 1, \dots, N`; None where it doesn't."""
        for formula in self.formulas:
            if formula.sentence == entry.formula.sentence:
                for clause in getattr(self.statements[formula], "clauses", ()):
                    match clause:
                        case forms.Chain((tree.Number(1), tree.Name(key), end), (r"\le", r"\le")) if (
                            key in entry.letters
                        ):
                            return end
        return None

    def upto(self, raw):
        """The last index of `x_1, …, x_N`, or None."""
        if raw.upto.isdigit():
            return tree.Number(int(raw.upto), text=raw.upto)
        return tree.Name(raw.upto, text=raw.upto) if raw.upto else None

    def add(self, entry, made=False):
        found = self.entries.setdefault((entry.key, entry.formula.section), [])
        if entry.kind == "size" and not entry.sign and any(in_scope(e, entry.formula) for e in found[-1:]):
            return  # it's known already
        bisect.insort(found, entry, key=order)
        if made:
            self.made[entry.formula, entry.key] = entry

    def spell(self, raw, formula):
        """The key of a left side, and the indices that it leaves open.

        `f_i` is f at i, but `J_f` a name where f is one. An entry of a known array has no key: it isn't a new name.
        """
        bare, written = key_of(raw.base, "", raw.star), raw.subscript
        literal = key_of(raw.base, written, raw.star)
        letters = written.replace(",", "")
        if not written:
            return bare, ()
        if raw.upto:
            return bare, ("",)
        known = self.is_in(self.plain | self.arrays, bare, formula)
        if raw.label:
            return literal, ()
        if letters.isdigit():
            return ("" if known else literal), ()
        if not letters.isalpha():
            named = letters.startswith("\\") and (not known or self.is_in(self.plain, letters, formula))
            return (literal if named else ""), ()
        sizes = all(self.kind_is_size(letter, formula) for letter in letters)
        if any(self.is_in(self.plain, letter, formula) for letter in letters) or (letters.isupper() and not sizes):
            return literal, ()
        return bare, tuple(letters)

    def is_condition(self, raw, formula):
        """Whether `i = 1` or `n = 8192` speaks of an index or a size, not of a new name."""
        if raw.star or raw.subscript or raw.parameters:
            return False
        if self.kind_is_size(raw.base, formula):
            return True
        dots = any(token.kind == "dots" for token in raw.right)
        return raw.base in self.letters and all(
            token.kind in ("number", "dots")
            or dots
            or plain(token) in (",", "+", "-")
            or (token.kind == "letter" and (token.text in self.letters or self.kind_is_size(token.text, formula)))
            for token in raw.right
        )

    def is_derivative(self, raw, formula):
        r"""Whether a left side is that of a derivative, `\dot{f}` or `f^{(2)}`, of a function that is known here."""
        of = undotted(raw.base) or (raw.base if raw.star.startswith("(") else "")
        prior = of and self.resolve(of, formula)
        return bool(prior) and (prior.function or bool(undotted(raw.base)))

    def makes_function(self, raw, formula):
        """Whether `h = f + g` or `\\phi = \\tanh` makes a function: it names functions, and applies none."""
        names = Names(self, formula)
        texts = [plain(token) for token in raw.right]
        if VALUES & set(texts):
            return False
        if len(texts) == 1 and raw.right[0].kind == "function":
            return True
        return any(token.kind in ("letter", "styled") and names.kind(token.text) == "function" for token in raw.right)

    def after(self, key, raw, formula):
        """Whether something that the formula's scope says later, or outside its box, makes the name known."""
        return any(
            f.order > formula.order
            and f.section == formula.section[: len(f.section)]
            and not (other.sign == ":" and raw.parameters and f.sentence == formula.sentence)
            for other, f in self.later.get(key, ())
        ) or (bool(formula.box_id) and self.resolve(key, formula) is not None)

    def read(self, formula):
        """Parse a formula, and give the entries that it made their meaning."""
        try:
            statement = parser.parse(formula.latex, Names(self, formula))
            all(node.mentions is not None for node in tree.walk(statement))  # raises where it's too deep
        except (Unreadable, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            self.statements[formula] = Unreadable("it's nested too deeply", 0) if deep else error
            return
        self.statements[formula] = statement
        for clause in statement.clauses:
            if isinstance(clause, forms.Declaration):
                for head in clause.names:
                    entry = self.made.get((formula, head.key))
                    if entry:
                        entry.space, entry.domain = clause.space, clause.domain
            elif clause.head is not None:
                entry = self.made.get((formula, clause.head.key))
                if entry and entry.kind == "defined" and entry.definition is None:
                    head = clause.head
                    entry.definition = Definition(head.indices, head.parameters, clause.terms[1])


def _writes_columns(statement):
    """Whether a formula has a `(a, b)^⊤`, by which the page tells columns from rows."""
    nodes = (node for clause in statement.clauses for node in tree.walk(clause))
    return any(isinstance(node, tree.Transpose) and isinstance(node.base, tree.Tuple) for node in nodes)
