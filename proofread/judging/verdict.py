"""A Verdict: what became of one formula; and every status that it may have."""

from dataclasses import dataclass, field
from pathlib import Path

from proofread.pages import source


@dataclass(frozen=True)
class Status:
    """A status by its name, how several of it are called, and whether a page with it may not be published."""

    name: str
    plural: str
    failing: bool = False
    reader: bool = False  # in reader mode only


# In the order of precedence: of several clauses that claim nothing, the first one here gives the formula its status.
STATUSES = (
    Status("checked", "checked"),
    Status("refuted", "refuted"),
    Status("definition", "definitions"),
    Status("declaration", "declarations"),
    Status("assumption", "assumptions"),
    Status("condition", "conditions"),
    Status("step", "steps"),
    Status("expression", "expressions"),
    Status("waiting", "waiting", reader=True),
    Status("unchecked", "unchecked"),
    Status("false", "false", failing=True),
    Status("shapes", "shapes", failing=True),
    Status("layout", "in the other layout", failing=True, reader=True),
    Status("unreadable", "unreadable", failing=True),
    Status("undefined", "undefined", failing=True),
    Status("undetermined", "undetermined", failing=True),
    Status("holds", "holding", failing=True),
)
PASSING = [status.name for status in STATUSES if not status.failing]
FAILING = [status.name for status in STATUSES if status.failing]


@dataclass(frozen=True)
class Counterexample:
    """Where a claim fails: the step as LaTeX, indices and sampled values, both sides, and a hint ("" without one).

    `values` maps names (LaTeX) to numbers or nested lists; `left` and `right` are numbers or nested lists; `sizes`
    maps size letters to numbers. Where shapes don't fit, `left` and `right` are None and the verdict's message says
    what met what.
    """

    step: str
    indices: dict[str, int]
    sizes: dict[str, int]
    values: dict[str, object]
    left: object
    right: object
    hint: str = ""


@dataclass(frozen=True)
class Verdict:
    """What became of one formula. `page`, `line`, `column` are those of its opening `$$` or `$` in the source.

    `status` is one of PASSING or FAILING. `message` is a sentence for people. A `checked` one has the number of
    `samples`, the `sizes` used, the `assumptions` (LaTeX) that it needed and the `signs` of its steps; a `false` or
    `refuted` one its `counterexample`.
    `read` are the names that it rests on and nothing declares, and how each was read; `waits` is the formula that has
    to be mended first. `tag` is the formula's `\\tag{name}`, or "".
    """

    page: Path
    line: int
    column: int
    kind: str
    status: str
    message: str
    latex: str
    tag: str = ""
    samples: int = 0
    sizes: list[dict[str, int]] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    waits: str = ""
    counterexample: Counterexample | None = None

    @property
    def failing(self):
        return self.status in FAILING

    def __str__(self):
        """`page:line:column status message`, with the formula where there is no message."""
        said = " ".join((self.message or self.latex).split())
        return f"{source.shorten(self.page)}:{self.line}:{self.column} {self.status} {said}"


def on(formula, status, message="", **details):
    """The Verdict on a formula."""
    line, column = formula.line, formula.column
    return Verdict(formula.path, line, column, formula.kind, status, message, formula.latex, **details)
