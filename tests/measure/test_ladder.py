"""The rungs of the ladder: each gives value and gradient at any length, and writes nowhere else; what must not pass."""

import json
import re

import numba
import numpy as np
import pytest
import rungs
import torch
from figures import FIGURES, points, rates
from roofline import DECADES, LEFT, RIGHT, roofline, x, y
from ways import Table, arrays

from snippets import ladder
from snippets.count import Traffic
from snippets.ladder_numba import block, blocks
from snippets.ladder_streamed import streamed, triad, triad_streamed

LENGTHS = [0, 1, 2, 15, 16, 17, 31, 33, 1000, 8191, 8193, 40_003]
FENCE = 64  # elements before and behind g that nobody may write


def rounded_sum(r):
    return np.sum(r.astype(np.float64) ** 2)


def holds(way, n, offset=0, dtype=np.float32, **sizes):
    """Whether a way that writes into g gives value and gradient at n elements, and leaves alone what is around g."""
    draw = np.random.default_rng(n)
    y, y_star = draw.standard_normal((2, n)).astype(dtype)
    room = np.full(n + 2 * FENCE + offset, np.nan, dtype)
    g = room[FENCE + offset : FENCE + offset + n]
    L = way(y, y_star, g, **sizes)
    expected = torch.tensor(y, requires_grad=True)
    ((expected - torch.tensor(y_star)) ** 2).sum().backward()
    around = np.delete(room, slice(FENCE + offset, FENCE + offset + n))
    right = np.array_equal(g, expected.grad.numpy()) and np.isnan(around).all()
    return bool(right and np.isclose(float(L), rounded_sum(y - y_star), rtol=1e-6))


def reused(y, y_star, g):
    return ladder.reused(*map(torch.from_numpy, (y, y_star, g)))


@pytest.mark.parametrize("way", [reused, blocks, streamed], ids=["reused", "blocks", "streamed"])
def test_value_and_gradient_at_any_length(way):
    for n in LENGTHS:
        assert holds(way, n), n


@pytest.mark.parametrize("offset", range(17))
def test_a_gradient_that_begins_anywhere_in_a_cache_line(offset):
    for n in (1, 16, 17, 100):
        assert holds(streamed, n, offset), n


def test_what_eager_returns_is_followed_by_nothing_and_leaves_its_input_alone():
    y, y_star = torch.randn(5), torch.randn(5)
    L, g = ladder.eager(y, y_star)
    assert not any(tensor.requires_grad for tensor in (y, y_star, L, g))


