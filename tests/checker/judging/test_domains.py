r"""Sides without a value: outside of a domain, divided by nothing, the inverse of a singular matrix."""

import pytest
from judged import last

NAMES = r"Let $a, b \in \mathbb{R}$, $x \in \mathbb{R}^n$ and $z \in \mathbb{R}^n$. "


@pytest.mark.parametrize(
    "claim",
    [
        r"\log(a b) = \log a + \log b",
        r"\log(a^2) = 2 \log a",
        r"\sqrt{a b} = \sqrt{a} \sqrt{b}",
        r"e^{\log a} = a",
        r"(a^2)^{1/4} = a^{1/2}",
        r"\log \prod_i x_i = \sum_i \log x_i",
        r"\sqrt[3]{a^3} = \lvert a \rvert",
    ],
)
def test_a_value_on_one_side_only_is_a_counterexample(claim):
    found = last(f"{NAMES}We have ${claim}$.")
    assert found.status == "false"
    if "[3]" not in claim:
        assert "side has a value" in found.message and "> 0" in found.message


@pytest.mark.parametrize(
    "claim",
    [
        r"\log(a^3) = 3 \log a",
        r"\log(a^2) = 2 \log \lvert a \rvert",
        r"\frac{a^2}{a} = a",
        r"\frac{a^2 - b^2}{a - b} = a + b",
        r"\sqrt{1 - a^2} = \sqrt{1 - a} \sqrt{1 + a}",
        r"\sqrt[3]{a^3} = a",
        r"\log e^a = a",
    ],
)
def test_values_on_both_sides_or_neither_are_compared(claim):
    assert last(f"{NAMES}We have ${claim}$.").status == "checked"


def test_the_premise_that_was_forgotten_mends_it():
    assert last(rf"{NAMES}If $a, b > 0$ then $\log(a b) = \log a + \log b$.").status == "checked"


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        (r"$p = \operatorname{softmax}(z)$ and $J = \operatorname{diag}(p) - p p^\top$", r"J^{-1} J = 3 I"),
        (r"$J = I - \frac{x x^\top}{x^\top x}$", r"J^{-1} J = I"),
        (r"$J = x x^\top$", r"\det J^{-1} > 0 \quad (n > 1)"),
        (r"$J = I_n - \frac{1}{n} \mathbf{1}_n \mathbf{1}_n^\top$", r"J^{-1} = J^{-1}"),
    ],
)
def test_an_inverse_that_never_exists_is_said_to_be_singular(given, claim):
    found = last(f"{NAMES}With {given} we have ${claim}$.")
    assert found.status == "undetermined" and "singular" in found.message


@pytest.mark.parametrize(
    "claim", [r"\frac{a}{a - a} = 3", r"\frac{a}{(a + b)^2 - a^2 - 2 a b - b^2} = b", r"\log(b + a - b - a) = 1"]
)
def test_what_is_zero_but_for_rounding_divides_nothing(claim):
    assert last(f"{NAMES}We have ${claim}$.").status == "undetermined"


def test_a_matrix_that_is_scaled_unevenly_isnt_singular():
    said = r"Let $a, b \in \mathbb{R}_{>0}$. With $D = \begin{pmatrix} 10^{-12} a & 0 \\ 0 & b \end{pmatrix}$ we have "
    assert last(rf"{said}$D^{{-1}} D = I$.").status == "checked"
    assert last(rf"{said}$D^{{-1}} D = 2 I$.").status == "false"
