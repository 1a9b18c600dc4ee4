r"""What floats don't decide: absorption, zero through a norm, an angle of many turns, a floor beside a whole number."""

from fractions import Fraction

import pytest
from judged import last

from proofread.judging.compare import plain, together
from proofread.values import lifting, precise
from proofread.values.elementary import compare, floor, power, sqrt
from proofread.values.precise import Imprecise, Outside

NAMES = r"Let $a \in \mathbb{R}$, $x \in \mathbb{R}^n$ and $f : \mathbb{R} \to \mathbb{R}$. "


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_x^2 \lVert x \rVert^2 = 2 I",
        r"\frac{\partial^2}{\partial a^2} \sqrt{a^2} = 0",
        r"\nabla_x \lVert \frac{x}{\lVert x \rVert} \rVert^2 = 0",
        r"\log_2(2^{53}) = 53",
        r"\log(10^{15} a^2) = \log(a^2) + 15 \log 10",
        r"\sin(10^{14} \pi) = 0",
        r"(e^a + 10^{16}) - 10^{16} = e^a",
        r"\left\lfloor \frac{\log 1000}{\log 10} \right\rfloor = 3",
        r"[\sin \pi > 0] = 0",
        r"\sin^2 a + \cos^2 a - 1 = 0",
    ],
)
def test_what_rounding_hides_is_found_to_hold(claim):
    assert last(f"{NAMES}We have ${claim}$.").status == "checked"


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_x^2 \lVert x \rVert^2 = I",
        r"\log_2(2^{53}) = 52",
        r"\log(10^{15} a^2) = \log(a^2) + 14 \log 10",
        r"\sin(10^{14} \pi) = 1",
        r"(\sqrt{2} + 10^{16}) - 10^{16} = 0",
        r"\sqrt{10^{16} + a^2} - 10^8 = 0",
        r"1 - \tanh(30) = 0",
        r"\frac{f(a + 10^{-8}) - f(a)}{10^{-8}} = f'(a)",
        r"\left\lfloor \frac{\log 1000}{\log 10} \right\rfloor = 2",
        r"\lfloor \sqrt{10^{16} - 1} \rfloor = 10^8",
        r"[\sin \pi > 0] = 1",
    ],
)
def test_what_rounding_hides_is_refuted(claim):
    assert last(f"{NAMES}We have ${claim}$.").status == "false"


def test_a_message_shows_what_many_digits_found():
    found = last(r"We have $(\sqrt{2} + 10^{16}) - 10^{16} = 0$.")
    assert "left 1.41421, right 0" in found.message
    near = last(rf"{NAMES}We have $\frac{{f(a + 10^{{-8}}) - f(a)}}{{10^{{-8}}}} = f'(a)$.")
    assert "apart by" in near.message


def test_premises_are_met_to_many_digits_too():
    said = r"Let $a, b \in \mathbb{R}$. If $a + b = 1$ then "
    assert last(rf"{said}$10^{{16}} (a + b) - 10^{{16}} = 0$.").status == "checked"
    assert last(rf"{said}$(10^{{16}} + a) - 10^{{16}} = 0$.").status == "false"


def test_a_number_of_many_digits_meets_no_float_and_knows_its_domain():
    with precise.working(50):
        third = sqrt(Fraction(1, 9))
        assert float(abs((third * 3 - 1).value)) < 1e-48
        assert compare(third * 3, 1) == 0 and floor(third * 3) == 1
        assert abs(float(power(8, Fraction(1, 3)) - 2)) < 1e-48
        for bad, error in [(lambda: third + 0.5, Imprecise), (lambda: sqrt(-third), Outside)]:
            with pytest.raises(error):
                bad()
        with pytest.raises(OverflowError):
            power(power(9, 9**9), 9**9)
    assert lifting.now is None and sqrt(2).__class__ is float


def test_together_and_plain():
    assert together("=", [True, None]) is None
    assert together("=", [None, False]) is False
    assert together(r"\ne", [False, True]) is True
    assert plain([(1.0, 1.1)], 1e-14) and not plain([(1e-16, 0)], 1e-14)
    assert plain([(1, 2)], 1.0) and not plain([(2, 3)], float("inf"))
