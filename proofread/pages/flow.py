r"""A text as people write it, in reader mode, to a page's parts: the text of its sentences, and its formulas.

What looks like math and isn't read (pictures, MathML, signs in the text) is told of once a kind, with how often.
"""

import re
from html import unescape

from proofread.pages import shown
from proofread.pages.delimiters import BLOCK, CELL, CLOSE, LAYOUT, OPEN, Scan
from proofread.pages.formula import Stray, Written
from proofread.pages.macros import TOO_MUCH
from proofread.pages.reader import BLOCK as ENDS
from proofread.pages.reader import LONGEST, PARAGRAPH
from proofread.pages.traced import Traced, joined, put

# Environments by the name that the notation has for their rows; those with None are one formula.
ROWS = {
    **dict.fromkeys(("align", "alignat", "alignedat", "flalign", "eqnarray", "IEEEeqnarray"), "aligned"),
    **dict.fromkeys(("gather",), "gathered"),
    **dict.fromkeys(("equation", "displaymath", "math", "multline", "dmath", "subequations")),
}
FRAME = re.compile(rf"\\(?P<end>begin|end)\s*\{{(?P<name>{'|'.join(ROWS)})\*?\}}")
COLUMNS = re.compile(r"(\\begin\s*\{(?:align(?:ed)?at|IEEEeqnarray)\*?\})\s*\{[^{}]*\}")
SILENT = re.compile(r"\\(?:label|eqref|ref|require)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])|(?<!\\)%[^\n]*")
MULTLINE = re.compile(r"\\begin\s*\{multline")
ROW_END = re.compile(r"\\\\(?:\[[^\]]{0,40}\])?")
DOUBLE = re.compile(r"&(\s*(?:=|\\[a-z]+|[<>]|:=)\s*)&")
ENTITY = re.compile(r"&#?\w{1,10};")
EMPHASIS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S|$)|(?:(?<=[^\s\\])|^)[*_]{1,3}(?!\w)")
MARKER = re.compile(r"\s*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]\n]{0,80}\]:|:[ ])")  # of a block
UNDERLINE = re.compile(r"\n[ ]{0,3}=+[ \t]*$")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LATEX_TEXT = re.compile(
    r"\\(?P<sign>[%$&#_{}])|\\(?:text[a-z]{2}|emph|underline|mbox)\s*(?=\{)|[{}]"
    r"|\\(?:[,;:! ]|\\(?:\[[^\]\n]{0,40}\])?)|\\[A-Za-z@]+\*?\s?"
)
LINK = re.compile(r"!?\[(?=\S|$)|(?:(?<=\S)|^)\](?:\[[^\]\n]{0,80}\])?")
PICTURE = re.compile(r"latex|codecogs|\btex\b|mathtex|math|equation|formula|\beqn?\b|[/=]eq|\$|\\[a-z]", re.IGNORECASE)
RAISED = re.compile(r"<su[pb]\b", re.IGNORECASE)
BREAKS = re.compile(r"</?(?:p|div|td|th|tr|li|ul|ol|table|h[1-6]|dt|dd|figure|figcaption|section|blockquote)\b", re.I)
SAID = {
    "image": "a picture, in which no formula is read: write it as a formula in LaTeX, $…$",
    "mathml": shown.MATHML,
    "sign": shown.SIGN,
    "command": shown.COMMAND,
}
NOTHING = (
    "no formula was found: one stands between $…$, $$…$$, \\( … \\) or \\[ … \\], or in \\begin{align} … \\end{align}"
)


