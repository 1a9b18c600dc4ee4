r"""Families by a superscript, beside a total, and from a start; and values that are but mentioned."""

import pytest
from judged import last, statuses

SAMPLES = r"""
Let $x^{(1)}, \dots, x^{(N)} \in \mathbb{R}^n$, $y^{(1)}, \dots, y^{(N)} \in \mathbb{R}$ and $w \in \mathbb{R}^n$. With
$J = \frac{1}{2 N} \sum_{i=1}^{N} (w^\top x^{(i)} - y^{(i)})^2$ we have """
BY_LETTER = r"""
Let $N \in \mathbb{N}$, $z^{(i)} \in \mathbb{R}$ and $m = \frac{1}{N} \sum_{k=1}^N z^{(k)}$. Then """
RNN = r"""
Let $W \in \mathbb{R}^{n \times n}$, $U \in \mathbb{R}^{n \times m}$, $x_1, \dots, x_T \in \mathbb{R}^m$ and
$h_0 \in \mathbb{R}^n$. With $h_t = \tanh(W h_{t-1} + U x_t)$ we have """
MOMENT = r"""
Let $\beta \in (0, 1)$, $g_1, \dots, g_T \in \mathbb{R}^n$, $m_0 = 0$ and
$m_t = \beta m_{t-1} + (1 - \beta) g_t$. Then """
POLICY = r"Let $z \in \mathbb{R}^n$, $\pi_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$. Then "
BATCH = r"""
Let $W \in \mathbb{R}^{m \times n}$ and $x^{(1)}, \dots, x^{(N)} \in \mathbb{R}^n$. With $z^{(i)} = W x^{(i)}$ we
have """
LAYERS = r"""
Let $W^{(1)}, \dots, W^{(D)} \in \mathbb{R}^{n \times n}$ and $a^{(0)} \in \mathbb{R}^n$. With
$a^{(l)} = \tanh(W^{(l)} a^{(l-1)})$ we have """
LSTM = r"""
Let $f_1, \dots, f_T, u_1, \dots, u_T, c_0, h_0 \in \mathbb{R}$. With $c_t = f_t c_{t-1} + u_t h_{t-1}$ and
$h_t = \tanh(c_t)$ we have """
TOTAL = r"""
Let $w \in \mathbb{R}^d$ and $x_1, \dots, x_N \in \mathbb{R}^d$. With $L_i = (w^\top x_i)^2$ and $L = \sum_{i=1}^N L_i$
we have """


@pytest.mark.parametrize(
    "text",
    [
        SAMPLES + r"$\nabla_w J = \frac{1}{N} \sum_{i=1}^{N} (w^\top x^{(i)} - y^{(i)}) x^{(i)}$.",
        SAMPLES + r"$\frac{\partial J}{\partial w_j} = \frac{1}{N} \sum_{i=1}^N (w^\top x^{(i)} - y^{(i)}) x_j^{(i)}$.",
        SAMPLES + r"$\frac{\partial J}{\partial y^{(1)}} = -\frac{1}{N} (w^\top x^{(1)} - y^{(1)})$.",
        BY_LETTER + r"$\sum_{i=1}^N (z^{(i)} - m) = 0$.",
        BY_LETTER + r"$\frac{\partial m}{\partial z^{(j)}} = \frac{1}{N}$.",
        RNN + r"$\frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2) W$.",
        RNN + r"$h_1 = \tanh(W h_0 + U x_1)$.",
        MOMENT + r"$m_1 = (1 - \beta) g_1$.",
        MOMENT + r"$m_t = (1 - \beta) \sum_{s=1}^{t} \beta^{t-s} g_s$.",
        LAYERS + r"$\frac{\partial a^{(l)}}{\partial a^{(l-1)}} = \operatorname{diag}(1 - (a^{(l)})^2) W^{(l)}$.",
        LSTM + r"$\frac{\partial h_t}{\partial c_t} = 1 - h_t^2$.",
        TOTAL + r"$\nabla_w L = \sum_{i=1}^N \nabla_w L_i$.",
        r"Let $F_0 = 0$, $F_1 = 1$ and $F_n = F_{n-1} + F_{n-2}$. Then $F_n^2 - F_{n-1}^2 = F_{n-2} (F_n + F_{n-1})$.",
        r"Let $a_0 \in \mathbb{R}$ and $a_n = 2 a_{n-1}$. Then $a_n = 2^n a_0$.",
        r"Let $x, h, h_0, x_1, x_2 \in \mathbb{R}^n$. Then $x_1^\top x_2 = x_2^\top x_1$.",
        r"Let $x, y \in \mathbb{R}^n$ and $e_i = y_i - x_i$. Then $\nabla_x \sum_i e_i^2 = 2 (x - y)$.",
        POLICY + r"$\frac{\partial \pi_i}{\partial z_j} = \pi_i (\delta_{ij} - \pi_j)$.",
        BATCH + r"$\nabla_W \sum_{i=1}^N \lVert z^{(i)} \rVert^2 = 2 \sum_{i=1}^N z^{(i)} (x^{(i)})^\top$.",
        r"At $n = 8192$ we count $2 n = 16384$. At $n = 1000$ we count $2 n = 2000$.",
    ],
)
def test_true_ones(text):
    assert last(text).status == "checked"


