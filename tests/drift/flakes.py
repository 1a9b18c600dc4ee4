"""`make flakes`: every verdict and every block under many seeds, pages in another order each time; nothing may fail.

A seed is what samples of formulas are drawn by, and what a block's own random numbers begin with.
"""

import argparse
import functools
import multiprocessing
import os
import random
import sys
import time
import types
import zlib
from collections import Counter
from unittest import mock

from project import PAGES

from drift import code, trial
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
    """What fails of a page's blocks, in forks; those that compile or draw, under each tenth seed."""
    slow = path.stem == "ladder" or path.suffix == ".py"
    for block in code.blocks(path) if not slow or seed % 10 == 0 else ():
        status, said = trial.forked(trial.run, seeded(block.code, seed), block.output)
        if status != SURVIVES:
            yield f"{block.page}:{block.line}: {said}"


def tried(seed):
    """What fails under a seed, the pages in its order."""
    pages = list(PAGES)
    random.Random(seed).shuffle(pages)
    return [f"seed {seed}: {said}" for path in pages for said in [*verdicts(path, seed), *blocks(path, seed)]]


def main(arguments):
    parser = argparse.ArgumentParser(prog="flakes", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_args(arguments)
    start, failed = time.time(), Counter()
    trial.warm()
    seeds = range(options.first, options.first + options.seeds)
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), initializer=trial.warm) as workers:
        for found in workers.imap_unordered(tried, seeds):
            for said in found:
                failed[said] += 1
                print(said, flush=True)
    count, took = sum(len(code.blocks(path)) for path in PAGES), time.time() - start
    print(f"{len(seeds)} seeds, {len(PAGES)} pages, {count} blocks: {len(failed)} failures, {took:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
