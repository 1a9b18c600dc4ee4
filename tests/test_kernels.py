"""The Triton kernels of snippets/, tested in a process of their own: one that goes wrong may take it down.

On the CPU they run in Triton's interpreter, which has to be chosen before Triton is imported. The tests themselves are
in tests/kernels/, and are the same on a GPU.
"""

import os
import subprocess
import sys

import pytest
import torch
from project import ROOT

FILES = sorted((ROOT / "tests" / "kernels").glob("*.py"))
TESTS = [path for path in FILES if "\ndef test_" in path.read_text()]
no_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device; this machine has none")


@pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=no_cuda)])
def test_kernels(device):
    pytest.importorskip("triton", reason="there is no Triton for this system")
    environment = os.environ | ({"TRITON_INTERPRET": "1", "CUDA_VISIBLE_DEVICES": ""} if device == "cpu" else {})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *map(str, TESTS)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
