"""What is tried in forks of a process that has imported torch: a block, a changed module's formulas, its tests."""

import contextlib
import functools
import gc
import importlib.util
import io
import linecache
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import types
from pathlib import Path

import implements
from project import ROOT

from drift.change import REFUSAL, SURVIVES, VALUE

LIMIT = 10  # seconds of CPU time in a fork: a block that takes more doesn't end, and tests that take more tell nothing
TOO_LONG = "it takes too long"
ENDS = {0: SURVIVES, 1: VALUE, 2: REFUSAL}


def warm():
    """Import what blocks import, once, before the forks; nothing of snippets/, which a fork imports changed."""
    import torch

    torch.set_num_threads(1)
    modules = "torch._dynamo torch.func torch.testing torch.distributed torch.nn.parallel torch.utils.flop_counter"
    modules += " torch.autograd.profiler torch.utils.checkpoint torch._decomp.decompositions_for_jvp numpy.testing"
    modules += " torch._subclasses.schema_check_mode"
    if importlib.util.find_spec("triton"):
        modules += " triton triton.runtime.interpreter triton.experimental.gluon"
    for name in modules.split():
        importlib.import_module(name)


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
    paths = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "tests/kernels").glob("*.py")]
    found = [path for path in paths if named.search(text := path.read_text()) and "def test_" in text]
    return sorted(found, key=lambda path: (path.stem.removeprefix("test_") != stem, path.name))


def forked(function, *given):
    """Call a function in a fork: what shows from outside, by value, by refusal or not at all, and what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_in_child(function, given, writer))
    os.close(writer)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it has started, and left behind: it holds the pipe, too
    said = os.read(reader, 4096).decode(errors="replace")
    os.close(reader)
    return ENDS.get(end, REFUSAL), TOO_LONG if end == -signal.SIGPROF else said or (f"ended with {end}" if end else "")


def _in_child(function, given, writer):
    gc.freeze()  # to look through what the parent made would copy it
    os.setpgid(0, 0)
    multiprocessing.current_process().daemon = False  # a pool's workers are: they may start no processes, blocks may
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
