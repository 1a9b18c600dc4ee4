"""What altering a token does, and that judging again what may have changed gives what judging all anew gives."""

import random

import pytest
from alter import alterations, altered, edited, judged, page_with, rejudged
from project import ROOT

from proofread import judge, page, source

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


def statuses(found):
    return [verdict.status for verdict in found.verdicts]


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


def test_a_definition_altered_changes_what_rests_on_it_and_no_more():  # an assumption rests on what may need it
    known = judged(parse(PAGE))
    assert not any(verdict.failing for verdict in known.verdicts)
    definition = known.page.formulas[1]
    latex = altered(definition.latex, definition.latex.index("-"), "-", "+").latex
    again = rejudged(page_with(known.page, definition, latex), known)
    changed = [k for k, (a, b) in enumerate(zip(known.verdicts, again.verdicts, strict=True)) if a is not b]
    assert changed == [1, 4, 5, 7] and statuses(again)[4] == statuses(again)[7] == "false"


def test_a_premise_altered_changes_what_it_binds():
    known = judged(parse(PAGE))
    again = rejudged(page_with(known.page, known.page.formulas[5], r"\sum_i t_i = 2"), known)
    assert statuses(again)[6] == "false" and statuses(again)[:5] == statuses(known)[:5]


@pytest.mark.parametrize("name", ["docs/collapse.md", "tests/corpus/rules.md"])
def test_judging_again_says_what_judging_anew_says(name):
    known, draw = judged(page.read(ROOT / name)), random.Random(1)
    for formula in draw.sample(known.page.formulas, 10):
        alteration = draw.choice(list(alterations(formula.latex)))
        changed = page_with(known.page, formula, alteration.latex)
        again = rejudged(changed, known)
        assert list(map(str, again.verdicts)) == list(map(str, judge.judge(changed)[: len(again.verdicts)])), alteration
