"""The reviewed list: changes that change nothing, each with the reason, and those of code that survive.

An entry is found by what it's about, the page, the text and what it becomes, so that an edit of the text drops it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent / "equivalents.json"


@dataclass(frozen=True)
class Entry:
    """A reviewed change. `equivalent`: it provably changes nothing; else it's a survivor that is known and shown."""

    page: str
    text: str
    becomes: str
    reason: str
    equivalent: bool = True

    @property
    def key(self):
        return self.page, self.text, self.becomes


def load(path=PATH):
    """The entries, by their key. `reasons` are told once, and named by those that share them."""
    found = json.loads(path.read_text())
    reasons = found["reasons"]
    entries = [
        Entry(page, text, becomes, reasons.get(reason, reason), not reason.startswith("survivor"))
        for page, texts in found["entries"].items()
        for text, changes in texts.items()
        for becomes, reason in changes.items()
    ]
    return {entry.key: entry for entry in entries}


def stale(entries, changes):
    """The entries of which no change is left, that is whose text was edited."""
    keys = {change.key for change in changes}
    return [entry for entry in entries if entry.key not in keys]
