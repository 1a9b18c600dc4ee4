"""A Jupyter notebook, `.ipynb`: the lines of its cells of text, each at its place in the file."""

import json
from bisect import bisect_right

from proofread.pages import source as sources


class Quoted(sources.Line):
    """A line in a string of JSON: `start` is the column at which it begins, and escapes take more than one."""

    def column(self, k):
        return self.start + len(json.dumps(self[:k], ensure_ascii=self.ascii)) - 2


def lines(path, text):
    """The lines of the notebook `text`. Raises SourceError where it isn't one."""
    try:
        cells = json.loads(text)["cells"]
        written = [_text(cell) for cell in cells if cell["cell_type"] in ("markdown", "raw")]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise sources.SourceError(f"{sources.shorten(path)}: this is no notebook that Jupyter has written") from None
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found, at = [], 0
    for cell in written:
        for line in cell.split("\n"):
            place, ascii = _found(text, line, at)
            number = bisect_right(starts, place, hi=len(starts) - 1)
            quoted = Quoted(line, path, number)
            quoted.start, quoted.ascii = place - starts[number - 1] + 1, ascii
            found.append(quoted)
            at = max(at, place)
        found.append(_empty(path, found))
    return found


def _empty(path, found):
    last = found[-1] if found else None
    line = Quoted("", path, last.number if last is not None else 1)
    line.start, line.ascii = (last.start if last is not None else 1), False
    return line


def _text(cell):
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def _found(text, line, at):
    """Where a line of a cell stands in the file, behind a place; and whether what isn't ASCII is escaped in it."""
    for ascii in (False, True):
        quoted = json.dumps(line, ensure_ascii=ascii)[1:-1]
        place = text.find(quoted, at)
        if place >= 0 and line.strip():
            return place, ascii
    return at, False
