r"""Every function that needs no declaration: a record each, which is all that the checker knows of it.

From the records come the words that the notation has, what evaluates a call, on which sides of a kink samples are
drawn, and where fractions stay exact. Whoever adds a function writes its record; the tests then ask for its example on
the notation page, and for its true slope.
"""

import math
import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from proofread.values import elementary, matrices, tensor, vectors
from proofread.values.elementary import Elementary

OPERATOR = re.compile(r"\\operatorname\{([A-Za-z]{2,})\}")
COMMAND = re.compile(r"\\(?!operatorname)[A-Za-z]+")


@dataclass(frozen=True, eq=False)
class Known:
    r"""A function, by the `name` that the tree has for it.

    `latex` is how it's written, the usual way first; nothing where the parser knows it by its form: `\lvert a \rvert`.
    `entry` is a function of one number, taken of each entry of an array; or `reader` is one of whole values.
    `kinked`: its value or its slope jumps, so that samples are drawn on all sides. `exact`: it gives fractions for
    fractions. `loses`: what rounding takes is a part of its argument, or of `terms(argument)`, not of its value.
    `work` tells how many numbers are handled in an argument of a shape.
    """

    name: str
    _: KW_ONLY
    latex: tuple[str, ...]
    kinked: bool
    exact: bool
    loses: bool
    entry: Callable | None = None
    reader: Callable | None = None
    terms: Callable = lambda argument: argument
    work: Callable = math.prod

    def __post_init__(self):
        """Raises TypeError for a record that lacks something, ValueError for a spelling that can't be read."""
        if (self.entry is None) == (self.reader is None):
            raise TypeError(f"{self.name} is a function of entries or of whole values")
        if self.entry and not self.kinked and not isinstance(self.entry, Elementary):
            raise TypeError(f"{self.name} has no kink, so it needs a slope: make it smooth(…)")
        unread = [latex for latex in self.latex if not (OPERATOR.fullmatch(latex) or COMMAND.fullmatch(latex))]
        if unread:
            raise ValueError(rf"{self.name} can be written \name or \operatorname{{name}}, not {unread[0]}")


def smooth(name, *, plain, slope, torch, **record):
    """The record of an elementary function, as Elementary has it."""
    return Known(name, entry=Elementary(name, plain, slope, torch), **record)


def _logistic(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _operator(name):
    return rf"\operatorname{{{name}}}"


RECORDS = (
    Known("exp", latex=(r"\exp", _operator("exp")), entry=elementary.exp, kinked=False, exact=False, loses=False),
    Known(
        "log", latex=(r"\log", r"\ln", _operator("log")), entry=elementary.log, kinked=False, exact=False, loses=True
    ),
    Known("sin", latex=(r"\sin",), entry=elementary.sin, kinked=False, exact=False, loses=True),
    Known("cos", latex=(r"\cos",), entry=elementary.cos, kinked=False, exact=False, loses=True),
    smooth(
        "tan",
        latex=(r"\tan",),
        plain=math.tan,
        slope=lambda x, y: 1 + y * y,
        torch="tan",
        kinked=False,
        exact=False,
        loses=True,
    ),
    smooth(
        "tanh",
        latex=(r"\tanh", _operator("tanh")),
        plain=math.tanh,
        slope=lambda x, y: 1 - y * y,
        torch="tanh",
        kinked=False,
        exact=False,
        loses=False,
    ),
    Known("cosh", latex=(r"\cosh",), entry=elementary.cosh, kinked=False, exact=False, loses=False),
    Known("sinh", latex=(r"\sinh",), entry=elementary.sinh, kinked=False, exact=False, loses=False),
    smooth(
        "arctan",
        latex=(r"\arctan",),
        plain=math.atan,
        slope=lambda x, y: 1 / (1 + x * x),
        torch="atan",
        kinked=False,
        exact=False,
        loses=False,
    ),
    smooth(
        "logistic",
        latex=(r"\sigma",),
        plain=_logistic,
        slope=lambda x, y: y * (1 - y),
        torch="sigmoid",
        kinked=False,
        exact=False,
        loses=False,
    ),
    Known("sqrt", latex=(), entry=elementary.sqrt, kinked=False, exact=False, loses=False),
    Known("root", latex=(), reader=vectors.root, kinked=False, exact=False, loses=False),
    Known("log_base", latex=(), reader=vectors.logarithm, kinked=False, exact=False, loses=True),
    Known("tr", latex=(_operator("tr"), _operator("Tr")), reader=matrices.trace, kinked=False, exact=True, loses=False),
    Known(
        "det",
        latex=(r"\det", _operator("det")),
        reader=matrices.determinant,
        kinked=False,
        exact=True,
        loses=True,
        terms=matrices.volume,
        work=lambda shape: math.prod(shape) * shape[0],
    ),
    Known(
        "diag",
        latex=(_operator("diag"), _operator("Diag")),
        reader=matrices.diagonal,
        kinked=False,
        exact=True,
        loses=False,
    ),
    Known("vec", latex=(_operator("vec"),), reader=matrices.vectorize, kinked=False, exact=True, loses=False),
    Known("inner", latex=(), reader=tensor.dot, kinked=False, exact=True, loses=False),
    Known(
        "relu",
        latex=(_operator("relu"), _operator("ReLU")),
        entry=elementary.relu,
        kinked=True,
        exact=True,
        loses=False,
    ),
    Known(
        "sign", latex=(_operator("sign"), _operator("sgn")), entry=elementary.sign, kinked=True, exact=True, loses=False
    ),
    Known("abs", latex=(), entry=elementary.absolute, kinked=True, exact=True, loses=False),
    Known("floor", latex=(), entry=elementary.floor, kinked=True, exact=True, loses=False),
    Known("ceil", latex=(), entry=elementary.ceil, kinked=True, exact=True, loses=False),
    Known("softmax", latex=(_operator("softmax"),), reader=vectors.softmax, kinked=False, exact=False, loses=False),
    Known("max", latex=(r"\max", _operator("max")), reader=vectors.maximum, kinked=True, exact=True, loses=False),
    Known("min", latex=(r"\min", _operator("min")), reader=vectors.minimum, kinked=True, exact=True, loses=False),
    Known("norm_1", latex=(), reader=vectors.norm_1, kinked=True, exact=True, loses=False),
    Known("norm_2", latex=(), reader=vectors.norm_2, kinked=False, exact=False, loses=False),
    Known("norm_F", latex=(), reader=vectors.norm_f, kinked=False, exact=False, loses=False),
    Known(r"norm_\infty", latex=(), reader=vectors.norm_infty, kinked=True, exact=True, loses=False),
)
KNOWN = {known.name: known for known in RECORDS}
KINKED = frozenset(known.name for known in RECORDS if known.kinked)
EXACT = frozenset(known.name for known in RECORDS if known.exact)
# The names by their spelling: of commands, letters of the Greek alphabet among them, and of \operatorname's arguments.
COMMANDS = {latex: known.name for known in RECORDS for latex in known.latex if COMMAND.fullmatch(latex)}
OPERATORS = {
    OPERATOR.fullmatch(latex)[1]: known.name for known in RECORDS for latex in known.latex if latex not in COMMANDS
}
