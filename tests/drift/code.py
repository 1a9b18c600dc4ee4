"""Code: each edit of a snippet or of a page's block, against the blocks that hold it, the formulas, and its tests.

Everything runs in forks of a process that has imported torch. An edit of a snippet is tried first on the blocks of the
pages that embed it, then against the formulas that the snippet says it implements, then by the snippet's own tests.
"""

import contextlib
import functools
import importlib.util
import io
import linecache
import os
import re
import shutil
import signal
import sys
import tempfile
import types
import zlib
from dataclasses import dataclass
from pathlib import Path

import implements
from project import ROOT

from drift.change import REFUSAL, SURVIVES, VALUE, Change, Outcome
from drift.edits import edits
from proofread import collect, source

LIMIT = 10  # seconds of CPU time in a fork: a block that takes more doesn't end, and tests that take more tell nothing
KERNELS, ONE_IN = "kernel", 3  # Triton's interpreter takes a second where others take a hundredth: one edit in three
TOO_LONG = "it takes too long"
ENDS = {0: SURVIVES, 1: VALUE, 2: REFUSAL}


@dataclass(frozen=True)
class Block:
    """A Python block of a page: its code, what it has to print (or None), the file and line of each of its lines."""

    page: str
    line: int
    code: str
    output: str | None
    origins: tuple

    @property
    def inline(self):
        """The lines (from 1) of the block that the page itself holds."""
        return {n for n, (path, _) in enumerate(self.origins, 1) if path == self.page}


def warm():
    """Import what blocks import, once, before the forks; nothing of snippets/, which a fork imports changed."""
    import torch

    torch.set_num_threads(1)
    if not torch.cuda.is_available():
        os.environ["TRITON_INTERPRET"] = "1"
    modules = "torch._dynamo torch.func torch.testing torch.distributed torch.nn.parallel torch.utils.flop_counter"
    modules += " torch.autograd.profiler torch.utils.checkpoint torch._decomp.decompositions_for_jvp numpy.testing"
    modules += " torch._subclasses.schema_check_mode"
    if importlib.util.find_spec("triton"):
        modules += " triton triton.runtime.interpreter triton.experimental.gluon"
    for name in modules.split():
        importlib.import_module(name)


def blocks(path):
    """The Python blocks of a page."""
    return list(_blocks(Path(path)))


@functools.cache
def _blocks(path):
    page, found = source.read(path), []
    for block, origins in collect.blocks(page):
        if block.syntax == "python" and not any(mark for mark in block.marks if "skip" in mark):
            places = tuple((shown(line.path), line.number) for line in origins)
            found.append(
                Block(shown(path), page.lines[block.lineno - 1].number, block.code, block.expected_output, places)
            )
    return found


def shown(path):
    path = Path(path)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def of_page(path):
    """The changes to the code that stands in a page itself."""
    for k, block in enumerate(blocks(path)):
        for edit in edits(block.code, block.inline):
            place = block.origins[edit.start[0] - 1]
            yield changed("block", block.code, edit, block.page, place, (k,))


def of_snippet(path):
    """The changes to a file of snippets/."""
    code = Path(path).read_text()
    for edit in edits(code, data=True):
        if path.stem.startswith(KERNELS) and zlib.crc32(f"{edit}".encode()) % ONE_IN:
            continue
        yield changed("snippet", code, edit, shown(path), (shown(path), edit.start[0]), ())


def changed(leg, code, edit, page, place, how):
    (first, left), (last, right) = edit.start, edit.end
    lines = code.split("\n")
    old = "\n".join(lines[first - 1 : last])
    new = lines[first - 1][:left] + edit.new + lines[last - 1][right:]
    where = f"{edit.around}: " if edit.around else ""
    return Change(leg, edit.kind, page, f"{place[0]}:{place[1]}", where + old, where + new, (*how, edit))


def tried(change):
    """Make a change of code, and run what could notice."""
    if change.leg == "block":
        k, edit = change.how
        block = blocks(ROOT / change.page)[k]
        return Outcome(change, *forked(run, respelled(block.code, edit, 0), block.output))
    (edit,) = change.how
    path = ROOT / change.page
    for block in embedding(change.page):
        text = in_block(block, edit, change.page)
        if text is not None:
            status, said = forked(run, text, block.output)
            if status != SURVIVES:
                return Outcome(change, status, f"{block.page}:{block.line}: {said}")
    code = respelled(path.read_text(), edit, 0)
    for way in (against_formulas, against_tests):
        status, said = forked(way, path.stem, code)
        if status != SURVIVES and said != TOO_LONG:
            return Outcome(change, status, said)
    return Outcome(change, SURVIVES)


