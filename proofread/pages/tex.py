r"""A LaTeX document as a text with layout: its body with its author's commands put in, without comments.

No other file is read: an \input is told of.
"""

import re

from proofread.pages.delimiters import BLOCK, ENVIRONMENTS, INNER
from proofread.pages.macros import closing
from proofread.pages.prose import FILE
from proofread.pages.traced import Traced, joined, put

VERBATIM = re.compile(
    r"\\begin\{(verbatim|lstlisting|minted|Verbatim|comment|alltt)\*?\}|\\verb\*?([^A-Za-z\s*])|\\.|(%)", re.DOTALL
)
DROPPED = r"tabular|tabularx|longtable|table|figure|tikzpicture|thebibliography|algorithm|algorithmic|tabbing|picture"
SECTIONS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
REFERS = r"ref|eqref|cref|Cref|autoref|cite[a-z]*"
COMMAND = re.compile(
    rf"""\\(?P<section>{"|".join(SECTIONS)})\*?(?=[\[{{\s])
      | \\(?P<file>input|include|subfile)[ ]*\{{(?P<name>[^{{}}]*)\}}
      | \\begin[ ]*\{{(?P<dropped>(?:{DROPPED})\*?)\}} | \\(?:begin|end)[ ]*\{{(?P<block>[A-Za-z]+\*?)\}}
      | \\(?P<footnote>footnote(?:text)?)[ ]*(?=\{{)
      | \\(?P<silent>thanks|vspace|hspace|label|bibliography\w*|usepackage|pagestyle)\*?[ ]*(?=\{{)
      | \\(?P<refers>{REFERS})\*?[ ]*(?:\[[^\]]{{0,200}}\]){{0,2}}(?=\{{)
      | \\(?P<item>item|par|newpage|clearpage|maketitle)(?![A-Za-z])(?:[ ]*\[)? | \\(?P<other>[A-Za-z@]+|.)""",
    re.VERBOSE | re.DOTALL,
)
MATH = re.compile(f"(?:{ENVIRONMENTS}|{INNER})\\*?|document")
FORMULA = re.compile(r"\$|\\\(|\\\[|\\begin\{(?:equation|align)")
APART = "formulas in a table, a figure or an algorithm aren't read"


class Document:
    """A document's `text` with layout. `note(said, what, at)` is told of what isn't read."""

    def __init__(self, text, macros, note):
        self.note = note
        text = uncommented(text)
        begin = text.text.find("\\begin{document}")
        if begin >= 0:
            macros.expanded(text[:begin])  # for its definitions
            for found in filter(lambda found: found["name"], COMMAND.finditer(text.text, 0, begin)):
                self.file(found, text)
            text = text[begin + len("\\begin{document}") :]
        end = text.text.find("\\end{document}")
        self.text = self.laid_out(macros.expanded(text if end < 0 else text[:end]))

    def laid_out(self, text):
        """The text with its commands carried out; a footnote stands behind the paragraph it is written in."""
        out, at, notes = [], 0, []
        while found := COMMAND.search(text.text, at):
            end = text.text.find("\n\n", at, found.start()) if notes else -1
            if notes and end < 0 and breaks(found):
                end = found.start()
            if end >= 0:
                out += [text[at:end], *between(notes)]
                at, notes = end, []
            out.append(text[at : found.start()])
            at = self.command(found, text, out, notes)
        return joined([*out, text[at:], *between(notes)])

    def file(self, found, text):
        self.note(FILE, f"\\{found['file']}{{{found['name'].strip()}}}", text.at[found.start()])

    def command(self, found, text, out, notes):
        """Write what a command says; gives the place behind it."""
        start, end, place = found.start(), found.end(), text.at[found.start()]
        kind = found.lastgroup
        if kind == "name":
            self.file(found, text)
        elif kind == "section":
            end, title = group(text, end)
            level = SECTIONS[found["section"]]
            out += [put(chr(ord(BLOCK) + level), place), title, put(BLOCK, place)]
        elif kind == "dropped":
            ending = f"\\end{{{found['dropped']}}}"
            close = text.text.find(ending, end)
            end = len(text) if close < 0 else close + len(ending)
            for _ in FORMULA.findall(text.text[start:end])[:1]:
                self.note(APART, f"\\begin{{{found['dropped']}}}", place)
            out.append(put(BLOCK, place))
        elif kind == "block":
            out.append(text[start:end] if MATH.fullmatch(found["block"]) else put(BLOCK, place))
        elif kind == "footnote":
            end, note = group(text, end)
            notes.append(note)
        elif kind in ("silent", "refers"):
            end, _ = group(text, end)
            out.append(put("(1)" if kind == "refers" and found["refers"].endswith("ref") else "", place))
        elif kind == "item":
            out.append(put(BLOCK, place))
            close = text.text.find("]", end) if text.text[end - 1] == "[" else -1
            end = end if close < 0 else close + 1
        else:
            out.append(text[start:end])
        return end


def breaks(found):
    """Whether a command ends a paragraph."""
    kind = found.lastgroup
    return kind in ("section", "item", "dropped") or (kind == "block" and not MATH.fullmatch(found["block"]))


def between(notes):
    """Footnotes, each a block."""
    return [piece for note in notes for piece in (put(BLOCK, note.start()), note, put(BLOCK, note.start()))]


def group(text, at):
    """The place behind the braces that stand next, behind brackets perhaps; and what stands in them."""
    found = re.compile(r"\s*(?:\[[^\]]{0,200}\]\s*)?\{").match(text.text, at)
    if not found:
        return at, Traced("")
    close = closing(text.text, found.end() - 1)
    return min(close + 1, len(text)), text[found.end() : close]


def uncommented(text):
    """Without comments, and without what is shown to the letter."""
    out, at = [], 0
    while found := VERBATIM.search(text.text, at):
        start, end = found.span()
        if found[1]:
            ending = f"\\end{{{found[1]}}}"
            close = text.text.find(ending, end)
            out += [text[at:start], put(BLOCK, text.at[start])]
            at = len(text) if close < 0 else close + len(ending)
        elif found[2]:
            close = text.text.find(found[2], end)
            out.append(text[at:start])
            at = end if close < 0 else close + 1
        elif not found[3]:
            out.append(text[at:end])  # an escape: \% is no comment
            at = end
        else:
            line = text.text.rfind("\n", 0, start) + 1
            close = text.text.find("\n", end)
            close = len(text) if close < 0 else close
            out.append(text[at : end - 1])
            at = close + (not text.text[line : end - 1].strip())  # a line that is a comment isn't there
    return joined([*out, text[at:]], apart=False)
