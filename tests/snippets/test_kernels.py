"""The Triton kernels of snippets/, tested in a process of their own: one that goes wrong may take it down.

On the CPU they run in Triton's interpreter, which has to be chosen before Triton is imported. The tests themselves are
in tests/kernels/, and are the same on a GPU.
"""

import os
import shutil
import subprocess
import sys

import pytest
import torch
from project import KERNEL_TESTS, PYTHONPATH, ROOT

no_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device; this machine has none")
sanitizer = pytest.mark.skipif(
    not (torch.cuda.is_available() and shutil.which("compute-sanitizer")),
    reason="needs a CUDA device and NVIDIA's Compute Sanitizer; this machine lacks one",
)


@pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=no_cuda)])
def test_kernels(device):
    pytest.importorskip("triton", reason="there is no Triton for this system")
    environment = os.environ | ({"TRITON_INTERPRET": "1", "CUDA_VISIBLE_DEVICES": ""} if device == "cpu" else {})
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, *map(str, KERNEL_TESTS)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def sanitized(tool, *twin):
    """A run of tests/kernels/sanitized.py under one of the sanitizer's tools."""
    # each tensor an allocation of its own: else it would lie amid others, and its neighbours could be read
    environment = os.environ | {"PYTORCH_NO_CUDA_MEMORY_CACHING": "1", "PYTHONPATH": PYTHONPATH}
    script = [sys.executable, str(ROOT / "tests/kernels/sanitized.py"), *twin]
    command = ["compute-sanitizer", "--tool", tool, "--error-exitcode", "9", *script]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@sanitizer
@pytest.mark.parametrize("tool", ["memcheck", "racecheck", "initcheck", "synccheck"])
def test_the_sanitizer_finds_nothing(tool):
    run = sanitized(tool)
    assert run.returncode == 0 and "0 errors" in run.stdout, run.stdout + run.stderr


@sanitizer
@pytest.mark.parametrize("twin", ["reads_past_the_end", "writes_past_the_end"])
def test_the_sanitizer_finds_a_missing_mask(twin):
    run = sanitized("memcheck", twin)
    assert run.returncode == 9 and "Invalid __global__" in run.stdout, run.stdout + run.stderr
