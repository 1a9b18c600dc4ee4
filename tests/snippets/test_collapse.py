"""snippets/collapse.py against autograd, in float64 and several shapes."""

import numpy as np
import pytest
import torch
from reference import by_autograd, draw

from snippets.collapse import gradient, gradient_by_weights, table

SHAPES = [(), (1,), (4,), (2, 3)]


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient(shape):
    y, y_star = draw(*shape), draw(*shape, seed=1)
    expected = by_autograd(lambda y: ((y - y_star) ** 2).sum(), y)
    torch.testing.assert_close(gradient(y, y_star), expected)
    np.testing.assert_array_equal(gradient(y.numpy(), y_star.numpy()), gradient(y, y_star).numpy())


def test_gradient_is_not_that_of_the_mean_nor_of_the_half():
    y, y_star = draw(4), draw(4, seed=1)
    for loss in (lambda y: ((y - y_star) ** 2).mean(), lambda y: ((y - y_star) ** 2).sum() / 2):
        assert not torch.allclose(gradient(y, y_star), by_autograd(loss, y))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_table(n):
    y, y_star = draw(n), draw(n, seed=1)
    jacobian = torch.autograd.functional.jacobian(lambda y: (y - y_star) ** 2, y)
    torch.testing.assert_close(table(y, y_star), jacobian)
    torch.testing.assert_close(table(y, y_star).sum(dim=0), gradient(y, y_star))


def test_table_is_not_full():
    y, y_star = draw(3), draw(3, seed=1)
    full = torch.autograd.functional.jacobian(lambda y: (y - y_star) ** 2 * y.sum(), y)
    assert not torch.allclose(table(y, y_star), full)


@pytest.mark.parametrize(("n", "p"), [(1, 1), (1, 3), (4, 1), (4, 3), (3, 3)])
def test_gradient_by_weights(n, p):
    X, w, y_star = draw(n, p), draw(p, seed=1), draw(n, seed=2)
    expected = by_autograd(lambda w: ((X @ w - y_star) ** 2).sum(), w)
    torch.testing.assert_close(gradient_by_weights(X, w, y_star), expected)
    as_numpy = gradient_by_weights(X.numpy(), w.numpy(), y_star.numpy())
    np.testing.assert_allclose(as_numpy, expected.numpy(), rtol=1e-12, atol=1e-12)


def test_gradient_by_weights_keeps_its_sum():
    X, w, y_star = draw(4, 3), draw(3, seed=1), draw(4, seed=2)
    one_sample = 2 * X[0] * (X @ w - y_star)[0]
    assert not torch.allclose(gradient_by_weights(X, w, y_star), one_sample)
    with pytest.raises(RuntimeError):  # a transpose left out, where the shapes can tell
        gradient_by_weights(X.T, w, y_star)
