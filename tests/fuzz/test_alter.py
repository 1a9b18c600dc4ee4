"""What altering a token does: every formula that is one slip away."""

import pytest
from alter import alterations, edited, page_with
from project import ROOT

from proofread.pages import page, source

PAGE = r"""
Let $y, t \in \mathbb{R}^n$ and $L = \sum_i (y_i - t_i)^2$. If $i \ne j$ then $\frac{\partial}{\partial y_j} y_i = 0$.

$$
\frac{\partial L}{\partial y_j} = 2 (y_j - t_j) \tag{gradient}
$$

## Given

Let $\sum_i t_i = 1$. Then $\sum_i 2 t_i = 2$, and $\nabla_y L = 2 (y - t)$.
"""


def parse(text):
    return page.parse(source.expand(ROOT / "docs/page.md", text))


def test_each_token_is_dropped_doubled_and_replaced():
    found = {(a.at, a.new.strip()) for a in alterations(r"2 \sum_i y_i + \operatorname{tr}(A)")}
    assert {(0, ""), (0, "2 2"), (0, "3"), (2, r"\prod"), (6, "^"), (7, "y"), (9, "A"), (13, "-")} <= found
    assert {(15, r"\operatorname{diag}"), (32, "["), (33, "A A"), (34, "")} <= found


@pytest.mark.parametrize("index", [2, 4, 5, 6])
def test_a_page_with_a_formula_altered_is_the_page_of_the_edited_source(index):
    found = parse(PAGE)
    formula = found.formulas[index]
    for alteration in alterations(formula.latex):
        again, ours = parse(edited(PAGE, formula, alteration)), page_with(found, formula, alteration.latex)
        assert [" ".join(f.latex.split()) for f in again.formulas] == [" ".join(f.latex.split()) for f in ours.formulas]
