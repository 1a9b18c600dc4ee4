"""snippets/kinks.py against autograd, in float64 and several shapes, at kinks and away from them."""

import pytest
import torch
from reference import by_autograd, draw
from torch.autograd import gradcheck

from snippets.kinks import gradient_of_max, gradient_of_norm, root


@pytest.mark.parametrize("n", [1, 2, 7])
def test_away_from_the_kink(n):
    y = draw(n)
    torch.testing.assert_close(gradient_of_max(y), by_autograd(torch.max, y))
    torch.testing.assert_close(gradient_of_norm(y), by_autograd(torch.norm, y))
    if n > 1:
        assert not torch.equal(gradient_of_max(y), by_autograd(torch.min, y))
        assert not torch.allclose(gradient_of_norm(y), by_autograd(lambda y: y.norm(1), y))


@pytest.mark.parametrize("values", [(0, 0), (3, 1, 3), (1, 3, 3, 3), (-2, -2, -5), (0,)])
def test_at_a_tie(values):
    y = torch.tensor(values, dtype=torch.float64)
    for f in (torch.amax, torch.max):
        assert torch.equal(gradient_of_max(y), by_autograd(f, y)), "ties aren't split evenly"
    one = by_autograd(lambda y: y.max(dim=0).values, y)
    assert one.sum() == one.max() == 1
    assert torch.equal(gradient_of_max(y), one) == (len(y) == 1), "one entry's gradient passes for even shares"


@pytest.mark.parametrize("n", [1, 4])
def test_a_norm_at_zero(n):
    y = torch.zeros(n, dtype=torch.float64)
    assert torch.equal(gradient_of_norm(y), torch.zeros_like(y))
    assert torch.equal(gradient_of_norm(y), by_autograd(torch.norm, y))
    assert by_autograd(lambda y: (y**2).sum().sqrt(), y).isnan().all(), "a norm by hand needs no care any more"


def by_one_where(y):
    return torch.where(y > 0, y.sqrt(), 0.0)


@pytest.mark.parametrize("shape", [(), (1,), (6,), (2, 3)])
def test_root(shape):
    y = draw(*shape)
    torch.testing.assert_close(root(y), by_one_where(y))
    assert gradcheck(root, y.clone().requires_grad_())
    torch.testing.assert_close(by_autograd(lambda y: root(y).sum(), y.abs()), 0.5 / y.abs().sqrt())


def test_one_where_is_told_apart():
    y = torch.tensor([-1.0, 0.0, 4.0], dtype=torch.float64)
    assert by_autograd(lambda y: root(y).sum(), y).tolist() == [0, 0, 0.25]
    assert by_autograd(lambda y: by_one_where(y).sum(), y).isnan().tolist() == [True, True, False]
