"""Pages on which the checker was wrong once, each with what it deserves: field/expect.json says it, by its keys.

`never`: what stands on these lines isn't checked, nor what holds one of the pieces `never_tex`; `never_def`: nor a
definition; `good`: what stands on these lines doesn't fail; `holds`: nothing on the page does; `failing`: the run
doesn't end in success; `last`: the statuses that its last claim may have; `memory`: it needs no more bytes; `block`:
its block doesn't pass; `escaped`: what it says never becomes a tag. `kind` is that of the fault.
"""

import json
import resource
import subprocess
import sys

import fences
import pytest
from bs4 import BeautifulSoup
from project import ROOT, run_pages
from soundness import QUIET

from proofread.__main__ import main
from proofread.judging import judge
from proofread.pages import page, source
from proofread.site import hook

FIELD = ROOT / "tests/soundness/field"
EXPECTED = json.loads((FIELD / "expect.json").read_text())


def by_line(path, deserved, found):
    """The verdicts of whole formulas that the page doesn't deserve."""
    for verdict in found:
        lost = verdict.line in deserved.get("never", [])
        lost |= any(piece in verdict.latex for piece in deserved.get("never_tex", []))
        if (lost and verdict.status == "checked") or (
            verdict.status == "definition" and verdict.line in deserved.get("never_def", [])
        ):
            yield f"{verdict.latex.strip()} is {verdict.status}"
        if verdict.failing and (deserved.get("holds") or verdict.line in deserved.get("good", [])):
            yield f"{verdict.latex.strip()} is true, and {verdict.status}: {verdict.message}"


def by_last(path, deserved, found):
    loud = [verdict.status for verdict in found if verdict.status not in QUIET] or ["missing"]
    if loud[-1] not in deserved.get("last", loud):
        yield f"the last claim is {loud[-1]}, and may be {deserved['last']}"


def by_run(path, deserved, found):
    if deserved.get("failing") and main([str(path)]) == 0:
        yield "the run ends in success"


def by_memory(path, deserved, found):
    if most := deserved.get("memory"):
        run = subprocess.run(
            [sys.executable, "-m", "proofread", str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
        )
        if run.stderr:
            yield run.stderr.splitlines()[-1]


def by_block(path, deserved, found):
    """A block passes that ends well, or is skipped, and whose fences hide nothing."""
    unseen = deserved.get("block") and not fences.problems(source.read(path), path.read_text())
    if unseen and "failed" not in run_pages([path], "--quiet").outcomes.values():
        yield "its block passes, or is skipped"


def by_tags(path, deserved, found):
    if deserved.get("escaped"):
        shown = "".join(hook.element(*pair, "", "") for pair in zip(page.read(path).formulas, found, strict=True))
        for tag in BeautifulSoup(shown, "lxml").find_all(True):
            if any(name.startswith("on") for name in tag.attrs):
                yield f"the page holds {tag}"


def faults(path, deserved):
    """What is wrong with how a page of the field fares, a line each."""
    if "memory" in deserved:
        return [*by_memory(path, deserved, [])]
    found = judge.judge(page.read(path))
    return [line for by in (by_line, by_last, by_run, by_block, by_tags) for line in by(path, deserved, found)]


def test_every_page_of_the_field_is_known():
    assert sorted(EXPECTED) == sorted(path.name for path in FIELD.glob("*.md"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_of_the_field_gets_what_it_deserves(name):
    assert faults(FIELD / name, EXPECTED[name]) == [], EXPECTED[name]["kind"]


TRUE = "Let $a \\in \\mathbb{R}$. Then\n$a + a = 2 a$.\n"
FALSE = "Let $a \\in \\mathbb{R}$. Then\n$a + a = 3 a$.\n"
PASSES = "```python\nassert 1 + 1 == 2\n```\n"


@pytest.mark.parametrize(
    "text, deserved",
    [
        (TRUE, {"never": [2]}),
        (TRUE, {"never_tex": ["2 a"]}),
        (FALSE, {"good": [2]}),
        (FALSE, {"holds": True}),
        (TRUE, {"failing": True}),
        (TRUE, {"last": ["false"]}),
        (FALSE, {"last": ["checked", "unreadable"]}),
        ("Let $a \\in \\mathbb{R}$ and $b = 2 a$.\n", {"never_def": [1]}),
        ("Let $a \\in \\mathbb{R}$.\n", {"last": ["checked"]}),
        (PASSES, {"block": True}),
        (TRUE, {"memory": 2_000_000}),
    ],
)
def test_a_page_that_fares_otherwise_is_seen(tmp_path, text, deserved):
    path = tmp_path / "page.md"
    path.write_text(text)
    assert faults(path, deserved) != []
