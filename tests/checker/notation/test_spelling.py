r"""Respellings: each is true in its spelling, its false twin is refused, and what has two readings is asked."""

import pytest
from judged import last
from project import ROOT

from proofread.notation import spelling, tokens
from proofread.pages import page, source

GIVEN = r"""
Let $x, y \in \mathbb{R}^n$, $X \in \mathbb{R}^{m \times n}$, $A, B \in \mathbb{R}^{n \times n}$ and
$a, b \in \mathbb{R}$.
"""
# What is written, and its false twin; a page of its own, behind GIVEN.
ROWS = {
    "^T": (r"$(A B)^T = B^T A^T$", r"$(A B)^T = A^T B^T$"),
    "^{T}": (r"$(X x)^{T} = x^{T} X^{T}$", r"$(A x)^{T} = x^{T} A$"),
    r"^\intercal": (r"$(A B)^\intercal = B^\intercal A^\intercal$", r"$(A B)^\intercal = A B$"),
    r"^{\mathsf T}": (r"$(A x)^{\mathsf T} = x^\mathsf{T} A^{\mathsf{T}}$", r"$(A x)^{\mathsf T} = x^{\mathsf T} A$"),
    r"^{\mathrm T}": (r"$(A x)^{\mathrm T} = x^{\mathrm{T}} A^{\rm T}$", r"$(A x)^{\mathrm T} = x^{\mathrm T} A$"),
    "^t": (r"$(A B)^t = B^t A^t$", r"$(A B)^t = A^t B^t$"),
    "^{-T}": (r"$(A^{-1})^T = A^{-T}$", r"$(A^{-1})^T = A^{-1}$"),
    "W^{(1)T}": (
        r"Let $W^{(1)} \in \mathbb{R}^{m \times n}$. Then $(W^{(1)} x)^T = x^T W^{(1)T} = x^T {W^{(1)}}^T$",
        r"Let $W^{(1)} \in \mathbb{R}^{m \times n}$. Then $(W^{(1)} x)^T = x^T W^{(1)}$",
    ),
    "X'": (r"$(X x)' = x'X'$", r"$(A x)' = x'A$"),
    "a prime of a difference": (r"$(x - y)'(x - y) = x'x - 2x'y + y'y$", r"$(x - y)'(x - y) = x'x - x'y + y'y$"),
    "a prime of a differential": (r"With $f = x'x$ we have $df = 2dx'x$", r"With $f = x'x$ we have $df = dx'x$"),
    "a number of arrays, transposed": (r"$(x^T y)^T = y^T x$", r"$(x^T y)^T = y^T y$"),
    r"\text{softmax}": (r"$\text{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$", r"$\text{softmax}(x)_i = e^{x_i}$"),
    r"\mathop{\mathrm{softmax}}": (
        r"$\mathop{\mathrm{softmax}}(x) = softmax(x)$",
        r"$\mathop{\mathrm{softmax}}(x) = 2 softmax(x)$",
    ),
    "tr(": (r"$tr(AB) = \text{Tr}(BA) = \mathrm{tr}(BA)$", r"$tr(AB) = tr(A) tr(B)$"),
    "diag(": (r"$diag(x)_{ii} = x_i$", r"$diag(x) y = x$"),
    "log(": (r"$log(exp(a)) = \ln(\text{exp}(a)) = a$", r"$log(exp(a)) = 2 a$"),
    "ReLU": (r"$\text{ReLU}(a) = \text{max}(0, a)$", r"$\text{ReLU}(a) = a$"),
    "det(": (r"$\mathrm{det}(A B) = det(A) \text{det}(B)$", r"$\mathrm{det}(2 A) = 2 det(A)$"),
    r"\text{loss}": (
        r"$\text{loss} = x^T x$. Then $\frac{\partial \text{loss}}{\partial x} = 2 x$",
        r"$\text{loss} = x^T x$. Then $\frac{\partial \text{loss}}{\partial x} = x$",
    ),
    r"\mathrm{KL}": (r"$\mathrm{KL} = a$. Then $2 \mathrm{KL} = 2 a$", r"$\mathrm{KL} = a$. Then $2 \text{KL} = a$"),
    "KL_{loss}": (
        r"With $KL_{loss} = x^T x$ we have $\nabla_x KL_{loss} = 2 x$",
        r"With $KL_{loss} = x^T x$ we have $\nabla_x KL_{loss} = x$",
    ),
    "KL, a product": (
        r"Let $K, L \in \mathbb{R}^{n \times n}$. Then $(KL)^T = L^TK^T$",
        r"Let $K, L \in \mathbb{R}^{n \times n}$. Then $KL = LK$",
    ),
    r"h_\text{prev}": (
        r"Let $h_\text{prev} \in \mathbb{R}^n$. Then $h_{prev}^T h_{\mathrm{prev}} = \|h_\text{prev}\|^2$",
        r"Let $h_\text{prev} \in \mathbb{R}^n$. Then $h_{prev}^T h_{\mathrm{prev}} = \|h_\text{prev}\|$",
    ),
    "W_{hh}": (
        r"Let $W_{hh} \in \mathbb{R}^{n \times n}$. Then $\frac{\partial W_{hh} x}{\partial x} = W_{hh}$",
        r"Let $W_{hh} \in \mathbb{R}^{n \times n}$. Then $\frac{\partial W_{hh} x}{\partial x} = W_{hh}^T$",
    ),
    "v_c": (
        r"Let $v_c, u_o \in \mathbb{R}^n$. Then $\nabla_{v_c} (u_o^T v_c) = u_o$",
        r"Let $v_c, u_o \in \mathbb{R}^n$. Then $\nabla_{v_c} (u_o^T v_c) = v_c$",
    ),
    "E_{loss}": (
        r"Let $E_{loss} \in \mathbb{R}$. Then $E_{loss} = E_{\text{loss}}$",
        r"Let $E_{loss} \in \mathbb{R}$. Then $E_{loss} = 2 E_{\text{loss}}$",
    ),
    r"\boldsymbol{p} beside p_i": (
        r"Let $\mathbf{p} \in \mathbb{R}^n$. Then $\|\boldsymbol{p}\|^2 = \sum_i p_i^2 = \bm{p}^T \mathbf p$",
        r"Let $\mathbf{p} \in \mathbb{R}^n$. Then $\|\boldsymbol{p}\|^2 = \sum_i p_i$",
    ),
    "entries are claimed, not defined": (
        r"Let $\mathbf{p} = \operatorname{softmax}(x)$. Then $p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$",
        r"Let $\mathbf{p} = \operatorname{softmax}(x)$. Then $p_i = e^{x_i}$",
    ),
    r"\vec{p}": (
        r"Let $\vec{p} \in \mathbb{R}^n$. Then $\vec p \cdot \vec{p} = \sum_i p_i^2$",
        r"Let $\vec{p} \in \mathbb{R}^n$. Then $\vec p \cdot \vec{p} = \sum_i p_i$",
    ),
    r"\mathbf{x} for a plain x": (r"$\mathbf{x}^T \mathbf{x} = \sum_i x_i^2$", r"$\mathbf{x}^T \mathbf{x} = x$"),
    r"\mathbf W beside w_{ij}": (
        r"Let $\mathbf W \in \mathbb{R}^{m \times n}$. Then $(\mathbf W x)_i = \sum_j w_{ij} x_j$",
        r"Let $\mathbf W \in \mathbb{R}^{m \times n}$. Then $(\mathbf W x)_i = \sum_j w_{ij}$",
    ),
    "||x||": (r"$||x||_2^2 = x^T x$", r"$||x||_2 = x^T x$"),
    "||x|| below": (r"$\frac{\partial ||x||^2}{\partial x} = 2 x$", r"$\frac{\partial ||x||^2}{\partial x} = x$"),
    "a norm behind a factor": (
        r"With $f = a ||x - y||^2 + \frac{b}{2} ||x||^2$ we have $\nabla_x f = 2 a (x - y) + b x$",
        r"With $f = a ||x - y||^2 + \frac{b}{2} ||x||^2$ we have $\nabla_x f = 2 a (x - y) + 2 b x$",
    ),
    r"\|x\|^2_2": (r"$\|x\|^2_2 = \left\|x\right\|^2$", r"$\|x\|^2_2 = \left\|x\right\|$"),
    r"\left|\left|": (r"$\left|\left| x \right|\right|^2 = x^T x$", r"$\left|\left| x \right|\right| = x^T x$"),
    r"\lvert\lvert": (r"$\lvert\lvert x \rvert\rvert^2 = x^T x$", r"$\lvert\lvert x \rvert\rvert = x^T x$"),
    "nested bars": (r"$||a| - |b|| \le |a - b|$", r"$||a| - |b|| = |a - b|$"),
    "bars side by side": (r"$|a||b| = |a b|$", r"$|a||b| = a b$"),
    "align": (
        "\n\n\\begin{align} x^T y &= \\sum_i x_i y_i \\label{a} \\\\ &= y^T x \\tag{1} \\end{align}",
        "\n\n\\begin{align} x^T y &= \\sum_i x_i y_i \\label{a} \\\\ &= x^T x \\tag{1} \\end{align}",
    ),
    "eqnarray": (
        "\n\n$$\n\\begin{eqnarray} a &=& a + 0 \\\\[2pt] &=& a \\nonumber \\end{eqnarray}\n$$",
        "\n\n$$\n\\begin{eqnarray} a &=& a + 0 \\\\[2pt] &=& 2 a \\nonumber \\end{eqnarray}\n$$",
    ),
    "equation, split": (
        "\n\n$$\n\\begin{equation}\\begin{split} a &= a + 0. \\\\ &= a \\end{split}\\end{equation}\n$$",
        "\n\n$$\n\\begin{equation}\\begin{split} a &= a + 0. \\\\ &= 2 a \\end{split}\\end{equation}\n$$",
    ),
    "gather*": (
        "\n\n$$\n\\begin{gather*} a = a \\\\ b = b + 0 \\end{gather*}\n$$",
        "\n\n$$\n\\begin{gather*} a = a \\\\ b = b + 1 \\end{gather*}\n$$",
    ),
    "multline": (
        "\n\n$$\n\\begin{multline} a = b \\\\ + a \\\\ - b \\end{multline}\n$$",
        "\n\n$$\n\\begin{multline} a = b \\\\ + a \\\\ + b \\end{multline}\n$$",
    ),
    "array of rows": (
        "\n\n$$\n\\begin{array}{rcl} a &=& a + 0 \\\\ &=& a \\end{array}\n$$",
        "\n\n$$\n\\begin{array}{rcl} a &=& a + 0 \\\\ &=& 2 a \\end{array}\n$$",
    ),
    "array in parentheses": (
        r"$\left( \begin{array}{cc} a & b \\ b & a \end{array} \right) (1, 0)^T = (a, b)^T$",
        r"$\left( \begin{array}{cc} a & b \\ b & a \end{array} \right) (1, 0)^T = (b, a)^T$",
    ),
    "array of cases": (
        r"$|a| = \left\{ \begin{array}{ll} a & \mbox{if } a \ge 0 \\ -a & \mbox{otherwise} \end{array} \right.$",
        r"$|a| = \left\{ \begin{array}{ll} a & \mbox{if } a \ge 0 \\ a & \mbox{otherwise} \end{array} \right.$",
    ),
    r"\sum^n_{i=1}": (r"$\sum^n_{i=1} x_i = \sum_i x_i$", r"$\sum^n_{i=1} x_i = \sum_i x_i^2$"),
    r"\sum_i^n": (r"$\sum_i^n x_i = \sum\limits_{i=1}^{n} x_i$", r"$\sum_i^n x_i = \sum_{i=1}^{n-1} x_i$"),
    r"\sum_{i \in \{1..n\}}": (
        r"$\sum_{i \in \{1, \dots, n\}} x_i = \sum_i x_i$",
        r"$\sum_{i \in \{2, \dots, n\}} x_i = \sum_i x_i$",
    ),
    r"\sum_{k}^{}": (r"$\sum_{k}^{} x_k = \sum_k x_k$", r"$\sum_{k}^{} x_k = 2 \sum_k x_k$"),
    r"\sum_{i<j}": (
        r"$\sum_{i<j} x_i x_j = \frac{1}{2} ((\sum_i x_i)^2 - \sum_i x_i^2)$",
        r"$\sum_{i<j} x_i x_j = (\sum_i x_i)^2 - \sum_i x_i^2$",
    ),
    "a pair's other index outside": (
        r"$\sum_{i \ne j} x_i x_j = x_j (\sum_i x_i - x_j)$",
        r"$\sum_{i \ne j} x_i x_j = x_j$",
    ),
    "a pair's other index bound": (
        r"$\sum_j \sum_{i < j} x_i x_j = \sum_{i > j} x_i x_j$",
        r"$\sum_j \sum_{i < j} x_i x_j = 2 \sum_{i > j} x_i x_j$",
    ),
    r"\sum x_i": (r"$\sum x_i^2 = x^T x$", r"$\sum x_i^2 = 2 x^T x$"),
    "the one free index": (r"$(A x)_i = \sum A_{ij} x_j$", r"$(A x)_i = \sum A_{ji} x_j$"),
    "*": (r"$2 * a = a * 2$", r"$2 * a = a * 3$"),
    r"\dfrac": (r"$\dfrac{a}{2} = \tfrac{1}{2} a = \cfrac{a}{2}$", r"$\dfrac{a}{2} = \tfrac{1}{2}$"),
    "{\\hat x}_i": (
        r"Let ${\hat x} \in \mathbb{R}^n$. Then ${\hat x}_i = \hat{x}_i$",
        r"Let ${\hat x} \in \mathbb{R}^n$. Then ${\hat x}_i = x_i$",
    ),
    r"\partial{x}": (r"$\frac{\partial{a^2}}{\partial{a}} = 2 a$", r"$\frac{\partial{a^2}}{\partial{a}} = a$"),
    "{a b}": (r"$2 {a b} = {b} {a} + a b$", r"$2 {a b} = {b} {a}$"),
    r"\left.": (r"$\left. a + b \right. = \Big( b + a \Big)$", r"$\left. a + b \right. = \Big( b - a \Big)$"),
    r"\color": (r"${\color{red} a + b} = \boxed{b + a}$", r"${\color{red} a + b} = \boxed{b - a}$"),
    r"\hspace": (r"$\displaystyle a \hspace{1cm} = \kern 3pt a$", r"$\displaystyle a \hspace{1cm} = \kern 3pt b$"),
    r"\quad \text{words}": (r"$a + b = b + a \quad \text{by symmetry}$", r"$a + b = a \quad \text{by symmetry}$"),
    r"(\text{words})": (r"$a + b = b + a \quad (\text{by symmetry})$", r"$a + b = a \quad (\text{by symmetry})$"),
    r"\R": (r"Let $p \in \R^n$. Then $p^T p = \|p\|^2$", r"Let $p \in \R^n$. Then $p^T p = \|p\|$"),
    "R^n": (r"Let $p \in R^n$. Then $p^T p = \|p\|^2$", r"Let $p \in R^n$. Then $p^T p = \|p\|$"),
    r"\mathbb{R}^{d}": (
        r"Let $p \in \mathbb{R}^{d}$. Then $\frac{1}{d} \sum_{i=1}^{d} p_i^2 = \frac{1}{d} p^T p$",
        r"Let $p \in \mathbb{R}^{d}$. Then $\frac{1}{d} \sum_{i=1}^{d} p_i^2 = p^T p$",
    ),
    r"\mathbb{R}^{n \times 1}": (
        r"Let $u \in \mathbb{R}^{n \times 1}$. Then $\nabla_u (u^T u) = 2 u$",
        r"Let $u \in \mathbb{R}^{n \times 1}$. Then $\nabla_u (u^T u) = u$",
    ),
    "[0, 1]^n": (r"Let $p \in [0, 1]^k$. Then $p_i \ge 0$", r"Let $p \in [0, 1]^k$. Then $p_i > 0$"),
    r"\{1..n\}": (
        r"Let $k \in \{1..n\}$. Then $\sum_i x_i \mathbb{1}\{i = k\} = x_k$",
        r"Let $k \in \{1..n\}$. Then $\sum_i x_i \mathbb{1}\{i = k\} = x_1$",
    ),
    r"\mathbf I": (r"$A \mathbf{I} = \mathbf I_n A$", r"$A \mathbf{I} = A^T$"),
    r"\mathbb 1": (r"$\mathbb 1^T x = \sum_i x_i$", r"$\mathbb 1^T x = x_1$"),
    r"1_{\{i=k\}}": (
        r"Let $k \in \{1, ..., n\}$. Then $\sum_i x_i 1_{\{i = k\}} = \sum_i \mathbb{I}(i = k) x_i = x_k$",
        r"Let $k \in \{1, ..., n\}$. Then $\sum_i x_i 1_{\{i = k\}} = \sum_i \mathbb{I}(i = k) x_i^2$",
    ),
    r"\mathbf{1}(": (r"$\mathbf{1}(a > 0) a = \max(0, a)$", r"$\mathbf{1}(a > 0) a = a$"),
    r"\Rightarrow": (
        r"$L = a^2$. Then $\frac{dL}{da} = 2 a \Rightarrow \frac{d^2L}{da^2} = 2$",
        r"$L = a^2$. Then $\frac{dL}{da} = 2 a \Rightarrow \frac{d^2L}{da^2} = 3$",
    ),
    r"\implies, false on the left": (
        r"$L = a^2$. Then $\frac{dL}{da} = 2 a \implies 2 = 2$",
        r"$L = a^2$. Then $\frac{dL}{da} = 3 a \implies 2 = 2$",
    ),
    r"\to between claims": (r"$a + b = b + a \to b = b$", r"$a + b = b + a \to 2 a = 3 a$"),
    r"\therefore": (r"$\therefore a + b = b + a$", r"$\therefore a + b = b$"),
    r"\triangleq": (r"$L \triangleq a^2$. Then $\frac{dL}{da} = 2 a$", r"$L \triangleq a^2$. Then $\frac{dL}{da} = a$"),
    r"\equiv": (r"$a + b \equiv b + a$", r"$a + b \equiv b$"),
    r"\overset{(a)}{=}": (r"$a + b \overset{(a)}{=} b + a \stackrel{2}{=} a + b$", r"$a + b \overset{(a)}{=} b$"),
    r"\stackrel{\text{def}}{=}": (
        r"$L \stackrel{\text{def}}{=} a^2$. Then $\frac{dL}{da} = 2 a$",
        r"$L \stackrel{\text{def}}{=} a^2$. Then $\frac{dL}{da} = a$",
    ),
    r"\Big|_{w_0}": (
        r"Let $w, w_0 \in \mathbb{R}^n$ and $L = \|w\|^2$. Then $\frac{\partial L}{\partial w}\Big|_{w_0} = 2 w_0$",
        r"Let $w, w_0 \in \mathbb{R}^n$ and $L = \|w\|^2$. Then $\frac{\partial L}{\partial w}\Big|_{w_0} = 2 w$",
    ),
    r"\right|_{a = 2}": (
        r"$\left. \frac{d}{da} a^3 \right|_{a = 2} = 12$",
        r"$\left. \frac{d}{da} a^3 \right|_{a = 2} = 0$",
    ),
    r"|_{x = 0}": (
        r"$\frac{\partial}{\partial x_j} (\sum_i e^{x_i}) |_{x = 0} = 1 \text{.}$",
        r"$e^{x_i} |_{x = 0} = 0$",
    ),
    "a residual": (r"With $e = y - x$ we have $e'e = \|y - x\|^2$", r"With $e = y - x$ we have $e'e = \|y - x\|$"),
    "As": (r"As $\sum_i y_i = 1$, we have $\sum_i 2 y_i = 2$", r"As $\sum_i y_i = 1$, we have $\sum_i 2 y_i = 1$"),
}
# What is asked, and a word of the question.
ASKED = {
    "T counts": (r"Let $T \in \mathbb{N}$. Then $(A B)^T = B^T A^T$", "transpose"),
    "t is an index": (r"Let $t \in \mathbb{N}$. Then $A^t = A$", "transpose"),
    "a number's T": ("$a^T = a$", "a power"),
    "a number's prime": (r"$L = a^2$. Then $L' = 2 a$", "derivative"),
    "a prime of what is defined": (r"$C = a^2 A$. Then $C' = 2 a A$", "a transpose or a derivative"),
    "letters of a function": (r"Let $t, r \in \mathbb{R}$. Then $tr(a) = a$", r"t \cdot r"),
    "* of arrays": ("$A * B = B * A$", "the entries, or of the arrays"),
    "e to a matrix": (r"$\frac{d}{da} e^{a A} = A e^{a A}$", "matrix exponential"),
    "bars of a matrix": (r"$|A^T| = |A|$", "determinant"),
    "f' of a vector": (r"$f(x) = x^T x$. Then $f'(x) = 2 x^T$", "a row or a column"),
    "a sum over which": (r"$\sum A_{ij} = 0$", "i or j"),
    "a sum's letter outside": (r"$\sum x_i = x_i$", "index"),
    "a sum's reach": (r"$\sum_i x_i + y_i = \sum_i (x_i + y_i)$", "does the sum over i reach"),
    "a power of braces": ("${A B}^2 = A B A B$", "parentheses"),
    "braces around a sum": ("$2 {a + b} = 2 a + b$", "parentheses"),
    "a premise before an arrow": (r"$a > 0 \implies a^3 > 0$", "claimed, or only assumed"),
    "dA of a declared A": (r"$dA = 2 A$", "a differential, or a name"),
    "a bar's reach": (r"$\left. a + a^2 \right|_{a = 1} = 2$", "how far does the bar reach"),
    "words that assume": (r"If $A$ is symmetric then $\nabla_x (x^T A x) = 2 A x$", "symmetric"),
    "words that deny": (r"$a = a \quad \text{is not so}$", "text"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_read(name):
    true, false = ROWS[name]
    assert last(GIVEN + true).status == "checked", last(GIVEN + true)
    assert last(GIVEN + false).status in ("false", "shapes"), last(GIVEN + false)


@pytest.mark.parametrize("name", ASKED)
def test_two_readings_are_asked(name):
    text, word = ASKED[name]
    verdict = last(GIVEN + text)
    assert verdict.status == "unreadable" and word in verdict.message, verdict


@pytest.mark.parametrize("word", spelling.WORDS)
def test_a_word_is_its_token_at_its_place(word):
    text = f"a {word} b"
    (token,) = [found for found in tokens.tokenize(text) if found.kind not in ("letter", "end")]
    assert token.text == spelling.WORDS[word]
    assert text[token.at : token.end] == word


def test_both_declared_are_two_arrays():
    given = r"Let $\mathbf{p}, p \in \mathbb{R}^n$. "
    assert last(given + r"Then $\mathbf{p}^T \mathbf{p} = \sum_i p_i^2$").status == "false"


def test_messages_quote_the_author():
    assert r"\text{Tr}(A)^\intercal" in last(GIVEN + r"$\text{Tr}(A)^\intercal A = B$").message


def test_a_value_that_stands_in_is_none():
    assert last("A filter has size $F = 5$. With $F = 11$ the stride is larger.").status == "condition"
    assert last("A filter has size $F = 5$. Then $F = 11$.").status == "false"


def respelt(formula):
    """What a formula spells otherwise than the notation does."""
    latex, found = formula.latex, tokens.tokenize(formula.latex)
    other = ["".join(latex[t.at : t.end].split()) for t in found if t.kind != "end"]
    same = ["".join(t.text.split()) for t in found if t.kind != "end"]
    words = [word for word in spelling.DRESS if word in latex] + [m[0] for m in spelling.LAYOUT.finditer(latex)]
    return [a for a, b in zip(other, same, strict=True) if a != b] + [w for w in words if not w.startswith(r"\tag")]


PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if path.stem != "spelling")  # but for the one about it


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_our_pages_keep_one_spelling(path):
    assert {f"{f.line}: {word}" for f in page.read(path).formulas for word in respelt(f)} == set()


def test_another_spelling_is_seen():
    (formula,) = page.parse(source.expand(ROOT / "docs/a.md", r"$\dfrac{a}{b}$")).formulas
    assert respelt(formula) == [r"\dfrac"]
