r"""Where samples hardly fall: about the numbers that a formula names, at ends, at members of sets, at larger sizes."""

from fractions import Fraction

import pytest
from judged import last

from proofread.judging.reach import Turn, about, whole_about

WRONG = {
    r"Let $n \in \mathbb{N}$.": [
        r"\left\lceil \frac{n}{128} \right\rceil = \left\lfloor \frac{n}{128} \right\rfloor + 1",
        r"\min(n, 1024) = n",
        r"[n > 2^{10}] = [n \ge 2^{10}]",
        r"n - 32 \lfloor \frac{n}{32} \rfloor \le 30",
    ],
    r"Let $a \in \mathbb{R}$.": [
        r"\max(-10, \min(10, a)) = a",
        r"\max(0, 2 a - 30) = 0",
        r"\frac{d}{da} \min(\max(0, a), 6) = [a > 0]",
        r"[a < 30] + [a > 30] = 1",
        r"\max(0, a - 10^5) = 0",
    ],
    r"Let $p \in [0, 1]$.": [r"\lceil p \rceil = 1", r"\lfloor p \rfloor = 0", r"p (1 - p) > 0"],
    r"Let $j, k \in \{1, 2, 4, 8, 16\}$.": [r"[k = 16] = 0", r"[j = 4] [k = 8] = 0", r"j k < 256"],
    r"Let $k \in \mathbb{Z}$.": [r"(k - 20) (k - 22) \ge 0"],
    r"Let $y \in \mathbb{R}^n$.": [
        r"[n = 9]\, y_i = 0",
        r"\lVert y \rVert_1 \le 3 \lVert y \rVert_2",
        r"\max(-20, \min(20, y_i)) = y_i",
        r"\log \sum_j e^{y_j} \le \max_j y_j + 2",
    ],
}
RIGHT = {
    r"Let $n \in \mathbb{N}$.": [
        r"\lceil \frac{n}{64} \rceil = \lfloor \frac{n + 63}{64} \rfloor",
        r"n - 32 \lfloor \frac{n}{32} \rfloor \le 31",
    ],
    r"Let $a \in \mathbb{R}$.": [r"\min(\max(0, a), 6) = \max(0, a) - \max(0, a - 6)", r"[a < 30] + [a \ge 30] = 1"],
    r"Let $p \in [0, 1]$.": [r"0 \le p (1 - p) \le \frac{1}{4}"],
    r"Let $p \in [0, 1)$.": [r"\lfloor p \rfloor = 0"],
    r"Let $j, k \in \{1, 2, 4, 8, 16\}$.": [r"j k \le 256"],
    r"Let $k \in \mathbb{Z}$.": [r"(k - 20) (k - 21) \ge 0"],
    r"Let $y \in \mathbb{R}^n$.": [r"\lVert y \rVert_1 \le \sqrt{n} \lVert y \rVert_2"],
}


def pairs(claims):
    return [(given, claim) for given, several in claims.items() for claim in several]


@pytest.mark.parametrize(("given", "claim"), pairs(WRONG))
def test_what_fails_where_samples_hardly_fall_is_refuted(given, claim):
    assert last(f"{given} We have ${claim}$.").status == "false"


@pytest.mark.parametrize(("given", "claim"), pairs(RIGHT))
def test_what_holds_there_too_is_checked(given, claim):
    assert last(f"{given} We have ${claim}$.").status == "checked"


def test_a_premise_has_ends_too():
    assert last(r"Let $a \in \mathbb{R}$. If $0 \le a \le 1$ then $\lfloor a \rfloor = 0$.").status == "false"
    assert last(r"Let $a \in \mathbb{R}$. If $0 \le a < 1$ then $\lfloor a \rfloor = 0$.").status == "checked"


def test_turns_take_each_way_once_and_numbers_lie_about_constants():
    found = {(turn.pick("ab"), turn.pick("cde")) for turn in map(Turn, range(6))}
    assert len(found) == 6
    assert {10, -10, Fraction(90, 8), Fraction(70, 8)} <= set(about([Fraction(10)]))
    assert {20, 21, 22, 19, -20} <= set(whole_about([Fraction(20), Fraction(22)]))
