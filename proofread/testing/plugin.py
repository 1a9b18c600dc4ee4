"""The pytest plugin: the code blocks and formulas of a Markdown page become test items, as its reader sees them.

The formulas are judged. The blocks are run by pytest-codeblocks. Its comments work as documented
there: `cont`, `expected-output`, `importorskip`, `pytest.mark…`.
"""

import functools
import gc
import linecache
import os
import sys
from unittest import mock

import pytest
from _pytest import outcomes
from pytest_codeblocks import plugin

from proofread.cache import kept
from proofread.pages import notebook, source
from proofread.pages import page as pages
from proofread.pages.blocks import blocks_of
from proofread.pages.outputs import uncompared
from proofread.testing import asserts, state


def pytest_addoption(parser):
    parser.addoption("--blocks", action="store_true", help="run the blocks of Markdown pages; don't judge formulas")


def pytest_configure(config):
    # Given --codeblocks, pytest-codeblocks would collect each page a second time, unexpanded.
    config.option.codeblocks = False


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".md" or notebook.is_notebook(file_path):
        return PageFile.from_parent(parent, path=file_path)


def pytest_pycollect_makemodule(module_path, parent):
    """A notebook named on the command line is a page, too; pytest would import it besides, and so run it twice."""
    if notebook.is_notebook(module_path):
        return NoModule.from_parent(parent, path=module_path)


def pytest_collection_finish(session):
    if any(isinstance(item, Block) for item in session.items):
        import torch  # once, before the first page's state is saved

        if not torch.cuda.is_available():
            # Triton looks at this when it's imported, which one page's torch.compile may do before another's kernel.
            os.environ.setdefault("TRITON_INTERPRET", "1")
        gc.freeze()  # torch's objects stay to the end: collecting garbage need not walk them each time


def reasoned(mark):
    """Whether a mark that keeps a block from running, or from failing, says why."""
    return mark.name not in ("skip", "skipif", "xfail") or bool(mark.kwargs.get("reason"))


class PageFile(pytest.File):
    """A Markdown page. What its blocks change globally is restored after it."""

    def collect(self):
        try:
            page = source.read(self.path)
        except source.SourceError as error:
            yield Refused.from_parent(self, name="includes", error=str(error))
            return
        if not self.config.option.blocks:
            yield from self.formulas(page)
        yield from self.blocks(page)

    def formulas(self, page):
        self.page = pages.parse(page)
        for k, formula in enumerate([*self.page.formulas, *self.page.strays]):
            yield Formula.from_parent(self, name=f"formula {formula.line}:{formula.column}", number=k)

    @functools.cached_property
    def verdicts(self):
        return kept.judge(self.page, anew=True)

    def blocks(self, page):
        for line, said in uncompared(page):
            yield Refused.from_parent(self, name=f"output {line.where}", error=f"{line.where}: {said}")
        for block, origins in blocks_of(page):
            line = page.lines[block.lineno - 1]
            here = line.path == self.path
            name = f"line {line.number}" if here else line.where
            if block.syntax == "python" and (found := asserts.problems(block.code)):
                error = "\n".join(f"{origins[number - 1].where}: {said}" for number, said in found)
                yield Refused.from_parent(self, name=name, error=error)
                continue
            marks = [eval(mark, {"sys": sys, "pytest": pytest}) for mark in block.marks]
            if unreasoned := [mark.name for mark in marks if not reasoned(mark)]:
                error = f"{line.where}: a block marked {unreasoned[0]} needs a reason: reason='…'"
                yield Refused.from_parent(self, name=name, error=error)
                continue
            item = Block.from_parent(self, name=name, obj=block, line=line, origins=origins)
            for mark in marks:
                item.add_marker(mark)
            yield item

    def setup(self):
        self.state = state.save()

    def teardown(self):
        state.restore(self.state)


class NoModule(pytest.File):
    """Nothing, in the place of a module."""

    def collect(self):
        return []


