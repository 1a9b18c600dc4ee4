"""snippets/jacobian.py against autograd, and the bytes that it tells against arrays that are really there."""

import numpy as np
import pytest
import torch
from reference import draw

from snippets.jacobian import jacobian, jacobian_bytes, vjp_bytes


def by_autograd(f, y):
    return torch.autograd.functional.jacobian(f, y)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_jacobian(n):
    y, y_star = draw(n), draw(n, seed=1)
    J = torch.from_numpy(jacobian(y.numpy(), y_star.numpy()))
    torch.testing.assert_close(J, by_autograd(lambda y: (y - y_star) ** 2, y))
    gradient = by_autograd(lambda y: ((y - y_star) ** 2).sum(), y)
    torch.testing.assert_close(torch.ones(n, dtype=torch.float64) @ J, gradient)


def test_jacobian_is_not_that_of_terms_that_mix_their_inputs():
    y, y_star = draw(3), draw(3, seed=1)
    J = torch.from_numpy(jacobian(y.numpy(), y_star.numpy()))
    for f in (lambda y: (y.flip(0) - y_star) ** 2, lambda y: (y - y_star) ** 2 / 3, lambda y: (y - y.mean()) ** 2):
        assert not torch.allclose(J, by_autograd(f, y))


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 4), (3, 1), (3, 4)])
def test_bytes(m, n):
    A, v = draw(m, n).float(), draw(m).float()
    J = by_autograd(lambda x: A @ x, torch.ones(n))
    assert jacobian_bytes(m, n) == J.nbytes
    assert vjp_bytes(m, n) == v.nbytes + (v @ J).nbytes
    # in float64 the same arrays take twice as much: the formulas are for float32 only
    assert jacobian_bytes(m, n) != J.double().nbytes


@pytest.mark.parametrize("f", [jacobian_bytes, vjp_bytes])
def test_exponents(f):
    sizes = 2 ** np.arange(1, 14)
    slopes = np.diff(np.log2([f(int(n), int(n)) for n in sizes]))
    assert set(slopes) == {2 if f is jacobian_bytes else 1}
