"""`make bench`: what the checks cost and what pages show, measured. Nothing here is a test: times aren't asserted."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

import bench_gpu
import bench_math
import figures
from measure import ALLOCATORS, machine, measured
from project import ROOT
from ways import TABLES

import proofread
from proofread.judging import judge
from proofread.pages import page, source
from proofread.pages.blocks import blocks_of

PAGES = sorted((ROOT / "docs").glob("*.md"))
FLOOR = """
import json, os, sys, io, contextlib
import numpy, torch
if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"  # as pytest has it; one page's torch.compile imports Triton before a kernel's
for code in json.load(open(sys.argv[1])):
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "block", "exec"), {"__name__": "__main__"})
"""


def seconds(command, folder, times):
    """The median wall time of `command`, run `times` times in `folder`; it has to succeed."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        took.append(time.perf_counter() - start)
        assert done.returncode == 0, done.stdout + done.stderr
    return statistics.median(took)


def copies(folder, pages, count):
    """A project in `folder` with `count` copies of each of some pages of docs/, and no others; its blocks' texts."""
    for name in ("mkdocs.yml", "pyproject.toml", "snippets", "proofread", "docs"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for path in [*(folder / "docs").glob("*.md"), *(folder / "docs/lab").glob("*.py")]:
        path.unlink()
    for path in pages:
        for i in range(count):
            shutil.copy(path, folder / "docs" / f"{path.stem}_{i}.md")
    return [block.code for path in pages for block, _ in blocks_of(source.read(path))] * count


def blocks(pages=PAGES, counts=((1, 3), (3, 1))):
    """The cost of running pages' blocks, against one process that imports torch and executes the same blocks.

    `counts` are pairs: how many copies of each page there are, and how often all of them run.
    """
    print("Running the pages' blocks (medians, seconds)")
    print(f"{'':12}{'runs':>6}{'blocks':>8}{'floor':>8}{'pytest':>8}{'ratio':>8}")
    for count, times in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            codes = copies(folder, pages, count)
            (folder / "codes.json").write_text(json.dumps(codes))
            floor = seconds([sys.executable, "-c", FLOOR, "codes.json"], folder, times)
            ours = seconds([sys.executable, "-m", "pytest", "docs", "-q", "--blocks"], folder, times)
            print(f"{f'pages × {count}':12}{times:6}{len(codes):8}{floor:8.2f}{ours:8.2f}{ours / floor:8.2f}")


def imports():
    """What `import proofread.judging.judge` costs, best of 5, and which of the large libraries it brings along."""
    code = "import sys, time; t = time.perf_counter(); import proofread, proofread.judging.judge, proofread.pages.page;"
    code += "print(time.perf_counter() - t, [m for m in ('torch', 'numpy', 'markdown') if m in sys.modules])"
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True) for _ in range(5)]
    took, libraries = min(run.stdout.strip() for run in runs).split(" ", 1)
    print(f"\nimport proofread: {float(took):.3f} s, with it: {libraries}")


def verdicts(folders=("docs", "tests/corpus")):
    """The time of each claim's verdict in the pages of some folders: of this process, whatever else runs."""
    print("\nVerdicts (milliseconds a claim)")
    print(f"{'':12}{'claims':>10}{'median':>8}{'p99':>8}{'most':>8}{'total s':>9}")
    for name in folders:
        times = []

        def timed(*arguments, plain=judge.verdict, times=times):
            start = time.process_time()
            verdict = plain(*arguments)
            if verdict.status in ("checked", "refuted"):  # claims only: the rest costs next to nothing
                times.append(1000 * (time.process_time() - start))
            return verdict

        with mock.patch.object(judge, "verdict", timed):
            start = time.process_time()
            for path in sorted((ROOT / name).glob("*.md")):
                proofread.judge(page.read(path))
            total = time.process_time() - start
        times.sort()
        p99 = times[int(0.99 * len(times))]
        print(f"{name!s:12}{len(times):10}{statistics.median(times):8.2f}{p99:8.1f}{times[-1]:8.1f}{total:9.2f}")


def growth(counts=(80, 160, 320)):
    """The time of one page against its number of formulas: sections of the corpus, over and over."""
    sections = [
        section
        for path in sorted((ROOT / "tests/corpus").glob("*.md"))
        for section in path.read_text().split("\n## ")[1:]
    ]
    print("\nOne page, growing")
    print(f"{'':12}{'formulas':>10}{'seconds':>9}{'ms each':>9}")
    for count in counts:
        chosen = [sections[k % len(sections)] for k in range(count)]
        text = "# Page\n\n" + "\n".join(f"## s{k}-{section}" for k, section in enumerate(chosen))
        start = time.process_time()
        judged = len(proofread.check(text, ROOT / "docs/growing.md"))
        took = time.process_time() - start
        print(f"{f'{count} sections':12}{judged:10}{took:9.2f}{1000 * took / judged:9.2f}")


def ways():
    """The times that pages show, with what is predicted: a round, under each allocator."""
    print(f"\nWays to a loss (milliseconds: measured, and predicted; {machine()})")
    found = {"rates": {"seconds": {}}}
    for name, allocator in figures.ways("rates"):
        found["rates"]["seconds"].setdefault(name, {})[allocator] = [measured(f"rates/{name}", allocator)]
    for table in TABLES:
        for way in TABLES[table].ways:
            took = {allocator: 1000 * measured(f"{table}/{way}", allocator) for allocator in ALLOCATORS}
            expected = figures.predictions(table, way, found)
            print(f"{table + '/' + way:40}" + "".join(f"{a:>10}{took[a]:9.1f}{1000 * expected[a]:9.1f}" for a in took))
    for name, allocator in figures.ways("ladder"):
        print(f"{'ladder/' + name:50}{allocator:>10}{1000 * measured(f'ladder/{name}', allocator):9.1f}")


if __name__ == "__main__":
    blocks()
    imports()
    verdicts()
    growth()
    ways()
    bench_gpu.bench()
    bench_math.bench()
