r"""Names: where each is declared or defined, and what it means at a formula.

A name declared before the first `##` lives to the end of the page, one under a heading to the next heading of its
level, one in a box to its end. It may be used before its scope declares it. `L = …` defines `L` only where no
declaration or other definition of `L` is in scope, before or after: else it's a claim.
"""

import bisect
from dataclasses import replace

from proofread.evaluate import Definition
from proofread.names.alike import Alike
from proofread.names.closure import Closure
from proofread.names.entries import Entry, Names, NoNames, declaring, is_unchecked
from proofread.names.families import Families
from proofread.names.heads import Heads
from proofread.names.inferred import Inferred
from proofread.names.lookup import Lookup, in_scope, order
from proofread.names.passing import Passing
from proofread.names.rereading import reread
from proofread.names.supposed import labels, numbered, supposed
from proofread.names.worded import declared_in_words, qualified
from proofread.notation import forms, parser, tree
from proofread.notation.survey import Survey, survey
from proofread.notation.symbols import member
from proofread.notation.tokens import Unreadable
from proofread.values import dual


class Scope(Heads, Passing, Families, Closure, Lookup):
    """All names of a page.

    `statements` maps its formulas to their trees, or to the Unreadable that says what's wrong. `numbers` is the module
    in whose numbers its claims are judged: `dual`, or `autograd`. `checked` remembers the Results of those that hold.
    In `reader` mode names are inferred that the page doesn't declare: as `forced` says, if it does. `refused` are those
    for which no reading fits, with what to say; `doubts` those that another reading, as likely, reads otherwise.
    `rows` tells whether `(a, b)` is a row here, since the page writes columns as `(a, b)^⊤`.
    """

    def __init__(self, page, numbers=dual, reader=False, forced=()):
        self.numbers, self.reader = numbers, reader
        self.formulas = sorted((f for f in page.formulas if not is_unchecked(f)), key=lambda f: f.order)
        self.entries, self.made, self.plain, self.later = {}, {}, set(), {}
        self.arrays, self.letters, self.statements, self.checked = set(), set(), {}, {}
        self.mentioned, self.varied, self.supposed = set(), set(), {}
        self.refused, self.doubts, self.page, self.forced = {}, {}, page, dict(forced)
        self.untold = set()  # names with the sentences that suppose of them what can't be stated
        self.roots = {}  # right sides of `\\sigma^2 = …` by their formulas
        self.models = set()  # formulas that say but how a name comes about
        self.notes = {}  # how a formula was read, where not to the letter
        self.granted = []  # premises that words state: the chain, the formula, whether only its sentence is under it
        self.readers = {}  # another Scope of the page with its Readings, where a name is in doubt
        # Names with the sections where they are so: declared without an index; beside a family of the same letter; such
        # as come from their own members; `x_1` that are no entries of an x; and those that are given several values.
        self.spaces, self.beside, self.own, self.several, self.stepped = set(), set(), set(), set(), {}
        surveys = {formula: self.survey(formula) for formula in self.formulas}
        self.labels = labels(surveys, self.letters) if reader else frozenset()
        self.letters -= self.labels
        self.numbered = numbered(surveys) if reader else frozenset()
        self.alike = Alike(surveys)
        if reader:  # \mathbf{z} and its entries z_i, if nothing makes either known
            self.alike.own |= {k for found in surveys.values() for k in found.bare if k.startswith(r"\mathbf{")}
        for formula, found in surveys.items():
            found.heads = [replace(raw, base=self.alike(raw.base, raw.indices, formula.section)) for raw in found.heads]
        self.declaring = set(declaring(self.formulas, surveys))
        self.enter(surveys)
        said = declared_in_words(self, surveys) if reader else ()
        self.supposed = supposed(self, surveys) if reader else {}
        for formula in self.formulas:
            self.read(formula)
        statements = [found for found in self.statements.values() if not isinstance(found, Unreadable)]
        self.rows = any(map(_writes_columns, statements))
        self.close()
        if reader:
            Inferred(self, said).infer()
            qualified(self, said)

    def survey(self, formula):
        try:
            found = survey(parser.Parser(formula.latex, NoNames()))
        except (Unreadable, RecursionError):
            return Survey([], [], set(), set())
        self.letters |= {letter for letter in found.subscripts if len(letter) == 1}
        self.varied |= {(letter, formula.section) for letter in found.varied}
        return found

    def enter(self, surveys):
        """Make the entries: first outside of boxes, so that a box sees all that the page says outside."""
        for formula, found in surveys.items():
            for letter in found.sizes:
                self.add(Entry(letter, "size", formula))
        self.learn(surveys)
        for formula, found in surveys.items():
            for raw in found.heads:
                if (raw.sign in (":", ":=") or formula in self.declaring) and not formula.box_id:
                    self.later.setdefault(self.spell(raw, formula)[0], []).append((raw, formula))
        for boxed in (False, True):
            for formula in self.formulas:
                if bool(formula.box_id) == boxed:
                    for raw in surveys[formula].heads:
                        self.head(raw, formula)
                    for raw in surveys[formula].squares if self.reader else ():
                        self.head(raw, formula)

    def add(self, entry, made=False):
        found = self.entries.setdefault((entry.key, entry.formula.section), [])
        if entry.kind == "size" and not entry.sign and any(in_scope(e, entry.formula) for e in found[-1:]):
            return  # it's known already
        bisect.insort(found, entry, key=order)
        if made:
            self.made[entry.formula, entry.key] = entry

    def read(self, formula):
        """Parse a formula, and give the entries that it made their meaning."""
        try:
            statement = parser.parse(formula.latex, Names(self, formula))
            all(node.mentions is not None for node in tree.walk(statement))  # raises where it's too deep
            if self.reader:
                statement = reread(statement, self, formula)
                clauses = tuple(self.told(c, formula) if isinstance(c, forms.Chain) else c for c in statement.clauses)
                statement = replace(statement, clauses=clauses)
        except (Unreadable, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            self.statements[formula] = Unreadable("it's nested too deeply", 0) if deep else error
            if self.reader:
                self.unread(formula)
            return
        self.statements[formula] = statement
        for clause in statement.clauses:
            if isinstance(clause, forms.Declaration):
                for head in clause.names:
                    for key in (head.key, member(head.key, 0)):
                        if entry := self.made.get((formula, key)):
                            entry.space, entry.domain = clause.space, clause.domain
            elif self.reader and (found := self.rooted(clause, formula)):
                found[0].definition = found[1]
            elif clause.head is not None:
                entry = self.made.get((formula, clause.head.key))
                if entry and entry.kind == "defined" and entry.definition is None:
                    head = clause.head
                    entry.definition = Definition(head.indices, head.parameters, clause.terms[1])
                    if self.reader and not set(head.parameters or ()) & clause.terms[1].mentions:
                        entry.definition.parameters, entry.function = None, False


def _writes_columns(statement):
    """Whether a formula has a `(a, b)^⊤`, by which the page tells columns from rows."""
    nodes = (node for clause in statement.clauses for node in tree.walk(clause))
    return any(isinstance(node, tree.Transpose) and isinstance(node.base, tree.Tuple) for node in nodes)
