"""snippets/softmax.py against autograd, in float64 and several shapes; and the slips told apart."""

import numpy as np
import pytest
import torch
from reference import by_autograd, draw

from snippets.softmax import batch_gradient, gradient, log_sum_exp, softmax, vjp

SIZES = [1, 2, 7]


def loss(z, t):
    return -(t * z.log_softmax(0)).sum()


@pytest.mark.parametrize("V", SIZES)
def test_softmax(V):
    z = draw(V)
    np.testing.assert_allclose(softmax(z.numpy()), z.softmax(0))
    np.testing.assert_allclose(softmax(z.numpy() + 1e4), z.softmax(0))
    np.testing.assert_allclose(softmax(1e4 * z.numpy()), (1e4 * z).softmax(0))


@pytest.mark.parametrize("V", SIZES)
@pytest.mark.parametrize("kind", ["one", "soft", "any"])
def test_gradient(V, kind):
    z, t = draw(V), {"one": torch.eye(V).double()[-1], "soft": draw(V, seed=1).softmax(0), "any": draw(V, seed=1)}[kind]
    p = z.softmax(0)
    right = by_autograd(lambda z: loss(z, t), z)
    torch.testing.assert_close(gradient(p, t), right)
    np.testing.assert_allclose(gradient(softmax(z.numpy()), t.numpy()), right)
    if kind != "any":
        torch.testing.assert_close(p - t, right)


@pytest.mark.parametrize("V", SIZES)
def test_log_sum_exp(V):
    for shift in (0, 1e4, -1e4):
        z = draw(V) + shift
        torch.testing.assert_close(log_sum_exp(z), torch.logsumexp(z, 0))
        torch.testing.assert_close(by_autograd(log_sum_exp, z), z.softmax(0))


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (4, 1), (4, 3), (3, 3)])
def test_batch(shape):
    Z, T = draw(*shape), draw(*shape, seed=1).softmax(1)
    right = by_autograd(lambda Z: torch.nn.functional.cross_entropy(Z, T), Z)
    torch.testing.assert_close(batch_gradient(Z.softmax(1), T), right)


@pytest.mark.parametrize("V", SIZES)
def test_vjp(V):
    z, v = draw(V), draw(V, seed=1)
    right = by_autograd(lambda z: v @ z.softmax(0), z)
    torch.testing.assert_close(vjp(z.softmax(0), v), right)
    J = torch.func.jacrev(lambda z: z.softmax(0))(z)
    torch.testing.assert_close(v @ J, right)


def test_the_slips_are_told_apart():
    z, t, v = draw(5), draw(5, seed=1), draw(5, seed=2)
    p = z.softmax(0)
    right = by_autograd(lambda z: loss(z, t), z)
    for wrong in (p - t, t - p, gradient(p, t) / 5, -t * (1 - p)):
        assert not torch.allclose(wrong, right)
    right = by_autograd(lambda z: v @ z.softmax(0), z)
    for wrong in (p * (1 - p) * v, p * (v - v.sum()), p * v):
        assert not torch.allclose(wrong, right)
    Z, T = draw(3, 3), draw(3, 3, seed=1).softmax(1)
    right = by_autograd(lambda Z: torch.nn.functional.cross_entropy(Z, T), Z)
    for wrong in (Z.softmax(1) - T, Z.softmax(0) / 3 - T / 3, batch_gradient(Z.softmax(1), T) / 3):
        assert not torch.allclose(wrong, right)
