"""A page's formulas as the site's own Markdown finds them, each with its place in the source and its sentence.

`read(path)` gives a `Page`. Its `formulas` stand in the order in which the built page shows them, so the k-th formula
here is the k-th element of class `arithmatex` there (footnotes come last, as they do on the site).
"""

import bisect
import html
import re
from dataclasses import dataclass, field
from pathlib import Path

from proofread.pages import source as sources
from proofread.pages.markup import STAMPS, converter, number_of, stamp, tree_of, unescaped

# Dollars shown as text, but for a price ($6): one dollar, a digit behind it.
STRAY = re.compile(r"(?!\$[0-9][^$]*$)(\$\$?)([^$]*)\1?")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = set(HEADINGS) | set(
    ["p", "li", "td", "th", "dt", "dd", "div", "summary", "blockquote", "details", "section", "figcaption"]
)
BLOCK, PARAGRAPH = object(), object()  # breaks among a page's parts
# A full stop that ends a sentence: before a space or at the end of the text, and not in an abbreviation.
STOP = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bvs)(?<!\bEq)(?<!\betc)[.?!][)\]”\"’]*(?:\s+|$)|(?<=\betc)\.(?:\s+(?![a-z])|$)"
)


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
    box: Box | None = None
    box_id: int = 0
    rows: list[tuple[int, int]] = field(default_factory=list)  # line and column of each line of `latex`

    def locate(self, offset):
        """The line and column in the source of a character of `latex`."""
        before = self.latex[:offset]
        line, column = self.rows[before.count("\n")]
        return line, column + offset - (before.rfind("\n") + 1)


@dataclass(eq=False)
class Page:
    """A page's formulas in the order in which the site shows them, and the places of `$$` that it shows as text."""

    path: Path
    formulas: list[Formula]
    strays: list[Formula] = field(default_factory=list)


def read(path):
    """Read the Markdown file at `path`.

    Raises SourceError on a missing include, OSError and UnicodeError as `open` does.
    """
    return parse(sources.read(path))


def parse(source):
    """Find the formulas of a `source.Source`, that is of a page with its includes expanded."""
    text = STAMPS.sub(lambda found: len(found[0]) * "\ufffd", "\n".join(source.lines))
    stamped, places = stamp(text)
    reader = _Reader(source, text, places)
    reader.walk(tree_of(converter(sources.config_of(source.path)), stamped))
    _split(reader.parts)
    formulas = [part for part in reader.parts if isinstance(part, Formula)]
    notes = set(reader.footnotes)
    bodies = sorted((f for f in formulas if f not in notes), key=lambda f: f.order)
    for formula in reader.footnotes:  # a footnote belongs to the section it is written in
        place = bisect.bisect_left(bodies, formula.order, key=lambda f: f.order)
        formula.section = bodies[place - 1].section if place else ()
    return Page(source.path, formulas, reader.strays)