def forgets_its_tail(y, y_star, g, B=8):
    parts = [slice(p * B, (p + 1) * B) for p in range(y.size // B)]
    return sum(block.py_func(y[s], y_star[s], g[s]) for s in parts)


def adds_its_tail_twice(y, y_star, g, B=8):
    starts = [min(p * B, max(y.size - B, 0)) for p in range((y.size + B - 1) // B)]
    return sum(block.py_func(y[s : s + B], y_star[s : s + B], g[s : s + B]) for s in starts)


def writes_past_the_end(y, y_star, g, B=8):
    L = block.py_func(y, y_star, g)
    whole = np.lib.stride_tricks.as_strided(g, (-(-y.size // B) * B,))
    whole[y.size :] = 0
    return L


def forgets_the_factor(y, y_star, g):
    L = block.py_func(y, y_star, g)
    g /= 2
    return L


@pytest.mark.parametrize("twin", [forgets_its_tail, adds_its_tail_twice, writes_past_the_end, forgets_the_factor])
def test_a_broken_loop_is_told_apart(twin):
    assert holds(block.py_func, 33)
    assert not all(holds(twin, n) for n in LENGTHS[:8])
    assert twin is forgets_the_factor or holds(twin, 16), "whole blocks don't tell it apart: the tail does"


@pytest.mark.parametrize("way", [blocks, streamed], ids=["blocks", "streamed"])
def test_sizes_that_differ_are_refused(way):
    a, b = np.zeros(40, np.float32), np.zeros(39, np.float32)
    for arguments in [(a, a, b), (a, b, a), (b, a, a)]:
        with pytest.raises(ValueError, match="differ in size"):
            way(*arguments)


def test_what_is_not_contiguous_is_not_streamed():
    a = np.zeros(80, np.float32)
    with pytest.raises(numba.TypingError, match="only contiguous arrays"):
        streamed(a[:40], a[:40], a[::2])


def test_triads():
    b, c = np.random.default_rng(0).standard_normal((2, 40_000)).astype(np.float32)
    for way in (triad, triad_streamed):
        a = rungs.aligned(40_000)
        way(a, b, c, np.float32(3))
        np.testing.assert_allclose(a, b + np.float32(3) * c, rtol=1e-5, atol=1e-5)  # it may be one multiply-and-add


@pytest.mark.parametrize("n", [1, 2, 7, 1000])
def test_reused_memory_moves_the_bytes_that_the_page_says(n):
    page = Table("ladder.md", {"n": n}, lambda n: (), "least", "least")
    with Traffic() as traffic:
        ladder.reused(*arrays((n,), (n,), (n,)))
    assert traffic.total() == page.value("reused-bytes", n=n)
    assert traffic.total() != page.value("two-loops", n=n)


@pytest.fixture(scope="module")
def found():
    return json.loads((FIGURES / "measured.json").read_text())


def test_what_the_page_says_of_the_rungs_was_measured(found):
    seconds = found["ladder"]["seconds"]

    def share(limit, rung, allocator="default"):
        return rungs.ratio(seconds, (limit, "default"), (rung, allocator))

    assert share("triad", "numba, blocks") >= 0.9
    assert share("triad, streamed", "numba, streamed") >= 0.9
    assert share("triad, streamed", "`torch.compile` of `grad_and_value`", "kept") >= 0.5
    compiled, two_loops = "`torch.compile` of `grad_and_value`", "`torch.compile`, by hand, the loss first"
    assert rungs.ratio(seconds, (compiled, "default"), (two_loops, "kept")) > 1
    for rung in rungs.RUNGS:
        if "kept" in rungs.allocators(rung):
            assert rungs.ratio(seconds, (rung, "default"), (rung, "kept")) > 1, rung


def test_ratios_are_taken_in_a_round():
    seconds = {"a": {"default": [1.0, 20.0, 3.0]}, "b": {"default": [2.0, 10.0, 1.0]}}
    assert rungs.ratio(seconds, ("a", "default"), ("b", "default")) == 2
    assert rungs.ratio(seconds, ("b", "default"), ("a", "default")) == 0.5


def test_the_roofline_is_drawn_from_the_data(found):
    rate, shown = rates(found), [*points(found)]
    figure = roofline(shown, rate["beta"], rate["P"], "somewhere")
    dots = [(float(a), float(b)) for a, b in re.findall(r'<circle [^>]*cx="([\d.]+)" cy="([\d.]+)"', figure)]
    assert len(dots) == len(shown) >= 6
    for (across, down), point in zip(dots, shown, strict=True):
        intensity = 10 ** (DECADES[0] + (across - LEFT) / (RIGHT - LEFT) * (DECADES[-1] - DECADES[0]))
        assert intensity == pytest.approx(point.intensity, rel=0.01)
        roof = min(rate["P"], rate["beta"] * point.intensity)
        assert 0.25 * roof < point.rate < 1.5 * roof, f"{point.name} isn't near its roof"
        assert f"{point.name}: {point.intensity:.2f} FLOPs a byte" in figure
        top = int(np.ceil(np.log10(rate["P"])))
        assert down == pytest.approx(y(point.rate, top - 4), abs=0.1)
    assert x(10.0 ** DECADES[0]) == LEFT and x(10.0 ** DECADES[-1]) == RIGHT
    assert "\n\n" not in figure and "style=" not in figure
