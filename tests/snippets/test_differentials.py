"""snippets/differentials.py against autograd, in float64 and several shapes; the check along a direction on slips."""

import numpy as np
import pytest
import torch
from reference import by_autograd, draw

from snippets.differentials import along, log_det_gradient, quadratic_gradient

SIZES = [1, 2, 5]


def positive(n):
    """A matrix that isn't symmetric, and whose determinant is positive."""
    A = draw(n, n, seed=n)
    A[0] *= A.det().sign()
    return A


@pytest.mark.parametrize("n", SIZES)
def test_quadratic(n):
    A, x = draw(n, n), draw(n, seed=1)
    right = by_autograd(lambda x: x @ A @ x, x)
    torch.testing.assert_close(quadratic_gradient(A, x), right)
    np.testing.assert_allclose(quadratic_gradient(A.numpy(), x.numpy()), right)


@pytest.mark.parametrize("n", SIZES)
def test_log_det(n):
    A = positive(n)
    torch.testing.assert_close(log_det_gradient(A), by_autograd(torch.logdet, A))


def test_the_slips_that_fit_by_shape_are_told_apart():
    A, x = positive(4), draw(4, seed=1)
    right = by_autograd(lambda x: x @ A @ x, x)
    for wrong in (A @ x, 2 * A @ x, 2 * A.T @ x):
        assert not torch.allclose(wrong, right)
    assert not torch.allclose(A.inverse(), log_det_gradient(A))


@pytest.mark.parametrize("shape", [(1,), (5,), (3, 4)])
def test_a_direction_tells_a_gradient_from_a_slip(shape):
    x, rng = draw(*shape).numpy(), np.random.default_rng(0)

    def f(x):
        return (x**3).sum()

    slope, right = along(f, x, 3 * x**2, rng)
    assert np.isclose(slope, right, rtol=1e-6)
    for wrong in (x**2, 3 * x, -3 * x**2):
        slope, found = along(f, x, wrong, rng)
        assert not np.isclose(slope, found, rtol=1e-3)
