"""The project as the tests drive it: its build, and runs of pages by pytest."""

import functools
import gc
import os
import random
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from proofread.cache import kept
from proofread.pages import page
from proofread.testing.plugin import Block

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
PYTHONPATH = os.pathsep.join(
    str(ROOT / folder) for folder in SETTINGS["pythonpath"]
)  # for what tests run as a program of its own
REPOSITORY = "https://github.com/owner/name"  # of the built site that the tests look at
KERNELS = sorted((ROOT / "tests" / "kernels").glob("*.py"))
KERNEL_TESTS = [path for path in KERNELS if "\ndef test_" in path.read_text()]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/lab").glob("*.py"))]
LONG = [
    "site/browser/test_budgets.py",
    "fuzz/test_fuzz.py",
    "checker/judging/test_second_judge.py",
    "site/test_copy.py",
]
LONG += ["drift/test_drift.py", "drift/test_sample.py", "snippets/test_devices.py", "fuzz/test_unnoticed.py"]
LONG += ["snippets/test_kernels.py", "snippets/test_implements.py"]


def location(path):
    """Where a page lies in the built site: the folder of its index.html."""
    page = path.relative_to(ROOT / "docs").with_suffix("")
    return "" if page.name == "index" else f"{page}/"


def build(project, site, generator="mkdocs", **environment):
    """`GENERATOR build --strict` of the project into the folder `site`, as a finished process."""
    command = [sys.executable, "-m", generator, "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(command, cwd=project, env=os.environ | environment, capture_output=True, text=True)


def spare_collections():
    """From now on this process looks for garbage rarely, and never in what it holds now: that stays to the end."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)  # a judge makes much that is garbage at once, and little in circles


def put_in_order(items, seed=0):
    """The files that take longest come first: no worker waits for another one at the end. Then the pages come.

    Their order is one that the seed decides, not that of their names: what a page leaves behind would be seen. A seed
    that isn't 0 decides that of the other files, too, and of the items in each file.
    """
    draw = random.Random(seed)
    first = [*(ROOT / "tests" / name for name in LONG), *draw.sample(PAGES, len(PAGES))]
    if seed:
        draw.shuffle(items)
    files = dict.fromkeys([*first, *(item.path for item in items)])
    order = {path: k for k, path in enumerate(files)}
    items.sort(key=lambda item: order[item.path])


@functools.cache
def judged(path):
    """A page's formulas, each with its verdict: a list of pairs."""
    found = page.read(path)
    return list(zip(found.formulas, kept.judge(found), strict=True))


@dataclass(frozen=True)
class Run:
    """A page's block that pytest-codeblocks had: its page, its place, its text and how its setup or its run ended."""

    page: str
    where: str
    code: str
    outcome: str


class Recorder:
    def __init__(self):
        self.outcomes, self.items = {}, []

    def pytest_collection_finish(self, session):
        self.items = list(session.items)

    def pytest_runtest_logreport(self, report):
        if report.when != "teardown" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    def runs(self):
        return [
            Run(item.path.as_posix(), item.where, item.obj.code, self.outcomes.get(item.nodeid, "not run"))
            for item in self.items
            if isinstance(item, Block) and item.obj.syntax == "python"
        ]


def run_pages(pages, *options, ini=ROOT / "pyproject.toml"):
    """A Recorder of what pytest did with the Markdown files `pages`, in their order and in this process."""
    recorder = Recorder()
    # Two plugins collect garbage at the end of a session, which takes longer than most of these sessions do.
    plugins = ["proofread.testing.plugin", "no:cacheprovider", "no:unraisableexception", "no:threadexception"]
    # Else pytest looks through the folders above, up to the root of the disk.
    folder = os.path.commonpath([Path(page).absolute().parent for page in pages])
    settings = ["-c", str(ini), f"--confcutdir={folder}", *(f"-p{name}" for name in plugins)]
    pytest.main([*map(str, pages), *settings, *options], plugins=[recorder])
    return recorder
