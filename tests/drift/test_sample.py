"""A sample of changes, chosen by the commit's hash: all but the reviewed ones turn the checks red."""

import os
import subprocess
import sys

from project import PYTHONPATH, ROOT

COUNT = 300


def test_a_sample_of_changes_is_noticed():
    """The same command repeats it: `make drift SAMPLE=300 SEED=…`, with the seed that is printed."""
    command = [sys.executable, "-m", "drift", "--sample", str(COUNT)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": PYTHONPATH},
        capture_output=True,
        text=True,
    )
    print(run.stdout)
    assert "seed: " in run.stdout and run.returncode == 0, run.stdout + run.stderr