class _Reader:
    """Walks the element tree and writes down its text and formulas, and the breaks between blocks."""

    def __init__(self, source, text, places):
        self.source, self.text, self.places = source, text, places
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.parts, self.footnotes, self.strays = [], [], []
        self.headings, self.count, self.boxes = [], 0, 0
        self.last = 0

    def walk(self, element, box=None, box_id=0, note=False):
        tag = element.tag if isinstance(element.tag, str) else ""
        classes = (element.get("class") or "").split()
        note = note or "footnote" in classes
        if "arithmatex" in classes:
            self.formula(element, box, box_id, note)
        elif tag == "code":
            self.parts.append("`")
        elif tag != "pre":
            if tag in HEADINGS:
                self.heading(HEADINGS[tag])
            kind = _box_kind(tag, classes)
            if kind:
                self.boxes += 1
                box, box_id = Box(kind, _title(element)), self.boxes
            if tag in BLOCKS:
                self.parts.append(PARAGRAPH if tag == "p" and "admonition-title" not in classes else BLOCK)
            self.write(element.text or "")
            for child in element:
                self.walk(child, box, box_id, note)
                self.write(child.tail or "")
            if tag in BLOCKS and tag != "p":
                self.parts.append(BLOCK)

    def heading(self, level):
        if level == 1:
            self.headings = []
            return
        self.count += 1
        self.headings = [h for h in self.headings if h[0] < level] + [(level, self.count)]

    def formula(self, element, box, box_id, note):
        display = element.tag == "div"
        raw = element.text[2:-2]  # without \( \) or \[ \]
        raw = html.unescape(raw) if display else raw
        opening = "$$" if display else "$"
        found = STAMPS.search(raw)
        if found:
            start, width = self.places[number_of(found)]
            if width > len(opening):
                self.stray(start)
            start += width - len(opening)  # of `$$x$$` within a line the site takes the inner dollars
        else:
            found = next((o for o in (opening, r"\[", r"\(") if o + raw in self.text[self.last :]), opening)
            start, opening = max(self.text.find(found + raw, self.last), 0), found
        self.last = start
        formula = self.at(start, STAMPS.sub("", raw.strip("\n")), "display" if display else "inline")
        formula.section, formula.box, formula.box_id = tuple(h[1] for h in self.headings), box, box_id
        blank = len(raw) - len(raw.lstrip("\n"))
        formula.rows = list(self.rows(formula.latex, start + len(opening) + blank))
        self.parts.append(formula)
        if note:
            self.footnotes.append(formula)

    def at(self, start, latex, kind):
        """A formula whose opening dollar stands at a position of the expanded text."""
        index, column = self.place(start)
        line = self.source.lines[index]
        return Formula(latex, kind, Path(line.path), line.number, column - line.indent + 1, (index, column))

    def write(self, text):
        """Add text, and note where it shows dollars that the author meant as a formula (`\\$` is stashed)."""
        for stray in STRAY.finditer(text):
            stamped, line = STAMPS.search(stray[2]), stray[0].strip("\n").split("\n")[0]
            start = self.places[number_of(stamped)][0] if stamped else max(self.text.find(line, self.last), 0)
            self.stray(start, stray[1])
        self.parts.append(unescaped(STAMPS.sub("", text)))

    def stray(self, start, dollars="$$"):
        formula = self.at(start, dollars, "display" if dollars == "$$" else "inline")
        formula.rows = [(formula.line, formula.column)]
        self.strays.append(formula)

    def place(self, position):
        """The line (from 0) and column (from 0) of a position in the expanded text."""
        low, high = 0, len(self.starts) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= position else (low, middle)
        return low, position - self.starts[low]

    def rows(self, latex, start):
        """Line and column (from 1) in the source at which each line of the formula begins."""
        index, column = self.place(start)
        for i, row in enumerate(latex.split("\n")):
            # What isn't found may seem to begin late.
            line = self.source.lines[min(index + i, len(self.source.lines) - 1)]
            if i or line[column : column + len(row)] != row:
                column = max(line.find(row.strip()), 0) - (len(row) - len(row.lstrip()))
            yield line.number, column - line.indent + 1


def _box_kind(tag, classes):
    if tag == "details" or "admonition" in classes:
        return next((kind for kind in ("failure", "unchecked") if kind in classes), None)
    return None


def _title(box):
    head = next(
        (child for child in box if child.tag == "summary" or "admonition-title" in (child.get("class") or "")), None
    )
    return "" if head is None else unescaped(STAMPS.sub("", "".join(head.itertext()))).strip()


def _split(parts):
    """Number the sentences, and give each formula the text that leads to it.

    A display formula belongs to the sentence around it: the paragraph before it, unless that ends in a full stop, and
    the paragraph after it where that begins with a small letter.
    """
    sentence, text, ended, after_display, paragraph = 0, "", False, False, False
    for part in parts:
        if part is BLOCK:
            ended, after_display, paragraph = True, False, False
        elif part is PARAGRAPH:
            paragraph = True
        elif isinstance(part, Formula):
            shown = part.kind == "display"
            if ended or (paragraph and not shown):
                sentence, text = sentence + 1, ""
            part.sentence, part.lead = sentence, " ".join(text.split())
            text, paragraph, after_display = "", False, shown
            ended = re.sub(r"\\tag\{[^}]*\}", "", part.latex).rstrip().endswith(".")
        elif part.strip():
            if paragraph and not (after_display and part.lstrip()[0].islower()):
                ended = True
            if ended:
                sentence, text = sentence + 1, ""
            text += part
            stops = list(STOP.finditer(text))
            ended, after_display, paragraph = False, False, False
            if stops:
                sentence, text = sentence + 1, text[stops[-1].end() :]
        else:
            text += part
