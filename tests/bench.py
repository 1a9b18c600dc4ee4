"""`make bench`: what the checks cost, measured; a table a section. Nothing here is a test: times aren't asserted."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from project import ROOT

from proofread import collect, source

FLOOR = """
import json, sys, io, contextlib
import numpy, torch
for code in json.load(open(sys.argv[1])):
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "block", "exec"), {"__name__": "__main__"})
"""


def seconds(command, folder, times=5):
    """The median wall time of `command`, run `times` times in `folder`; it has to succeed."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        took.append(time.perf_counter() - start)
        assert done.returncode == 0, done.stdout + done.stderr
    return statistics.median(took)


def copies(folder, count):
    """A project in `folder` with `count` copies of each page of docs/; its blocks' texts."""
    for name in ("mkdocs.yml", "pyproject.toml", "snippets", "proofread", "docs"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    pages = sorted((ROOT / "docs").glob("*.md"))
    for page in pages:
        for i in range(1, count):
            shutil.copy(page, folder / "docs" / f"{page.stem}_{i}.md")
    return [block.code for page in pages for block, _ in collect.blocks(source.read(page))] * count


def blocks():
    """The cost of running the pages' blocks, against one process that imports torch and executes the same blocks."""
    print("Running the pages' blocks (median of 5, seconds)")
    print(f"{'':12}{'blocks':>8}{'floor':>8}{'pytest':>8}{'ratio':>8}")
    for count in (1, 10):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            codes = copies(folder, count)
            (folder / "codes.json").write_text(json.dumps(codes))
            floor = seconds([sys.executable, "-c", FLOOR, "codes.json"], folder)
            ours = seconds([sys.executable, "-m", "pytest", "docs", "-q", "-k", "not formula"], folder)
            print(f"{f'pages × {count}':12}{len(codes):8}{floor:8.2f}{ours:8.2f}{ours / floor:8.2f}")


if __name__ == "__main__":
    blocks()
