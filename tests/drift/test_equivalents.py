"""The reviewed list: each entry has a reason, is of a change that there is, and that still turns nothing red."""

import json
import random

import pytest
from figures import FIGURES
from project import ROOT

from drift import equivalents, formulas
from drift.change import SURVIVES
from proofread.site.ledger import commit

ENTRIES = list(equivalents.load().values())
PAGES = sorted({entry.page for entry in ENTRIES if entry.page.startswith("docs/") and (ROOT / entry.page).exists()})
DRAW = random.Random(commit(ROOT))


def test_each_entry_says_why():
    assert [entry for entry in ENTRIES if len(entry.reason.split()) < 4] == []


@pytest.mark.parametrize("page", DRAW.sample(PAGES, min(3, len(PAGES))))
def test_what_is_reviewed_is_there_and_turns_nothing_red(page):
    changes = list(formulas.changes(ROOT / page))
    texts = {change.text for change in changes}
    entries = [entry for entry in ENTRIES if entry.page == page and entry.text in texts]
    assert equivalents.stale(entries, changes) == []
    chosen = DRAW.sample(entries, min(10, len(entries)))
    assert [entry for entry in chosen if not survives([c for c in changes if c.key == entry.key])] == []


def survives(changes):
    """Whether one of some changes turns nothing red: a page may write the same twice, and use it once."""
    return any(formulas.tried(change).status == SURVIVES for change in changes)


def test_few_changes_change_nothing():
    counts = json.loads((FIGURES / "drift.json").read_text())["legs"].values()
    total = sum(sum(leg.values()) for leg in counts)
    assert sum(leg.get("equivalent", 0) for leg in counts) <= 0.03 * total
