"""A formula, the box around it, and what looks like a formula and isn't one."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Box:
    """The admonition around a formula that changes its meaning: `kind` is "failure" or "unchecked"."""

    kind: str
    title: str


@dataclass(eq=False)
class Formula:
    """One formula: `latex` as the site renders it, and where its opening `$$` or `$` stands in the source (from 1).

    `path` is the file it is written in: the page, or a file that the page includes. `order` is its place among the
    lines of the expanded page. `section` is the path of headings above it, below the title. `sentence` numbers the
    sentences; `lead` is the text between the formula before it in its sentence (or the sentence's start) and itself.
    `tail` is the text behind it, up to the next one or to the sentence's end.
    `box` is the `!!! failure` or `!!! unchecked` around it, numbered by `box_id`.
    """

    latex: str
    kind: str  # "display" or "inline"
    path: Path
    line: int
    column: int
    order: tuple[int, int]
    section: tuple[int, ...] = ()
    sentence: int = 0
    lead: str = ""
    tail: str = ""
    box: Box | None = None
    box_id: int = 0
    rows: list[tuple[int, int]] = field(default_factory=list)  # line and column of each line of `latex`

    def locate(self, offset):
        """The line and column in the source of a character of `latex`."""
        before = self.latex[:offset]
        line, column = self.rows[before.count("\n")]
        return line, column + offset - (before.rfind("\n") + 1)


@dataclass(eq=False)
class Written(Formula):
    """A formula as its author wrote it, in reader mode: `places` has line and column of each character of `latex`."""

    places: list[tuple[int, int]] = field(default_factory=list)

    def locate(self, offset):
        return self.places[min(offset, len(self.places) - 1)]


@dataclass(eq=False)
class Stray(Formula):
    """What a page shows as math, and nobody judges: `latex` is what is seen, `said` what is wrong and what to write.

    In reader mode one stands for all `count` of its kind.
    """

    said: str = ""
    count: int = 1
