"""A page's formulas as the site's own Markdown finds them, each with its place in the source and its sentence.

`read(path)` gives a `Page`. Its `formulas` stand in the order in which the built page shows them, so the k-th formula
here is the k-th element of class `arithmatex` there (footnotes come last, as they do on the site).
"""

import bisect
import re
from dataclasses import dataclass, field
from pathlib import Path

from proofread.pages import source as sources
from proofread.pages import written
from proofread.pages.formula import Box, Formula, Stray
from proofread.pages.markup import MARKS, converter, mark, tree_of
from proofread.pages.reader import BLOCK, PARAGRAPH, Reader
from proofread.pages.stops import stop

__all__ = ["Box", "Formula", "Page", "Stray", "parse", "read"]


@dataclass(eq=False)
class Page:
    """A page's formulas in the order in which the site shows them, and what it shows as math that nobody judges."""

    path: Path
    formulas: list[Formula]
    strays: list[Stray] = field(default_factory=list)


def read(path, reader=False):
    """Read the Markdown file at `path`; in `reader` mode a `.tex` or an `.ipynb`, too.

    Raises SourceError on a missing include, OSError and UnicodeError as `open` does.
    """
    return parse(sources.read(path, reader), reader)


def parse(source, reader=False):
    """Find the formulas of a `source.Source`, that is of a page with its includes expanded.

    In `reader` mode they are those that its author meant, whatever Markdown makes of them (written.py).
    """
    if reader:
        parts, strays = written.read(source)
        _split(parts)
        return Page(source.path, [part for part in parts if isinstance(part, Formula)], strays)
    text = MARKS.sub(lambda found: len(found[0]) * "\ufffd", "\n".join(source.lines))
    marked, places = mark(text)
    markdown = converter(sources.config_of(source.path))
    root = tree_of(markdown, marked)
    reader = Reader(source, text, places, markdown.htmlStash.rawHtmlBlocks)
    reader.read(root)
    _split(reader.parts)
    formulas = [part for part in reader.parts if isinstance(part, Formula)]
    notes = set(reader.footnotes)
    bodies = sorted((f for f in formulas if f not in notes), key=lambda f: f.order)
    for formula in reader.footnotes:  # a footnote belongs to the section it is written in
        place = bisect.bisect_left(bodies, formula.order, key=lambda f: f.order)
        formula.section = bodies[place - 1].section if place else ()
    return Page(source.path, formulas, sorted(reader.strays, key=lambda stray: stray.order))


def _split(parts):
    """Number the sentences, and give each formula the text that leads to it.

    A display formula belongs to the sentence around it: the paragraph before it, unless that ends in a full stop, and
    the paragraph after it where that begins with a small letter.
    """
    sentence, text, ended, after_display, paragraph, last = 0, "", False, False, False, None
    for part in parts:
        if part is BLOCK:
            last = _closed(last, text)
            ended, after_display, paragraph = True, False, False
        elif part is PARAGRAPH:
            paragraph = True
        elif isinstance(part, Formula):
            shown = part.kind == "display"
            if ended or (paragraph and not shown):
                sentence, text = sentence + 1, ""
            part.sentence, part.lead = sentence, " ".join(text.split())
            last = _closed(last, text) or part
            text, paragraph, after_display = "", False, shown
            ended = re.sub(r"\\tag\{[^}]*\}", "", part.latex).rstrip().endswith(".")
        elif part.strip():
            if paragraph and not (after_display and part.lstrip()[0].islower()):
                ended = True
            if ended:
                last = _closed(last, text)
                sentence, text = sentence + 1, ""
            seen, text = len(text), text + part
            end = stop(text, seen)
            ended, after_display, paragraph = False, False, False
            if end:
                last = _closed(last, text[:end])
                sentence, text = sentence + 1, text[end:]
        else:
            text += part
    _closed(last, text)


def _closed(formula, text):
    """Give a formula the text behind it, once it's all there; None is the next one's."""
    if formula is not None:
        formula.tail = " ".join(text.split())
