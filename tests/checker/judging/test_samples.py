"""Where samples have to lie for a verdict to be right: on ties, where sides meet, next to a limit, in fractions."""

import pytest
from judged import judged, last

PLAIN = r"Let $a, b \in \mathbb{R}$, $s \in \mathbb{R}_{>0}$, "
PLAIN += r"$y, t \in \mathbb{R}^n$ and $\phi : \mathbb{R} \to \mathbb{R}$."


@pytest.mark.parametrize(
    "claim",
    [
        r"$s + \frac{1}{s} > 2$",
        r"$(y^\top t)^2 < (y^\top y) (t^\top t)$",
        r"$\phi'(a) \ne 0$",
        r"$\phi(a) \ge -3$",
        r"$[\lVert y \rVert \ge s] = [\lVert y \rVert > s]$",
        r"$[a \ge b] + \frac{d}{d b} b^2 = [a > b] + 2 b$",
        r"$\lceil a \rceil = \lfloor a \rfloor + 1$",
        r"$10^{-12} (e^a + 1) = 1.05 \cdot 10^{-12} (e^a + 1)$",
        r"Let $b > 0$. Then $10^{-20} (b + 1) = 2 \cdot 10^{-20} (b + 1)$",
        r"$10^{-20} a = b - b$",
    ],
)
def test_what_is_false_in_few_places_or_by_little(claim):
    assert last(f"{PLAIN} Then {claim}.").status == "false"


@pytest.mark.parametrize(
    "claim",
    [
        *(r"$1 + e^a > 1$", r"$1 + e^{-a^2} > 1$", r"$\tanh(a) < 1$", r"$e^a \ne 0$", r"$\frac{1}{s} > 0$"),
        r"$\operatorname{relu}(a) = a [a \ge 0]$",
        r"$\nabla_y \lVert y - t \rVert_1 = \operatorname{sign}(y - t)$",
        r"$\begin{cases} 1 & \text{if } a > 0 \\ -1 & \text{if } a < 0 \end{cases} = \frac{d}{d a} |a|$",
        r"$\lim_{h \to 0} \frac{1 - \cos h}{h^2} = \frac{1}{2}$",
        r"$\lim_{h \to 0} \frac{\phi(a + h) - 2 \phi(a) + \phi(a - h)}{h^2} = \phi''(a)$",
        r"$\lim_{k \to \infty} \sum_{i=1}^{k} \frac{1}{i (i + 1)} = 1$",
        r"$\det \begin{pmatrix} a & b \\ 2 a & 2 b \end{pmatrix} = 0$",
    ],
)
def test_what_is_true_and_nearly_equal_or_touches_a_kink(claim):
    assert last(f"{PLAIN} Then {claim}.").status == "checked"


@pytest.mark.parametrize("body", [r"\sin(\pi / h)", "[|h| > 0.0001]"])
def test_a_limit_that_its_steps_could_miss_does_not_settle(body):
    assert last(rf"Then $\lim_{{h \to 0}} {body} = 0$.").status == "undetermined"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (r"If $a \ne b$ then $\max(a, b) > \min(a, b)$.", "checked"),
        (r"If $y \ne t$ then $\lVert y - t \rVert > 0$.", "checked"),
        (r"If $a \ne b$ then $\frac{a^2 - b^2}{a - b} = a + b$.", "checked"),
        (r"If $a \ne b$ then $a > b$.", "false"),
        (r"If $a \ne b$ and $a = b$ then $a = 2 a$.", "undetermined"),
    ],
)
def test_samples_keep_off_what_a_premise_excludes(text, status):
    assert last(f"{PLAIN} {text}").status == status


# The letters choose the samples: chance finds what is wrong with some of them, and must not be what finds it.
LETTERS = ["B", "M", "R"]


@pytest.mark.parametrize("A", LETTERS)
def test_a_premise_that_spares_no_claim_a_sample_is_none(A):
    text = rf"Let ${A} \in \mathbb{{R}}^{{n \times n}}$. Given ${A} > 0$ and $\det {A} > 0$, with $D = \log \det {A}$,"
    *_, premise, given, _, claim = judged(rf"{text} $\nabla_{A} D = {A}^{{-\top}}$.")
    assert (premise.status, given.status, claim.status) == ("false", "assumption", "checked")


@pytest.mark.parametrize("A", LETTERS)
def test_a_premise_that_only_zero_meets_is_noticed(A):
    text = rf"Let ${A} \in \mathbb{{R}}^{{n \times n}}$ with ${A}^\top = 2 {A}$, and $x, c \in \mathbb{{R}}^n$. Then"
    claim = rf"$x^\top {A} c = (x + {A}^{{-1}} c)^\top {A} c - c^\top {A}^{{-\top}} {A} c$"
    assert last(f"{text} {claim}.").status == "undetermined"


@pytest.mark.parametrize("d", LETTERS)
def test_a_bound_that_fails_where_all_errors_have_one_sign_is_refuted(d):
    """At four errors of the largest size; the premises' own judgement must not spend what the claim may."""
    text = (
        rf"Let $\mu \in \mathbb{{R}}$ and ${d} \in \mathbb{{R}}^k$ with $-\mu \le {d}_i \le \mu$ and $k \mu < 1$. Then"
    )
    claim = rf"$\lvert \prod_i (1 + {d}_i) - 1 \rvert \le \frac{{k \mu}}{{1 - \mu}}$"
    assert last(f"{text} {claim}.").status == "false"
