"""The harness itself: what it changes, that a weak page has survivors, that a reviewed entry falls with its text."""

import json
import os
import re
import shutil
import textwrap
import time
from dataclasses import replace

import pytest
from project import PYTHONPATH, ROOT

from drift import code, equivalents, flakes, formulas, trial
from drift.change import REFUSAL, SURVIVES, VALUE, Change
from drift.edits import edited, edits
from drift.slips import slips

PAGE = r"""
Let $y, t \in \mathbb{R}^n$ and $L = \sum_i (y_i - t_i)^2$.

$$
\frac{\partial L}{\partial y_j} = 2 (y_j - t_j)
$$

!!! failure "A sum that stays"
    $$
    \frac{\partial L}{\partial y_j} = \sum_i 2 (y_i - t_i)
    $$
"""


def page(tmp_path, text, name="page.md"):
    path = tmp_path / name
    path.write_text(text)
    return path


def became(changes, module):
    return {(change.kind, " ".join(change.becomes.split())): module.tried(change).status for change in changes}


@pytest.mark.parametrize(
    ("latex", "kind", "slip"),
    [
        (r"a - b", "sign", "a + b"),
        (r"L = 2 a", "factor lost", "L = a"),
        (r"L = a", "factor 2", "L = 2 a"),
        (r"x^2", "exponent", "x^ 3"),
        (r"x^2", "exponent", "x"),
        (r"A_{ij}", "indices swapped", "A_{ j i }"),
        (r"\sum_{i=1}^{n} x_i", "bound", r"\sum_{i= 2 }^{n} x_i"),
        (r"\sum_{i=1}^{n} x_i", "bound", r"\sum_{i=1} ^{n - 1} x_i"),
        (r"X^\top w", "transpose", "X w"),
        (r"X w", "transpose", r"X ^\top w"),
        (r"A B", "order", "B A"),
        (r"x_i \delta_{ij}", "delta lost", "x_i"),
        (r"\tanh(x)", "function", r"\sin (x)"),
        (r"\sum_i x_i + b", "scope", r"\sum_i (x_i + b)"),
        (r"\sum_i x_i y_i", "scope", r"x_i \sum_i y_i"),
        (r"\frac{a}{b}", "fraction", r"\frac{b}{a}"),
        (r"a < b", "relation", "a > b"),
        (r"a = 1 \quad \text{if } i = j", "condition lost", r"a = 1 \quad"),
    ],
)
def test_slips(latex, kind, slip):
    assert (kind, slip) in {(k, " ".join(found.split())) for k, found in slips(latex)}


def test_a_number_has_no_transpose_and_no_order():
    found = {" ".join(latex.split()) for _, latex in slips("M N", sizes=frozenset("MN"))}
    assert not found & {r"M ^\top N", "N M"}


@pytest.mark.parametrize(
    ("was", "kind", "now"),
    [
        ("a - b", "operator", "a + b"),
        ("a - b", "operands swapped", "(b - a)"),
        ("(a + b) * c", "operand lost", "c"),
        ("a < b", "comparison", "a <= b"),
        ("x.sum(axis=0)", "constant", "x.sum(axis=1)"),
        ("f(x, keepdim=True)", "keyword lost", "f(x)"),
        ("x.sum()", "reduction", "x.mean()"),
        ("f(a, b)", "arguments swapped", "f(b, a)"),
        ("X.T @ y", "transpose lost", "X @ y"),
        ("x[:, None]", "axes", "x[None, :]"),
        ("x.relu()", "call lost", "x"),
        ("x.backward()", "statement lost", "pass"),
        ("def f(): return a, b", "return", "def f(): return b, a"),
        ("x += 1", "operator", "x -= 1"),
        ("if a: b = 1", "condition", "if False: b = 1"),
    ],
)
def test_edits(was, kind, now):
    assert (kind, now) in {(edit.kind, edited(was, edit)) for edit in edits(was)}


def test_what_says_nothing_of_the_result_is_left_alone():
    text = '''
    import torch
    def f(x: int):
        """Twice 2."""
        if x:
            raise ValueError(f"{x + 1}")
    y = torch.tensor([1.0])
    assert_close(y, y, rtol=1e-6), "off by 1"
    '''
    kinds = {(edit.kind, edit.new) for edit in edits(textwrap.dedent(text))}
    assert kinds == {("condition", "False"), ("condition", "True")}


def test_the_square_of_a_difference_has_no_order():
    assert "((b - a)) ** 2" not in {edited("(a - b) ** 2", edit) for edit in edits("(a - b) ** 2")}
    assert not any("b - a" in edited("(a - b).pow(2)", edit) for edit in edits("(a - b).pow(2)"))
    assert "((b - a)) ** 3" in {edited("(a - b) ** 3", edit) for edit in edits("(a - b) ** 3")}


