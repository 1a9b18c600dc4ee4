"""Claims that are false in few places only, or where rounding could make them look so."""

from collections import Counter
from random import Random

import pytest
from project import ROOT

import proofread
from proofread.evaluate.partitions import Partition

FLOAT = r"""Let $x \in \mathbb{R}_{>0}$, $b \in \mathbb{Z}$ and $q = \lfloor \log_2 x \rfloor$. Let
$z = 2^{q - b} \lfloor 2^{b - q} x + \frac{1}{2} \rfloor$. """
SHARE = r"Let $x \in \mathbb{R}$ and $t \in [0, 1]$. "


def failing(text):
    found = proofread.check(text + "\n", ROOT / "docs/search.md")
    return [v.status for v in found if v.failing]


@pytest.mark.parametrize(
    "text",
    [
        FLOAT + r"Then $2^{q + 1} \ge x$.",
        FLOAT + r"Then $\lvert z - x \rvert \le 2^{-b - 1} x$.",
        SHARE + r"Then $\max(0, x) \ge t x$.",
        r"Let $a, b \in \mathbb{R}$. Then $a^2 + b^2 \ge 2 a b$.",
    ],
)
def test_what_holds_everywhere_is_checked(text):
    assert failing(text) == []


@pytest.mark.parametrize(
    "text",
    [
        FLOAT.replace("\\lfloor \\log", "2 \\lfloor \\log") + r"Then $\lvert z - x \rvert \le 2^{-b - 1} x$.",
        FLOAT.replace(r"\frac{1}{2}", r"\frac{1}{4}") + r"Then $\lvert z - x \rvert \le 2^{q - b - 1}$.",
        SHARE + r"Then $\max(0, x) \ge 1.05\, t x$.",
        r"Let $a, b \in \mathbb{R}$. Then $a^2 + b^2 \ge 2.1 a b$.",
        r"Let $k \in \mathbb{Z}$. Then $(k - 9)^2 > 0$.",
    ],
)
def test_what_fails_in_few_places_is_found(text):
    assert failing(text) == ["false"]


def test_a_premise_that_asks_for_even_parts_is_met_and_uneven_ones_are_drawn():
    drawn = [sorted(Counter(Partition(Random(seed), 2, 4).part_of.values()).values()) for seed in range(20)]
    assert [2, 2] in drawn and [1, 3] in drawn
    assert all(set(Partition(Random(seed), 3, 4).part_of.values()) == {1, 2, 3} for seed in range(20))
