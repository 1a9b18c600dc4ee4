"""snippets/bias.py against autograd, in float64 and several shapes."""

import numpy as np
import pytest
import torch
from reference import by_autograd, draw

from snippets.bias import gradient_of_bias, gradient_of_gain, sum_to_size

SHAPES = [(1, 1), (5, 1), (1, 3), (5, 3), (4, 4)]  # N, m; the last can't tell by shapes


@pytest.mark.parametrize(("N", "m"), SHAPES)
def test_gradient_of_bias(N, m):
    Z, b = draw(N, m), draw(m, seed=1)
    G = 3 * (Z + b) ** 2
    right = by_autograd(lambda b: ((Z + b) ** 3).sum(), b)
    torch.testing.assert_close(gradient_of_bias(G), right)
    np.testing.assert_allclose(gradient_of_bias(G.numpy()), right.numpy(), rtol=1e-12)
    if N > 1:
        assert not torch.allclose(G.mean(0), right), "the mean passes"
        assert not torch.allclose(G[0], right), "the first sample's gradient passes"
    if N == m > 1:
        assert not torch.allclose(gradient_of_bias(G.T), right), "the sum over the outputs passes"


@pytest.mark.parametrize(("N", "m"), SHAPES)
def test_gradient_of_gain(N, m):
    Z, gamma = draw(N, m), draw(m, seed=1)
    G = 3 * (Z * gamma) ** 2
    right = by_autograd(lambda gamma: ((Z * gamma) ** 3).sum(), gamma)
    torch.testing.assert_close(gradient_of_gain(Z, G), right)
    assert not torch.allclose(gradient_of_gain(torch.ones_like(Z), G), right), "the product's own backward is forgotten"


BROADCASTS = [
    ((), ()),
    ((), (2, 3)),
    ((1,), (1,)),
    ((3,), (2, 3)),
    ((2, 1), (2, 3)),
    ((1, 3), (2, 3)),
    ((1, 1), (3, 3)),
    ((3,), (3, 3)),
    ((3, 1), (3, 3)),
    ((4, 1, 1), (2, 4, 3, 3)),
    ((2, 1, 1, 3), (2, 4, 5, 3)),
    ((2, 1, 1, 3), (6, 2, 4, 5, 3)),
    ((2, 4, 5, 3), (2, 4, 5, 3)),
    ((3, 0), (2, 3, 0)),
    ((1,), (0,)),
]


@pytest.mark.parametrize(("small", "large"), BROADCASTS)
def test_sum_to_size(small, large):
    b, G = draw(*small), draw(*large, seed=1)
    found = sum_to_size(G, small)
    assert found.shape == small
    torch.testing.assert_close(found, by_autograd(lambda b: (G * torch.broadcast_to(b, large)).sum(), b))
    torch.testing.assert_close(found, G.sum_to_size(small))
    as_numpy = sum_to_size(G.numpy(), small)
    assert as_numpy.shape == small
    np.testing.assert_allclose(as_numpy, found.numpy(), rtol=1e-12)


def test_rows_and_columns_are_told_apart():
    G = draw(3, 3)
    assert not torch.allclose(sum_to_size(G, (3,)), sum_to_size(G, (3, 1))[:, 0])
    assert not torch.allclose(sum_to_size(G, (1, 3)), sum_to_size(G.T, (1, 3)))


@pytest.mark.parametrize(("small", "large"), [((2,), (2, 3)), ((3, 2), (2, 3)), ((2, 3), (3,)), ((1, 3), (3,))])
def test_sum_to_size_refuses_what_does_not_broadcast(small, large):
    with pytest.raises(ValueError) as caught:
        sum_to_size(draw(*large), small)
    assert str(caught.value) == f"{small} doesn't broadcast to {large}"
