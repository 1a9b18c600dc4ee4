"""snippets/kernel_norm.py: the three gradients of layer normalisation within their bounds; a broken twin, caught."""

import functools

import pytest
import torch
from hold import held, ran
from reference import draw

from snippets.kernel import tl, triton
from snippets.kernel_norm import backward, statement

EPSILON = 1e-5
SHAPES = [(1, 1), (1, 2), (3, 5), (4, 8), (5, 9), (9, 3)]
normalised = functools.partial(statement, epsilon=EPSILON)


def data(m, n, dtype=torch.float32):
    return draw(m, n, dtype=dtype), draw(n, seed=1, dtype=dtype), draw(m, n, seed=2, dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", SHAPES)
def test_within_its_bound(shape, dtype):
    held(backward, normalised, *data(*shape, dtype=dtype), epsilon=EPSILON, rows=4)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_empty(shape):
    results = ran(backward, *data(*shape), epsilon=EPSILON)
    assert [t.shape for t in results] == [shape, shape[1:], shape[1:]]
    assert all(torch.equal(t, torch.zeros_like(t)) for t in results)


def test_against_pytorch():
    X, gamma, G = data(7, 6, torch.float64)
    leaves = [t.clone().requires_grad_() for t in (X, gamma, torch.zeros_like(gamma))]
    (torch.nn.functional.layer_norm(leaves[0], (6,), *leaves[1:], EPSILON) * G).sum().backward()
    for found, leaf in zip(ran(backward, X, gamma, G, epsilon=EPSILON), leaves, strict=True):
        torch.testing.assert_close(found, leaf.grad)


@pytest.mark.parametrize(
    "X, gamma, G, message",
    [
        (torch.ones(3, 4), torch.ones(4), torch.ones(4, 3).T, "G isn't contiguous"),
        (torch.ones(3, 4), torch.ones(8)[::2], torch.ones(3, 4), "gamma isn't contiguous"),
        (torch.ones(3, 4), torch.ones(3), torch.ones(3, 4), r"X has the shape \(3, 4\), G \(3, 4\), and gamma \(3,\)"),
    ],
)
def test_what_it_would_misread_is_refused(X, gamma, G, message):
    with pytest.raises(ValueError, match=message):
        backward(X, gamma, G, EPSILON)


@triton.jit
def one_row(X, gamma, G, grad_X, n, epsilon: tl.constexpr, MASKED: tl.constexpr, B: tl.constexpr):
    row = tl.program_id(0)
    k = tl.arange(0, B)
    inside = k < n
    x, g = tl.load(X + row * n + k, inside, 0.0), tl.load(G + row * n + k, inside, 0.0)
    centred = x - tl.sum(x) / n
    if MASKED:
        centred = tl.where(inside, centred, 0.0)
    s = tl.sqrt(tl.sum(centred * centred) / n + epsilon)
    h, w = centred / s, tl.load(gamma + k, inside, 0.0) * g
    tl.store(grad_X + row * n + k, (w - tl.sum(w) / n - h * (tl.sum(w * h) / n)) / s, inside)


def twin(masked):
    def backward(X, gamma, G):
        (m, n), grad_X = X.shape, torch.empty_like(X)
        one_row[(m,)](X, gamma, G, grad_X, n, EPSILON, masked, triton.next_power_of_2(n))
        return grad_X

    return backward


def first(X, gamma, G):
    return normalised(X, gamma, G)[0]


def test_the_mean_subtracted_past_the_end_is_caught():
    held(twin(masked=True), first, *data(3, 5))
    held(twin(masked=False), first, *data(3, 8))  # nothing is past the end
    with pytest.raises(AssertionError, match="are off by more than their bound"):
        held(twin(masked=False), first, *data(3, 5))


def test_the_variance_taken_for_a_constant_is_caught():
    def constant(X, gamma, G):
        w = gamma * G
        return (w - w.mean(1, keepdim=True)) / (X.var(1, correction=0, keepdim=True) + EPSILON).sqrt()

    with pytest.raises(AssertionError, match="are off by more than their bound"):
        held(constant, first, *data(3, 5))