class Flow:
    """Goes through a Traced text with layout; leaves `parts`, as page.py wants them, and `strays`, one a kind.

    `place` gives file, line and column (from 1) of a place in what was written, `boxes` what each OPEN begins.
    """

    def __init__(self, place, macros, latex=False):
        self.place, self.macros, self.latex, self.boxes = place, macros, latex, []
        self.parts, self.seen, self.block = [], {}, []
        self.headings, self.count, self.open, self.opened = [], 0, [], 0

    def read(self, text):
        for piece in Scan(text, self.latex).pieces():
            if piece.kind == "text":
                self.text(piece.content)
            elif piece.kind in ("inline", "display"):
                self.formula(piece)
            elif piece.kind == "code":
                self.block.append(put(shown.CODE, piece.at))
                self.parts.append("`")
            elif piece.kind == "tag":
                self.tag(piece)
            elif piece.kind == "image":
                self.picture(piece)
            elif piece.kind == "mathml":
                self.note(SAID["mathml"], "<math", piece.at)
            elif piece.kind == "lost":
                self.note(piece.said, piece.content.text.strip(), piece.at)
        self.ends()
        if self.macros.spent is not None:
            self.note(TOO_MUCH, "", self.macros.spent)
        if not self.seen and not any(isinstance(part, Written) for part in self.parts):
            self.note(NOTHING, "", 0)

    @property
    def strays(self):
        """A Stray for each kind of what wasn't read, at the first of its kind."""
        found = []
        for said, (what, at, count) in self.seen.items():
            path, line, column = self.place(at)
            what = f"{what}: {said}" if what else said
            more = f" ({count - 1:,} more like it)" if count > 1 else ""
            stray = Stray(what, "inline", path, line, column, (line, column), said=what + more, count=count)
            stray.rows = [(line, column)]
            found.append(stray)
        return sorted(found, key=lambda stray: stray.order)

    def note(self, said, what, at):
        what, at, count = self.seen.get(said, (what, at, 0))
        self.seen[said] = what, at, count + 1

    def formula(self, piece):
        latex = framed(self.macros.expanded(piece.content.replaced(LAYOUT, bare)))
        if not latex.text:
            return  # it only defined commands
        path, line, column = self.place(piece.at)
        places = [self.place(at)[1:] for at in latex.at]
        formula = Written(latex.text, piece.kind, path, line, column, (line, column), places=places)
        formula.section = tuple(number for _, number in self.headings)
        if self.open and self.open[-1]:
            formula.box_id, formula.box = self.open[-1]
        self.parts.append(formula)
        self.block.append(put(shown.FORMULA, piece.at))

    def text(self, text):
        at = 0
        for found in re.finditer(r"[\ue000-\ue00f]|\n[ \t]*\n", text.text):
            self.words(text[at : found.start()])
            at = found.end()
            self.layout(found[0])
        self.words(text[at:])

    def layout(self, mark):
        self.ends()
        level = ord(mark[0]) - ord(BLOCK)
        if mark[0] == "\n":
            self.parts.append(PARAGRAPH)
            return
        self.parts.append(ENDS)
        if mark == OPEN:
            self.opened += 1
            box = self.boxes[self.opened - 1]
            self.open.append((self.opened, box) if box else None)
        elif mark == CLOSE:
            self.open.pop()
        elif 1 <= level <= 6:
            self.heading(level)

    def heading(self, level):
        if level == 1 and not self.latex:
            self.headings = []
            return
        self.count += 1
        self.headings = [h for h in self.headings if h[0] < level] + [(level, self.count)]

    def words(self, text):
        """Text between formulas, as readers see it."""
        if self.latex:
            text = text.replaced(LATEX_TEXT, said)
            text = Traced(text.text.replace("~", " "), text.at)
        else:
            marker = None if self.block else MARKER.match(text.text)
            text = text[marker.end() if marker else 0 :]
            text = text.replaced(UNDERLINE, lambda found: "").replaced(EMPHASIS, lambda found: "")
            text = text.replaced(ESCAPED, lambda found: found[1]).replaced(ENTITY, lambda found: unescape(found[0]))
            text = text.replaced(LINK, lambda found: "")
        if text.text:
            self.parts.append(text.text)
            self.block.append(text)

    def tag(self, piece):
        raw = "<" + piece.content.text.lstrip("<")
        if raw.lower().startswith("<img"):
            self.picture(piece)
        elif RAISED.match(raw):
            self.block.append(put(shown.RAISED, piece.at))
        elif BREAKS.match(raw):
            self.ends()
            self.parts.append(ENDS)

    def picture(self, piece):
        if PICTURE.search(piece.content.text):
            self.note(SAID["image"], " ".join(piece.content.text.split())[:LONGEST], piece.at)

    def ends(self):
        """A block ends: what it shows as math without its being a formula is noted."""
        block, self.block = joined(self.block, apart=False), []
        command = None if self.latex else shown.AS_TEXT.search(block.text)
        if command:
            self.note(SAID["command"], plain(command[0]), block.at[command.start()])
        at = 0
        for piece in [] if command else shown.math_in(block.text):
            at = max(block.text.find(piece, at), at)
            self.note(SAID["sign"], plain(piece), block.at[min(at, len(block) - 1)])


def plain(piece):
    """A piece of math in the text, as a message shows it."""
    marks = f"[{shown.FORMULA}{shown.CODE}]"
    return " ".join(re.sub(marks, "…", piece.replace(shown.RAISED, "")).split())[:LONGEST]


def framed(latex):
    """A formula as the notation takes it: without what says nothing, an environment by the name that its rows have."""
    latex = latex.replaced(SILENT, lambda found: "").replaced(COLUMNS, lambda found: found[1])
    if MULTLINE.search(latex.text):
        latex = latex.replaced(ROW_END, lambda found: " ")
    if "eqnarray}" in latex.text or "eqnarray*}" in latex.text:
        latex = latex.replaced(DOUBLE, lambda found: "&" + found[1])
    return latex.replaced(FRAME, renamed).stripped()


def said(found):
    """What a command in a LaTeX text shows: a sign by its backslash, else at most a space."""
    return found["sign"] or (" " if found[0].startswith("\\") and not found[0][1:2].isalpha() else "")


def bare(found):
    """A mark that stands in a formula: what the author wrote there."""
    return "|" if found[0] == CELL else ""


def renamed(found):
    name = ROWS[found["name"]]
    return f"\\{found['end']}{{{name}}}" if name else ""
