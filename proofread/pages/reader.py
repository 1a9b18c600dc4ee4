"""A walk through a page's element tree that writes down its text and formulas, with their places in the source."""

import bisect
import html
import re
from pathlib import Path

from proofread.pages.boxes import Boxes
from proofread.pages.formula import Formula, Stray
from proofread.pages.markup import MARKS, number_of, unescaped
from proofread.pages.shown import CODE, DOLLARS, FORMULA, LABEL, RAISED, Eye

AS_TEXT = {
    "$$": "$$ that the site shows as text: put a blank line before and after a display formula, and none in it",
    "$": "$ that the site shows as text: a formula stands directly between its dollars, a dollar is written \\$",
}
IN_CELL = "$ that the site shows as text: a bare | ends the cell of a table; write \\lvert x \\rvert, \\mid"
INDENTED = "a formula that is shown as code: indent it as the text around it, and let it stand in no <pre>"
FENCED = "a fence of math is shown as code: a formula stands between $$ and $$, a line each"
LOST = "a formula of which the site shows nothing: what is meant to be hidden stands in a comment, <!-- … -->"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = set(HEADINGS) | set(
    ["p", "li", "td", "th", "dt", "dd", "div", "summary", "blockquote", "details", "section", "figcaption"]
)
COMMENT, HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL), "\0"
MARKUP = r"(?:</?[A-Za-z][^<>]*>|[*_~\\\s])*+"  # what may stand between two letters that are shown side by side
WRITTEN = {
    FORMULA: r"\$+[^$]*\$+",
    CODE: "`+[^`]*`+",
    "\u00a0": "(?:&nbsp;)?",
    **dict.fromkeys(f"{RAISED}*_~\\ \n", ""),
}
LONGEST = 80  # characters of what is shown as math that a message has
BLOCK, PARAGRAPH = object(), object()  # breaks among a page's parts
TITLE = re.compile(r"\btitle=\"([^\"]*)\"")  # of a fence
FRONT = re.compile(r"(?:title|subtitle|description)[ \t]*:(.*)")
REFERENCE = re.compile(r"[ \t>]*\[[^\]]+\]:|[ \t>]*\*\[[^\]]+\]:")  # a link's address, an abbreviation


