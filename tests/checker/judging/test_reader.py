"""Reader mode: what a page doesn't declare is inferred and said, and nothing passes by it."""

import inspect

import pytest
from project import ROOT

import proofread
from proofread.__main__ import main
from proofread.judging.verdict import STATUSES

LEAST = r"The loss is $L = (y - X\beta)^\top (y - X\beta) + \lambda \beta^\top \beta$. "
LAYER = r"With $Z = W A$, "


def read(text):
    """The verdicts on a text in reader mode."""
    return proofread.check(inspect.cleandoc(text), ROOT / "docs/test.md", reader=True)


# Nothing is declared: a text, the status of its last formula, and how one name was read.
INFERRED = {
    "products": (
        LEAST + r"$\frac{\partial L}{\partial \beta} = -2 X^\top (y - X \beta) + 2 \lambda \beta$",
        "checked",
        r"X as an n×m matrix",
    ),
    "a factor two is lost": (
        LEAST + r"$\frac{\partial L}{\partial \beta} = -X^\top (y - X \beta) + \lambda \beta$",
        "false",
        r"\lambda as a number",
    ),
    "a loss that is but differentiated": (
        LAYER + r"$\frac{\partial \ell}{\partial W} = \frac{\partial \ell}{\partial Z} A^\top$",
        "checked",
        r"\ell as a function of $Z$",
    ),
    "the wrong way round": (
        LAYER + r"$\frac{\partial \ell}{\partial W} = A^\top \frac{\partial \ell}{\partial Z}$",
        "false",
        r"\ell as a function of $Z$",
    ),
    "a function": (r"$\nabla_x f(a^\top x) = f'(a^\top x) a$", "checked", "f as a function"),
    "numbers": (r"$L = (w x - t)^2$ and $\frac{d L}{d w} = 2 (w x - t) x$", "checked", "w as a number"),
    "entries and a size": (
        r"$L = \sum_{i=1}^n (x_i - t)^2$ and $\frac{\partial L}{\partial x_j} = 2 (x_j - t)$",
        "checked",
        "x as a vector of n",
    ),
    "vectors of a family": (
        r"$L = \sum_{i=1}^n (\mathbf{w}^\top \mathbf{x}_i - y_i)^2$ and "
        r"$\nabla_{\mathbf{w}} L = 2 \sum_{i=1}^n (\mathbf{w}^\top \mathbf{x}_i - y_i) \mathbf{x}_i$",
        "checked",
        r"\mathbf{x} as several vectors of m",
    ),
    "labels": (
        r"$h = \tanh(W_x x + W_h g)$ and $L = h^\top h$, so that $\frac{\partial L}{\partial h} = 2 h$",
        "checked",
        "W_x as",
    ),
    "a label that a definition looks at": (
        r"$E = (t_k - o_k)^2$ and $\frac{\partial E}{\partial o_k} = -2 (t_k - o_k)$",
        "checked",
        "o as",
    ),
    "a sum that reaches to the end": (
        r"$J = -\sum_{i=1}^n y_i \log p_i + (1 - y_i) \log (1 - p_i)$ and "
        r"$\frac{\partial J}{\partial p_j} = -\frac{y_j}{p_j} + \frac{1 - y_j}{1 - p_j}$",
        "checked",
        "p as a vector of n",
    ),
    "a row": (r"$\frac{\partial}{\partial x} (a^\top x) = a^\top$", "layout", "a as a vector"),
    "a derivative of a vector's function": (r"$f(x) = x^\top x$ and $f'(x) = 2 x^\top$", "checked", "x as a vector"),
}


@pytest.mark.parametrize("name", INFERRED)
def test_names_that_nothing_declares(name):
    text, status, said = INFERRED[name]
    found = read(text)[-1]
    assert (found.status, [line for line in found.read if said in line] != []) == (status, True), found
    assert said in found.message or status == "layout"


# In words: what is said, and a formula under it with its status.
WORDED = {
    r"Let $X$ be a real $m \times n$ matrix and $w$ a vector of length $n$.": {
        r"X w \in \mathbb{R}^m": "checked",
        r"\nabla_w (w^\top X^\top X w) = 2 X^\top X w": "checked",
    },
    r"$x$ and $y$ are vectors of length $n$.": {r"x^\top y = y^\top x": "checked", r"x^\top y = x": "shapes"},
    r"Let $y$ be an $n \times 1$ column vector.": {r"y^\top y = \lVert y \rVert^2": "checked"},
    r"Let $A \in \mathbb{R}^{n \times n}$ be symmetric.": {r"A = A^\top": "checked"},
    r"Let $A \in \mathbb{R}^{n \times n}$ be positive definite.": {r"\det A > 0": "checked"},
    r"The matrix $Q$ is orthogonal.": {"Q Q^\\top = I": "checked"},
    r"The matrix $D \in \mathbb{R}^{2 \times 2}$ is diagonal.": {"D_{12} = 0": "checked", "D_{11} = 0": "false"},
    r"Let $y \in \mathbb{R}^n$ be one-hot.": {r"\sum_i y_i = 1": "checked", r"y_1 = 1": "false"},
    r"Let $p \in \mathbb{R}^n$ be a distribution.": {r"\sum_i p_i = 1": "checked", "p_1 > 0": "checked"},
    r"Let $u \in \mathbb{R}^n$ be a unit vector.": {r"u^\top u = 1": "checked"},
    r"Let $\lambda$ be a positive number.": {r"\lambda > 0": "checked"},
    r"$A \in \mathbb{R}^{n \times n}$ isn't symmetric.": {r"A = A^\top": "false"},
    r"Let $Y$ be a $2 \times 3$ matrix, and $L$ a function of $Y$. $Y = X W$.": {
        r"\frac{\partial L}{\partial X} = \frac{\partial L}{\partial Y} W^\top": "checked"
    },
    r"Let $y, z \in \mathbb{R}^n$. As $\sum_i y_i = 1$,": {r"\sum_i y_i z_j = z_j": "checked"},
}


