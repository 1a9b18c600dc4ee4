"""No token of a corpus formula is ignored: each one altered is noticed, or is equivalent for a reason.

Here one alteration in so many; `make alter` tries all, about 100,000.
"""

import pytest
from equivalents import EQUIVALENT
from unnoticed import PAGES, tried

from proofread.evaluate.environment import EVALUATORS, evaluate
from proofread.notation import tree
from proofread.values.tensor import total

ONE_IN = 60


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_alteration_goes_unnoticed(path):
    counts, unnoticed, _ = tried(path, ONE_IN)
    assert unnoticed == []
    assert counts["refused"] > 20 and counts["changed"] > 20


PAGE = r"""
# Page

Let $a, b \in \mathbb{R}$.

## Section

$$
(a - b)^2 = a^2 - 2 a b + b^2
$$
"""


def unnoticed(tmp_path):
    (tmp_path / "page.md").write_text(PAGE)
    return tried(tmp_path / "page.md")[1]


def test_signs_that_the_evaluator_ignores_are_seen(tmp_path, monkeypatch):
    assert unnoticed(tmp_path) == []
    monkeypatch.setitem(EVALUATORS, tree.Add, lambda node, env: total([evaluate(term, env) for term in node.terms]))
    found = unnoticed(tmp_path)
    assert [line.split(" of ")[0] for line in found if "- → +" in line] == [
        "page.md:8: - → + at 3",
        "page.md:8: - → + at 16",
    ]


def test_each_equivalent_has_its_reason():
    assert all(len(equivalent.reason.split()) > 2 for equivalent in EQUIVALENT)