def respelled(code, edit, down, indent=0):
    """The code with an edit made `down` lines further down, `indent` columns further left."""
    lines = code.split("\n")
    (first, left), (last, right) = edit.start, edit.end
    first, last, left, right = first - down, last - down, left - indent, right - indent
    lines[first - 1 : last] = [lines[first - 1][:left] + edit.new + lines[last - 1][right:]]
    return "\n".join(lines)


def in_block(block, edit, path):
    """A block with the edit of a snippet that it holds; None if it doesn't hold those lines."""
    places = {place: n for n, place in enumerate(block.origins, 1)}
    first, last = places.get((path, edit.start[0])), places.get((path, edit.end[0]))
    if first is None or last is None or last - first != edit.end[0] - edit.start[0]:
        return None
    here, there = block.code.split("\n")[first - 1], (ROOT / path).read_text().split("\n")[edit.start[0] - 1]
    return respelled(block.code, edit, edit.start[0] - first, len(there) - len(here))


@functools.cache
def every_block():
    return [block for path in sorted((ROOT / "docs").glob("*.md")) for block in blocks(path)]


@functools.cache
def embedding(path):
    """The blocks that hold lines of a snippet, the shortest first: they tell soonest."""
    held = [block for block in every_block() if any(place[0] == path for place in block.origins)]
    return sorted(held, key=lambda block: len(block.code))


# What runs in a fork


class Differs(AssertionError):
    """A block prints something else than the page shows."""


def run(code, output):
    """Execute a block as a reader would; AssertionError or Differs where it shows that it's wrong."""
    found = executed(code)
    if output is not None and found != output:
        raise Differs(f"it prints {found[:200]!r}")


def executed(code):
    """What a block prints."""
    linecache.cache["block"] = (len(code), None, code.splitlines(keepends=True), "block")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "block", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def printed(code):
    """What a block prints when it's run in a fork."""
    with tempfile.NamedTemporaryFile("w+") as file:
        forked(lambda: Path(file.name).write_text(executed(code)))
        return file.read()


def install(stem, code):
    """Put a changed module of snippets/ in the place of the file: all imports of it, in this process, get that one."""
    folder = Path(tempfile.mkdtemp())
    for path in (ROOT / "snippets").glob("*.py"):
        os.symlink(path, folder / path.name)
    (folder / f"{stem}.py").unlink()
    (folder / f"{stem}.py").write_text(code)
    for name in [name for name in sys.modules if name.split(".")[0] == "snippets"]:
        del sys.modules[name]
    package = types.ModuleType("snippets")
    package.__path__ = [str(folder)]
    sys.modules["snippets"] = package
    sys.dont_write_bytecode = True
    return folder


def against_formulas(stem, code):
    """Each function of the changed module against the formula that it implements; kernels have tests for that."""
    if stem.startswith("kernel"):
        return
    folder = install(stem, code)
    try:
        module = importlib.import_module(f"snippets.{stem}")
        for name, function in list(vars(module).items()):
            own = isinstance(function, types.FunctionType) and function.__module__ == module.__name__
            if own and not name.startswith("_") and implements.stated(function)[0]:
                implements.check(function)
    finally:
        shutil.rmtree(folder)


def against_tests(stem, code):
    """The tests that name the changed module, by pytest."""
    import pytest

    chosen = tests_of(stem)
    if not chosen:
        return
    folder = install(stem, code)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:unraisableexception"]
    try:
        status = pytest.main([*map(str, chosen), *options, "-c", str(ROOT / "pyproject.toml")])
    finally:
        shutil.rmtree(folder)
    assert status == 0, f"{', '.join(path.name for path in chosen)} fails"


@functools.cache
def tests_of(stem):
    """The test files that import a module of snippets/, its own first."""
    named = re.compile(rf"snippets\.{stem}\b|from snippets import (\w+, )*{stem}\b")
    paths = [*(ROOT / "tests").glob("test_*.py"), *(ROOT / "tests" / "kernels").glob("*.py")]
    found = [path for path in paths if named.search(text := path.read_text()) and "def test_" in text]
    return sorted(found, key=lambda path: (path.stem.removeprefix("test_") != stem, path.name))


def forked(function, *given):
    """Call a function in a fork: what shows from outside, by value, by refusal or not at all, and what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_in_child(function, given, writer))
    os.close(writer)
    said = b"".join(iter(lambda: os.read(reader, 4096), b"")).decode(errors="replace")
    os.close(reader)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ENDS.get(end, REFUSAL), TOO_LONG if end == -signal.SIGPROF else said or (f"ended with {end}" if end else "")


def _in_child(function, given, writer):
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1), os.dup2(quiet, 2)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    signal.alarm(5 * LIMIT)  # it may wait for what doesn't come
    try:
        function(*given)
        return 0
    except AssertionError as error:
        os.write(writer, f"{type(error).__name__}: {error}"[:300].encode())
        return 1
    except BaseException as error:
        os.write(writer, f"{type(error).__name__}: {error}"[:300].encode())
        return 2
