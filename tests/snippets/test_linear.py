"""snippets/linear.py: rises add up at every step, and a series whose slope at 0 isn't its terms' slopes."""

import pytest
import torch
from reference import draw

from snippets.linear import partial_sum, quotient

SHAPES = [(), (1,), (5,), (2, 3)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("h", [1.0, -0.5, 1e-3])
def test_quotients_of_a_sum_add_up(shape, h):
    x = draw(*shape)
    whole = quotient(lambda x: x.sin() + x.exp(), x, h)
    torch.testing.assert_close(whole, quotient(torch.sin, x, h) + quotient(torch.exp, x, h))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_quotient_approaches_the_derivative(shape):
    x = draw(*shape)
    errors = [(quotient(torch.sin, x, h) - x.cos()).abs().max() for h in (1e-2, 1e-3, 1e-4)]
    assert errors[0] > 5 * errors[1] > 25 * errors[2]


def test_quotients_of_a_product_and_a_maximum_do_not_add_up():
    x = draw(5)
    f, g = torch.sin, torch.exp
    parts = quotient(f, x, 0.5), quotient(g, x, 0.5)
    assert not torch.allclose(quotient(lambda x: f(x) * g(x), x, 0.5), parts[0] * parts[1])
    assert not torch.allclose(quotient(lambda x: torch.maximum(f(x), g(x)), x, 0.5), torch.maximum(*parts))


@pytest.mark.parametrize("n", [1, 2, 7])
def test_partial_sum_is_the_closed_form(n):
    x = draw(4)
    torch.testing.assert_close(partial_sum(x, n), x - x / (1 + x**2) ** n)
    assert not torch.allclose(partial_sum(x, n), x - x / (1 + x**2) ** (n + 1)), "one term more passes"


@pytest.mark.parametrize("n", [1, 2, 7])
def test_slope_of_a_partial_sum(n):
    x = draw(4).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: partial_sum(x, n), x)
    zero = torch.zeros((), dtype=torch.float64, requires_grad=True)
    assert torch.autograd.grad(partial_sum(zero, n), zero)[0] == 0
