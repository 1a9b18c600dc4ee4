"""What a verdict rests on, as text: where that is what it was, so is the verdict, wherever its formula stands.

It isn't listed: of all that a claim can see, each field is written down, whatever there may be. So what is added to an
entry, a premise or a reading is in the text at once.
"""

from dataclasses import fields, is_dataclass

from proofread.judging.assumptions import around, binds
from proofread.notation.node import Node
from proofread.notation.tokens import Unreadable
from proofread.pages.formula import Formula

PLAIN = (str, int, float, bool, type(None))


def rests_of(formula, scope, readings):
    """All that a formula's verdict rests on, as text in tuples; an assumption's, on the claims that may need it too."""
    premises = getattr(readings.formulas.get(formula), "premises", ())
    bound = [f for f in readings.formulas if any(binds(premise, f, scope, readings) for premise in premises)]
    return tuple(_Rests(f, scope, readings).all() for f in (formula, *bound))


class _Rests:
    """What one formula says, its names, conditions and premises; of lines, sections, sentences only what they tell."""

    def __init__(self, formula, scope, readings):
        self.formula, self.scope, self.readings = formula, scope, readings
        self.numbers, self.pending, self.names = {}, [], {}

    def all(self):
        formula, scope, readings = self.formula, self.scope, self.readings
        own = (formula.latex, formula.kind, formula.box)
        statement = scope.statements.get(formula)
        if statement is None or isinstance(statement, Unreadable):
            return (*own, statement and (statement.message, statement.at))
        reading, part = readings.formulas[formula], readings.parts[formula]
        said = [
            self.said(each)
            for each in (statement, reading, part, part in readings.claiming, *around(formula, scope, readings))
        ]
        while self.pending:
            self.name(*self.pending.pop())
        flags = {key: value for key, value in vars(scope).items() if isinstance(value, PLAIN)}
        return (*own, *said, tuple(self.names.items()), tuple(flags.items()))

    def name(self, key, place):
        """Enter what a name means at a formula, and whether it means the same at the one whose verdict it is."""
        if (key, self.number(place)) in self.names:
            return
        entry = self.scope.resolve(key, place)
        if entry is None and key not in self.scope.letters:
            return
        self.names[key, self.number(place)] = self.said(entry), entry is self.scope.resolve(key, self.formula)

    def number(self, thing):
        """The number of a thing: the same thing has the same one."""
        return self.numbers.setdefault(thing, len(self.numbers))

    def said(self, value, place=None):
        """A value as text and tuples; `place` is the formula at which its names mean something."""
        place = place or self.formula
        if isinstance(value, PLAIN):
            if isinstance(value, str):
                self.pending.append((value, place))  # it may be a name
            return value
        if isinstance(value, Unreadable):
            return value.message
        if isinstance(value, Node):
            self.pending += ((key, place) for key in sorted(_names(value)))
            return value.structure
        if isinstance(value, tuple | list):
            return tuple(self.said(item, place) for item in value)
        if isinstance(value, set | frozenset):
            return tuple(sorted(self.said(item, place) for item in value))
        if isinstance(value, dict):
            return tuple((self.said(key, place), self.said(item, place)) for key, item in value.items())
        known = value in self.numbers
        number = self.number(value)
        if known:
            return number
        if isinstance(value, Formula):
            boxed = value.box_id in (0, self.formula.box_id)
            return number, value.box, boxed, self.said(self.scope.statements[value], value)
        if not is_dataclass(value):
            raise TypeError(f"how is {type(value).__name__} written down?")
        place = getattr(value, "formula", place)
        return (number, *((field.name, self.said(getattr(value, field.name), place)) for field in fields(value)))


def _names(node):
    """The names that a node mentions, that it makes known, and the indices and parameters that it makes them with."""
    clauses = getattr(node, "clauses", (node,))
    heads = [
        head for clause in clauses for head in (*getattr(clause, "names", ()), getattr(clause, "head", None)) if head
    ]
    return node.mentions.union(*((head.key, *head.indices, *(head.parameters or ())) for head in heads))
