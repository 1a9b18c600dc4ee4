r"""Every function that needs no declaration: a record each, which is all that the checker knows of it.

From the records come the words that the notation has, what evaluates a call, on which sides of a kink samples are
drawn, and where fractions stay exact. Whoever adds a function writes its record; the tests then ask for its example on
the notation page, and for its true slope.
"""

import math
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from proofread.values import dual, elementary, matrices, tensor, vectors
from proofread.values.elementary import NOT_FINITE, Elementary, Kink


@dataclass(frozen=True, eq=False)
class Known:
    r"""A function, by the `name` that the tree has for it.

    `latex` are its spellings, the usual one first: `\exp` is a command, `exp` an argument of `\operatorname`. There are
    none where the parser knows it by its form: `\lvert a \rvert`. `value` gives its value: of a number where
    it's taken of `each` entry of an array by itself, else of whole values.
    `kinked`: its value or its slope jumps, so that samples are drawn on all sides. `exact`: it gives fractions for
    fractions. `loses`: what rounding takes is a part of its argument, or of `terms(argument)`, not of its value.
    `jumps`: at whole numbers its value does, so that rounding may decide it.
    `work` tells how many numbers are handled in an argument of a shape.
    """

    name: str
    latex: str
    value: Callable
    _: KW_ONLY
    kinked: bool
    each: bool = False
    exact: bool = False
    loses: bool = False
    jumps: bool = False
    terms: Callable = lambda argument: argument
    work: Callable = math.prod

    def __post_init__(self):
        """Raises TypeError where a derivative would be missing or wrong."""
        if self.each and not (self.kinked or isinstance(self.value, Elementary)):
            raise TypeError(f"{self.name} has no kink, so it needs a slope: make it smooth(…)")
        if self.each and (lost := _unlike(self.value)):
            raise TypeError(f"{self.name} needs a slope that is true to its values, in numbers of any kind: {lost}")


def smooth(name, latex, plain, slope, *, torch, **flags):
    """The record of a function of one number that is Elementary."""
    return Known(name, latex, Elementary(name, plain, slope, torch), each=True, **flags)


def _unlike(function, points=(-0.7, 0.3, 1.9), h=1e-5):
    """Where a function's derivative, or the second one, isn't the slope of what is differentiated: None if nowhere.

    A slope in floats (`math.exp` for `exp`) has no derivative of its own, and would be 0 unnoticed.
    """
    for order in ("slope", "slope's slope"):
        slope = _derivative(function)
        for x in points:
            try:
                rise, found = (function(x + h) - function(x - h)) / (2 * h), slope(x)
            except (*NOT_FINITE, Kink):
                continue
            if abs(found - rise) > 1e-6 * (1 + abs(rise)):
                return f"its {order} at {x} is {found:.6g}, but it should be {rise:.6g}"
        function = slope
    return None


def _derivative(function):
    return lambda x: dual.directions(lambda xs: function(xs[0]), [x], lambda part, y: part(y))[0]


def _logistic(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


RECORDS = (
    Known("exp", r"\exp exp", elementary.exp, each=True, kinked=False),
    Known("log", r"\log \ln log", elementary.log, each=True, kinked=False, loses=True),
    Known("sin", r"\sin", elementary.sin, each=True, kinked=False, loses=True),
    Known("cos", r"\cos", elementary.cos, each=True, kinked=False, loses=True),
    smooth("tan", r"\tan", math.tan, lambda x, y: 1 + y * y, torch="tan", kinked=False, loses=True),
    smooth("tanh", r"\tanh tanh", math.tanh, lambda x, y: 1 - y * y, torch="tanh", kinked=False),
    Known("cosh", r"\cosh", elementary.cosh, each=True, kinked=False),
    Known("sinh", r"\sinh", elementary.sinh, each=True, kinked=False),
    smooth("arctan", r"\arctan", math.atan, lambda x, y: 1 / (1 + x * x), torch="atan", kinked=False),
    smooth("logistic", r"\sigma", _logistic, lambda x, y: y * (1 - y), torch="sigmoid", kinked=False),
    Known("sqrt", "", elementary.sqrt, each=True, kinked=False),
    Known("abs", "", elementary.absolute, each=True, kinked=True, exact=True),
    Known("relu", "relu ReLU", elementary.relu, each=True, kinked=True, exact=True),
    Known("sign", "sign sgn", elementary.sign, each=True, kinked=True, exact=True, jumps=True),
    Known("floor", "", elementary.floor, each=True, kinked=True, exact=True, jumps=True),
    Known("ceil", "", elementary.ceil, each=True, kinked=True, exact=True, jumps=True),
    # Of whole values
    Known("root", "", vectors.root, kinked=False),
    Known("log_base", "", vectors.logarithm, kinked=False, loses=True),
    Known("max", r"\max max", vectors.maximum, kinked=True, exact=True),
    Known("min", r"\min min", vectors.minimum, kinked=True, exact=True),
    Known("softmax", "softmax", vectors.softmax, kinked=False),
    Known("norm_1", "", vectors.norm_1, kinked=True, exact=True),
    Known("norm_2", "", vectors.norm_2, kinked=False),
    Known("norm_F", "", vectors.norm_f, kinked=False),
    Known(r"norm_\infty", "", vectors.norm_infty, kinked=True, exact=True),
    Known("inner", "", tensor.dot, kinked=False, exact=True),
    Known("diag", "diag Diag", matrices.diagonal, kinked=False, exact=True),
    Known("vec", "vec", matrices.vectorize, kinked=False, exact=True),
    Known("tr", "tr Tr", matrices.trace, kinked=False, exact=True),
    Known("det", r"\det det", matrices.determinant, kinked=False, exact=True, loses=True,
          terms=matrices.volume, work=lambda shape: math.prod(shape) * shape[0]),
)  # fmt: skip
KNOWN = {known.name: known for known in RECORDS}
KINKED = frozenset(known.name for known in RECORDS if known.kinked)
EXACT = frozenset(known.name for known in RECORDS if known.exact)
# By spelling: commands, a letter of the Greek alphabet among them, and \operatorname's arguments.
SPELLINGS = {latex: known.name for known in RECORDS for latex in known.latex.split()}
COMMANDS = {latex: name for latex, name in SPELLINGS.items() if latex.startswith("\\")}
OPERATOR_NAMES = {latex: name for latex, name in SPELLINGS.items() if not latex.startswith("\\")}
