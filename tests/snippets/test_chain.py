"""snippets/chain.py against autograd, in float64 and several shapes; and the numbers of the page's figure."""

import re

import numpy as np
import pytest
import torch
from project import ROOT
from reference import by_autograd, draw

from snippets.chain import gradient_by_chain, gradient_of_shared, gradient_of_skip

SIZES = [1, 2, 5]


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 4), (3, 1), (3, 4), (4, 4)])
def test_gradient_by_chain(m, n):
    A, z = draw(n, m), draw(m, seed=1)
    p = torch.sin(A @ z)
    J = torch.cos(A @ z)[:, None] * A
    found = gradient_by_chain(J, by_autograd(lambda p: (p**3).sum(), p))
    torch.testing.assert_close(found, by_autograd(lambda z: (torch.sin(A @ z) ** 3).sum(), z))
    if m == n > 1:
        assert not torch.allclose(gradient_by_chain(J.T, 3 * p**2), found), "a transpose passes"


@pytest.mark.parametrize("n", SIZES)
def test_gradient_of_skip(n):
    A, y = draw(n, n), draw(n, seed=1)
    r = y + torch.sin(A @ y)
    K = torch.cos(A @ y)[:, None] * A
    found = gradient_of_skip(K, 3 * r**2)
    torch.testing.assert_close(found, by_autograd(lambda y: ((y + torch.sin(A @ y)) ** 3).sum(), y))
    assert not torch.allclose(gradient_by_chain(K, 3 * r**2), found), "the direct way can be forgotten"
    if n > 1:
        assert not torch.allclose(gradient_of_skip(K.T, 3 * r**2), found), "a transpose passes"


@pytest.mark.parametrize("n", SIZES)
def test_gradient_of_shared(n):
    W, y, v = draw(n, n), draw(n, seed=1), draw(n, seed=2)
    found = gradient_of_shared(W, y, v)
    torch.testing.assert_close(found, by_autograd(lambda W: v @ W @ W @ y, W))
    np.testing.assert_allclose(gradient_of_shared(W.numpy(), y.numpy(), v.numpy()), found.numpy(), rtol=1e-12)
    last = torch.outer(v, W @ y)
    assert not torch.allclose(last, found), "the last use overwrites the first"
    if n > 1:  # numbers commute
        assert not torch.allclose(2 * last, found), "twice the gradient of one use passes"
        assert not torch.allclose(gradient_of_shared(W, v, y), found), "v and y can be swapped"


def test_the_figure_shows_the_numbers_of_autograd():
    texts = re.findall(r">([^<]*)</text>", (ROOT / "docs/chain.md").read_text())
    shown = {name: float(number) for name, number in (t.split(" = ") for t in texts if t.count(" = ") == 1)}
    x = torch.tensor(shown["x"], requires_grad=True)
    u, v = x**2, 2 * x + 1
    L = u * v
    slopes = {"∂L/∂u": (L, u), "∂L/∂v": (L, v), "∂u/∂x": (u, x), "∂v/∂x": (v, x)}
    found = {name: torch.autograd.grad(*pair, retain_graph=True)[0].item() for name, pair in slopes.items()}
    assert shown == {"x": x.item(), "u": u.item(), "v": v.item(), "L": L.item(), **found}
    upper, lower = found["∂L/∂u"] * found["∂u/∂x"], found["∂L/∂v"] * found["∂v/∂x"]
    total = torch.autograd.grad(L, x)[0].item()
    products = f"{found['∂L/∂u']:g} · {found['∂u/∂x']:g} + {found['∂L/∂v']:g} · {found['∂v/∂x']:g}"
    assert texts[-1] == f"∂L/∂x = {products} = {upper:g} + {lower:g} = {total:g}"
    assert upper + lower == total
