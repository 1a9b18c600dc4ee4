"""`make alter`: each token of each corpus formula altered, and none of the alterations goes unnoticed.

An alteration is noticed where the formula is refused, or where it, or another formula of its section, means something
else. Those that change nothing are in EQUIVALENT, each for a reason.
"""

import itertools
import sys
import time
import zlib
from collections import Counter
from dataclasses import replace
from multiprocessing import Pool

from alter import alterations, page_with
from equivalents import EQUIVALENT
from meaning import differ, meaning
from project import ROOT

from proofread.cache.rests import rests_of
from proofread.judging import judge
from proofread.notation.tokens import Unreadable
from proofread.pages import page

MORE = 12  # times as many samples, before it's said that they don't tell
PAGES = sorted((ROOT / "tests/corpus").glob("*.md"))


class Meaning:
    """The meaning of a formula, as far as it was asked for."""

    def __init__(self, *arguments):
        self.parts, self.rest = [], meaning(*arguments)

    def __iter__(self):
        for k in itertools.count():
            while len(self.parts) <= k:
                try:
                    self.parts.append(next(self.rest))
                except StopIteration:
                    return
            yield self.parts[k]


class Section:
    """A section of a page, with the page's head: what its formulas rest on, and what they mean."""

    def __init__(self, found):
        self.page = found
        self.read = judge.read(found)
        self.rests = [rests_of(formula, *self.read) for formula in found.formulas]
        self.meanings = [Meaning(formula, *self.read) for formula in found.formulas]

    def notices(self, formula, alteration):
        """ "refused" or "changed" where an alteration of a formula makes a difference, else ""."""
        changed, at = page_with(self.page, formula, alteration.latex), self.page.formulas.index(formula)
        scope, readings = judge.read(changed)
        if isinstance(scope.statements.get(changed.formulas[at]), Unreadable):
            return "refused"
        for k in sorted(range(len(self.rests)), key=lambda k: k != at):
            other = changed.formulas[k]
            if rests_of(other, scope, readings) != self.rests[k]:
                pairs = itertools.zip_longest(meaning(other, scope, readings), self.meanings[k])
                if any(differ(new, old) for new, old in pairs):
                    return "changed"
        # A branch may be met at few samples.
        new, old = meaning(changed.formulas[at], scope, readings, MORE), meaning(formula, *self.read, MORE)
        return "changed" if any(differ(*pair) for pair in itertools.zip_longest(new, old)) else ""


def sections(found):
    """The page's sections: each a page of its own, and the formulas that are in it but not in the page's head."""
    for first in dict.fromkeys(f.section[:1] for f in found.formulas if f.section):
        formulas = [f for f in found.formulas if f.section[:1] in ((), first)]
        yield replace(found, formulas=formulas), [f for f in formulas if f.section]


def tried(path, one_in=1):
    """Alter the tokens of a page's formulas: one in so many, always the same ones.

    Gives how many were noticed, by how; the alterations that weren't and aren't EQUIVALENT, in words; and which of
    those were met.
    """
    counts, left, met = Counter(), [], set()
    for found, formulas in sections(page.read(path)):
        section = Section(found)
        for formula, alteration in ((f, a) for f in formulas for a in alterations(f.latex)):
            if zlib.crc32(f"{formula.latex} {alteration}".encode()) % one_in:
                continue
            said = section.notices(formula, alteration)
            if not said:
                known = next((e for e in EQUIVALENT if e.covers(formula.latex, alteration)), None)
                said = "equivalent" if known else "unnoticed"
                met |= {known} if known else set()
                left += [] if known else [f"{path.name}:{formula.line}: {alteration} of {alteration.latex!r}"]
            counts[said] += 1
    return counts, left, met


def main():
    start, counts, left, met = time.perf_counter(), Counter(), [], set()
    with Pool() as pool:
        for path, (own, unseen, equivalents) in zip(PAGES, pool.imap(tried, PAGES), strict=True):
            print(f"{path.name:20}", ", ".join(f"{n} {said}" for said, n in sorted(own.items())), flush=True)
            counts, left, met = counts + own, left + unseen, met | equivalents
    print(*left, sep="\n")
    unmet = [f"nothing is equivalent so any more: {e.old} → {e.new}, {e.reason}" for e in EQUIVALENT if e not in met]
    print(*unmet, sep="\n")
    print(f"{sum(counts.values())} alterations, {counts['unnoticed']} unnoticed, {time.perf_counter() - start:.0f} s")
    return 1 if left or unmet else 0


if __name__ == "__main__":
    sys.exit(main())
