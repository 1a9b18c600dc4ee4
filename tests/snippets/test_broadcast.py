"""snippets/broadcast.py: the gradient of the mistaken loss against autograd, and the guard against it."""

import numpy as np
import pytest
import torch
from reference import draw

from snippets.broadcast import gradient_broadcast, residual


def by_autograd(p, y):
    """Gradient by p of the mean square of p - y, whatever the shapes broadcast to."""
    p = p.clone().requires_grad_()
    return torch.autograd.grad(((p - y) ** 2).mean(), p)[0]


@pytest.mark.parametrize("N", [1, 2, 7])
def test_gradient_of_the_broadcast(N):
    p, y = draw(N), draw(N, seed=1)
    torch.testing.assert_close(gradient_broadcast(p, y), by_autograd(p[:, None], y)[:, 0])
    as_numpy = gradient_broadcast(p.numpy(), y.numpy())
    np.testing.assert_allclose(as_numpy, gradient_broadcast(p, y).numpy(), rtol=1e-12)


def test_the_mistake_is_one_from_two_elements_on():
    for N in (2, 7):
        p, y = draw(N), draw(N, seed=1)
        assert not torch.allclose(gradient_broadcast(p, y), by_autograd(p, y))
    torch.testing.assert_close(gradient_broadcast(p[:1], y[:1]), by_autograd(p[:1], y[:1]))


@pytest.mark.parametrize("shape", [(), (1,), (4,), (4, 1), (2, 3)])
def test_residual(shape):
    p, y = draw(*shape), draw(*shape, seed=1)
    assert torch.equal(residual(p, y), p - y)
    np.testing.assert_array_equal(residual(p.numpy(), y.numpy()), (p - y).numpy())


@pytest.mark.parametrize(("p", "y"), [((4, 1), (4,)), ((4,), (4, 1)), ((4,), ()), ((1, 4), (4,))])
def test_residual_refuses_to_broadcast(p, y):
    with pytest.raises(ValueError) as caught:
        residual(draw(*p), draw(*y))
    assert str(caught.value) == f"predictions {p}, targets {y}: give both one shape"
