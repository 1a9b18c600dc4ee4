r"""Verdicts: what form makes of a formula, that a false claim never passes, and what is said about one."""

from pathlib import Path

import pytest
from judged import PREMISES, judged, last, statuses

from proofread.judging.verdict import PASSING, Verdict

EXAMPLE = r"""
# The sum collapses

For $L = \sum_i (y_i - y^*_i)^2$ the gradient is $2(y - y^*)$, because each $y_j$ appears in one term only.

Let $y, y^* \in \mathbb{R}^n$. Every term but the $j$-th is constant in $y_j$:

$$
\frac{\partial L}{\partial y_j}
  = \sum_i \frac{\partial}{\partial y_j} (y_i - y^*_i)^2
  = \sum_i 2 (y_i - y^*_i)\, \delta_{ij}
  = 2 (y_j - y^*_j) \tag{collapse}
$$

If $i \ne j$ then $\frac{\partial}{\partial y_j} (y_i - y^*_i)^2 = 0$. A step is $y \leftarrow y - 2 y$.

!!! failure "Dividing by n for a sum"
    $$
    \nabla_y L = \frac{2}{n} (y - y^*)
    $$

!!! unchecked "For large n"
    $$
    L \sim n
    $$

At $n = 8192$ it takes $4 n = 32{,}768$ bytes, the Jacobian $4 n^2 = 268{,}435{,}456$. Suppose $\sum_i y_i = 1$. Then
$\sum_i 2 y_i = 2$.
"""


def test_kinds():
    assert statuses(EXAMPLE) == [
        *("definition", "expression", "expression", "declaration", "expression", "expression", "checked"),
        *("condition", "checked", "step", "refuted", "unchecked", "condition", "checked", "checked"),
        *("assumption", "checked"),
    ]


def test_a_checked_verdict_says_on_what():
    verdict = next(v for v in judged(EXAMPLE) if v.tag == "collapse")
    assert verdict.samples >= 8
    assert [s["n"] for s in verdict.sizes] == [3, 1, 2, 4]
    assert verdict.message.startswith(f"{verdict.samples} samples, sizes n = 3")
    assert not verdict.failing and verdict.counterexample is None


def test_a_refuted_verdict_has_its_counterexample():
    verdict = next(v for v in judged(EXAMPLE) if v.status == "refuted")
    found = verdict.counterexample
    assert found.step == r"\nabla_y L = \frac{2}{n} (y - y^*)"
    assert found.hint == "the right side is 1/n of the left, at every sample"
    assert set(found.values) == {"y", "y^*"}
    n = found.sizes["n"]
    assert len(found.left) == n and found.left == pytest.approx([n * r for r in found.right])


# Ways in which claims passed unjudged in prototypes.


