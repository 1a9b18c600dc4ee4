"""snippets/hessian.py against torch.func.hessian, in float64 and several shapes; and the slips told apart."""

import pytest
import torch
from reference import draw

from snippets.hessian import hvp_forward, hvp_reverse, linear_hvp

WAYS = [hvp_reverse, hvp_forward]


def loss(x):
    """A number with mixed second derivatives that depend on x; x has one element or more."""
    return (x**3).sum() * x[0].sin() + torch.outer(x, x).tanh().sum()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("n", [1, 2, 5])
def test_product(way, n):
    x, v = draw(n), draw(n, seed=1)
    torch.testing.assert_close(way(loss, x, v), torch.func.hessian(loss)(x) @ v)


@pytest.mark.parametrize("way", WAYS)
def test_a_gradient_that_is_constant_in_some_direction(way):
    x, v = draw(3), draw(3, seed=1)
    torch.testing.assert_close(way(lambda x: x[0] ** 2 + x[1], x, v), torch.stack([2 * v[0], 0 * v[1], 0 * v[2]]))


@pytest.mark.parametrize("shape", [(1, 1), (4, 1), (1, 3), (6, 4), (4, 4)])
def test_linear(shape):
    X, v, u, w = draw(*shape), draw(shape[1], seed=1), draw(shape[0], seed=2), draw(shape[1], seed=3)

    def squares(w):
        return ((X @ w - u) ** 2).sum()

    torch.testing.assert_close(linear_hvp(X, v), torch.func.hessian(squares)(w) @ v)
    for way in WAYS:
        torch.testing.assert_close(linear_hvp(X, v), way(squares, w, v))


@pytest.mark.parametrize("way", WAYS)
def test_the_slips_are_told_apart(way):
    x, v = draw(4), draw(4, seed=1)
    g, H = torch.func.grad(loss), torch.func.hessian(loss)(x)
    right = way(loss, x, v)
    for wrong in (g(x) * (g(x) @ v), H.diagonal() * v, g(v), g(x + v) - g(x), right / 2):
        assert not torch.allclose(wrong, right)
    X = draw(4, 4)
    assert not torch.allclose(2 * X @ (X.T @ v), linear_hvp(X, v))
    assert not torch.allclose(X.T @ (X @ v), linear_hvp(X, v))


@pytest.mark.parametrize("way", WAYS)
def test_the_callers_tensors_stay_without_gradient(way):
    x, v = draw(3), draw(3, seed=1)
    product = way(loss, x, v)
    assert not x.requires_grad and not product.requires_grad
