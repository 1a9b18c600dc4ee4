"""The expression tree: what a formula says, before any name has a value."""

import functools
from dataclasses import dataclass
from fractions import Fraction

from proofread.notation.calculus import Derivative, Differential, Differentiation, Evaluated, Limit, Nabla, Prime
from proofread.notation.node import Node, rebuild, walk

__all__ = ["Derivative", "Differential", "Differentiation", "Evaluated", "Limit", "Nabla", "Prime"]
__all__ += ["Node", "rebuild", "walk"]  # and each kind of node below


@dataclass(frozen=True, eq=False)
class Number(Node):
    value: int | Fraction


@dataclass(frozen=True, eq=False)
class Name(Node):
    """A name or an index letter, by its key: `y`, `y^*`, `w_1`, `L_{mean}`."""

    key: str

    @functools.cached_property
    def mentions(self):
        return frozenset([self.key])


@dataclass(frozen=True, eq=False)
class Constant(Node):
    r"""What is known without a declaration.

    "pi", "e", "1" (the vector of ones), "I", "infty"; with its size, if written.
    """

    kind: str
    sizes: tuple = ()


@dataclass(frozen=True, eq=False)
class Unit(Node):
    r"""The unit vector `e_j`."""

    index: Node


@dataclass(frozen=True, eq=False)
class Index(Node):
    base: Node
    indices: tuple


@dataclass(frozen=True, eq=False)
class Apply(Node):
    """A function of the page (a name, or an expression of functions such as `f + g`) applied to arguments."""

    function: Node
    arguments: tuple


@dataclass(frozen=True, eq=False)
class Call(Node):
    """A function that needs no declaration: `exp`, `tr`, `norm_1`, …"""

    function: str
    arguments: tuple


@dataclass(frozen=True, eq=False)
class Builtin(Node):
    r"""A function that needs no declaration, not yet applied: the `\sigma` in `\sigma'(z)`."""

    function: str


@dataclass(frozen=True, eq=False)
class Compose(Node):
    outer: Node
    inner: Node


@dataclass(frozen=True, eq=False)
class Add(Node):
    """A sum of terms, each with its sign 1 or -1."""

    terms: tuple
    signs: tuple


@dataclass(frozen=True, eq=False)
class Product(Node):
    r"""`operator` is "" (juxtaposition), `\cdot`, `\times`, `\odot` or `\otimes`."""

    left: Node
    operator: str
    right: Node


@dataclass(frozen=True, eq=False)
class Quotient(Node):
    left: Node
    right: Node


@dataclass(frozen=True, eq=False)
class Power(Node):
    base: Node
    exponent: Node
    elementwise: bool = False


@dataclass(frozen=True, eq=False)
class Transpose(Node):
    """The transpose. `sign` is the `'`, `T` or `t` that it's written with, which mean it of arrays only."""

    base: Node
    sign: str = ""


@dataclass(frozen=True, eq=False)
class Inverse(Node):
    base: Node


@dataclass(frozen=True, eq=False)
class Relation(Node):
    """`terms[0] signs[0] terms[1] signs[1] …`, true or false at given indices."""

    terms: tuple
    signs: tuple


@dataclass(frozen=True, eq=False)
class Bracket(Node):
    """1 where all conditions hold, else 0; also the Kronecker delta."""

    conditions: tuple


@dataclass(frozen=True, eq=False)
class Count(Node):
    """How many indices are in a `part` of a partition: `|S_r|`."""

    part: Node


@dataclass(frozen=True, eq=False)
class Cases(Node):
    """`values[k]` where `conditions[k]` holds (a tuple of relations; empty for *otherwise*)."""

    values: tuple
    conditions: tuple


@dataclass(frozen=True, eq=False)
class Big(Node):
    r"""`\sum`, `\prod`, `\max`, `\min` over index letters.

    Each from `lower` to `upper` where they are written, on `conditions`.
    """

    operator: str
    letters: tuple
    lower: Node | None
    upper: Node | None
    conditions: tuple
    body: Node

    @functools.cached_property
    def mentions(self):
        inner = frozenset().union(self.body.mentions, *(c.mentions for c in self.conditions)) - set(self.letters)
        return inner.union(*(bound.mentions for bound in (self.lower, self.upper) if bound))


@dataclass(frozen=True, eq=False)
class Matrix(Node):
    """A matrix written out, row by row."""

    rows: tuple


@dataclass(frozen=True, eq=False)
class Tuple(Node):
    """`(a, b, c)`: a column vector of numbers, or the arguments of a function."""

    items: tuple


@dataclass(frozen=True, eq=False)
class Drawn(Node):
    r"""An array drawn with dots: `body` at each place of `letters`, which run over `spans` (lower, upper).

    A span is None where only what the array meets tells its size: `(1, \dots, 1)`.
    """

    letters: tuple
    spans: tuple
    body: Node

    @functools.cached_property
    def mentions(self):
        ends = [end for span in self.spans if span for end in span]
        return (self.body.mentions - set(self.letters)).union(*(end.mentions for end in ends))
