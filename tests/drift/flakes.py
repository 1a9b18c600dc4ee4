"""`make flakes`: every verdict and every block under many seeds, pages in another order each time; nothing may fail.

A seed is what samples of formulas are drawn by, and what a block's own random numbers begin with.
"""

import argparse
import functools
import random
import sys
import time
import types
import zlib
from collections import Counter
from unittest import mock

from project import PAGES

from drift import code, run, trial
from drift.change import SURVIVES
from proofread import examine, judge, page

SEEDS = 100


def seeded(text, seed):
    """The block, begun with a seed."""
    begin = "import random as _r, numpy as _n, torch as _t; "
    return f"{begin}_r.seed({seed}); _n.random.seed({seed}); _t.manual_seed({seed})\n{text}"


def verdicts(path, seed):
    """What fails of a page's formulas, judged on samples that a seed decides."""
    salted = types.SimpleNamespace(crc32=lambda text: zlib.crc32(text, seed))
    with mock.patch.object(examine, "zlib", salted):
        return [str(verdict) for verdict in judge.judge(read(path)) if verdict.failing]


read = functools.cache(page.read)


def blocks(path, seed):
    """What fails of a page's blocks, in a fork; those that compile or draw, each in its own, under each tenth seed."""
    slow, found = path.stem == "ladder" or path.suffix == ".py", code.blocks(path)
    for together in ([[block] for block in found] if seed % 10 == 0 else []) if slow else [found]:
        status, said = trial.forked(in_turn, together, seed)
        if status != SURVIVES:
            yield said


def in_turn(found, seed):
    """Run blocks one after another, as a page's are run. AssertionError for the first that fails."""
    for block in found:
        try:
            trial.run(seeded(block.code, seed), block.output)
        except BaseException as error:
            raise AssertionError(f"{block.page}:{block.line}: {type(error).__name__}: {error}") from error


def of_verdicts(seed):
    """What fails of all pages' formulas under a seed, the pages in its order."""
    return [f"seed {seed}: {said}" for path in shuffled(seed) for said in verdicts(path, seed)]


def of_blocks(seed):
    """What fails of all pages' blocks under a seed, the pages in its order."""
    return [f"seed {seed}: {said}" for path in shuffled(seed) for said in blocks(path, seed)]


def shuffled(seed):
    return random.Random(seed).sample(PAGES, len(PAGES))


def main(arguments):
    parser = argparse.ArgumentParser(prog="flakes", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_args(arguments)
    start, failed = time.time(), Counter()
    trial.warm()
    seeds = range(options.first, options.first + options.seeds)
    for part in (of_blocks, of_verdicts):  # in this order: forks are quick while their parent is small
        with run.pool() as workers:
            for found in workers.imap_unordered(part, seeds):
                for said in found:
                    failed[said] += 1
                    print(said, flush=True)
    count, took = sum(len(code.blocks(path)) for path in PAGES), time.time() - start
    print(f"{len(seeds)} seeds, {len(PAGES)} pages, {count} blocks: {len(failed)} failures, {took:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
