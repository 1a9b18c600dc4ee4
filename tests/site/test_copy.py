"""A block copied from the built site runs by itself, away from this repository."""

import json
import subprocess
import sys
from pathlib import Path

import census
import pytest

FORKS = Path(__file__).parent / "forks.py"


def run(codes, folder):
    """What went wrong with each text when a fork ran it in a folder of its own; None where nothing did."""
    command = [sys.executable, "-I", str(FORKS)]
    done = subprocess.run(command, input=json.dumps(codes), cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


WRONG = ["import snippets", "import proofread", "import conftest", "gradient(1)", "assert 0", "raise SystemExit(3)"]
RIGHT = ["import torch, numpy", "if __name__ == '__main__':\n    pass"]
LEAK = ["import sys\nx = sys.leak = 1", "import sys\nassert 'x' not in globals() and not hasattr(sys, 'leak')"]


@pytest.fixture(scope="module")
def ended(built, blocks, tmp_path_factory):
    """Pairs of a block that the site shows and how it ended; and how the texts above did, in their order."""
    skipped = {block.code.strip("\n") for block in blocks if block.outcome == "skipped"}
    shown = [b for b in census.shown(built) if census.is_python(b.language) and b.code not in skipped]
    codes = [*(block.code for block in shown), *WRONG, *RIGHT, *LEAK]  # in one process: its imports take seconds
    errors = run(codes, tmp_path_factory.mktemp("copied"))
    return list(zip(shown, errors[: len(shown)], strict=True)), errors[len(shown) :]


def test_every_copied_block_runs_alone(ended):
    blocks, _ = ended
    assert blocks
    assert [f"{block.page}: {census.start(block.code)}\n{error}" for block, error in blocks if error] == []


def test_what_only_this_repository_has_is_missed_and_blocks_do_not_see_each_other(ended):
    _, errors = ended
    assert all(errors[: len(WRONG)])
    assert errors[len(WRONG) :] == [None] * 4