def test_every_slip_in_a_page_that_says_one_thing_is_caught(tmp_path):
    found = became(formulas.changes(page(tmp_path, PAGE)), formulas)
    assert len(found) > 30 and set(found.values()) == {VALUE, REFUSAL}
    assert found["sign", r"\frac{\partial L}{\partial y_j} = 2 (y_j + t_j)"] == VALUE
    assert found["definition lost", ""] == REFUSAL


def test_in_a_failure_box_the_right_formula_is_caught(tmp_path):
    path = page(tmp_path, PAGE)
    (change,) = [c for c in formulas.changes(path) if c.becomes == formulas.RIGHT]
    right = formulas.righted(formulas.known(path), *change.how)
    assert " ".join(right.split()) == r"\frac{\partial L}{\partial y_j} = 2 (y_j - t_j)"
    assert formulas.tried(change).status == VALUE


def test_a_definition_that_nothing_uses_survives(tmp_path):
    text = PAGE + "\nLet $M = \\sum_i 3 y_i$.\n"
    found = became(formulas.changes(page(tmp_path, text)), formulas)
    assert found["definition lost", ""] == SURVIVES and found["coefficient", r"M = \sum_i 4 y_i"] == SURVIVES


BLOCK = """
```python
def gradient(y, t):
    return 2 * (y - t)


assert gradient(3.0, 1.0) {claim}
```
"""


@pytest.mark.parametrize(("claim", "wanted"), [("== 4", {VALUE}), ("is not None", {VALUE, SURVIVES})])
def test_an_assertion_that_says_too_little_has_survivors(claim, wanted, tmp_path):
    trial.warm()
    changes = list(code.of_page(page(tmp_path, BLOCK.format(claim=claim))))
    assert len(changes) > 5 and {code.tried(change).status for change in changes} == wanted


def test_a_block_that_never_ends_and_one_that_prints_something_else_are_caught():
    assert trial.forked(trial.run, "print(1)", "1\n")[0] == SURVIVES
    assert trial.forked(trial.run, "print(2)", "1\n")[0] == VALUE
    assert trial.forked(trial.run, "raise TypeError", None)[0] == REFUSAL


def test_what_fails_unchanged_is_told_before_any_change_of_it_counts(tmp_path):
    trial.warm()
    (right,) = code.blocks(page(tmp_path, BLOCK.format(claim="== 4")))
    assert code.control(right) is None
    assert code.control(replace(right, code=right.code.replace("== 4", "== 5"))).startswith(
        f"{right.page}:{right.line}: "
    )


def test_what_a_block_leaves_running_ends_with_it():
    begin = time.time()
    assert trial.forked(trial.run, "import subprocess\nsubprocess.Popen(['sleep', '60'])", None)[0] == SURVIVES
    assert time.time() - begin < 30


def test_an_entry_falls_with_its_text(tmp_path):
    path = tmp_path / "equivalents.json"
    path.write_text(
        json.dumps({"reasons": {"same": "it is the same"}, "entries": {"p.md": {"a - b": {"a + b": "same"}}}})
    )
    (entry,) = equivalents.load(path).values()
    assert entry.equivalent and entry.reason == "it is the same"
    before, after = (Change("formula", "sign", "p.md", "p.md:1:1", text, "a + b") for text in ("a - b", "a - 2 b"))
    assert equivalents.stale([entry], [before]) == []
    assert equivalents.stale([entry], [after]) == [entry]


def test_a_block_and_a_formula_that_hold_by_chance_are_flaky(tmp_path):
    block = "```python\nimport torch\n\nassert torch.rand(1) < 0.5\n```\n"
    path = page(tmp_path, PAGE + block)
    failing = [seed for seed in range(8) if list(flakes.blocks(path, seed))]
    assert 0 < len(failing) < 8 and flakes.verdicts(path, 1) == []
    assert flakes.verdicts(page(tmp_path, PAGE.replace("= 2 (y_j - t_j)", "= (y_j - t_j)"), "false.md"), 1) != []


# They hold in this order, and in none of the 719 others.
TEST = "def test_{0}(): assert state.append({0}) or len(state) == {0}\n"
ORDERED = "state = []\n" + "".join(map(TEST.format, range(1, 7)))
SETTINGS = "[tool.pytest.ini_options]\npythonpath = {}"


def test_a_test_that_needs_another_is_flaky(tmp_path):
    (tmp_path / "test_ordered.py").write_text(ORDERED)
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format(PYTHONPATH.split(os.pathsep)))
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    failed = flakes.of_suite(1, tmp_path, workers=0)
    assert failed and all(re.match(r"suite, seed 1: FAILED test_ordered.py::test_\d", said) for said in failed)


def test_the_edits_that_are_tried_stay_where_lines_above_them_come():
    name, text = "snippets/kernel_squares.py", (ROOT / "snippets/kernel_squares.py").read_text()
    first, moved = ([e.new for e in edits(t, data=True) if code.chosen(name, e)] for t in (text, "\n\n" + text))
    assert first == moved and 0 < len(first) < len(edits(text, data=True)) / 3
    assert (min(code.ONE_IN.values()), max(code.ONE_IN.values())) == (5, 20), "docs/how-we-know.md says so"
