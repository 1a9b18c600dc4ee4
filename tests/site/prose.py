"""The numbers in prose: each line that has one is listed in prose.json, with what holds it.

No program knows what a sentence says of a number. So a line with a number is looked at by a person, once, and whoever
edits it is asked again. What holds it is `formula: LATEX`, a part of a formula of that page that is checked, a
definition or an assumption; `code: TEXT`, a part of its code or of an output that ran; `test: PATH`; or it's computed
by nobody: a `name: …` (a version, a date, the number of an issue) or a `word: …` (the factor 2 of the square).
"""

from drift import values
from project import ROOT, judged

from proofread.pages import source

HOLDING = ("checked", "definition", "assumption")


def problems(path, listed):
    """What is wrong with the numbers in the prose of a page; `listed` maps its lines to what holds them."""
    lines = {change.text.strip(): change.place for change in values.prose(path)}
    for line, place in lines.items():
        if line not in listed:
            yield f"{place}: no one has said what holds this number: add the line to tests/site/prose.json: {line}"
    for line, said in listed.items():
        if line not in lines:
            yield f"{path.name}: tests/site/prose.json has a line that the page hasn't any more: {line}"
        elif not holds(path, *said.split(": ", 1)):
            yield f"{lines[line]}: what should hold this number isn't there: {said}"


def holds(path, kind, what):
    """Whether what should hold a number is there. Raises KeyError for another kind."""
    return {
        "formula": lambda: any(what in f.latex and v.status in HOLDING for f, v in judged(path)),
        "code": lambda: what in "\n".join(source.read(path).lines),
        "test": lambda: (ROOT / what).exists(),
        "name": lambda: True,
        "word": lambda: True,
    }[kind]()
