"""A notebook as a page: the cells that jupytext finds, each line with its place; and what must not pass."""

import sys
from pathlib import Path

import jupytext
import pytest
from a_notebook import TEXT, expanded
from project import PAGES, judged, run_pages

from proofread.judging.judge import judge
from proofread.pages import notebook, page, source
from proofread.pages.blocks import blocks_of

LAB = [path for path in PAGES if path.suffix == ".py"]


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_the_cells_are_those_of_jupytext(path):
    cells = jupytext.read(path).cells
    read = source.read(path)
    assert [fence.code.rstrip("\n") for fence in read.fences] == [c.source for c in cells if c.cell_type == "code"]
    for cell in cells:
        if cell.cell_type == "markdown":
            assert cell.source in "\n".join(read.lines)


def test_each_line_knows_where_it_was_written():
    read, written = expanded(), TEXT.split("\n")
    for line in read.lines:
        if line and not line.startswith(("```", "<!--")):
            assert written[line.number - 1][-line.indent :] == line, line


def test_formulas_are_judged_with_their_place_in_the_notebook():
    found = page.parse(expanded())
    verdicts = [(v.status, v.line, v.column) for v in judge(found)]
    assert verdicts == [("checked", 10, 8), ("false", 22, 8)]
    assert all(TEXT.split("\n")[line - 1][column - 1] == "$" for _, line, column in verdicts)


def test_all_cells_of_code_are_one_block():
    ((block, origins),) = blocks_of(expanded())
    assert block.code == "a = 1\n\n\n# a comment\nb = 2\nassert a + b == 3\n"
    assert [line.number for line in origins] == [15, 16, 17, 18, 19, 25]


def test_a_notebook_named_to_pytest_is_run_once(tmp_path):
    """And not imported besides, as other Python would be."""
    text = TEXT.replace("a = 1", "import sys\n\nsys.times = getattr(sys, 'times', 0) + 1\na = sys.times")
    (tmp_path / "n.py").write_text(text.replace("$1 + 1 = 3$", "$1 + 1 = 2$"))
    outcomes = run_pages([tmp_path / "n.py"]).outcomes
    assert list(outcomes.values()) == ["passed"] * 3
    assert sys.times == 1


def test_text_that_is_no_comment_is_not_lost():
    lines = [line for line, *_ in notebook.lines(TEXT.replace("# Here $", "Here $"))]
    assert "Here $1 + 1 = 2$." in lines


def test_other_python_is_no_notebook():
    assert not notebook.is_notebook(Path(__file__))
    assert notebook.is_notebook(Path("n.py"), TEXT) and not notebook.is_notebook(Path("n.md"), TEXT)


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_the_lab_has_claims_and_figures(path):
    assert sum(verdict.status == "checked" for _, verdict in judged(path)) >= 2
    assert "plt.subplots(" in path.read_text() and "assert" in path.read_text()
