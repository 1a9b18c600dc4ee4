"""The run: which changes there are, and each of them tried, on all processors."""

import itertools
import multiprocessing
import os
import random
import time
from dataclasses import replace

from project import ROOT

from drift import code, formulas, trial, values, wiring
from drift.change import REFUSAL, Outcome

LEGS = {"formula": formulas, "block": code, "snippet": code, "output": values, "number": values, "wiring": wiring}
HEAVY = "kernel"  # what Triton's interpreter runs takes seconds; samples leave it to the full run


def pages():
    return sorted((ROOT / "docs").glob("*.md"))


def snippets():
    return sorted((ROOT / "snippets").glob("*.py"))


def of_page(path):
    """Every change to what stands in one page."""
    return [*formulas.changes(path), *code.of_page(path), *values.changes(path), *wiring.changes(path)]


def of_snippet(path):
    """Every change to one file of snippets/."""
    return [*code.of_snippet(path), *wiring.of_snippet(path)]


def of_figures(_):
    return list(values.of_figures())


def every(legs=()):
    """Every change of the project, or of some legs."""
    parts = [(of_page, path) for path in pages()] + [(of_snippet, path) for path in snippets()] + [(of_figures, None)]
    with pool() as workers:
        found = itertools.chain.from_iterable(workers.imap(listed, parts))
        return [change for change in found if not legs or change.leg in legs]


def listed(part):
    make, path = part
    return list(make(path))


def sample(count, seed):
    """Changes chosen by a seed, from few pages and snippets, so that few are judged first."""
    draw = random.Random(seed)
    few = [path for path in draw.sample(pages(), 6)]
    light = [path for path in snippets() if HEAVY not in path.name]
    found = [change for path in few for change in formulas.changes(path)]
    blocks = [change for path in few if HEAVY not in path.name for change in code.of_page(path)]
    edits = [change for path in draw.sample(light, 3) for change in code.of_snippet(path)]
    wires = [change for path in few for change in wiring.changes(path)]
    numbers = [change for path in few for change in values.changes(path)] + of_figures(None)
    kinds = ((blocks, count // 10), (edits, count // 12), (wires, count // 20), (numbers, count // 12))
    chosen = [draw.sample(kind, min(k, len(kind))) for kind, k in kinds]
    rest = count - sum(map(len, chosen))
    return [*draw.sample(found, min(rest, len(found))), *itertools.chain.from_iterable(chosen)]


def pool():
    return multiprocessing.get_context("fork").Pool(os.cpu_count(), initializer=prepare)


def prepare():
    trial.warm()
    formulas.quick()


def attempt(change):
    """Try one change; whatever goes wrong is a refusal."""
    start = time.process_time() + sum(os.times()[2:4])
    try:
        found = LEGS[change.leg].tried(change)
    except Exception as error:
        found = Outcome(change, REFUSAL, f"{type(error).__name__}: {error}"[:300])
    return replace(found, seconds=time.process_time() + sum(os.times()[2:4]) - start)


def run(changes, tell=lambda outcome: None, minutes=None):
    """Try changes on all processors, the heavy ones last: a list of outcomes in no order.

    After so many `minutes` the rest is left, and missing in the list.
    """
    order = [*LEGS, HEAVY]
    changes = sorted(changes, key=lambda change: order.index(HEAVY if HEAVY in change.page else change.leg))
    found, end = [], time.time() + 60 * (minutes or 1e6)
    with pool() as workers:
        for outcome in workers.imap_unordered(attempt, changes, chunksize=max(1, min(8, len(changes) // 20))):
            tell(outcome)
            found.append(outcome)
            if time.time() > end:
                workers.terminate()
                break
    return found
