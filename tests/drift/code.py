"""Code: each edit of a snippet or of a page's block, against the blocks that hold it, the formulas, and its tests.

Everything runs in forks of a process that has imported torch. An edit of a snippet is tried first on the blocks of the
pages that embed it, then against the formulas that the snippet says it implements, then by the snippet's own tests.
"""

import functools
import zlib
from dataclasses import dataclass
from pathlib import Path

from project import PAGES, ROOT

from drift.change import SURVIVES, Change, Outcome
from drift.edits import edited, edits
from drift.trial import TOO_LONG, against_formulas, against_tests, forked, run
from proofread.pages import source
from proofread.pages.blocks import blocks_of

# Triton's interpreter, compilers and plots take seconds where others take hundredths: one edit in so many is tried.
ONE_IN = {"snippets/kernel": 5, "snippets/accesses": 5, "docs/lab/": 5}
ONE_IN |= {"snippets/ladder_": 20, "snippets/ladder.": 10, "docs/ladder": 10}
WAYS = (against_formulas, against_tests)


@dataclass(frozen=True)
class Block:
    """A Python block of a page: its code, what it has to print (or None), the file and line of each of its lines."""

    page: str
    line: int
    code: str
    output: str | None
    origins: tuple

    @property
    def inline(self):
        """The lines (from 1) of the block that the page itself holds."""
        return {n for n, (path, _) in enumerate(self.origins, 1) if path == self.page}


def blocks(path):
    """The Python blocks of a page."""
    return list(_blocks(Path(path)))


@functools.cache
def _blocks(path):
    page, found = source.read(path), []
    for block, origins in blocks_of(page):
        if block.syntax == "python" and not any("mark.skip(" in mark for mark in block.marks):
            places = tuple((shown(line.path), line.number) for line in origins)
            found.append(
                Block(shown(path), page.lines[block.lineno - 1].number, block.code, block.expected_output, places)
            )
    return found


def shown(path):
    path = Path(path)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def of_page(path):
    """The changes to the code that stands in a page itself."""
    for k, block in enumerate(blocks(path)):
        for edit in filter(functools.partial(chosen, block.page), edits(block.code, block.inline)):
            place = block.origins[edit.start[0] - 1]
            yield changed("block", block.code, edit, block.page, place, (k,))


def of_snippet(path):
    """The changes to a file of snippets/."""
    code = Path(path).read_text()
    for edit in filter(functools.partial(chosen, shown(path)), edits(code, data=True)):
        yield changed("snippet", code, edit, shown(path), (shown(path), edit.start[0]), ())


def chosen(name, edit):
    """Whether an edit of a file is among those that are tried; it stays so where lines above it come and go."""
    few = next((count for begin, count in ONE_IN.items() if name.startswith(begin)), 1)
    return zlib.crc32(f"{edit.kind} {edit.around} {edit.new}".encode()) % few == 0


def changed(leg, code, edit, page, place, how):
    (first, left), (last, right) = edit.start, edit.end
    lines = code.split("\n")
    old = "\n".join(lines[first - 1 : last])
    new = lines[first - 1][:left] + edit.new + lines[last - 1][right:]
    where = f"{edit.around}: " if edit.around else ""
    return Change(leg, edit.kind, page, f"{place[0]}:{place[1]}", where + old, where + new, (*how, edit))


def control(part):
    """What a Block, or the path of a snippet, shows that's wrong as it is; None where nothing is."""
    if isinstance(part, Block):
        trials = [(f"{part.page}:{part.line}", forked(run, part.code, part.output))]
    else:
        code = part.read_text()
        trials = [(f"{shown(part)}, {way.__name__}", forked(way, part.stem, code)) for way in WAYS]
    wrong = [f"{name}: {said}" for name, (status, said) in trials if status != SURVIVES and said != TOO_LONG]
    return "; ".join(wrong) or None


def tried(change):
    """Make a change of code, and run what could notice."""
    if change.leg == "block":
        k, edit = change.how
        block = blocks(ROOT / change.page)[k]
        return Outcome(change, *forked(run, edited(block.code, edit), block.output))
    (edit,) = change.how
    path = ROOT / change.page
    for block in embedding(change.page):
        text = in_block(block, edit, change.page)
        if text is not None:
            status, said = forked(run, text, block.output)
            if status != SURVIVES:
                return Outcome(change, status, f"{block.page}:{block.line}: {said}")
    code = edited(path.read_text(), edit)
    for way in WAYS:
        status, said = forked(way, path.stem, code)
        if status != SURVIVES and said != TOO_LONG:
            return Outcome(change, status, said)
    return Outcome(change, SURVIVES)


def in_block(block, edit, path):
    """A block with the edit of a snippet that it holds; None if it doesn't hold those lines."""
    places = {place: n for n, place in enumerate(block.origins, 1)}
    first, last = places.get((path, edit.start[0])), places.get((path, edit.end[0]))
    if first is None or last is None or last - first != edit.end[0] - edit.start[0]:
        return None
    here, there = block.code.split("\n")[first - 1], (ROOT / path).read_text().split("\n")[edit.start[0] - 1]
    return edited(block.code, edit, edit.start[0] - first, len(there) - len(here))


@functools.cache
def every_block():
    return [block for path in PAGES for block in blocks(path)]


@functools.cache
def embedding(path):
    """The blocks that hold lines of a snippet, the shortest first: they tell soonest."""
    held = [block for block in every_block() if any(place[0] == path for place in block.origins)]
    return sorted(held, key=lambda block: len(block.code))
