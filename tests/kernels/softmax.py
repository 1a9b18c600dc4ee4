"""snippets/kernel_softmax.py: the forward and the backward, each within its bound; and their broken twins, caught."""

import pytest
import torch
from hold import held, on_cpu, ran, within
from reference import draw

from snippets.kernel import tl, triton
from snippets.kernel_softmax import backward, backward_statement, forward, forward_statement

B = 16
SHAPES = [(0, 3), (1, 1), (3, 1), (1, 5), (2, B - 1), (2, B), (2, B + 1), (3, 3 * B + 5)]


def data(m, n, dtype=torch.float32, scale=3.0):
    c = torch.randint(n, (m,), generator=torch.Generator().manual_seed(2))
    return scale * draw(m, n, dtype=dtype), c, draw(m, seed=1, dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", SHAPES)
def test_within_their_bounds(shape, dtype):
    Z, c, g = data(*shape, dtype=dtype)
    losses, a = ran(forward, Z, c, B=B)
    if len(Z):
        within((losses, a), forward_statement, Z, c)
        held(backward, backward_statement, Z, c, a, g, B=B)
    else:
        assert losses.shape == a.shape == g.shape and ran(backward, Z, c, a, g)[0].shape == Z.shape


def test_against_pytorch():
    Z, c, g = data(4, 3 * B + 5, dtype=torch.float64)
    losses, a = ran(forward, Z, c)
    leaf = Z.clone().requires_grad_()
    expected = torch.nn.functional.cross_entropy(leaf, c, reduction="none")
    torch.testing.assert_close(losses, expected.detach())
    (expected @ g).backward()
    torch.testing.assert_close(ran(backward, Z, c, a, g)[0], leaf.grad)


def test_large_logits_overflow_nothing():
    Z, c, g = data(3, B + 1, scale=1e4)
    for column in (0, B - 1, B):  # the largest in each block
        Z[:, column] += 1e6
        losses, a = ran(forward, Z, c, B=B)
        assert losses.isfinite().all() and a.isfinite().all()
        assert ran(backward, Z, c, a, g)[0].isfinite().all()


def test_a_label_that_is_none_gives_nan():
    Z, _, _ = data(3, 5)
    losses, a = ran(forward, Z, torch.tensor([-100, 2, 5]), B=B)
    assert losses.isnan().tolist() == [True, False, True] and a.isfinite().all()


@pytest.mark.parametrize(
    "Z, c, message",
    [
        (torch.ones(4, 3).T, torch.zeros(3, dtype=torch.int64), "Z isn't contiguous"),
        (torch.ones(3, 4), torch.zeros(6, dtype=torch.int64)[::2], "c isn't contiguous"),
        (torch.ones(3, 4), torch.zeros(3), "need m labels of int64, not \\(3,\\) of torch.float32"),
        (torch.ones(3, 4), torch.zeros(4, dtype=torch.int64), "m = 3 rows of 4 logits need m labels"),
        (torch.ones(3, 0), torch.zeros(3, dtype=torch.int64), "m = 3 rows of 0 logits"),
    ],
)
def test_what_it_would_misread_is_refused(Z, c, message):
    with pytest.raises(ValueError, match=message):
        forward(Z, c)


def test_the_backward_refuses_too():
    Z, c, g = data(3, 4)
    with pytest.raises(ValueError, match="m = 3 rows need m numbers in each"):
        backward(Z, c, g[:2].clone(), g)
    with pytest.raises(ValueError, match=r"g is torch.float64 on cpu, but Z is torch.float32"):
        backward(Z, c, g, g.double())
    gaps = torch.zeros(6)[::2]
    for given, name in (((Z.T.contiguous().T, c, g, g), "Z"), ((Z, c, gaps, g), "a"), ((Z, c, g, gaps), "g")):
        with pytest.raises(ValueError, match=f"{name} isn't contiguous"):
            backward(*given)


def twin(kernel):
    """The forward with another kernel; its second result only."""

    def log_sum_exp(Z, c):
        a = Z.new_empty(len(Z))
        kernel[(len(Z),)](Z, a, Z.shape[1], B)
        return a

    return log_sum_exp


@triton.jit
def without_the_largest(Z, a, n, B: tl.constexpr):
    row = tl.program_id(0)
    strip = tl.zeros((B,), Z.dtype.element_ty)
    for start in range(0, n, B):
        k = start + tl.arange(0, B)
        strip += tl.exp(tl.load(Z + row * n + k, k < n, float("-inf")))
    tl.store(a + row, tl.log(tl.sum(strip)))


@triton.jit
def zeros_past_the_end(Z, a, n, B: tl.constexpr):
    row = tl.program_id(0)
    strip = tl.zeros((B,), Z.dtype.element_ty)
    for start in range(0, n, B):
        k = start + tl.arange(0, B)
        strip += tl.exp(tl.load(Z + row * n + k, k < n, 0.0))  # exp(0) is one
    tl.store(a + row, tl.log(tl.sum(strip)))


@triton.jit
def without_a_mask(Z, a, n, B: tl.constexpr):
    row = tl.program_id(0)
    strip = tl.zeros((B,), Z.dtype.element_ty)
    for start in range(0, n, B):
        strip += tl.exp(tl.load(Z + row * n + start + tl.arange(0, B)))  # the next row's
    tl.store(a + row, tl.log(tl.sum(strip)))


def second(Z, c):
    return forward_statement(Z, c)[1]


@on_cpu
def test_the_twin_holds_for_small_logits():
    held(twin(without_the_largest), second, *data(3, B + 1)[:2])


TWINS = {
    "exp overflows": (without_the_largest, 100.0, "are off by more than their bound"),
    "masked with 0 in place of -inf": (zeros_past_the_end, 1.0, "are off by more than their bound"),
    "no mask": (without_a_mask, 1.0, "a load of 15 elements out of bounds"),
}


@on_cpu
@pytest.mark.parametrize(("kernel", "scale", "message"), TWINS.values(), ids=TWINS)
def test_a_broken_twin_is_caught(kernel, scale, message):
    with pytest.raises(AssertionError, match=message):
        held(twin(kernel), second, *data(3, B + 1, scale=scale)[:2])


def test_a_backward_without_the_label_is_caught():
    Z, c, g = data(3, B + 1)
    _, a = ran(forward, Z, c)

    def forgetful(Z, c, a, g):
        return backward(Z, torch.full_like(c, -1), a, g)

    with pytest.raises(AssertionError, match="3 of 51 are off by more than their bound"):
        held(forgetful, backward_statement, Z, c, a, g)
