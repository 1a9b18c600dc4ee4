"""Wiring: what ties a page to its code, its formulas to the judge, its blocks to pytest, and the page to the site."""

import functools
import logging
import re
from pathlib import Path

import fences
from project import ROOT

import proofread
from drift import code, formulas, trial
from drift.change import REFUSAL, SURVIVES, VALUE, Change, Outcome
from proofread.pages import page, source

INCLUDE = re.compile(r'^( *)--8<-- "([^"\n]+)"$', re.MULTILINE)
PYTHON = re.compile(r"^( *)```python\b.*$", re.MULTILINE)
BOX = re.compile(r"^( *)(!!!|\?\?\?) failure\b", re.MULTILINE)
MARKER = re.compile(r"^# --8<-- \[(start|end):\w+\]$")
SKIPPED = '<!--pytest.mark.skip(reason="for now")-->'


def changes(path):
    """The changes to the wiring of a page, each as the page's text after it."""
    text, shown = Path(path).read_text(), code.shown(path)

    def change(kind, at, old, new, after):
        return Change("wiring", kind, shown, f"{shown}:{text.count(chr(10), 0, at) + 1}", old, new, (after,))

    for found in INCLUDE.finditer(text):
        new = found[0].replace(found[2], found[2] + "_renamed")
        yield change("include renamed", found.start(), found[0], new, replaced(text, found, new))
    for found in PYTHON.finditer(text):
        for language in ("text", "console"):
            new = found[0].replace("```python", f"```{language}")
            yield change("fence's language", found.start(), found[0], new, replaced(text, found, new))
        new = f"{found[1]}{SKIPPED}\n\n{found[0]}"
        yield change("item deselected", found.start(), found[0], new, replaced(text, found, new))
    for found in BOX.finditer(text):
        new = f"{found[1]}{found[2]} note"
        yield change("failure box as a note", found.start(), found[0], new, replaced(text, found, new))
    yield from unchecked(path, text, change)
    yield change("out of the navigation", 0, Path(path).name, "", None)


def replaced(text, found, new):
    return text[: found.start()] + new + text[found.end() :]


def unchecked(path, text, change):
    """A box that leaves a display formula unchecked, put around each claim in a page's own lines."""
    lines = text.split("\n")
    known = formulas.known(Path(path))
    parsed = known.page
    for formula, verdict in zip(parsed.formulas, known.verdicts, strict=False):
        own = formula.path == parsed.path and formula.kind == "display" and formula.box is None
        if verdict.status != "checked" or not own or lines[formula.line - 1].strip() != "$$":
            continue
        first = formula.line - 1
        last = next(k for k in range(first + 1, len(lines)) if lines[k].strip() == "$$")
        boxed = ['!!! unchecked "later"', *("    " + line for line in lines[first : last + 1])]
        after = "\n".join([*lines[:first], *boxed, *lines[last + 1 :]])
        at = sum(len(line) + 1 for line in lines[:first])
        yield change("unchecked box", at, formula.latex, '!!! unchecked "later"', after)


def of_snippet(path):
    """Each marker of a section moved over the nearest line of code within it."""
    lines, shown = Path(path).read_text().split("\n"), code.shown(path)
    for k, line in enumerate(lines):
        if found := MARKER.match(line):
            step = 1 if found[1] == "start" else -1
            to = k + step
            while not lines[to].strip() or MARKER.match(lines[to]):
                to += step
            moved = [*lines[:k], *lines[k + 1 :]]
            moved.insert(to, line)
            how = ("\n".join(moved),)
            yield Change("wiring", "marker moved", shown, f"{shown}:{k + 1}", line, f"{line} at {lines[to]}", how)


def tried(change):
    """Expand, read and judge the changed page; run what it runs now; ask what the tests of fences ask."""
    if change.kind == "out of the navigation":
        return Outcome(change, REFUSAL if omitted(change.page) else SURVIVES)
    (after,) = change.how
    if change.kind == "marker moved":
        return marker(change, after)
    path = ROOT / change.page
    try:
        expanded = source.expand(path, after)
    except source.SourceError as error:
        return Outcome(change, REFUSAL, str(error))
    if problems := fences.problems(expanded, after):
        return Outcome(change, REFUSAL, problems[0])
    if failing := [verdict for verdict in proofread.judge(page.parse(expanded)) if verdict.failing]:
        return Outcome(change, VALUE, str(failing[0])[:300])
    return Outcome(change, SURVIVES)


def marker(change, after):
    """Run the blocks of the pages that embed a snippet whose markers have moved."""
    before = (ROOT / change.page).read_text().split("\n")
    now = after.split("\n")
    for block in code.embedding(change.page):
        text = remade(block, change.page, before, now)
        if text != block.code:
            status, said = trial.forked(trial.run, text, block.output)
            if status != SURVIVES:
                return Outcome(change, status, said)
    return Outcome(change, SURVIVES)


def remade(block, path, before, now):
    """A block's code with the sections of a snippet as they are after a marker has moved."""
    lines = block.code.split("\n")
    for name in sections(before):
        old, new = section(before, name), section(now, name)
        first = next((n for n, place in enumerate(block.origins) if place == (path, old[0])), None) if old else None
        if first is not None and old != new:
            lines[first : first + len(old)] = [now[number - 1] for number in new]
    return "\n".join(lines)


def sections(lines):
    return [found[1] for line in lines if (found := re.match(r"# --8<-- \[start:(\w+)\]", line))]


def section(lines, name):
    """The numbers (from 1) of the lines of a section, without the markers of others in it."""
    first, last = (lines.index(f"# --8<-- [{end}:{name}]") + 1 for end in ("start", "end"))
    return [number for number in range(first + 1, last) if not MARKER.match(lines[number - 1])]


def without(entries, name):
    """A navigation without a page, in whatever group it stands."""
    found = []
    for title, value in (item for entry in entries for item in entry.items()):
        if value != name:
            found.append({title: without(value, name) if isinstance(value, list) else value})
    return found


@functools.cache
def omitted(shown):
    """Whether MkDocs warns, which ends a strict build, where a page isn't in the navigation."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    notebooks = config.plugins["mkdocs-jupyter"]  # they are pages, too
    config.edit_uri = None
    config.nav = without(config.nav, str(Path(shown).relative_to("docs")))
    warned = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warned.append(record.getMessage())
    log = logging.getLogger("mkdocs.structure.nav")
    log.addHandler(handler)
    try:
        get_navigation(notebooks.on_files(get_files(config), config=config), config)
    finally:
        log.removeHandler(handler)
    return any(Path(shown).name in message for message in warned)
