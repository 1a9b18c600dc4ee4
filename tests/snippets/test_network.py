"""snippets/network.py against autograd, in float64 and several shapes."""

import pytest
import torch
from reference import by_autograd, draw

from snippets.network import gradient_by_V, gradient_by_W

SHAPES = [(1, 1, 1, 1), (3, 4, 2, 5), (6, 1, 3, 2), (4, 4, 4, 4)]  # N, p, h, m; the last can't tell by shapes


def network(N, p, h, m):
    X, W, V, Y_star = draw(N, p), draw(p, h, seed=1), draw(h, m, seed=2), draw(N, m, seed=3)
    Z = X @ W
    return X, W, V, Y_star, Z, Z.relu(), Z.relu() @ V


@pytest.mark.parametrize("shape", SHAPES)
def test_gradients(shape):
    X, W, V, Y_star, Z, H, P = network(*shape)
    by_V = by_autograd(lambda V: ((H @ V - Y_star) ** 2).sum(), V)
    by_W = by_autograd(lambda W: (((X @ W).relu() @ V - Y_star) ** 2).sum(), W)
    torch.testing.assert_close(gradient_by_V(H, P, Y_star), by_V)
    torch.testing.assert_close(gradient_by_W(X, Z, V, P, Y_star), by_W)


def test_the_slips_that_fit_by_shape_are_told_apart():
    X, W, V, Y_star, Z, H, P = network(4, 4, 4, 4)
    right = by_autograd(lambda W: (((X @ W).relu() @ V - Y_star) ** 2).sum(), W)
    grad_V = gradient_by_V(H, P, Y_star)
    for wrong in (
        gradient_by_W(X.T, Z, V, P, Y_star),
        gradient_by_W(X, Z, V.T, P, Y_star),
        gradient_by_W(X, Z, grad_V, P, Y_star),
        gradient_by_W(X, -Z, V, P, Y_star),
    ):
        assert not torch.allclose(wrong, right)
    assert not torch.allclose(H @ (2 * (P - Y_star)), grad_V)


def test_a_unit_at_its_kink_takes_no_part_as_in_torch():
    X, W, V, Y_star, *_ = network(3, 4, 2, 5)
    X = torch.zeros_like(X)
    Z = X @ W
    X[:] = 1  # so that what a gate lets through would show
    assert gradient_by_W(X, Z, V, Z.relu() @ V, Y_star).abs().max() == 0
