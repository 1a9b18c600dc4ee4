"""`make drift`: every change is made and tried. `--sample COUNT` tries some, chosen by the commit or by `--seed`."""

import argparse
import sys
import time
from collections import Counter

from project import ROOT

from drift import equivalents, report, run, trial
from drift.change import SURVIVES
from proofread.site.ledger import commit

NO_COMMIT = "no commit"  # the seed outside of a repository


def main(arguments):
    parser = argparse.ArgumentParser(prog="drift", description=__doc__)
    parser.add_argument("--sample", type=int, metavar="COUNT")
    parser.add_argument("--seed", default=commit(ROOT) or NO_COMMIT)
    parser.add_argument("--only", nargs="*", default=(), help="pages or snippets, such as docs/collapse.md")
    parser.add_argument("--leg", nargs="*", default=(), help="formula, block, snippet, …")
    parser.add_argument("--minutes", type=float, default=run.MINUTES, help="after these, what is left isn't tried")
    options = parser.parse_args(arguments)
    start = time.time()
    trial.warm()
    if options.sample:
        print(f"seed: {options.seed}", flush=True)
        changes = run.sample(options.sample, options.seed)
    elif options.only:
        paths = [ROOT / name for name in options.only]
        changes = [c for p in paths for c in (run.of_page(p) if p.suffix == ".md" else run.of_snippet(p))]
    else:
        changes = run.every(options.leg)
    changes = [change for change in changes if not options.leg or change.leg in options.leg]
    full = not (options.sample or options.only or options.leg)
    if full and (failing := run.unchanged()):
        print("these fail without any change:", *failing, sep="\n")
        return 1
    reviewed = equivalents.load()
    minutes = options.minutes - (time.time() - start) / 60
    outcomes = run.run(changes, lambda outcome: tell(outcome, reviewed), minutes, options.seed)
    left = [o.change for o in outcomes if o.status == SURVIVES and o.change.key not in reviewed]
    counts, took = Counter(outcome.status for outcome in outcomes), time.time() - start
    print(f"{len(outcomes)} of {len(changes)} changes, {dict(counts)}, {took:.0f} s")
    if full:
        stale = equivalents.stale(reviewed.values(), changes)
        print("\n".join(f"no change is left of the reviewed {entry.page}: {entry.text}" for entry in stale))
        report.write(report.summary(outcomes, changes, reviewed, time.time() - start, options.seed))
    return 1 if left else 0


def tell(outcome, reviewed):
    if outcome.status == SURVIVES and outcome.change.key not in reviewed:
        print(f"survives: {outcome.change}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
