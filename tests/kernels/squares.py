"""snippets/kernel_squares.py: within its bound, inside its buffers, free of races; and its broken twins, caught."""

import numpy as np
import pytest
import torch
from fence import Fences
from hold import DEVICE, held, on_cpu, ran, within
from reference import draw
from rounding import gamma

from snippets.accesses import Launch, sectors, watched
from snippets.kernel import tl, triton
from snippets.kernel_squares import blocks, in_any_order, loss_and_gradient, statement, total

B = 16
SIZES = [0, 1, 2, B - 1, B, B + 1, B * B, B * B + 3]


def data(*shape, dtype=torch.float32):
    return draw(*shape, dtype=dtype), draw(*shape, seed=1, dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("n", SIZES)
def test_within_its_bound(n, dtype):
    held(loss_and_gradient, statement, *data(n, dtype=dtype), B=B)


@pytest.mark.parametrize("n", SIZES)
def test_in_any_order_within_the_same_bound(n):
    y, y_star = (t.to(DEVICE) for t in data(n))
    for _ in range(3):
        within([t.cpu() for t in in_any_order(y, y_star, B=B)], statement, *data(n))


@on_cpu
def test_in_any_order_depends_on_the_order():
    with pytest.raises(AssertionError, match="another order of the programs gives another result"):
        held(in_any_order, statement, *data(8 * B * B), B=B)


def test_the_bound_of_two_stages():
    y, y_star = data(B * B + 3)
    L, g = ran(loss_and_gradient, y, y_star, B=B)
    exact = ((y.double() - y_star.double()) ** 2).sum()
    P = triton.cdiv(len(y), B)
    assert abs(L - exact) <= gamma(3 + (B - 1) + (P - 1)) * exact
    assert torch.equal(g, 2 * (y - y_star))


@pytest.mark.parametrize("function", [loss_and_gradient, in_any_order])
def test_several_axes_and_the_default_block(function):
    held(function, statement, *data(3, 5, 7))


@pytest.mark.parametrize("function", [loss_and_gradient, in_any_order])
@pytest.mark.parametrize(
    "y, y_star, message",
    [
        (torch.ones(3, 4).T, torch.ones(4, 3), r"y isn't contiguous, its strides are \(1, 4\): pass y.contiguous\(\)"),
        (torch.ones(4), torch.ones(8)[::2], r"y_star isn't contiguous"),
        (torch.ones(4), torch.ones(1).expand(4), r"y_star isn't contiguous"),
        (torch.ones(4), torch.ones(4).double(), r"y_star is torch.float64 on cpu, but y is torch.float32 on cpu"),
        (torch.ones(4, 1), torch.ones(4), r"y has the shape \(4, 1\), y_star \(4,\)"),
    ],
)
def test_what_it_would_misread_is_refused(y, y_star, message, function):
    with pytest.raises(ValueError, match=message):
        function(y, y_star)


@on_cpu
@pytest.mark.parametrize("dtype, size", [(torch.float32, 4), (torch.float64, 8)])
@pytest.mark.parametrize("n", [1, B, 5 * B + 1])
def test_the_bytes_that_the_page_counts(n, dtype, size):
    with watched() as launches:
        loss_and_gradient(*data(n, dtype=dtype), B=B)
    first, second = launches
    P = triton.cdiv(n, B)
    assert (first.bytes("load"), first.bytes("store")) == (2 * size * n, size * n + size * P)
    assert (second.bytes("load"), second.bytes("store")) == (size * P, size)


@on_cpu
def test_neighbours_load_neighbours():
    with watched() as launches:
        loss_and_gradient(*data(256), B=64)
    assert [sectors(launches[0], "load"), sectors(launches[0], "store")] == [2 * 256 * 4 / 32, 256 * 4 / 32 + 4]


def twin(kernel, partials=None):
    """`loss_and_gradient`, but with another kernel for its blocks."""

    def loss_and_gradient(y, y_star):
        P = triton.cdiv(y.numel(), B)
        g, partial, L = torch.empty_like(y), torch.zeros(partials or P, dtype=y.dtype, device=y.device), y.new_empty(())
        kernel[(P,)](y, y_star, g, partial, y.numel(), B)
        total[(1,)](partial, L, len(partial), B)
        return L, g

    return loss_and_gradient


@on_cpu
def test_each_warp_asks_for_its_own_sectors():
    asked = np.arange(64) % 32 * 4  # two warps, which load the same 32 elements
    launch = Launch("k", {}, [((0, 0, 0), "load", asked, 4), ((0, 0, 0), "store", asked[:8], 4)])
    assert sectors(launch, "load") == 2 * 4 and sectors(launch, "load", "store") == 2 * 4 + 1


@triton.jit
def reads_past_the_end(y, y_star, g, partial, n, B: tl.constexpr):
    block = tl.program_id(0)
    i = block * B + tl.arange(0, B)
    r = tl.load(y + i) - tl.load(y_star + i)
    tl.store(g + i, 2 * r, i < n)
    tl.store(partial + block, tl.sum(tl.where(i < n, r * r, 0.0)))


@triton.jit
def writes_past_the_end(y, y_star, g, partial, n, B: tl.constexpr):
    block = tl.program_id(0)
    i = block * B + tl.arange(0, B)
    r = tl.load(y + i, i < n, 0.0) - tl.load(y_star + i, i < n, 0.0)
    tl.store(g + i, 2 * r)
    tl.store(partial + block, tl.sum(r * r))


@triton.jit
def ignores_the_tail(y, y_star, g, partial, n, B: tl.constexpr):
    block = tl.program_id(0)
    i = block * B + tl.arange(0, B)
    inside = i < n // B * B
    r = tl.load(y + i, inside, 0.0) - tl.load(y_star + i, inside, 0.0)
    tl.store(g + i, 2 * r, i < n)
    tl.store(partial + block, tl.sum(r * r))


@triton.jit
def races(y, y_star, g, partial, n, B: tl.constexpr):
    block = tl.program_id(0)
    i = block * B + tl.arange(0, B)
    r = tl.load(y + i, i < n, 0.0) - tl.load(y_star + i, i < n, 0.0)
    tl.store(g + i, 2 * r, i < n)
    tl.store(partial, tl.load(partial) + tl.sum(r * r))


@triton.jit
def all_to_one_place(y, y_star, g, partial, n, B: tl.constexpr):
    block = tl.program_id(0)
    i = block * B + tl.arange(0, B)
    r = tl.load(y + i, i < n, 0.0) - tl.load(y_star + i, i < n, 0.0)
    tl.store(g + i, 2 * r, i < n)
    tl.store(partial + block + 0 * i, r * r)


@on_cpu
def test_the_intact_twin_holds():
    held(twin(blocks), statement, *data(B + 3))


TWINS = {
    "a load without its mask": (reads_past_the_end, None, "a load of 13 elements out of bounds"),
    "a store without its mask": (writes_past_the_end, None, "a store of 13 elements out of bounds"),
    "a tail ignored": (ignores_the_tail, None, "are off by more than their bound"),
    "a store of all to one place": (all_to_one_place, None, "program .*: one store writes an element twice"),
    "a race": (races, 1, r"a race for partial\[0\]: load and store by programs"),
}


@on_cpu
@pytest.mark.parametrize(("kernel", "partials", "message"), TWINS.values(), ids=TWINS)
def test_a_broken_twin_is_caught(kernel, partials, message):
    with pytest.raises(AssertionError, match=message):
        held(twin(kernel, partials), statement, *data(B + 3))


@on_cpu
def test_the_interpreter_alone_would_miss_the_race_and_the_reads():
    y, y_star = data(B + 3)
    for kernel, partials in ((reads_past_the_end, None), (races, 1)):
        within(twin(kernel, partials)(y, y_star), statement, y, y_star)


def test_canaries_alone_catch_a_store_without_its_mask():
    fences = Fences()
    y, y_star = (fences.around(t.to(DEVICE)) for t in data(B + 3))
    with fences:
        twin(writes_past_the_end)(y, y_star)
    with pytest.raises(AssertionError, match="13 canaries after buffer 2 were overwritten"):
        fences.check()


def test_the_sum_of_a_twin_with_a_wrong_factor_is_caught():
    def half(y, y_star, B):
        L, g = loss_and_gradient(y, y_star, B)
        return L, g * (0.5 + 2**-23)

    with pytest.raises(AssertionError, match=r"result 1: 19 of 19 are off by more than their bound"):
        held(half, statement, *data(B + 3), B=B)
