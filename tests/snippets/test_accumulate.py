"""snippets/accumulate.py against the whole batch, and against autograd that keeps every state; its slips, caught."""

import pytest
import torch
from reference import by_autograd, draw
from torch.nn.functional import cross_entropy
from torch.utils.checkpoint import checkpoint

from snippets.accumulate import accumulated, checkpointed

C = torch.tensor([3, 1, 4, -100, 2, 0, -100])


def of_the_whole(Z):
    return by_autograd(lambda Z: cross_entropy(Z, C), Z)


@pytest.mark.parametrize("parts", [[7], [4, 1, 2], [1] * 6 + [1], [2, 5], [3, 1, 3]])
def test_accumulated(parts):
    Z = draw(7, 5)
    torch.testing.assert_close(accumulated(Z, C, parts), of_the_whole(Z), rtol=1e-15, atol=1e-15)
    assert Z.grad is None, "the caller's tensor has a gradient now"


def test_batches_that_leave_rows_out_are_refused():
    with pytest.raises(ValueError, match=r"batches of \[4, 2\] rows aren't 7 rows"):
        accumulated(draw(7, 5), C, [4, 2])


def in_parts(Z, parts, scale, times=1):
    """Accumulated with another factor for each part's sum: `scale(labels)`."""
    leaf = Z.clone().requires_grad_()
    for _ in range(times):
        for rows, labels in zip(leaf.split(parts), C.split(parts), strict=True):
            (scale(labels) * cross_entropy(rows, labels, reduction="sum")).backward()
    return leaf.grad


def test_the_bug_of_2024_is_caught():
    Z, parts = draw(7, 5), [4, 1, 2]
    mean_of_means = in_parts(Z, parts, lambda labels: 1 / len(parts) / (labels >= 0).sum())
    assert (mean_of_means - of_the_whole(Z)).abs().max() > 0.05


def test_a_gradient_accumulated_twice_is_caught():
    Z, parts = draw(7, 5), [4, 1, 2]
    once, twice = (in_parts(Z, parts, lambda labels: 1 / 5, times) for times in (1, 2))
    torch.testing.assert_close(once, of_the_whole(Z), rtol=1e-15, atol=1e-15)
    assert not torch.allclose(twice, of_the_whole(Z))


def f(x):
    return torch.sin(x) + 0.1 * x


def through(x, K):
    for _ in range(K):
        x = f(x)
    return x


@pytest.mark.parametrize(("K", "s"), [(1, 1), (64, 1), (64, 8), (64, 64), (10, 4), (7, 3), (5, 9)])
def test_checkpointed(K, s):
    x = draw(5)
    g, most, calls = checkpointed(f, x, K, s)
    assert torch.equal(g, by_autograd(lambda x: through(x, K).sum(), x))
    stretches = -(-K // s)
    last = K - (stretches - 1) * s
    assert most == max(stretches - 1 + last, stretches - 2 + s if stretches > 1 else 0)
    assert calls == 2 * K
    assert not x.requires_grad


@pytest.mark.parametrize("s", [1, 2, 3, 4, 6, 12])
def test_the_formula_of_the_page(s):
    _, most, _ = checkpointed(f, draw(2), 12, s)
    assert most == 12 // s - 1 + s


def test_as_pytorch_does_it():
    x = draw(5).requires_grad_()
    y = x
    for _ in range(4):
        y = checkpoint(through, y, 3, use_reentrant=False)
    y.sum().backward()
    assert torch.equal(x.grad, checkpointed(f, x.detach(), 12, 3)[0])


def test_a_state_left_out_is_caught():
    x = draw(5)
    assert not torch.equal(checkpointed(f, x, 11, 4)[0], by_autograd(lambda x: through(x, 12).sum(), x))
