"""Numbers outside of formulas and code: in the output that a block has to print, in docs/_figures, and in prose.

What a number in prose means, no program knows: tests/site/prose.json lists the lines that have one, with what holds
them; any other line with a number is refused.
"""

import functools
import json
import re
from pathlib import Path

import bench_gpu
import figures
from project import ROOT

from drift import code, trial
from drift.change import REFUSAL, SURVIVES, VALUE, Change, Outcome
from proofread.pages.notebook import is_notebook

NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])|(?<=[^\w])\d+(?=\.\s|\.,|\.$)")
CODE = re.compile(
    r"\A# ---$.*?^# ---$|^(?!# )[^\n]*$", re.MULTILINE | re.DOTALL
)  # of a notebook: its prose is comments
FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
MATH = re.compile(r"\$\$.*?\$\$|(?<!\\)\$(?!\s)[^$]*?\$", re.DOTALL)
# What isn't prose: figures, comments, tags, code, addresses, the numbers of a list, what is included.
OTHER = re.compile(
    r"<figure.*?</figure>|<!--.*?-->|<[^>]*>|`[^`]*`|\]\([^)]*\)|^ *\d+\. |^ *;?--8<--[^\n]*$", re.DOTALL | re.M
)


def changes(path):
    """The changes to the numbers of a page."""
    yield from outputs(path)
    yield from prose(path)


def outputs(path):
    """Each number that a block of a page is said to print."""
    for k, block in enumerate(code.blocks(path)):
        for number in NUMBER.finditer(block.output or ""):
            text = line_of(block.output, number)
            new = changed_at(block.output, number)
            how = (k, new)
            yield Change("output", "number", block.page, f"{block.page}:{block.line}", text, line_of(new, number), how)


def prose(path):
    """Each number that stands in the prose of a page."""
    text = Path(path).read_text()
    blanked = text
    for pattern in (CODE,) * is_notebook(path) + (FENCE, MATH, OTHER):
        blanked = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), blanked)
    shown = code.shown(path)
    for number in NUMBER.finditer(blanked):
        line = text.count("\n", 0, number.start()) + 1
        new = changed_at(text, number)
        yield Change(
            "number", "in prose", shown, f"{shown}:{line}", line_of(text, number), line_of(new, number), (new,)
        )


def of_figures():
    """Each number of the files of docs/_figures."""
    for path in sorted(figures.FIGURES.glob("*.md")):
        if path.stem == "drift":
            continue  # what this very run will write
        text = path.read_text()
        for number in NUMBER.finditer(text):
            new, shown = changed_at(text, number), code.shown(path)
            place = f"{shown}:{text.count(chr(10), 0, number.start()) + 1}"
            yield Change("number", "in a table", shown, place, line_of(text, number), line_of(new, number), (new,))


def changed_at(text, number):
    """The text with a number raised by one in its first digit, whatever it is."""
    at = number.start()
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def line_of(text, number):
    start, end = text.rfind("\n", 0, number.start()) + 1, text.find("\n", number.start())
    return text[start : end if end >= 0 else len(text)]


@functools.cache
def printed(page, k):
    """What a block of a page prints."""
    return trial.printed(code.blocks(ROOT / page)[k].code)


def tried(change):
    """What notices a changed number: the block's output, the counts made again, or a test that reads the page."""
    if change.leg == "output":
        k, new = change.how
        return Outcome(change, VALUE if printed(change.page, k) != new else SURVIVES)
    (new,) = change.how
    if change.kind == "in a table":
        return Outcome(change, VALUE if made().get(Path(change.page).name) != new else SURVIVES)
    return Outcome(change, SURVIVES if change.becomes.strip() in listed().get(change.page, {}) else REFUSAL)


@functools.cache
def listed():
    """The lines of prose that may have a number: from `docs/name.md` to a dict from the line to what holds it."""
    return json.loads((ROOT / "tests/site/prose.json").read_text())


@functools.cache
def made():
    """docs/_figures made again, from counts and from what was measured."""
    found, on_gpu = (json.loads(path.read_text()) for path in (figures.FIGURES / "measured.json", bench_gpu.FOUND))
    return figures.texts(found) | bench_gpu.texts(on_gpu)