@pytest.mark.parametrize(
    "text",
    [
        SAMPLES + r"$\nabla_w J = (w^\top x^{(i)} - y^{(i)}) x^{(i)}$.",
        SAMPLES + r"$\nabla_w J = \sum_{i=1}^{N} (w^\top x^{(i)} - y^{(i)}) x^{(i)}$.",
        SAMPLES + r"$\frac{\partial J}{\partial y^{(1)}} = -(w^\top x^{(1)} - y^{(1)})$.",
        BY_LETTER + r"$z^{(i)} - m = 0$.",
        BY_LETTER + r"$\frac{\partial m}{\partial z^{(j)}} = 1$.",
        RNN + r"$\frac{\partial h_t}{\partial h_{t-1}} = W$.",
        RNN + r"$h_1 = \tanh(U x_1)$.",
        MOMENT + r"$m_1 = g_1$.",
        LAYERS + r"$\frac{\partial a^{(l)}}{\partial a^{(l-1)}} = W^{(l)}$.",
        LSTM + r"$\frac{\partial c_t}{\partial c_{t-1}} = f_t + u_t$.",
        TOTAL + r"$\nabla_w L = \nabla_w L_i$.",
        r"Let $a_0 \in \mathbb{R}$ and $a_n = 2 a_{n-1}$. Then $a_3 = 6 a_0$.",
        r"Let $x, x_1 \in \mathbb{R}^n$. Then $x^\top x_1 = x_1^\top x_1$.",
        r"Let $x \in \mathbb{R}^n$. Then $x_1 = 1$.",
        r"Let $x, y \in \mathbb{R}^n$ and $e_i = y_i - x_i$. Then $\sum_i e_i^2 = 1$.",
        r"The curve $g(z) = \frac{1}{1 + e^{-z}}$ crosses one half at $z = 0$. Its derivative is $g'(z) = g(z)^2$.",
        r"With $z = 0$, the curve $g(z) = \frac{1}{1 + e^{-z}}$ is at one half. Its derivative is $g'(z) = g(z)^2$.",
        r"At $n = 8192$ we count $2 n = 16384$. In general $2 n = 16384$.",
    ],
)
def test_false_ones(text):
    assert last(text).status == "false"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"Let $a_n = 2 a_{n-1}$. Then $a_3 = 8$.", "before its start"),
        (r"Let $a_0 = 1$ and $a_n = 2 a_{n+1}$. Then $a_3 = 8$.", "defined by itself"),
        (r"Let $h_0 = 1$ and $h_t = 2 h_{t-1}$. Then $h = 8$.", "say which of its members"),
        (r"Let $f : \mathbb{R} \to \mathbb{R}$ and $a \in \mathbb{R}$. Then $f^{(2)}(a) = f''(a)$.", "a derivative?"),
    ],
)
def test_what_is_asked(text, said):
    verdict = last(text)
    assert verdict.status in ("undefined", "undetermined", "unreadable")
    assert said in verdict.message


def test_members_that_follow_are_claimed_and_starts_are_not():
    text = r"Let $h_0 = 1$ and $h_t = 2 h_{t-1}$. Then $h_1 = 2$. Then $h_2 = 5$."
    assert statuses(text) == ["definition", "definition", "checked", "false"]
