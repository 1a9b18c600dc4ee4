"""Dual numbers against torch autograd, which somebody else wrote, and against what is known to go wrong."""

import math

import pytest
import torch

from proofread import functions
from proofread.dual import Dual, directions


def each(function, values):
    return [function(v) for v in values] if isinstance(values, list) else function(values)


def slope(function, x):
    return directions(lambda xs: function(xs[0]), [x], each)[0]


FUNCTIONS = {
    "exp": functions.exp,
    "log": functions.log,
    "sin": functions.sin,
    "cos": functions.cos,
    "tan": functions.tan,
    "tanh": functions.tanh,
    "cosh": functions.cosh,
    "sinh": functions.sinh,
    "atan": functions.arctan,
    "sqrt": functions.sqrt,
    "sigmoid": functions.logistic,
    "abs": functions.absolute,
    "relu": functions.relu,
    "cube": lambda x: x**3,
    "inverse": lambda x: 1 / x,
    "quotient": lambda x: (x + 2) / (x * x - 7),
    "real power": lambda x: functions.power(x, 1.7),
    "exponential": lambda x: functions.power(1.7, x),
    "tower": lambda x: functions.power(x, x),
    "difference": lambda x: 3 - x * 2,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("x", [0.3, 1.9])
def test_first_and_second_derivative_as_torch_has_them(name, x):
    function = FUNCTIONS[name]
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    second = torch.autograd.grad(first, leaf)[0].item() if first.requires_grad else 0.0
    assert slope(function, x) == pytest.approx(first.item(), rel=1e-12)
    assert slope(lambda y: slope(function, y), x) == pytest.approx(second, rel=1e-10, abs=1e-12)


def test_a_wrong_derivative_would_be_seen():
    assert slope(lambda x: 2.001 * x, 1.0) != pytest.approx(2.0, rel=1e-9)


def test_nested_derivatives_dont_mix():
    # d/dx (x · d/dy (x + y)) is 1; one ε for both would give 2
    assert slope(lambda x: x * slope(lambda y: x + y, 2.0), 1.0) == 1
    assert slope(lambda x: x * slope(lambda y: x * y, 2.0), 3.0) == 6


def test_all_directions():
    assert directions(lambda xs: [xs[0] * xs[1], xs[1]], [2.0, 5.0], each) == [[5.0, 0], [2.0, 1]]


@pytest.mark.parametrize(
    "function",
    [functions.absolute, functions.relu, lambda x: functions.maximum(x, -x), lambda x: functions.minimum(x, 2 * x)],
)
def test_a_kink_is_refused(function):
    with pytest.raises(functions.Kink):
        slope(function, 0.0)
    assert function(0.0) == 0, "the value there is fine"


def test_a_tie_without_a_kink_is_none():
    assert slope(lambda x: functions.maximum(x, x), 1.0) == 1


def test_powers_stay_exact_and_bounded():
    assert functions.power(10, 20) == 10**20
    assert functions.power(2, -2) * 4 == 1
    with pytest.raises(OverflowError):
        functions.power(10, 10**10)
    with pytest.raises(ValueError, match="domain"):
        functions.power(-2.0, 0.5)


def test_a_float_of_a_nested_dual():
    assert float(Dual(Dual(math.e, 1, 1), 2, 2)) == math.e
