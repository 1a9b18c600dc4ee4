"""snippets/vjp.py against autograd, in float64 and several shapes."""

import numpy as np
import pytest
import torch
from reference import draw
from torch.autograd.gradcheck import GradcheckError

from snippets.vjp import jacobian_by_rows, vjp


@pytest.mark.parametrize("n", [1, 2, 5])
def test_vjp(n):
    y, y_star, v = draw(n), draw(n, seed=1), draw(n, seed=2)
    _, expected = torch.autograd.functional.vjp(lambda y: (y - y_star) ** 2, y, v)
    torch.testing.assert_close(vjp(y, y_star, v), expected)
    np.testing.assert_array_equal(vjp(y.numpy(), y_star.numpy(), v.numpy()), vjp(y, y_star, v).numpy())


def test_vjp_is_not_another_product():
    y, y_star, v = draw(3), draw(3, seed=1), draw(3, seed=2)
    _, of_shuffled = torch.autograd.functional.vjp(lambda y: (y.roll(1) - y_star) ** 2, y, v)
    assert not torch.allclose(vjp(y, y_star, v), of_shuffled)
    assert not torch.allclose(vjp(y, y_star, v), 3 * vjp(y, y_star, torch.ones_like(v)))


class Square(torch.autograd.Function):
    """The squared terms, with the snippet as their backward; `factor` spoils it."""

    @staticmethod
    def forward(ctx, y, y_star, factor):
        ctx.save_for_backward(y, y_star)
        ctx.factor = factor
        return (y - y_star) ** 2

    @staticmethod
    def backward(ctx, v):
        return ctx.factor * vjp(*ctx.saved_tensors, v), None, None


@pytest.mark.parametrize("n", [1, 4])
def test_gradcheck(n):
    y, y_star = draw(n).requires_grad_(), draw(n, seed=1)
    assert torch.autograd.gradcheck(lambda y: Square.apply(y, y_star, 1), y)
    with pytest.raises(GradcheckError):
        torch.autograd.gradcheck(lambda y: Square.apply(y, y_star, 1.01), y)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 3), (4, 1), (4, 3)])
def test_jacobian_by_rows(m, n):
    A, x, calls = draw(m, n), draw(n, seed=1), []

    def f(x):
        if x.requires_grad:
            x.register_hook(calls.append)
        return torch.sin(A @ x)

    J = jacobian_by_rows(f, x)
    assert len(calls) == m
    assert J.shape == (m, n)
    torch.testing.assert_close(J, torch.cos(A @ x)[:, None] * A)
    torch.testing.assert_close(J, torch.autograd.functional.jacobian(lambda x: torch.sin(A @ x), x))
    assert not x.requires_grad, "the caller's tensor was changed"
