"""Reader mode: a page as its author wrote it, Markdown of any dialect, a LaTeX document or a notebook, to its parts.

It reads no file but the page, and its time is linear in the page's size.
"""

import bisect

from proofread.pages import prose, tex
from proofread.pages.flow import Flow
from proofread.pages.macros import Macros
from proofread.pages.traced import Traced


def read(source):
    """The parts of a `source.Source`, for page.py to split into sentences; and what looks like math and isn't read."""
    lines = source.lines
    text = Traced(prose.clean("\n".join(lines)))
    macros = Macros(len(text))
    if source.path.suffix == ".tex":
        flow = Flow(places(source), macros, latex=True)
        flow.read(tex.Document(text, macros, flow.note).text)
    else:
        flow = Flow(places(source), macros)
        page = prose.Prose(text, lines, flow.note)
        flow.boxes = page.boxes
        flow.read(page.text)
    return flow.parts, flow.strays


def places(source):
    """A function that tells file, line and column (from 1) of a place in the lines of a source."""
    starts = [0]
    for line in source.lines:
        starts.append(starts[-1] + len(line) + 1)

    def place(at):
        k = min(bisect.bisect_right(starts, at) - 1, len(source.lines) - 1)
        line = source.lines[k]
        return line.path, line.number, line.column(at - starts[k])

    return place
