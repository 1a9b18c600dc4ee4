"""`make flakes`: every verdict and block under many seeds, the whole suite under a few; nothing may fail.

A seed is what samples of formulas are drawn by, what random numbers begin with, and the order of pages and tests.
"""

import argparse
import functools
import os
import random
import subprocess
import sys
import time
import types
import zlib
from unittest import mock

from project import PAGES, ROOT

from drift import code, run, trial
from drift.change import SURVIVES
from proofread.judging import examine, judge
from proofread.pages import page

SEEDS, SUITES = 100, 3
CORES = os.cpu_count()


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


def of_suite(seed, folder=ROOT, workers=CORES):
    """What fails of the suite in a folder under a seed: of the tests' order, of that of sets, and of random numbers."""
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses", str(workers)]
    command += ["--dist", "loadfile", "--no-loadscope-reorder"]
    here = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    here |= {"SUITE_SEED": str(seed), "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=folder, env=here, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return [f"suite, seed {seed}: {said}" for said in lines or [done.stdout + done.stderr] * (done.returncode != 0)]


def main(arguments):
    parser = argparse.ArgumentParser(prog="flakes", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="for verdicts and blocks")
    parser.add_argument("--suites", type=int, default=SUITES, help="seeds for the whole suite")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    options = parser.parse_args(arguments)
    start = time.time()
    trial.warm()
    seeds = range(options.first, options.first + options.seeds)
    count = 0
    for part in (of_blocks, of_verdicts):  # in this order: forks are quick while their parent is small
        with run.pool() as workers:
            count += told(workers.imap_unordered(part, seeds))
    blocks = sum(len(code.blocks(path)) for path in PAGES)
    print(f"{len(seeds)} seeds, {len(PAGES)} pages, {blocks} blocks: {count} failures, {time.time() - start:.0f} s")
    start = time.time()
    suites = told(map(of_suite, range(options.first, options.first + options.suites)))
    print(f"the whole suite under {options.suites} seeds: {suites} failures, {time.time() - start:.0f} s")
    return 1 if count or suites else 0


def told(parts):
    """Print all failures of some parts as they come; how many there were."""
    count = 0
    for found in parts:
        for said in found:
            print(said, flush=True)
        count += len(found)
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
