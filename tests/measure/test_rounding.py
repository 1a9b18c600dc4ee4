"""What float32 loses is within the bound of rounding.py, in any order of a sum; and the bound is no wide one."""

import itertools
import random

import numpy as np
import pytest
from rounding import Rounded, U, gamma, rounded

f = np.float32

# The same expression of three numbers, for floats, for float32 and for Rounded: `np.exp` asks an object for its `exp`.
EXPRESSIONS = {
    "sum": lambda a, b, c: a + b + c,
    "difference": lambda a, b, c: a - b - 2 * c,
    "product": lambda a, b, c: a * b * c,
    "inner": lambda a, b, c: a * b + b * c + c * a,
    "quotient": lambda a, b, c: a / (1 + b * b) - 1 / c,
    "powers": lambda a, b, c: a**3 - b**2 + c**-1,
    "decimal": lambda a, b, c: 0.1 * a + b / 3 - 0.5 * c,
    "exponential": lambda a, b, c: np.exp(a) / (np.exp(a) + np.exp(b) + np.exp(c)),
    "logarithm": lambda a, b, c: np.log(a * a + b * b + c * c),
    "root": lambda a, b, c: np.sqrt(a * a + b * b) + np.tanh(c),
    "waves": lambda a, b, c: np.sin(a * b) - np.cos(c),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_float32_stays_within_the_bound_and_the_bound_is_no_wide_one(name):
    draw, worst = random.Random(name), 0.0
    for _ in range(400):
        exact = [draw.gauss(0, 1) or 1.0 for _ in range(3)]
        bound = EXPRESSIONS[name](*(Rounded(x, U * abs(x)) for x in exact)).error
        lost = abs(float(EXPRESSIONS[name](*map(f, exact))) - EXPRESSIONS[name](*exact))
        assert lost <= bound, exact
        worst = max(worst, lost / bound)
    assert worst > 0.05, "a bound that nothing comes near to"


def test_a_sum_in_any_order():
    numbers = [3.0e4, 0.1, -2.9e4, 1e-3, 17.0]
    total = sum(Rounded(x, U * abs(x)) for x in numbers)
    for order in itertools.permutations(map(f, numbers)):
        running = f(0)
        for x in order:
            running += x
        assert abs(float(running) - total.value) <= total.error
    assert total.error < gamma(6) * sum(map(abs, numbers))


def test_what_float32_holds_exactly_loses_nothing():
    assert [rounded(x).error for x in (0, 2, -0.5, 2**24, 1 + 2.0**-23)] == [0, 0, 0, 0, 0]
    assert rounded(0.1).error > 0 and rounded(2**24 + 1).error > 0
    assert rounded("x") is NotImplemented


def test_terms_that_cancel_lose_what_they_had():
    a = Rounded(1.0, U)
    assert (a - a).error >= 2 * U and float(a - a) == 0


def test_a_divisor_that_may_be_zero_is_refused():
    near = Rounded(1.0, 1e-3) - 1 + 1e-4
    assert (1 / (near + 1)).error < 2e-3
    with pytest.raises(ZeroDivisionError, match="may take for zero"):
        1 / near


def test_an_order_that_float32_may_see_otherwise_is_refused():
    assert max([Rounded(1.0), Rounded(3.0), Rounded(2.0)]).value == 3.0
    assert Rounded(1.0) <= 1 and Rounded(1.0) >= 1 and not Rounded(1.0) < 1 and not Rounded(1.0) > 1
    assert Rounded(1.0, U) < 1 + 4 * U
    with pytest.raises(ArithmeticError, match="may order in another way"):
        _ = Rounded(1.0, U) > 1
