"""A Markdown page as a text with layout, whatever its dialect: without its code, with marks where blocks begin and end.

The site's own Markdown isn't asked: it would take what other sites show as a formula for text.
"""

import re

from proofread.pages.boxes import KINDS, WRITTEN
from proofread.pages.delimiters import BLOCK, CELL, CLOSE, LAYOUT, OPEN
from proofread.pages.formula import Box
from proofread.pages.traced import joined, put

QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
FENCE = re.compile(r"[ ]*(`{3,}|~{3,}|:{3,})[ ]*(.*)")
DIRECTIVE = re.compile(r"\{([\w:-]+)\}")
# Directives of MyST that hold what is no text; others hold text.
VERBATIM = re.compile(r"code|literal|bib|raw|figure|image|mermaid|toc|eval|list-table|csv|graph|plot|glue|video")
OPTION = re.compile(r"[ ]*:[\w-]+:.*")
HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?=[ \t]|$)")
UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{3,})[ \t]*$")
ITEM = re.compile(r"([ ]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
INDENTS = re.compile(r"([ ]*)(?:!!!|\?\?\?|===|\[\^[^\]]+\]:|:[ ])")
INCLUDE = re.compile(r"[ \t]*-+8<-+[ \t]+\S")
FILE = "this file isn't read: what is to be judged has to stand in the text itself"
ROW = re.compile(r"[ ]*\|")
BAR = re.compile(r"(?<!\\)\|")
FRONT = ("---", "---")


class Prose:
    """Goes through a page's lines; leaves its `text` with layout, and the `boxes` that it opens.

    `note(said, what, at)` is told of what isn't read.
    """

    def __init__(self, text, lines, note):
        self.note = note
        self.out, self.boxes, self.at = [], [], 0
        self.fences, self.indents, self.blank, self.code = [], [0], True, False
        self.math, self.quoted, self.inner = False, False, []
        front = without_front(lines)
        for k, line in enumerate(lines):
            end = self.at + len(line)
            if k >= front:
                self.line(text[self.at : end], lines[k + 1] if k + 1 < len(lines) else "")
            self.at = end + 1
        self.close(-1)

    @property
    def text(self):
        return joined(self.out, apart=False)

    def mark(self, mark):
        self.out.append(put(mark, self.at))

    def write(self, line):
        self.out += [line, put("\n", self.at + len(line))]

    def line(self, line, following):
        if line.text.startswith("\t"):
            line = joined([put("    ", self.at), line[1:]], apart=False)
        quote = QUOTE.match(line.text)
        line = line[quote.end() :] if quote and (self.quoted or not self.math) else line
        self.quoted = self.quoted if self.math else bool(quote)
        written = line.text
        if (fence := FENCE.match(written)) and self.fence(fence[1], fence[2].strip()):
            return
        if self.fences and self.fences[-1][1] in ("code", "math"):
            if self.fences[-1][1] == "math" and not OPTION.fullmatch(written):
                self.write(line)
            return
        if not written.strip():
            self.blank, self.math = True, False
            self.write(line)
            return
        if INCLUDE.match(written):
            self.note(FILE, written.strip(), self.at)
            return
        if not self.math and self.is_code(written):
            return
        if not self.math:
            line = self.block(line, following)
        self.write(line)
        if not self.math and (HEADING.match(written) or ROW.match(written) or UNDERLINE.match(following)):
            self.mark(BLOCK)
        if written.count("$$") % 2:
            self.math = not self.math
        self.blank = False

    def fence(self, ticks, said):
        """Whether the line begins or ends a fence."""
        if self.fences and ticks.startswith(self.fences[-1][0]) and not said:
            _, kind = self.fences.pop()
            if kind == "math":
                self.write(put("$$", self.at))
            self.mark(BLOCK)
            return True
        if self.fences and self.fences[-1][1] in ("code", "math"):
            return False
        if ticks[0] == "`" and "`" in said:
            return False  # a span of code
        if self.math:
            return False
        directive = DIRECTIVE.match(said)
        name = directive[1] if directive else said.split()[0] if said else ""
        kind = "math" if name == "math" else "text"
        if ticks[0] != ":" and kind != "math" and not (directive and not VERBATIM.match(name)):
            kind = "code"
        if name == "include":
            self.note(FILE, said, self.at)
        self.fences.append((ticks, kind))
        self.mark(BLOCK)
        if kind == "math":
            self.write(put("$$", self.at))
        self.blank = False
        return True

    def is_code(self, written):
        """Whether an indented line is shown as code: four columns beyond the text around it, behind a blank line."""
        indent = len(written) - len(written.lstrip(" "))
        if self.blank:
            while indent < self.indents[-1]:
                self.indents.pop()
        self.code = indent >= self.indents[-1] + 4 and (self.blank or self.code)
        return self.code

    def block(self, line, following):
        """Mark what the line begins; gives what of it is text."""
        written = line.text
        indent = len(written) - len(written.lstrip(" "))
        self.close(indent)
        if heading := HEADING.match(written):
            self.mark(chr(ord(BLOCK) + len(heading[1])))
        elif item := ITEM.match(written):
            self.mark(BLOCK)
            self.indents = [k for k in self.indents if k <= len(item[1])] + [item.end()]
        elif begins := INDENTS.match(written):
            self.mark(BLOCK)
            self.indents = [k for k in self.indents if k <= len(begins[1])] + [len(begins[1]) + 4]
            return self.open(line, len(begins[1]))
        elif ROW.match(written):
            self.mark(BLOCK)
            line.text = BAR.sub(CELL, written)
        elif underline := UNDERLINE.match(following):
            self.mark(chr(ord(BLOCK) + (1 if "=" in underline[0] else 2)))
        return line

    def open(self, line, indent):
        """A box, which may change what the formulas in it mean; gives its title."""
        found = WRITTEN.match(line.text)
        if not found:
            return line
        kind = next((kind for kind in KINDS if kind in found[1].split()), None)
        self.boxes.append(Box(kind, found[2] or "") if kind else None)
        self.inner.append(indent)
        self.mark(OPEN)
        return line[slice(*found.span(2))] if found[2] else put("", self.at)

    def close(self, indent):
        while self.inner and indent <= self.inner[-1]:
            self.inner.pop()
            self.mark(CLOSE)


def without_front(lines):
    """How many lines the front matter takes."""
    if not lines or lines[0].rstrip() != FRONT[0]:
        return 0
    end = next((k for k, line in enumerate(lines[1:200], 1) if line.rstrip() == FRONT[1]), None)
    return 0 if end is None else end + 1


def clean(text):
    """A text as long, in which no character stands for layout, and lines end in one character."""
    return LAYOUT.sub("\ufffd", text).replace("\r", " ")