@pytest.mark.parametrize(
    ("said", "latex", "status"), [(said, latex, s) for said, found in WORDED.items() for latex, s in found.items()]
)
def test_names_that_words_declare(said, latex, status):
    found = read(f"{said} ${latex}$" if said.endswith(",") else f"{said}\n\nSo ${latex}$.")[-1]
    assert found.status == status, found


def test_what_is_supposed_of_a_name_reaches_no_further():
    claim = r"$\nabla_x (x^\top A x) = 2 A x$"
    text = rf"""
        Let $A \in \mathbb{{R}}^{{n \times n}}$ and $x \in \mathbb{{R}}^n$. Then {claim}. If $A$ is symmetric, {claim}.

        So {claim}.

        Now assume that $A$ is symmetric. Then {claim}.
        """
    assert [v.status for v in read(text) if v.latex in claim and len(v.latex) > 9] == [
        "false",
        "checked",
        "false",
        "checked",
    ]


# What can't be decided is asked, in words that say what to write.
ASKED = {
    r"$x_i + \det x = \lVert x \rVert$": "no reading of x as number, vector or matrix fits",
    r"$D = W X$, $L = f(D)$ and $\frac{\partial L}{\partial W} = X \frac{\partial L}{\partial D}$": "say it",
    r"Let $W \in \mathbb{R}^{m \times n}$, $X \in \mathbb{R}^{n \times p}$, $D = W X$, $L = f(D)$. "
    r"$\frac{\partial L}{\partial W} = \frac{\partial L}{\partial D} "
    r"\frac{\partial D}{\partial W}$": "over which indices",
}


@pytest.mark.parametrize("text", ASKED)
def test_what_is_unclear_is_asked(text):
    found = [v for v in read(text) if v.status in ("undetermined", "undefined")]
    assert found and any(ASKED[text] in v.message for v in found), read(text)


def test_what_cannot_be_read_is_said_once_and_what_waits_is_counted():
    found = read(r"Let $L = \foo{x}$. Then $\frac{dL}{dx} = 2$ and $\frac{dL}{dx} = 3$.")
    assert [v.status for v in found] == ["unreadable", "waiting", "waiting"]
    assert found[0].message.endswith("2 formulas wait for this one")


# Texts with all that they need in their own words: how many of their formulas are checked, and how many fail.
TEXTS = {
    "a model, a loss, its gradient, what it's solved for": (
        r"The model is $y = X \beta + \epsilon$ and the loss $S(\beta) = \lVert y - X \beta \rVert^2$. We have "
        r"$\nabla S(\beta) = -2 X^\top (y - X \beta)$. Setting it to zero gives $\beta = (X^\top X)^{-1} X^\top y$.",
        (1, 1),
    ),
    "one name, two sections": (
        "## a\n\n"
        r"$f(x) = x^\top A x$ has $\nabla f(x) = (A + A^\top) x$."
        "\n\n## b\n\n"
        r"$x_i$ are numbers, $S = \sum_{i=1}^n (x_i - m)^2$, so "
        r"$\frac{\partial S}{\partial m} = -2 \sum_{i=1}^n (x_i - m)$.",
        (2, 0),
    ),
    "a variance": (
        r"With $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ and $\sigma^2 = \frac{1}{m} \sum_{i=1}^m (x_i - \mu)^2$ we have "
        r"$\frac{\partial \sigma}{\partial x_i} = \frac{x_i - \mu}{m \sigma}$.",
        (1, 0),
    ),
    "a covariance": (
        r"$\ell(\mu, \Sigma) = -\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)$ and "
        r"$\nabla_\mu \ell = \Sigma^{-1} (x - \mu)$.",
        (1, 0),
    ),
    "an update": (r"$L = w^2$, $w_{t+1} = w_t - \eta g_t$ and $w = w - \eta g$.", (0, 0)),
    "two layers": (
        r"$z_1 = W_1 x + b_1$, $h = \tanh(z_1)$, $z_2 = W_2 h$ and $L = \lVert z_2 - y \rVert^2$, so that "
        r"$\frac{\partial L}{\partial W_2} = 2 (z_2 - y) h^\top$ and "
        r"$\frac{\partial L}{\partial b_1} = W_2^\top (2 (z_2 - y)) \odot (1 - h^2)$.",
        (2, 0),
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_in_its_own_words(name):
    text, counts = TEXTS[name]
    found = read(text)
    assert (sum(v.status == "checked" for v in found), sum(v.failing for v in found)) == counts, found


def test_a_lemma_is_not_granted():
    found = read(r"Since $(a + b)^2 = a^2 + b^2$, we have $a b = 0$.")
    assert [v.status for v in found] == ["false", "false"]


def test_mentions_do_not_fail():
    assert not any(
        v.failing for v in read(r"The rate $\eta$, the loss $L$ and a $\nabla_\theta$-like $m \times n$."[:33])
    )


def test_page_mode_infers_nothing():
    text, _, _ = INFERRED["products"]
    assert proofread.check(text)[-1].status == "undefined"


def test_the_command_line_says_once_how_it_read_a_page(tmp_path, capsys):
    (tmp_path / "a.md").write_text(INFERRED["products"][0])
    assert main(["--reader", str(tmp_path / "a.md")]) == 0
    assert capsys.readouterr().out.count("how I read it: ") == 1


def test_statuses_of_reader_mode():
    assert [status.name for status in STATUSES if status.reader] == ["waiting", "layout"]
