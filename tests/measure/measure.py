"""Measures ways, each in a process of its own: `python measure.py TABLE/WAY` prints the seconds of a call."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from project import PYTHONPATH

CALLS = 9  # after three to warm up; their median counts
OTHERS = 0.05  # a measurement is repeated while other processes use more than this share of the machine
# What tells the C library to keep the pages of freed arrays. Its defaults give large ones back at once.
KEPT = {
    "MALLOC_MMAP_THRESHOLD_": str(2**32),
    "MALLOC_TRIM_THRESHOLD_": str(2**34),
    "MALLOC_TOP_PAD_": str(2**28),
}
ALLOCATORS = {"default": {}, "kept": KEPT}


def seconds(run):
    """The median time of a call, on a machine that does nothing else."""
    for _ in range(3):
        run()
    for _ in range(20):
        took, before = [], clocks()
        for _ in range(CALLS):
            start = time.perf_counter()
            run()
            took.append(time.perf_counter() - start)
        all_cores, ours, wall = (b - a for a, b in zip(before, clocks(), strict=True))
        # the system counts in hundredths of a second: what is shorter can't be told
        if all_cores - ours <= OTHERS * wall * os.cpu_count() + 0.02:
            return statistics.median(took)
    raise RuntimeError("this machine is too busy to measure on")


def clocks():
    """Seconds: that all cores have worked for whomever, that they have for this process, and of the clock."""
    user, nice, system, _, _, interrupts, soft, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    worked = (user + nice + system + interrupts + soft + steal) / os.sysconf("SC_CLK_TCK")
    return worked, time.process_time(), time.perf_counter()


def measured(name, allocator):
    """The same in a process of its own, under an allocator of ALLOCATORS."""
    command = [sys.executable, __file__, name]
    environment = os.environ | ALLOCATORS[allocator] | {"PYTHONPATH": PYTHONPATH}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr}")
    return json.loads(done.stdout)


def machine():
    """The processor and its number of cores, as the operating system tells them."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores"


if __name__ == "__main__":
    table, _, way = sys.argv[1].partition("/")
    if table == "ladder":
        import rungs  # alone: what takes long to import isn't imported for a triad

        run = rungs.prepared(way)
    else:
        import ways

        run = ways.prepared(table, way)
    print(json.dumps(seconds(run)))