class Reader:
    """Walks the element tree and writes down its text and formulas, and the breaks between blocks."""

    def __init__(self, source, text, places, stash):
        self.source, self.text, self.places, self.eye = source, text, places, Eye(stash)
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.plain = COMMENT.sub(hidden, text)  # what stands in fences and comments is none of the text
        for fence in reversed(source.fences):
            start, end = self.starts[fence.start], self.starts[fence.end]
            self.plain = self.plain[:start] + HIDDEN * (end - start) + self.plain[end:]
        self.parts, self.footnotes, self.strays = [], [], []
        self.headings, self.count, self.boxes = [], 0, Boxes(source)
        self.last = self.begun = 0

    def read(self, root):
        """Read the whole page: the titles that stand outside of its text, too."""
        for line in self.source.front:
            if (said := FRONT.match(line)) and self.eye.label(said[1]):
                self.strays.append(self.titled(line, said.start(1)))
        self.walk(root)
        for fence in self.source.fences:
            if fence.language == "math":
                self.stray(self.starts[fence.start], said=FENCED)
            opening = self.source.lines[fence.start]
            if (said := TITLE.search(opening)) and self.eye.label(said[1]):
                self.strays.append(self.titled(opening, said.start(1)))
        stash = [kept for kept in self.eye.stash if isinstance(kept, str)]
        code = numbers(kept for kept in stash if "<pre" in kept)
        texts = (part for e in root.iter() for part in (e.text, e.tail, *e.attrib.values()) if part)
        seen = numbers([*texts, *stash])
        for number, (start, dollars) in enumerate(self.places):
            line = self.place(start)[0]
            if number in code and dollars == "$$" and self.plain[start] != HIDDEN:
                self.stray(start, dollars, INDENTED)
            elif number not in seen and not REFERENCE.match(self.source.lines[line]):
                self.stray(start, dollars, LOST)

    def walk(self, element, box=None, box_id=0, note=False):
        tag = element.tag if isinstance(element.tag, str) else ""
        classes = (element.get("class") or "").split()
        note = note or "footnote" in classes
        if "arithmatex" in classes:
            self.eye.pieces.append(FORMULA)
            self.formula(element, box, box_id, note)
        elif tag == "code":
            self.parts.append("`")
            self.eye.span(element.text or "")
        elif tag != "pre":
            self.eye.element(tag, element.attrib)
            self.inside(element, tag, classes, box, box_id, note)

    def inside(self, element, tag, classes, box, box_id, note):
        """What stands in an element that is neither code nor math."""
        if tag in HEADINGS:
            self.heading(HEADINGS[tag])
        box, box_id = self.boxes.around(element, tag, classes) or (box, box_id)
        if tag in BLOCKS:
            self.ends()
            self.parts.append(PARAGRAPH if tag == "p" and "admonition-title" not in classes else BLOCK)
        self.write(element.text or "", tag)
        for child in element:
            self.walk(child, box, box_id, note)
            self.write(child.tail or "", tag)
        if tag in BLOCKS:
            self.ends()
            if tag != "p":
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
        found = MARKS.search(raw)
        if found:
            start, dollars = self.places[number_of(found)]
            if len(dollars) > len(opening):
                self.stray(start, dollars)
            start += len(dollars) - len(opening)  # of `$$x$$` within a line the site takes the inner dollars
        else:
            found = next((o for o in (opening, r"\[", r"\(") if o + raw in self.text[self.last :]), opening)
            start, opening = max(self.text.find(found + raw, self.last), 0), found
        self.last = start
        formula = self.at(start, MARKS.sub("", raw.strip("\n")), "display" if display else "inline")
        formula.section, formula.box, formula.box_id = tuple(h[1] for h in self.headings), box, box_id
        blank = len(raw) - len(raw.lstrip("\n"))
        formula.rows = list(self.rows(formula.latex, start + len(opening) + blank))
        self.parts.append(formula)
        if note:
            self.footnotes.append(formula)

    def write(self, text, tag):
        """Add text, and note where it shows dollars that the author meant as a formula (`\\$` is stashed)."""
        self.dollars(text, tag)
        for shown in self.eye.text(text):
            self.dollars(shown, tag)
        self.parts.append(unescaped(MARKS.sub("", text)))

    def dollars(self, text, tag):
        for stray in DOLLARS.finditer(text):
            marked, line = MARKS.search(stray[2]), stray[0].strip("\n").split("\n")[0]
            start = self.places[number_of(marked)][0] if marked else max(self.text.find(line, self.last), 0)
            self.stray(start, stray[1], IN_CELL if tag in ("td", "th") else "")

    def ends(self):
        """A block ends: what it shows as math is noted, each at its place."""
        ends = {}
        for shown, said in self.eye.ends():
            shown = shown[:LONGEST]
            start, ends[shown] = self.found(shown, ends.get(shown, self.begun))
            plain = re.sub(f"[{FORMULA}{CODE}]", "…", shown.replace(RAISED, ""))
            self.stray(start, plain, f"{plain}: {said}")
        self.begun = self.last

    def found(self, shown, behind):
        """Where a piece that the page shows begins and ends in the text, behind what was read before."""
        parts = [WRITTEN.get(c, c if c.isalnum() else rf"(?:{re.escape(c)}|&#?\w+;)") for c in shown]
        written = re.compile(MARKUP.join([parts[0] or re.escape(shown[0]), *parts[1:]]))
        found = written.search(self.plain, behind) or written.search(self.plain)
        return found.span() if found else (behind, behind)

    def stray(self, start, shown="$$", said=""):
        kind = "display" if shown == "$$" else "inline"
        found = self.at(start, shown, kind)
        self.strays.append(strayed(found, said or AS_TEXT[shown]))

    def titled(self, line, column):
        """A title that stands outside of the page's text."""
        found = Formula(line[column:].strip(), "inline", Path(line.path), line.number, column - line.indent + 1, (0, 0))
        return strayed(found, f"{found.latex}: {LABEL}")

    def at(self, start, latex, kind):
        """A formula whose opening dollar stands at a position of the expanded text."""
        index, column = self.place(start)
        line = self.source.lines[index]
        return Formula(latex, kind, Path(line.path), line.number, column - line.indent + 1, (index, column))

    def place(self, position):
        """The line (from 0) and column (from 0) of a position in the expanded text."""
        line = bisect.bisect_right(self.starts, position, hi=len(self.starts) - 1) - 1
        return line, position - self.starts[line]

    def rows(self, latex, start):
        """Line and column (from 1) in the source at which each line of the formula begins."""
        index, column = self.place(start)
        for i, row in enumerate(latex.split("\n")):
            # What isn't found may seem to begin late.
            line = self.source.lines[min(index + i, len(self.source.lines) - 1)]
            if i or line[column : column + len(row)] != row:
                column = max(line.find(row.strip()), 0) - (len(row) - len(row.lstrip()))
            yield line.number, column - line.indent + 1


def hidden(found):
    return HIDDEN * len(found[0])


def numbers(texts):
    """The numbers of the marks in texts."""
    return {number_of(found) for text in texts for found in MARKS.finditer(text)}


def strayed(formula, said):
    """What looks like a formula at its place, with what is wrong."""
    at = (formula.line, formula.column)
    return Stray(formula.latex, formula.kind, formula.path, *at, formula.order, rows=[at], said=said)
