"""docs/checked.md says what the checks can't see: these limits are as it says, and no wider."""

import pytest
from judged import last
from project import ROOT, judged

PAGE = ROOT / "docs/checked.md"
FALSE = {
    r"e^a + e^{-40} = e^a": r"e^a + e^{-15} = e^a",
    r"[n = 37]\, y_i = 0": r"[n = 9]\, y_i = 0",
    r"\max(0, \sin a - 0.99999) = 0": r"\max(0, a - 10^{5}) = 0",
}


@pytest.mark.parametrize("passes, found", FALSE.items())
def test_a_false_formula_passes_as_the_page_says_and_a_coarser_one_is_refuted(passes, found):
    said = {formula.latex.strip(): verdict for formula, verdict in judged(PAGE)}
    assert said[passes].status == "checked"
    assert said[found].status == "refuted" and said[found].counterexample is not None


def test_what_the_page_claims_of_a_check():
    tried = next(verdict for _, verdict in judged(PAGE) if verdict.tag == "tried")
    sizes = [size["n"] for size in tried.sizes]
    assert len(set(sizes)) == len(sizes) > 2 and 1 in sizes
    assumed = next(verdict for _, verdict in judged(PAGE) if verdict.assumptions)
    assert assumed.assumptions == [r"\sum_i y_i = 1"]


@pytest.mark.parametrize(
    "claim", [r"(1 + 10^{-12})\, e^a = e^a", r"1.000000000001 e^a = e^a", r"e^a = 10^{7} (e^{a + 10^{-7}} - e^a)"]
)
def test_beside_a_number_far_from_one_many_digits_decide(claim):
    assert last(rf"Let $a \in \mathbb{{R}}$. Then ${claim}$.").status == "false"
    assert last(r"Let $a \in \mathbb{R}$. Then $10^{-12} e^a + e^a = (1 + 10^{-12}) e^a$.").status == "checked"
