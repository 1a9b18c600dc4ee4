r"""Equations between matrices as premises: what follows from them holds in every spelling, what doesn't is refuted."""

import random

import pytest
from judged import judged, last

from proofread.judging import solve

GIVEN = r"Let $P, A, B \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. "


@pytest.mark.parametrize("space", ["", r"\,", r"\;", r"\quad", r"\!", r"\,\,"])
@pytest.mark.parametrize(
    "said",
    [
        r"If $P^2 = P$ then $P (I - P) = 0{}$.",
        r"If $A B = I$ then $B A = I{}$.",
        r"If $P^2 = P$ then $P - P P = 0{}$.",
    ],
)
def test_what_follows_is_checked_in_every_spelling(said, space):
    assert last(GIVEN + said.replace("{}", space)).status == "checked"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (r"If $P^2 = P$ and $P^\top = P$ then $x^\top P x = \lVert P x \rVert^2$.", "checked"),
        (r"If $P^2 = P$ and $P^\top = P$ then $\lVert P x \rVert = \lVert x \rVert$.", "false"),
        (r"If $P^2 = P$ then $P^\top = P$.", "false"),
        (r"If $A B = I$ then $B = A^\top$.", "false"),
        (r"If $\operatorname{tr} A = 0$ then $\operatorname{tr}(A + 2 I) = 2 n$.", "checked"),
        (r"If $A B = B A$ then $(A B)^2 = A^2 B^2$.", "checked"),
    ],
)
def test_two_premises_and_what_doesnt_follow(said, status):
    *others, found = judged(GIVEN + said)
    assert found.status == status
    if status == "checked":
        assert not any(verdict.failing for verdict in others)


def test_sizes_too_large_to_build_are_left_out():
    said = r"Let $m, n \in \mathbb{N}$. We have "
    assert last(rf"{said}$\operatorname{{tr}}(I_m \otimes I_n) = m n$.").status == "checked"
    assert last(rf"{said}$\operatorname{{tr}}(I_m \otimes I_n) = m + n$.").status == "false"


def test_more_errors_than_numbers_ask_for_the_same_step():
    draw = random.Random(3)
    rows = [[draw.gauss(0, 1) for _ in range(3)] for _ in range(3)]
    errors = [draw.gauss(0, 1) for _ in range(3)]
    plain, doubled = solve.least_norm(rows, errors), solve.least_norm(rows * 2, errors * 2)
    assert plain == pytest.approx(doubled, rel=1e-6)
