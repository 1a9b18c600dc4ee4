"""snippets/devices.py: by forked processes and under torchrun; and a mean over uneven shards, which it must reject."""

import os
import re
import subprocess
import sys
import time

import pytest
import torch
from project import ROOT

SCRIPT = ROOT / "snippets" / "devices.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows can't fork a process")


def run(text):
    """Run the script, or one like it, as the main program: it forks this process."""
    exec(compile(text, SCRIPT, "exec"), {"__name__": "__main__"})


def test_two_and_four_processes_take_less_than_five_seconds():
    text, took = SCRIPT.read_text(), []
    assert "for world in (2, 4):" in text
    for _ in range(3):
        start = time.perf_counter()
        run(text)
        took.append(time.perf_counter() - start)
    assert min(took) < 5


def test_the_same_file_under_torchrun():
    # Standalone: it finds a free port itself; else it takes one that another run may have.
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", str(SCRIPT)]
    # Of all networks only this machine's own: loopback.
    environment = os.environ | {"GLOO_SOCKET_IFNAME": "lo0" if sys.platform == "darwin" else "lo"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(re.findall(r"process \d of 2: the gradient of all 9 samples", done.stdout)) == [
        f"process {rank} of 2: the gradient of all 9 samples" for rank in (0, 1)
    ]


SLIPS = {
    "a mean over uneven shards": ("by_ddp(*mine, world / N)", "by_ddp(*mine, 1 / sizes[rank])", "DDP with world / N"),
    "DDP's division not undone": ("by_ddp(*mine, world / N)", "by_ddp(*mine, 1 / N)", "DDP with world / N"),
    "a shard's own count": ("by_all_reduce(*mine, N)", "by_all_reduce(*mine, sizes[rank])", "the sum of the parts"),
    "nothing reduced": ("    dist.all_reduce(g)", "    pass  #", "the sum of the parts"),
    "reduced twice": (
        "    dist.all_reduce(g)",
        "    dist.all_reduce(g), dist.all_reduce(g)  #",
        "the sum of the parts",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), SLIPS.values(), ids=SLIPS)
def test_a_broken_twin_is_caught(right, wrong, message):
    text = SCRIPT.read_text()
    assert text.count(right) == 1
    with pytest.raises(torch.multiprocessing.ProcessRaisedException, match=message):
        run(text.replace(right, wrong).replace("(2, 4)", "(2,)"))
