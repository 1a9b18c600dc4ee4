"""The corpus: true and false formulas from textbooks, papers, documentation and threads, each judged rightly.

A section of a page of tests/corpus/ names its source, states its premises, and holds a true display formula and, in
failure boxes, false ones. They were written before any parser read them.
"""

import re

import pytest
from project import ROOT, judged

import proofread
from proofread.pages import page, source

PAGES = sorted((ROOT / "tests/corpus").glob("*.md"))
EACH = [pytest.param(path, id=path.stem) for path in PAGES]
BOX = re.compile(r'^!!! failure ".*"\n\n?((?:(?: {4}.*)?\n)+)', re.MULTILINE)
DISPLAY = re.compile(r"^\$\$\n(.*?)\n\$\$$", re.MULTILINE | re.DOTALL)


def displays(pairs):
    """Of formulas with their verdicts, the verdicts on displays, those outside of failure boxes first."""
    pairs = [(f, v) for f, v in pairs if f.kind == "display"]
    return [v for f, v in pairs if not f.box], [v for f, v in pairs if f.box]


def swapped(text):
    """The page with its true formulas in failure boxes, and its false ones outside."""
    text = DISPLAY.sub(lambda m: "!!! failure\n    $$\n    " + m[1].replace("\n", "\n    ") + "\n    $$", text)
    return BOX.sub(lambda m: "\n" + re.sub("^ {4}", "", m[1], flags=re.MULTILINE) + "\n", text)


def wrong(verdicts, wanted):
    return [str(verdict) for verdict in verdicts if verdict.status not in wanted]


@pytest.mark.parametrize("path", EACH)
def test_true_formulas_hold_and_false_ones_are_refuted(path):
    pairs = judged(path)
    assert [str(verdict) for _, verdict in pairs if verdict.failing] == []
    true, false = displays(pairs)
    assert wrong(true, ["checked"]) == [] and wrong(false, ["refuted"]) == []


@pytest.mark.parametrize("path", EACH)
def test_a_false_formula_fails_outside_of_its_box_and_a_true_one_inside(path):
    found = page.parse(source.expand(path, swapped(path.read_text())))
    false, true = displays(zip(found.formulas, proofread.judge(found), strict=True))
    assert false and true
    false = [verdict for verdict in false if not verdict.message.startswith("does the sum over")]  # it's asked
    assert wrong(false, ["false", "shapes"]) == [] and wrong(true, ["holds"]) == []


def test_the_corpus_is_large_and_mostly_published():
    counts = {"true": 0, "false": 0, "published": 0}
    for path in PAGES:
        for section in path.read_text().split("\n## ")[1:]:
            true, false = len(DISPLAY.findall(section)), len(re.findall(r"^    \$\$$", section, re.MULTILINE)) // 2
            (stated,) = re.findall(r"^Source: (.*)$", section, re.MULTILINE)
            counts["true"] += true
            counts["false"] += false
            counts["published"] += (true + false) * (not stated.startswith("ours"))
    assert counts["true"] >= 100 and counts["false"] >= 100
    assert counts["published"] >= (counts["true"] + counts["false"]) / 2
