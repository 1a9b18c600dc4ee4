"""snippets/scale.py against autograd, in float64 and several shapes."""

import numpy as np
import pytest
import torch
from reference import by_autograd, draw
from torch.nn.functional import mse_loss

from snippets.scale import gradient_of_mean, gradient_weighted

SHAPES = [(), (1,), (4,), (2, 3), (2, 1, 3)]


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient_of_mean(shape):
    y, y_star = draw(*shape), draw(*shape, seed=1)
    torch.testing.assert_close(gradient_of_mean(y, y_star), by_autograd(lambda y: mse_loss(y, y_star), y))
    as_numpy = gradient_of_mean(y.numpy(), y_star.numpy())
    np.testing.assert_array_equal(as_numpy, gradient_of_mean(y, y_star).numpy())


def test_n_is_the_number_of_all_elements():
    y, y_star = draw(4, 3), draw(4, 3, seed=1)
    over_samples = by_autograd(lambda y: mse_loss(y, y_star, reduction="sum") / len(y), y)
    assert not torch.allclose(gradient_of_mean(y, y_star), over_samples)
    torch.testing.assert_close(3 * gradient_of_mean(y, y_star), over_samples)


@pytest.mark.parametrize("shape", SHAPES)
def test_gradient_weighted(shape):
    y, y_star, w = draw(*shape), draw(*shape, seed=1), draw(*shape, seed=2)
    expected = by_autograd(lambda y: (w * (y - y_star) ** 2).sum(), y)
    torch.testing.assert_close(gradient_weighted(y, y_star, w), expected)
    as_numpy = gradient_weighted(y.numpy(), y_star.numpy(), w.numpy())
    np.testing.assert_array_equal(as_numpy, gradient_weighted(y, y_star, w).numpy())


def test_the_weights_stay_with_their_terms():
    y, y_star, w = draw(4), draw(4, seed=1), draw(4, seed=2)
    shuffled = by_autograd(lambda y: (w.flip(0) * (y - y_star) ** 2).sum(), y)
    assert not torch.allclose(gradient_weighted(y, y_star, w), shuffled)
