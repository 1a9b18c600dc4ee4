"""The run: which changes there are, and each of them tried, on all processors."""

import itertools
import multiprocessing
import os
import random
import time
from dataclasses import replace

from project import PAGES, ROOT, spare_collections

from drift import code, formulas, trial, values, wiring
from drift.change import REFUSAL, Outcome

LEGS = {"formula": formulas, "block": code, "snippet": code, "output": values, "number": values, "wiring": wiring}
FORKED = ("block", "snippet", "output")  # a fork for each change
MINUTES = 15
# The pages that a sample is drawn from, with the snippets that have their names.
SAMPLED = ["collapse", "index", "network", "scale", "broadcast", "vjp"]


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
    parts = [(of_page, path) for path in PAGES] + [(of_snippet, path) for path in snippets()] + [(of_figures, None)]
    with pool() as workers:
        found = itertools.chain.from_iterable(workers.imap(listed, parts))
        return [change for change in found if not legs or change.leg in legs]


def listed(part):
    make, path = part
    return list(make(path))


def sample(count, seed):
    """Changes of a few pages, chosen by a seed: mostly of formulas."""
    draw = random.Random(seed)
    few = [ROOT / "docs" / f"{name}.md" for name in draw.sample(SAMPLED, 3)]
    beside = [path for path in snippets() if path.stem in {page.stem for page in few}]
    parts = [
        ([change for path in few for change in wiring.changes(path)], count // 20),
        ([change for path in few for change in values.outputs(path)], count // 20),
        (of_figures(None), count // 20),
        ([change for path in few for change in code.of_page(path)], count // 20),
        ([change for path in beside for change in code.of_snippet(path)], count // 20),
        ([change for path in few for change in formulas.changes(path)], count),
    ]
    found = []
    for changes, most in parts:
        found += draw.sample(changes, min(most, len(changes), count - len(found)))
    return found


def pool():
    return multiprocessing.get_context("fork").Pool(os.cpu_count(), initializer=prepare)


def prepare():
    trial.warm()
    formulas.quick()
    spare_collections()  # to look through what was imported would copy it into each fork


def unchanged():
    """What fails as it is: no change of it would tell anything."""
    with pool() as workers:
        parts = [*code.every_block(), *snippets()]
        return list(filter(None, workers.imap_unordered(code.control, parts)))


def attempt(change):
    """Try one change; whatever goes wrong is a refusal."""
    start = time.process_time() + sum(os.times()[2:4])
    try:
        found = LEGS[change.leg].tried(change)
    except Exception as error:
        found = Outcome(change, REFUSAL, f"{type(error).__name__}: {error}"[:300])
    return replace(found, seconds=time.process_time() + sum(os.times()[2:4]) - start)


def run(changes, tell=lambda outcome: None, minutes=MINUTES, seed=""):
    """Try changes on all processors, in an order that a seed decides: a list of outcomes.

    After so many `minutes` the others are left. Code comes first, in forks of processes that are small: those that
    judge pages are others, and remember the pages.
    """
    order, found, end = list(changes), [], time.time() + 60 * minutes
    random.Random(seed).shuffle(order)
    for part in ([c for c in order if c.leg in FORKED], [c for c in order if c.leg not in FORKED]):
        with pool() as workers:
            for outcome in workers.imap_unordered(attempt, part, chunksize=4):
                tell(outcome)
                found.append(outcome)
                if time.time() > end:
                    workers.terminate()
                    return found
    return found
