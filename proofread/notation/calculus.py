"""The nodes of the expression tree that differentiate, take limits, or put values in."""

import functools
from dataclasses import dataclass

from proofread.notation.node import Node


class Differentiation(Node):
    """A derivative of any kind: what asks for derivatives asks for this."""


@dataclass(frozen=True, eq=False)
class Prime(Differentiation):
    """The derivative `f'` of a function of one number."""

    function: Node


@dataclass(frozen=True, eq=False)
class Limit(Node):
    letter: str
    target: Node
    body: Node

    @functools.cached_property
    def mentions(self):
        return (self.body.mentions - {self.letter}) | self.target.mentions


@dataclass(frozen=True, eq=False)
class Derivative(Differentiation):
    r"""`body` differentiated by `variables`: names, or indexed names, the outermost first."""

    body: Node
    variables: tuple


@dataclass(frozen=True, eq=False)
class Differential(Differentiation):
    """`dL`: what `body` changes by, to first order, while the names with a differential in the formula vary."""

    body: Node


@dataclass(frozen=True, eq=False)
class Nabla(Differentiation):
    r"""`\nabla_y L` and `\nabla_y^2 L`; without a `variable`, by the argument of the function that `body` applies."""

    body: Node
    variable: Node | None
    order: int


@dataclass(frozen=True, eq=False)
class Evaluated(Node):
    r"""`body` where the name `key` has the value of `point`: `f(x) |_{x = 0}`."""

    body: Node
    key: str
    point: Node
