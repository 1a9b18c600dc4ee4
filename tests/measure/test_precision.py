"""The page of precision: each sum within the bound of its order, counted; rounding bit by bit; what must not pass."""

import math
import re

import numpy as np
import pytest
import torch
from project import ROOT

from snippets.precision import kahan, naive, pairwise, rounded, wide

PAGE = ROOT / "docs/precision.md"
U = 2.0**-24
LENGTHS = [1, 2, 3, 7, 8, 9, 1000, 4097]


class Depth:
    """A term that knows through how many additions it has gone at most."""

    def __init__(self, additions=0):
        self.additions = additions

    def __add__(self, other):
        return Depth(max(self.additions, other.additions) + 1)


def depth(way, n):
    """How many additions the longest way of a term into its sum has: counted."""
    terms = np.empty(n, dtype=object)
    terms[:] = [Depth() for _ in range(n)]
    return way(terms).additions


def levels(n):
    return math.ceil(math.log2(n))


def terms(kind, n):
    """Terms of one sign that round often, normal ones, and the same one again and again."""
    draw = np.random.default_rng(n)
    made = {
        "squares": lambda: draw.standard_normal(n) ** 2,
        "normal": lambda: draw.standard_normal(n),
        "tenths": lambda: np.full(n, 0.1),
    }
    return made[kind]().astype(np.float32)


def error(way, x):
    """How far a sum of float32 is off, as a share of its terms' magnitudes."""
    return abs(float(way(x)) - math.fsum(x.astype(float))) / math.fsum(abs(x.astype(float)))


def gamma(k, u=U):
    return k * u / (1 - k * u)


def second_order(n):
    """Kahan's bound: the term in n u² has an unknown factor, for which ten is plenty."""
    return 2 * U + 10 * n * U**2


BOUNDS = {
    naive: lambda n: gamma(n - 1),
    pairwise: lambda n: gamma(levels(n)),
    kahan: second_order,
    wide: lambda n: gamma(1) + (1 + U) * gamma(n - 1, 2.0**-53),
}


@pytest.mark.parametrize("n", range(1, 40))
def test_the_longest_way_has_as_many_additions_as_the_page_says(n):
    assert depth(naive, n) == n - 1
    assert depth(pairwise, n) == levels(n)


@pytest.mark.parametrize("kind", ["squares", "normal", "tenths"])
@pytest.mark.parametrize("way", BOUNDS)
def test_each_sum_is_within_its_bound(way, kind):
    for n in [*LENGTHS, 100_003]:
        x = terms(kind, n)
        assert error(way, x) <= BOUNDS[way](n), n
        assert way(x).dtype == np.float32


def without_compensation(x):
    S = x.dtype.type(0)
    for v in x:
        S = S + v
    return S


def compensated_the_wrong_way(x):
    S = lost = x.dtype.type(0)
    for v in x:
        v = v + lost
        new = S + v
        lost = (new - S) - v
        S = new
    return S


@pytest.mark.parametrize(
    "twin, claimed",
    [
        (naive, pairwise),
        (naive, kahan),
        (without_compensation, kahan),
        (compensated_the_wrong_way, kahan),
        (lambda x: naive(x.astype(np.float16).astype(np.float32)), naive),
        (lambda x: naive(x[:-1] if len(x) > 1 else x), pairwise),
    ],
    ids=["naive as pairwise", "naive as Kahan", "no compensation", "a sign", "half precision", "the tail left out"],
)
def test_a_sum_that_claims_too_much_breaks_the_bound(twin, claimed):
    broken = [n for n in LENGTHS if error(twin, terms("tenths", n)) > BOUNDS[claimed](n)]
    assert broken, "no length tells it apart"


def test_the_root_of_n_is_no_bound():
    n = 100_000
    assert error(naive, terms("tenths", n)) > gamma(math.sqrt(n))


@pytest.mark.parametrize("dtype, b", [(torch.bfloat16, 7), (torch.float16, 10)])
def test_rounding_is_that_of_pytorch_bit_by_bit(dtype, b):
    draw = np.random.default_rng(b)
    x = draw.standard_normal(100_000).astype(np.float32)
    ties = (draw.integers(2**b, 2 ** (b + 1), 1000) + 0.5).astype(np.float32) / 2**b
    for values in (x[abs(x) > 2.0**-14], ties, -ties):  # below that float16 keeps fewer bits
        assert np.array_equal(rounded(values, b), torch.tensor(values).to(dtype).float().numpy())


def test_rounding_to_tf32_is_that_of_the_bits():
    """Half of the last bit is added to the pattern (less where the bit is even), and the thirteen bits behind cut."""
    draw = np.random.default_rng(0)
    x = (draw.standard_normal(100_000) * 2.0 ** draw.integers(-50, 50, 100_000)).astype(np.float32)
    bits = x.view(np.uint32)
    expected = ((bits + 0xFFF + (bits >> 13 & 1)) & 0xFFFFE000).astype(np.uint32).view(np.float32)
    assert np.array_equal(rounded(x, 10), expected)
    cut = (bits & 0xFFFFE000).view(np.float32)
    assert (abs(rounded(x, 10) - x) <= 2.0**-11 * abs(x)).all()
    assert (abs(cut - x) > 2.0**-11 * abs(x)).any(), "cutting instead of rounding stays within the roundoff"


def test_the_figure_shows_the_levels_that_are_counted():
    figure = PAGE.read_text().partition("<figure")[2].partition("</figure>")[0]
    for name, way in [("naive", naive), ("pairwise", pairwise)]:
        drawn = figure.partition(f'data-way="{name}"')[2].partition("</g>")[0]
        heights = re.findall(r'<circle [^>]*cy="(\d+)"', drawn)
        assert len(heights) == 8 - 1
        assert len(set(heights)) == depth(way, 8)
