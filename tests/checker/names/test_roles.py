r"""What a formula is, by its form and the word before it: no false claim passes as a premise or a definition."""

import pytest
from judged import judged

NAMES = r"""Let $y, y^* \in \mathbb{R}^n$, $a, b, c \in \mathbb{R}$, $M \in \mathbb{R}^{n \times n}$,
$z \in \mathbb{R}^m$, $f : \mathbb{R}^n \to \mathbb{R}$, $x \in \mathbb{R}^n$, $L = \sum_i (y_i - y_i^*)^2$."""


def statuses(text):
    """Those of what stands behind NAMES."""
    return [verdict.status for verdict in judged(f"{NAMES}\n\n{text}")[7:]]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # an equation about sizes
        (r"At $n = 8192$, $4 n = 32{,}769$ bytes.", "false"),
        (r"The rows take $4 (n + n) = 9 n$ bytes.", "false"),
        (r"A vector ($4 \cdot 3 n = 13 n$ bytes) is short.", "false"),
        (r"The memory is over $n + n = 3 n$ numbers.", "false"),
        (r"At $n = n + 1$ it stops.", "false"),
        (r"At $n = 8192$, $n \ge 10{,}000$.", "false"),
        (r"Then $y_i = 7, \quad i = 1, \dots, n$.", "false"),
        (r"If $q > p$ we stop.", "undefined"),
        (r"It's easy at $n = 1$. numpy says $\sum_i y_i = y_1$.", "false"),
        (r"It's easy at $n = 1.$ Numpy says $\sum_i y_i = y_1$.", "false"),
        # a claim behind a premise, a declaration, a definition
        (r"If $a > 0$, $|a| = 2 a$.", "false"),
        (r"If $a > 0, |a| = 2 a$.", "false"),
        (r"With $a > 0$, $|a| = 2 a$.", "false"),
        (r"Since $a > 0$ and $b > 0$, $|a| = 2 b$.", "false"),
        (r"Given $y \in \mathbb{R}^n$, $\lVert y \rVert_1 = \lVert y \rVert_2$.", "false"),
        (r"Given $y \in \mathbb{R}^n, \lVert y \rVert_1 = \lVert y \rVert_2$.", "false"),
        (r"$p \in \mathbb{R}^n$ and $\lVert y \rVert_1 = \lVert y \rVert_2$.", "false"),
        (r"$s = \sum_i y_i$, $\lVert y \rVert_1 = \lVert y \rVert_2$.", "false"),
        (r"Assume that $a > 0$, and that $|a| = 2 a$.", "undetermined"),
        (r"Let $a > 0$. Suppose $a < 0$.", "undetermined"),
        # a claim in parentheses
        (r"$(\nabla_y L = 3 (y - y^*))$", "false"),
        (r"Always $L \ge 0 \quad (\nabla_y L = 3 (y - y^*))$.", "unreadable"),
        (r"Always $L \ge 0 \quad (q = r)$.", "unreadable"),
        # what isn't a new name
        (r"Let $h_i = (y_i - y_i^*)^2$. Then $h_1 = 7$.", "false"),
        (r"Let $J_{ij} = \delta_{ij} y_i$. Then $J_{11} = 5$.", "false"),
        (r"Let $t \in \mathbb{R}^N$. Then $t_N = 7$.", "false"),
        (r"Let $k \in \mathbb{N}$ and $t \in \mathbb{R}^k$. Then $t_k = 7$.", "false"),
        (r"Let $k \in \{1, \dots, n\}$. Then $y_k = 7$.", "false"),
        (r"Then $y_\ell = 7$.", "undefined"),
        (r"Then $\operatorname{tr}(M) = 0$.", "false"),
        (r"Then $\sigma(a) = \frac{1}{1 + e^{a}}$.", "false"),
        (r"Then $O(n) = 5$.", "undetermined"),
        (r"Then $e = 5$.", "undefined"),
        (r"Then $d = 5$.", "unreadable"),
        (r"Let $d \in \mathbb{R}$.", "unreadable"),
        (r"Let $L_{\text{a}} = a$. So $L_{\text{a }} = b$.", "false"),
        (r"Let $L_{\text{a}} = a$. So $L_{\mathrm{a}} = b$.", "false"),
        # steps
        (r"Step: $y \leftarrow y - a \nabla_y L = y + 5$.", "false"),
        (r"Step: $a = b \leftarrow c$.", "unreadable"),
        (r"Step: $a \leftarrow b \leftarrow c$.", "unreadable"),
        # no token is ignored
        (r"So $3 = 3,500$.", "unreadable"),
        (r"So $a b = a b . c$.", "unreadable"),
        (r"So $.5 = 5$.", "unreadable"),
        (r"So $a = a, .5 = 5$.", "unreadable"),
        (r"So $L = L \text{ and } 5$.", "unreadable"),
        (r"So $a^2.5 = a^{2.5}$.", "unreadable"),
        (r"So $\sqrt 2.5 = \sqrt{2.5}$.", "unreadable"),
        (r"So $a^2^3 = a^6$.", "unreadable"),
        (r"So $y_i^*^2 = y_i^*^2$.", "unreadable"),
        (r"So $１ = 1$.", "unreadable"),
        (r"So $a = \begin{cases} a \\ 2 a \end{cases}$.", "unreadable"),
        (r"So $a = \begin{cases} a & \text{otherwise} \\ 2 a & \text{if } a > 0 \end{cases}$.", "unreadable"),
        (r"So $a \approx 5 a \text{ to within } 10$.", "unreadable"),
        (r"So $\pi \approx 3.14 \text{ to within } 10^{-3} \text{ to within } 0.1$.", "unreadable"),
        (r"So $L \in \mathbb{R} = 3$.", "unreadable"),
        (r"So $a = \partial_$.", "unreadable"),
        (r"So $L = L " + "^" * 900 + "$.", "unreadable"),
        (r"So $" + "y_{" * 900 + "y" + "}" * 900 + "$.", "unreadable"),
        # dollars that the site shows as text, and what is left unchecked without a reason
        (r"So $ y = 2 y $ holds.", "unreadable"),
        ("| a | b |\n|---|---|\n| x | $|y| = 2 y$ |", "unreadable"),
        ("$$\n\ny = 2 y\n$$", "unreadable"),
        ("!!! unchecked\n\n    So $y = 2 y$.", "unreadable"),
    ],
)
def test_what_is_false_never_passes_as_something_else(text, last):
    assert statuses(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"If $a, b > 0$ then $|a b| = a b$.", "assumption checked"),
        (r"If $a > 0$ and $b > 0$ then $|a b| = a b$.", "assumption assumption checked"),
        (r"Suppose $a > 0$, $b > 0$. Then $|a b| = a b$.", "assumption assumption checked"),
        (r"Suppose $a > 0, b > 0$. Then $|a b| = a b$.", "assumption checked"),
        (r"Let $s \in \mathbb{R}$ and $s > 0$. Then $|s| = s$.", "declaration assumption checked"),
        (r"Let $t \in \mathbb{R}^n$ with $\sum_i t_i = 1$. So $\sum_i 2 t_i = 2$.", "declaration assumption checked"),
        (r"At $n = 8192$ and $m = 4$ it takes $4 n m = 131{,}072$ bytes.", "condition condition checked"),
        (r"For $j \ne i + 1$ we have $y_i y_j \delta_{i+1,j} = 0$.", "condition checked"),
        (r"A step: $y \leftarrow y - a \nabla_y L = y - 2 a (y - y^*)$.", "checked"),
        (r"A step: $y \leftarrow y - a \nabla_y L$.", "step"),
        (r"Let $e := y - y^*$. Then $L = \lVert e \rVert^2$.", "definition checked"),
        (
            r"With $S = a b$ and $T = S^2$, $\nabla_a T = 2 S b$, $\nabla^2_b T = 2 a^2$ and $\nabla_S T = 2 S$.",
            "definition definition checked checked checked",
        ),
        (r"Here $h_1 = 2 a$. Then $h_1 = a + a$.", "definition checked"),
        (r"Let $r_i = y_i - y_i^*, \quad i = 1, \dots, n$. Then $L = \sum_i r_i^2$.", "definition checked"),
        (r"It costs \$5 or $6, and $a = a$.", "checked"),
        ('!!! unchecked "For large n"\n\n    So $y = 2 y$.', "unchecked"),
    ],
)
def test_what_a_reader_takes_for_a_premise_stays_one(text, wanted):
    assert statuses(text) == wanted.split()


def test_f_of_x_in_an_interval_declares_nothing():
    assert statuses(r"Always $f(x) \in [0, 1]$.") == ["false"]
    assert statuses(r"Always $f(x) \in \mathbb{R}$. Then $\nabla f(x) \in \mathbb{R}^n$.") == ["checked", "checked"]