class Refused(pytest.Item):
    """One failing item for what can't be run: a page with a missing include, a skip without a reason."""

    def __init__(self, *, error, **rest):
        super().__init__(**rest)
        self.error = error

    def runtest(self):
        pytest.fail(self.error)

    def repr_failure(self, excinfo):
        return self.error


class Formula(pytest.Item):
    """A formula of the page. It passes if the page may be published with it."""

    def __init__(self, *, number, **rest):
        super().__init__(**rest)
        self.number = number

    def runtest(self):
        verdict = self.parent.verdicts[self.number]
        if verdict.failing:
            pytest.fail(str(verdict), pytrace=False)

    def reportinfo(self):
        return self.path, None, self.name


class Ended(Exception):
    """A block that ends before its end: what stands behind isn't run."""

    def __init__(self, how):
        super().__init__(f"the block ends itself here ({how}), and what stands behind isn't run")


def trimmed(text):
    """A text without the space at the ends of its lines and at its own."""
    text = "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
    return f"{text}\n" if text else ""


class Block(plugin.TestBlock):
    """A block of code as the reader sees it; `origins` tells for each of its lines where it was written."""

    def __init__(self, *, line, origins, **rest):
        super().__init__(**rest)
        self.line, self.origins, self.where = line, origins, line.where

    def setup(self):
        if self.obj.importorskip is not None:
            pytest.importorskip(self.obj.importorskip, reason=f"{self.where} needs {self.obj.importorskip}")

    def runtest(self):
        self.obj.expected_output_ignore_whitespace = False
        if self.obj.expected_output is not None:
            self.obj.expected_output = trimmed(self.obj.expected_output)
        # Under a name of its own in linecache, so that inspect, Triton and torch.compile find the block's source.
        lines = self.obj.code.splitlines(keepends=True)
        linecache.cache[self.where] = (len(self.obj.code), None, lines, self.where)
        with mock.patch.object(plugin, "exec", self.execute, create=True):
            super().runtest()

    def execute(self, code, names):
        """Run the code to its end, with assertions; leave what it printed without the space that ends its lines."""
        printed, leave, process = sys.stdout, os._exit, os.getpid()

        def stay(status):
            if os.getpid() != process:  # a child of the block may
                leave(status)
            raise Ended("os._exit")

        try:
            with mock.patch.object(os, "_exit", stay):
                exec(compile(code, self.where, "exec", optimize=0), names | {"__name__": "__main__"})
        except (SystemExit, outcomes.OutcomeException) as error:
            raise Ended(type(error).__name__).with_traceback(error.__traceback__) from None
        shown = trimmed(printed.getvalue())
        printed.seek(0)
        printed.truncate()
        printed.write(shown)

    def repr_failure(self, excinfo):
        error = excinfo.value
        # pytest-codeblocks wraps what a block raises; what it says itself (another output) has no such context.
        error = error.__context__ if isinstance(error, RuntimeError) and error.__context__ else error
        number = self.failing_line(error)
        if number is None:  # not from the block's code: pytest-codeblocks found another output, or a shell failed
            _, _, outputs = str(error).partition("```\nExpected output\n")
            said = f"the block prints something else than the page shows; it shows\n{outputs}" if outputs else error
            return f"{self.where}: {said}"
        origin = self.origins[number - 1]
        at = origin.where
        shown = "" if origin.path == self.line.path else f" (in the block at {self.where})"
        message = error.msg if isinstance(error, SyntaxError) else error
        return f"{at}: {type(error).__name__}: {message}{shown}\n\n    {at}: {origin.strip()}"

    def failing_line(self, error):
        """The line of the block, from 1, on which `error` arose: the innermost that belongs to it."""
        if isinstance(error, SyntaxError) and error.filename == self.where:
            return min(error.lineno, len(self.origins))
        number, frame = None, error.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == self.where:
                number = frame.tb_lineno
            frame = frame.tb_next
        return number

    def reportinfo(self):
        return self.path, self.line.number - 1 if self.line.path == self.path else None, self.name