@pytest.mark.parametrize(
    "claim",
    [
        r"$g = \nabla_y L$. So $g = 3(y - y^*)$.",
        r"$g = 3(y - y^*)$. Here $g := \nabla_y L$.",
        r"Since $\nabla_y L = 3(y - y^*)$, so.",
        r"Since $L = 3$, so.",
        r"The loss $L = 0 \quad (i \ne i)$.",
        r"Then $L + 10^{-7} = L$.",
        r"Then $\frac{\partial L}{\partial y_j} = 2 (y_i - y^*_i)$.",
        r"We have $\nabla_y L = y + y - 2 y^* + 10^{-6}$.",
        r"And $y_1 = y_2 \quad \text{if } n = 2$.",
        r"Let $x \in \mathbb{R}$. Then $|x| = x$.",
        r"Let $x \in \mathbb{R}$. Then $[x \ge 0] = [x > 0]$.",
        r"Let $x \in \mathbb{R}$. Then $x^2 > 0$.",
        r"Let $x \in \mathbb{R}$. Then $x \le 40$.",
        r"Let $x \in \mathbb{R}$. Then $x^2 - 4.2 x + 4.4 \ge 0$.",
        r"Then $n < 5$.",
        r"Then $n^2 + 2 = 3 n$.",
        r"Then $10^{-20} = 10^{-21}$.",
        r"Then $2^{53} + 1 = 2^{53}$.",
        r"Then $1.5 = 1.15$.",
        r"At $n = 8192$ it takes $4 n = 32{,}769$ bytes.",
        r"Then $1 \approx 1.02$.",
        r"Let $p = \operatorname{softmax}(y)$. Then $\nabla_y (-\sum_i y^*_i \log p_i) = p - y^*$.",
        r"Let $A \in \mathbb{R}^{n \times n}$. Then $\nabla_y (y^\top A y) = 2 A y$.",
        r"Let $f, g : \mathbb{R} \to \mathbb{R}$ and $x \in \mathbb{R}$. Then $(f g)(x) = f(g(x))$.",
        r"Let $f : \mathbb{R}^n \to \mathbb{R}$. Then $\nabla f(y) = f(y) y$.",
    ],
)
def test_a_false_claim_is_never_passed(claim):
    assert {v.status for v in judged(f"{PREMISES}\n\n{claim}")} & {"false", "unreadable"}


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (r"$\nabla_y L = 2 (y - y^*)^\top$", "shapes"),
        (r"$y = 3$", "shapes"),
        (r"$y^\top y^* = y y^*$", "shapes"),
        (r"$y + y^\top = 0$", "shapes"),
        (r"$\sum_i y_{i+1} = 0$", "undetermined"),
        (r"$y_5 = y_5$", "shapes"),
        (r"$\frac{\partial L}{\partial y_i} = 7 \quad (i \ne i)$", "undetermined"),
        (r"$\nabla_y L = \mathbf{2} (y - y^*)$", "unreadable"),
        (r"$\nabla_y Q = 0$", "undefined"),
        (r"$\log(-y^\top y) = 0$", "undetermined"),
        (r"$n = O(n^2)$", "undetermined"),
        (r"Suppose $\lVert y \rVert^2 = -1$", "undetermined"),
        (r"$a = a + 1$", "undefined"),
        (r"$q_i = y_i + y^*_k$", "undefined"),
        (r"Let $f(x) = |x|$. Then $f'(0) = 1$", "undetermined"),
        (r"Let $z = 2 y$. Then $\nabla_z L = 0$", "undetermined"),
        (r"$\lim_{h \to 0} \frac{|h|}{h} = 1$", "undetermined"),
        (r"$10^{10^{10}} = 1$", "undetermined"),
        (r"Let $f(y) = \lVert y \rVert$. Then $f'(y) = \operatorname{sign}(y)$", "unreadable"),
        (r"$\operatorname{diag}(y) = y$", "shapes"),
        (r"$\nabla_y L = 2 \quad (y - y^*)$", "unreadable"),
        (r"$1 = 1 \text{ to within } 10^{-3}$", "unreadable"),
        (r"$L = L \quad (y = 3)$", "unreadable"),
        (r"$\prod_{i=1}^{100000} 10^{1000} = 1$", "undetermined"),
    ],
)
def test_what_fails_otherwise(claim, status):
    assert last(f"{PREMISES}\n\n{claim}.").status == status


@pytest.mark.parametrize(
    "claim",
    [
        r"$y - y = 0$",
        r"$\mathbf{1}^\top \frac{\partial (y - y^*)^2}{\partial y} = (\nabla_y L)^\top$",
        r"$L \ge 0$",
        r"$y^\top y^* \le \lVert y \rVert \lVert y^* \rVert$",
        r"$\lim_{h \to 0} \frac{\lVert y + h e_j \rVert^2 - \lVert y \rVert^2}{h} = 2 y_j$",
        r"$\nabla_y L \in \mathbb{R}^n$",
        r"$\sum_{i=1}^{n} i = \frac{n (n + 1)}{2}$",
        r"$\nabla_y L = 2 r$, where $r = y - y^*$",
        r"$\sum_i \sum_j y_i y_j = (\sum_i y_i)^2$",
        r"Let $f, g : \mathbb{R}^n \to \mathbb{R}$. Then $\nabla (f + 2 g)(y) = \nabla f(y) + 2 \nabla g(y)$",
        r"Let $s : \mathbb{R} \to \mathbb{R}$. Then $\frac{\partial s(y)}{\partial y} = \operatorname{diag}(s'(y))$",
        r"Let $f : \mathbb{R} \to \mathbb{R}$, $f(x) = x^2$ and $x \in \mathbb{R}$. Then $f'(x) = 2 x$",
        r"Let $x_1, \dots, x_N \in \mathbb{R}^n$. Then $\nabla_y \sum_k y \cdot x_k = \sum_k x_k$",
        r"Let $x_i \in \mathbb{R}^n$ for $i = 1, \dots, N$. Then $\nabla_y \sum_i y \cdot x_i = \sum_i x_i$",
        r"Let $f_1, \dots, f_m : \mathbb{R}^n \to \mathbb{R}$. Then $\nabla_y \sum_i f_i(y) = \sum_i \nabla f_i(y)$",
        r"Let $a, b \in \mathbb{R}$. If $a, b > 0$ then $\log(a b) = \log a + \log b$",
        r"$\operatorname{tr}(I_n) = n$",
        r"$0.1 + 0.2 = 0.3$",
        r"$\pi \approx 3.14$ and $\pi \approx 3.1416 \text{ to within } 10^{-5}$",
        r"With $n = 2$, $y = \begin{pmatrix} y_1 \\ y_2 \end{pmatrix} = (y_1, y_2)^\top$",
        r"Let $s \in \mathbb{R}_{>0}$. Then $\log s^2 = 2 \log s$",
    ],
)
def test_what_is_true_passes(claim):
    found = judged(f"{PREMISES}\n\n{claim}.")
    assert not [v for v in found if v.failing], [v.message for v in found if v.failing]
    assert "checked" in {v.status for v in found}


