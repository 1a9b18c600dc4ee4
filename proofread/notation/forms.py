"""What stands around expressions in the tree of a whole formula: spaces, declarations, chains of relations."""

from dataclasses import dataclass

from proofread.notation.tree import Node


@dataclass(frozen=True, eq=False)
class Space(Node):
    r"""A set, by its `kind`: "real", "natural", "integer", "range" (`{lower, …, upper}`), "set", "interval", or
    "partition" (of a range).

    `axes` are those of its arrays. `bound` is "", ">0" or ">=0" for the reals; `items` are the ends or members, `open`
    tells for both ends of an interval whether it leaves them out.
    """

    kind: str
    axes: tuple = ()
    bound: str = ""
    items: tuple = ()
    open: tuple = (False, False)


@dataclass(frozen=True, eq=False)
class Declaration(Node):
    r"""`names \in space`; for a function `names : domain \to space`, with the domain a tuple of spaces."""

    names: tuple  # of Head
    space: Space
    domain: tuple | None = None


@dataclass(frozen=True, eq=False)
class Head(Node):
    r"""The left side of a definition or declaration: a name, perhaps with indices (`f_i`) or parameters (`f(y)`)."""

    key: str
    indices: tuple = ()
    parameters: tuple | None = None


@dataclass(frozen=True, eq=False)
class Chain(Node):
    """A clause: one expression, or several with relations between. `word` is the `\\text{…}` that leads to it."""

    terms: tuple
    signs: tuple
    head: Head | None = None  # where the first term has the form of a definition's left side
    word: str = ""


@dataclass(frozen=True, eq=False)
class Statement(Node):
    """A whole formula: its clauses, the conditions that close it, its tag, and how near `\\approx` has to be.

    `asked` are messages, each with its offset: what else the formula may say, which its author is asked where it fails.
    """

    clauses: tuple
    conditions: tuple
    tag: str = ""
    within: Node | None = None
    asked: tuple = ()
