"""Dual numbers against torch's autograd, which somebody else wrote, and both against what is known to go wrong."""

import math

import pytest

from proofread.known import RECORDS
from proofread.values import autograd, dual, elementary
from proofread.values.dual import Dual

BOTH = pytest.mark.parametrize("numbers", [dual, autograd], ids=["dual", "torch"])


def each(function, values):
    return [function(v) for v in values] if isinstance(values, list) else function(values)


def slope(function, x, numbers=dual):
    return numbers.directions(lambda xs: function(xs[0]), [x], each)[0]


FUNCTIONS = {
    **{known.name: known.value for known in RECORDS if known.each},
    "cube": lambda x: x**3,
    "inverse": lambda x: 1 / x,
    "quotient": lambda x: (x + 2) / (x * x - 7),
    "real power": lambda x: elementary.power(x, 1.7),
    "exponential": lambda x: elementary.power(1.7, x),
    "tower": lambda x: elementary.power(x, x),
    "difference": lambda x: 3 - x * 2,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("x", [0.3, 1.9])
def test_first_and_second_derivative_as_torch_has_them(name, x):
    function = FUNCTIONS[name]
    assert slope(function, x) == pytest.approx(float(slope(function, x, autograd)), rel=1e-12)
    first, second = (slope(lambda y, n=n: slope(function, y, n), x, n) for n in (dual, autograd))
    assert first == pytest.approx(float(second), rel=1e-10, abs=1e-12)


@BOTH
def test_a_wrong_derivative_would_be_seen(numbers):
    assert float(slope(lambda x: 2.001 * x, 1.0, numbers)) != pytest.approx(2.0, rel=1e-9)


@BOTH
def test_nested_derivatives_dont_mix(numbers):
    # d/dx (x · d/dy (x + y)) is 1; one ε for both would give 2
    assert float(slope(lambda x: x * slope(lambda y: x + y, 2.0, numbers), 1.0, numbers)) == 1
    assert float(slope(lambda x: x * slope(lambda y: x * y, 2.0, numbers), 3.0, numbers)) == 6


@BOTH
def test_all_directions(numbers):
    found = numbers.directions(lambda xs: [xs[0] * xs[1], xs[1]], [2.0, 5.0], each)
    assert [[float(x) for x in column] for column in found] == [[5.0, 0.0], [2.0, 1.0]]


KINKS = [
    elementary.absolute,
    elementary.relu,
    lambda x: elementary.maximum(x, -x),
    lambda x: elementary.minimum(x, 2 * x),
]


@BOTH
@pytest.mark.parametrize("function", KINKS)
def test_a_kink_is_refused(function, numbers):
    with pytest.raises(elementary.Kink):
        slope(function, 0.0, numbers)
    assert function(0.0) == 0, "the value there is fine"


@BOTH
def test_a_kink_of_a_derivative_is_refused(numbers):
    with pytest.raises(elementary.Kink):  # the slopes of max(x, x + x²) agree at 0, their slopes don't
        slope(lambda x: slope(lambda y: elementary.maximum(y, y + y * y), x, numbers), 0.0, numbers)


@BOTH
def test_a_tie_without_a_kink_is_none(numbers):
    assert float(slope(lambda x: elementary.maximum(x, x), 1.0, numbers)) == 1


def test_powers_stay_exact_and_bounded():
    assert elementary.power(10, 20) == 10**20
    assert elementary.power(2, -2) * 4 == 1
    with pytest.raises(OverflowError):
        elementary.power(10, 10**10)
    with pytest.raises(ValueError, match="domain"):
        elementary.power(-2.0, 0.5)


def test_a_float_of_a_nested_dual():
    assert float(Dual(Dual(math.e, {0: 1}, 1), {0: 2}, 2)) == math.e
