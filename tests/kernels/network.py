"""snippets/kernel_network.py: both weights' gradients within their bounds; a wrong gate and a doubled sum, caught."""

import pytest
import torch
from hold import held, ran
from reference import draw

from snippets.kernel_network import backward, statement

T = 16
TILES = {"TM": T, "TN": T, "TK": T}
SHAPES = [(1, 1, 1, 1), (2, 3, 4, 1), (T + 1, 2, 3, 5), (3, T + 1, 2, T + 1), (2, 3, T + 1, 4)]


def data(m, n, q, p, dtype=torch.float32):
    X, W_1, W_2 = draw(m, n, seed=1, dtype=dtype), draw(n, q, seed=2, dtype=dtype), draw(q, p, seed=3, dtype=dtype)
    H = (X @ W_1).relu()
    return X, W_2, H, H @ W_2, draw(m, p, seed=4, dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", SHAPES)
def test_within_its_bound(shape, dtype):
    held(backward, statement, *data(*shape, dtype=dtype), **TILES)


@pytest.mark.parametrize("shape", [(0, 2, 3, 4), (2, 0, 3, 4), (2, 3, 0, 4), (2, 3, 4, 0)])
def test_empty(shape):
    _, n, q, p = shape
    grad_W_1, grad_W_2 = ran(backward, *data(*shape), **TILES)
    assert torch.equal(grad_W_1, torch.zeros(n, q)) and torch.equal(grad_W_2, torch.zeros(q, p))


def test_against_autograd():
    m, n, q, p = 6, 5, 4, 3
    X, Y_star = draw(m, n, seed=1), draw(m, p, seed=4)
    W_1, W_2 = draw(n, q, seed=2).requires_grad_(), draw(q, p, seed=3).requires_grad_()
    H = (X @ W_1).relu()
    Y_hat = H @ W_2
    ((Y_hat - Y_star) ** 2).sum().backward()
    grad_W_1, grad_W_2 = ran(backward, X, *(t.detach() for t in (W_2, H, Y_hat)), Y_star)
    torch.testing.assert_close(grad_W_1, W_1.grad)
    torch.testing.assert_close(grad_W_2, W_2.grad)


def test_what_it_would_misread_is_refused():
    X, W_2, H, Y_hat, Y_star = data(2, 3, 4, 5)
    names = ("X", "W_2", "H", "Y_hat", "Y_star")
    for k, name in enumerate(names):
        given = [X, W_2, H, Y_hat, Y_star]
        given[k] = given[k].T.contiguous().T
        with pytest.raises(ValueError, match=f"{name} isn't contiguous"):
            backward(*given)
    with pytest.raises(ValueError, match=r"don't fit: \(2, 3\), \(4, 5\), \(2, 4\), \(2, 5\), \(5, 2\)"):
        backward(X, W_2, H, Y_hat, Y_star.T.contiguous())


def halves(*gradients):
    return tuple(g / 2 for g in gradients)


def twice(*gradients):
    return tuple(g + g for g in gradients)


TWINS = {
    "no gate": lambda X, W_2, H, Y_hat, Y_star: backward(X, W_2, H.abs() + 1, Y_hat, Y_star),
    "a factor lost": lambda X, W_2, H, Y_hat, Y_star: halves(*backward(X, W_2, H, Y_hat, Y_star)),
    "the targets forgotten": lambda X, W_2, H, Y_hat, Y_star: backward(X, W_2, H, Y_hat, 0 * Y_star),
    "a gradient accumulated twice": lambda *given: twice(*backward(*given)),
    "new weights for the old": lambda X, W_2, H, Y_hat, Y_star: backward(
        X, W_2 - 0.01 * statement(X, W_2, H, Y_hat, Y_star)[1], H, Y_hat, Y_star
    ),
}


@pytest.mark.parametrize("wrong", TWINS.values(), ids=TWINS)
def test_a_broken_twin_is_caught(wrong):
    given = data(5, 4, 3, 2)
    held(backward, statement, *given)
    with pytest.raises(AssertionError, match="are off by more than their bound"):
        held(wrong, statement, *given)