# Premises.


def test_failure_boxes():
    def box(formula):
        return last(PREMISES + f'\n\n!!! failure "no"\n    $$\n    {formula}\n    $$\n').status

    assert box(r"\nabla_y L = y - y^*") == "refuted"
    assert box(r"\nabla_y L = 2 (y - y^*)^\top") == "refuted"
    assert box(r"\nabla_y L = 2 (y - y^*)") == "holds"
    assert box(r"q = 2 y") == "holds"
    assert box(r"2 y") == "holds"
    assert box(r"\nabla_y L = \foo") == "unreadable"
    assert box(r"\nabla_y L = q") == "undefined"
    assert box(r"\nabla_y L = y - y^* \quad (i \ne i)") == "refuted"


def test_an_inline_formula_in_a_failure_box_is_a_claim():
    text = PREMISES + '\n\n!!! failure "no"\n    $$\n    L = 0\n    $$\n\n    Because $L = 1$.\n'
    assert statuses(text)[-2:] == ["refuted", "false"]


# Words.


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (r"$\nabla_y L = y - y^*$", ["the step", "fails at n = 3", "left [", "½ of the left, at every sample"]),
        (r"$\nabla_y L = -2 (y - y^*)$", ["minus the left"]),
        (r"$\nabla_y L = 2 n (y - y^*)$", ["n times the left"]),
        (r"$\frac{\partial (y_i^2)}{\partial y_j} = 2 y_i$", [r"a \delta is missing on the right"]),
        (r"$\nabla_y L = 2 (y + y^*)$", ["it holds with the other sign before y^* on the right"]),
        (
            r"$L = (y_i - y^*_i)^2$",
            [r"the index i is out of its sum: it holds with \sum_i before the whole on the right"],
        ),
        (
            r"$\frac{\partial L}{\partial y_j} = \sum_i 2 (y_i - y^*_i)$",
            ["the sum over i should be gone", "at j alone"],
        ),
        (r"$\frac{\partial L}{\partial y_j} = 2 (y_i - y^*_i)$", ["it holds with the index j in place of i"]),
        (r"$L = 1 = L$", ["the step L = 1 fails"]),
        (r"$\nabla_y L = 2 (y - y^*)^\top$", ["is a column of 3", "is a row of 3", "n = 3"]),
        (r"$\hat{y} + y = 0$", [r"\hat{y} isn't declared or defined here; did you mean y"]),
        (r"$L = \foo$", [r"\foo isn't in the notation, line 3, column 6"]),
        (r"$y^\top \frac{\partial y}{\partial y} = y$", ["is a row of 3"]),
    ],
)
def test_messages(claim, words):
    message = last(f"{PREMISES}\n\n{claim}").message
    for word in words:
        assert word in message


def test_a_matrix_that_should_be_transposed():
    text = (
        r"Let $W \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^n$. So $\frac{\partial (W x)}{\partial x} = W^\top$."
    )
    assert "transpose" in last(text).message


def test_a_tag_names_one_formula():
    assert statuses("Here $$\n\n$$\n1 = 1 \\tag{a}\n$$\n\n$$\n2 = 2 \\tag{a}\n$$")[:2] == ["checked", "unreadable"]


def test_a_display_shown_as_text_fails():
    found = judged("Text\n$$\n1 = 1\n$$\n")
    assert [v.status for v in found] == ["unreadable"] and "blank line" in found[0].message


def test_verdicts_repeat():
    assert judged(EXAMPLE) == judged(EXAMPLE)


@pytest.mark.parametrize("status", PASSING)
def test_passing_and_failing_are_told_apart(status):
    verdict = Verdict(Path("x"), 1, 1, "inline", status, "", "")
    assert not verdict.failing
    assert Verdict(Path("x"), 1, 1, "inline", "false", "", "").failing
