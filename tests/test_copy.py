"""A block copied from the built site runs where only numpy and torch are installed: away from this repository."""

import json
import subprocess
import sys
from pathlib import Path

import census

FORKS = Path(__file__).parent / "forks.py"


def run(codes, folder):
    """What went wrong with each text when a fork ran it in a folder of its own; None where nothing did."""
    command = [sys.executable, "-I", str(FORKS)]
    done = subprocess.run(command, input=json.dumps(codes), cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_copied_block_runs_alone(built, runs, tmp_path):
    skipped = {block.code.strip("\n") for block in runs if block.outcome == "skipped"}
    blocks = [b for b in census.shown(built) if census.is_python(b.language) and b.code not in skipped]
    assert blocks
    failures = zip(blocks, run([block.code for block in blocks], tmp_path), strict=True)
    assert [f"{block.page}: {census.start(block.code)}\n{error}" for block, error in failures if error] == []


WRONG = ["import snippets", "import proofread", "import conftest", "gradient(1)", "assert 0", "raise SystemExit(3)"]
RIGHT = ["import torch, numpy", "if __name__ == '__main__':\n    pass"]
LEAK = ["import sys\nx = sys.leak = 1", "import sys\nassert 'x' not in globals() and not hasattr(sys, 'leak')"]


def test_what_only_this_repository_has_is_missed_and_blocks_do_not_see_each_other(tmp_path):
    errors = run([*WRONG, *RIGHT, *LEAK], tmp_path)
    assert all(errors[: len(WRONG)])
    assert errors[len(WRONG) :] == [None] * 4
