"""What a full run found, for the site: docs/_figures/drift.json, and docs/_figures/drift.md, made of it."""

import datetime
import json
from collections import Counter, defaultdict

from figures import FIGURES
from measure import machine

from drift.change import REFUSAL, SURVIVES, VALUE

EQUIVALENT = "equivalent"
COLUMNS = [VALUE, REFUSAL, EQUIVALENT, SURVIVES]
HEAD = "| {} | changes | by value | by refusal | equivalent | surviving |\n|---|--:|--:|--:|--:|--:|"
LEGS = {
    "formula": "formulas",
    "block": "code that stands in pages",
    "snippet": "code of snippets",
    "output": "expected outputs",
    "number": "numbers of tables and prose",
    "wiring": "wiring",
}


def summary(outcomes, changes, reviewed, seconds, commit):
    """What there is to tell of a run that tried some or all of the `changes`, as plain data.

    Counts by leg, by kind and by page; the survivors.
    """
    legs, kinds, pages, left = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter), []
    for outcome in outcomes:
        change, status = outcome.change, outcome.status
        entry = reviewed.get(change.key)
        if status == SURVIVES and entry is not None and entry.equivalent:
            status = EQUIVALENT
        legs[change.leg][status] += 1
        kinds[f"{change.leg}: {change.kind}"][status] += 1
        pages[change.page][status] += 1
        if status == SURVIVES:
            reason = entry.reason if entry else ""
            left.append({"change": str(change), "reason": reason})
    formulas = [change.place for change in changes if change.leg == "formula"]
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "commit": commit[:12],
        "minutes": round(seconds / 60, 1),
        "possible": len(changes),
        "formulas": len(set(formulas)),
        "changes a formula": round(len(formulas) / len(set(formulas)), 1),
        "legs": legs,
        "kinds": dict(sorted(kinds.items())),
        "pages": dict(sorted(pages.items())),
        "survivors": sorted(left, key=lambda item: item["change"]),
    }


def write(found):
    """Write both files."""
    (FIGURES / "drift.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    (FIGURES / "drift.md").write_text(text(found))


def text(found):
    """The tables, as Markdown."""
    legs = {LEGS[leg]: counts for leg, counts in found["legs"].items()}
    lines = [HEAD.format("what is changed"), *rows(legs), row("**all**", total(legs)), ""]
    lines += [said(found), ""]
    lines += ['??? note "By page and file"', "", *indented([HEAD.format("file"), *rows(found["pages"])]), ""]
    lines += ['??? note "By kind of slip"', "", *indented([HEAD.format("kind"), *rows(found["kinds"])]), ""]
    if found["survivors"]:
        lines += ["### What survived { data-search-exclude }", ""]  # code that is wrong is nothing to be found
        lines += ['??? note "The survivors, and why they are left"', "", *indented(survivors(found)), ""]
    return "\n".join(lines)


def survivors(found):
    """A list of those that are left, each as the code that it is, and the reason."""
    return [
        f"- `{item['change'].replace('`', chr(39))}`: {item['reason'] or 'not reviewed'}" for item in found["survivors"]
    ]


def said(found):
    everything = total(found["legs"])
    changes = sum(everything.values())
    tried = (
        f"{changes:,} changes"
        if changes == found["possible"]
        else (f"{changes:,} of {found['possible']:,} changes, chosen by the commit's hash")
    )
    share = 100 * everything.get(EQUIVALENT, 0) / changes
    return (
        f"{tried}. To each of the {found['formulas']:,} formulas there are {found['changes a formula']} on average. "
        f"Of those tried, {share:.1f} % are equivalent. "
        f"Made by `make drift` in {found['minutes']} minutes: {found['machine']}, {found['date']}."
    )


def total(parts):
    return sum((Counter(counts) for counts in parts.values()), Counter())


def rows(parts):
    return [row(name, counts) for name, counts in parts.items()]


def row(name, counts):
    cells = [f"{counts.get(column, 0):,}" for column in COLUMNS]
    return f"| {name} | {sum(counts.values()):,} | " + " | ".join(cells) + " |"


def indented(lines):
    return ["    " + line for line in "\n".join(lines).split("\n")]
