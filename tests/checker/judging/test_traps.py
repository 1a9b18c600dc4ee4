r"""Traps: pages made to slip a wrong formula past the checker, or to break it.

A line of a table is `name :: wanted :: page`: the status that the page's last formula must have, or one of several.
↵ is a new line. GIVEN stands before each page.
"""

import re
import signal

import pytest

import proofread

GIVEN = r"""
Let $y, y^* \in \mathbb{R}^n$, $z \in \mathbb{R}^m$, $W \in \mathbb{R}^{m \times n}$, $M \in \mathbb{R}^{n \times n}$,
$a, b, c \in \mathbb{R}$, $f, g : \mathbb{R}^n \to \mathbb{R}$ and $\phi : \mathbb{R} \to \mathbb{R}$.
Let $L = \sum_i (y_i - y_i^*)^2$.

"""

# DESIGN.md's ways in which a claim passes unjudged.
KNOWN = r"""
taken for a definition :: false :: Let $v \in \mathbb{R}^n$. Then $v = 3 (y - y^*)$.
taken for a definition, declared later :: shapes :: $L = 3 (y - y^*)$
a condition that no point meets :: undetermined :: For $i \ne i$ we have $y_i = 2 y_i$.
a condition that no size meets :: undetermined false :: For $n < 1$ we have $y_i = 2 y_i$.
a row against a column :: shapes :: Then $\mathbf{1}^\top W = W^\top \mathbf{1}$.
a row against a column, one size :: shapes :: At $n = 1$ we have $y^\top = y$.
a token read and dropped :: unreadable :: So $\lVert y \rVert_3 = \lVert y \rVert_2$.
an assumption met at a point only :: undetermined :: If $y = 2 y$ and $\lVert y \rVert = 1$, then $y = 3 y$.
a derivative as assumption :: false :: Since $\nabla_y L = 3 (y - y^*)$, we stop.
a defined name as assumption :: undefined false :: If $L = 0$, then $y = y^*$.
a defined name in a where :: false :: It's small, where $L = \lVert y \rVert^2$.
"""

# A false claim in the dress of something else, or in an odd place.
DRESSED = r"""
condition: take :: false :: The rows take $4 (n + n) = 65{,}536$ bytes.
condition: over :: false :: The memory is over $n + n = 3 n$ numbers.
condition: at, and a comma :: false :: At $n = 8192$, $4 n = 32{,}769$ bytes.
condition: parenthesis in prose :: false :: A vector ($4 \cdot 3 n = 13 n$ bytes) is short.
condition: alone in parentheses :: false unreadable :: $(\nabla_y L = 3 (y - y^*))$
condition: closing parenthesis :: false unreadable :: So $L \ge 0 \quad (\nabla_y L = 3 (y - y^*))$.
condition: unknown names :: unreadable undefined :: So $L \ge 0 \quad (q = r)$.
condition: names from nowhere :: undefined :: If $q > p$ we stop.
condition: of another sentence :: false :: It's easy at $n = 1$. numpy says $\sum_i y_i = y_1$.
assumption: if A, B :: false :: If $a > 0$, $|a| = 2 a$.
assumption: given a declaration, B :: false :: Given $u \in \mathbb{R}^n$, $\lVert u \rVert_1 = \lVert u \rVert_2$.
assumption: a declaration and B :: false :: $u \in \mathbb{R}^n$ and $\lVert u \rVert_1 = \lVert u \rVert_2$.
assumption: it can't be met :: undetermined :: If $M^\top M = - I$, we stop.
assumption: of one sentence :: false :: If $a = 2$, stop. So $a = 2$.
assumption: that is :: false :: We scale $y$, that is $\lVert y \rVert_1 = \lVert y \rVert_2$.
assumption: with, by a claim that has no need :: false undetermined :: So $a + b = b + a$ with $\lVert y \rVert_1 = 2$.
assumption: since :: false :: Then $b + b = 2 b$, since $a = 2 b$.
assumption: where :: false :: So $a + b = b + a$, where $a = b$.
assumption: for a claim that is false with it too :: false :: Since $a = 2 b$, $a = 3 b$.
assumption: needed :: assumption :: So $a + a = 2 b$, where $a = b$.
reason: needed :: false :: So $a + a = 2 b$, since $a = b$.
reason: true :: checked :: So $a^2 + b^2 \ge 2 a b$, since $(a - b)^2 \ge 0$.
assumption: needed for there to be a value :: assumption :: So $2 \log a = \log a^2$, where $a > 0$.
assumption: follows from another :: checked :: Let $a = b$. So $2 a = a + b$, since $2 a = 2 b$.
assumption: follows from none :: false :: Let $a = b$. So $2 a = a + b$, since $2 a = 3 b$.
definition: an entry :: false undetermined :: Let $h_i = (y_i - y_i^*)^2$. Then $h_1 = 7$.
definition: two digits :: false undetermined :: Let $J_{ij} = \delta_{ij} y_i$. Then $J_{11} = 5$.
definition: capital index :: false :: Let $u \in \mathbb{R}^N$. Then $u_N = 7$.
definition: declared index :: false :: Let $k \in \{1, \dots, n\}$. Then $y_k = 7$.
definition: trace :: false :: Then $\operatorname{tr}(M) = 0$.
definition: logistic :: false :: Then $\sigma(a) = \frac{1}{1 + e^{a}}$.
definition: e :: false undefined :: So $e = 2.7$.
definition: d :: unreadable :: So $d = 5$.
definition: Kronecker delta :: false :: So $\delta_{11} = 2$.
definition: twice in a line :: false :: $$↵u = y, \quad u = y^*↵$$
definition: a chain's second step :: false :: Let $r = y - y^* = y^* - y$.
definition: label with a blank :: false unreadable :: Let $L_{\text{a}} = a$. So $L_{\text{a }} = b$.
definition: in a subsection :: false :: ## S↵↵Let $u = a$.↵↵### T↵↵So $u = b$.
definition: dropped with its name :: undefined :: Let $u = 2 a$. Let $a \in \mathbb{R}^n$. So $u = 2 a$.
definition: circular :: undefined :: Let $u = v + 1$ and $v = u + 1$. So $u = v$.
definition: free index :: undefined :: Let $u = y_i$. So $u = y_1$.
declaration: a function's values :: false shapes unreadable :: Always $f(y) \in [0, 1]$.
declaration: a defined name's space :: false :: Always $L \in [0, 1]$.
declaration: a defined name's shape :: shapes :: So $L \in \mathbb{R}^n$.
step: an equality behind it :: false unreadable :: Do $y \leftarrow y - a \nabla_y L = y + 5$.
expression: a comma in a number :: unreadable false :: So $3 = 3,500$.
expression: a full stop for a product :: unreadable false :: So $a b = a b . c$.
expression: a point without its zero :: unreadable :: So $.5 = 5$.
expression: a row that goes on :: unreadable :: $$↵\begin{aligned} L &= L \\ & \quad \tfrac{1}{2} \end{aligned}↵$$
second clause :: false :: So $y_i = y_i, \quad y_i = 2 y_i$.
second clause: and :: false :: So $y_i = y_i \text{ and } y_i = 2 y_i$.
in a table :: false :: | a | b |↵|---|---|↵| x | $y = 2 y$ |
in a footnote :: false :: See[^1].↵↵[^1]: So $y = 2 y$.
in a tab's title :: false :: === "$y = 2 y$"↵↵    See.
inline in a failure box :: false :: !!! failure "x"↵↵    So $y = 2 y$.
split by a table's bar :: unreadable :: | a | b |↵|---|---|↵| x | $|y| = 2 y$ |
a blank line in a display :: unreadable :: $$↵↵y = 2 y↵$$
a blank behind the dollar :: unreadable :: So $ y = 2 y $ holds.
unchecked without a reason :: unreadable :: !!! unchecked↵↵    So $y = 2 y$.
"""

SHAPES = r"""
a number for a vector :: shapes :: Then $y = a$.
only a literal 0 has any shape :: shapes :: Then $y - y = 0 + 0$.
a Jacobian's transpose :: shapes :: Then $\frac{\partial (W y)}{\partial y} = W^\top$.
a square Jacobian's transpose :: false :: Then $\frac{\partial (M y)}{\partial y} = M^\top$.
a matrix power entry by entry :: false :: Then $(M^2)_{ij} = M_{ij}^2$.
a sum over the wrong axis :: false :: Then $\sum_j W_{ij} = \sum_i W_{ij}$.
an index past the end :: shapes undetermined :: For all $i$, $y_{i+1} - y_i = y_{i+1} - y_i$.
two sizes taken for one :: shapes false :: Then $\sum_{i=1}^{m} y_i = \sum_i y_i$.
sizes that happen to differ :: false :: Then $m \ne n$.
bound twice :: false :: Then $\sum_i y_i \sum_i y^*_i = \sum_i y_i y^*_i$.
a sum's reach :: false :: Then $\sum_i y_i + a = \sum_i (y_i + a)$.
"""

DERIVATIVES = r"""
confused perturbations :: false :: Then $\frac{d}{da} \left( a \frac{d}{db} (a + b) \right) = 2$.
kept apart :: checked :: Then $\frac{d}{da} \left( a \frac{d}{db} (a + b) \right) = 1$.
a gradient's argument :: false :: Then $\nabla_y f(2 y) = \nabla f(2 y)$.
a defined name :: false :: Let $r = y - y^*$, $Q = \sum_i r_i^2 + y_1$. So $\partial Q / \partial r_1 = 2 r_1 + 1$.
by a name it isn't written in :: undetermined :: Let $r = y - y^*$. Then $\frac{\partial L}{\partial r_j} = 0$.
by an entry of a number :: shapes :: Then $\sum_i y_i \frac{\partial^2 (a y^\top y)}{\partial a_i \partial y_i} = 0$.
at a kink :: undetermined :: Let $h(a) = |a|$. Then $h'(0) = 0$.
at a case's edge :: undetermined :: Let $h(a) = \begin{cases} a^2 & a \ge 1 \\ a & a < 1 \end{cases}$. Then $h'(1) = 2$.
at a jump :: undetermined :: Let $h(a) = \lfloor a \rfloor$. Then $h'(2) = 0$.
a second derivative at a kink :: undetermined :: Let $h(a) = a |a|$. Then $h''(0) = 2$.
of a norm, entry by entry :: unreadable :: Let $h(y) = \lVert y \rVert$. Then $h'(y) = \operatorname{sign}(y)$.
a called function's own names :: false :: Let $p(a) = a + b$ and $q(b) = p(b)$. Then $q(c) = 2 c$.
they keep their meaning :: checked :: Let $p(a) = a + b$ and $q(b) = p(b)$. Then $q(c) = b + c$.
a limit that doesn't exist :: undetermined :: Then $\lim_{h \to 0} \sin(\pi / h) = 0$.
a limit close to its end :: undetermined false :: Then $\lim_{h \to 0} [|h| > 0.0001] = 1$.
a limit at minus infinity :: false :: Then $\lim_{k \to -\infty} e^{k} = 1$.
large numbers in a limit :: false :: So $\lim_{h \to 0} \frac{\phi(a + h) + \phi(a - h) - 2 \phi(a)}{h^2} = -\phi''(a)$.
larger numbers in a limit :: false :: So $\lim_{h \to 0} \frac{\phi(a + h) - \phi(a) - h \phi'(a)}{h^2} = \phi''(a)$.
"""

NUMBERS = r"""
a large term's rounding :: false undetermined :: Then $a = b + 10^{20} - 10^{20}$.
a small term's rounding :: false :: Then $10^{-20} a = b - b$.
underflow :: undetermined false :: So $9^{-9^{9}} = 0$.
underflow of an exponential :: undetermined :: So $e^{-10^{6}} = 0$.
beyond float64 :: false :: So $10^{400} = 10^{400} + 1$.
strict, touching :: false :: Then $a^2 + 4 > 4 a$.
strict, far away :: false :: Then $a < 10^4$.
unequal almost everywhere :: false :: Then $a \ne 2$.
any smooth function :: false :: Then $f(y) \ge -3$.
a tie elsewhere :: false :: Then $[a \le 2] = [a < 2]$.
a tie beside a derivative :: false undetermined :: Then $[a \ge b] + \frac{d (b^2)}{d b} = [a > b] + 2 b$.
a tie of a premise :: false :: Let $a \ge 1$. Then $a > 1$.
a positive function :: checked :: Let $q : \mathbb{R} \to \mathbb{R}_{>0}$. Then $q(a) > 0$.
a tie of a strict premise :: checked :: Let $a > 1$. Then $a^2 > 1$.
close to a premise's edge, beyond it :: false :: Let $0 < a < 1$. Then $a \le 0.99$.
close to an interval's end :: false :: Let $p \in [0, 1]$. Then $p \le 0.99$.
close to a premise's edge :: false :: Let $0 < a < 1$. Then $a < 0.99$.
a closed interval's end :: false :: Let $p \in [0, 1]$. Then $p (1 - p) > 0$.
a half-open interval's closed end :: false :: Let $p \in [0, 1)$. Then $p > 0$.
its open end :: checked :: Let $p \in [0, 1)$. Then $1 - p > 0$.
an open interval's end :: checked :: Let $p \in (0, 1)$. Then $p (1 - p) > 0$.
whole numbers :: false :: Let $k \in \mathbb{Z}$. Then $|k| < 5$.
large sizes :: false :: Then $n^3 \le 100 n^2$.
cases that overlap and agree :: checked :: Then $|a| = \begin{cases} a & a \ge 0 \\ -a & a \le 0 \end{cases}$.
cases that overlap :: false undetermined :: Then $a = \begin{cases} a & a \le 1 \\ 0 & a < 1 \\ a & a > 1 \end{cases}$.
cases that miss a point :: undetermined :: Then $a = \begin{cases} a & a < 2 \\ a & a > 2 \end{cases}$.
"""

# Each must be refused, not read in part; ;; parts them.
TOKENS = r"""
\mathbf{2} y = 2 y ;; \mathrm{2} y = 2 y ;; \overline{2} = 2 ;; \partial^3 L / \partial y_j = 2
\frac{\partial^3 L}{\partial y_j} = 2 ;; \lVert y \rVert_3 = 1 ;; \sum^2 y = 2 ;; \color{red y = y
y \hspace = y ;; y \phantom{2} = y ;; y \overset{!}{=} y ;; y \not= y ;; y \cong y ;; y \propto y
y = y \implies ;; y = y % = 2 y ;; y − y = 0 ;; у = у ;; １ = 1 ;; y = y \tag{a} \tag{b}
y = y \text{ is false} ;; y = y \text{ = 2y} ;; y = y \text{ if } ;; \left( y = y ;; \left( y \right] = y ;; 1/2 a = a
2^10 = 1024 ;; a^2.5 = a^{2.5} ;; \sqrt 2.5 = 2 ;; 1\,00 = 100 ;; a^2^3 = a^6 ;; \pi \approx 3 \text{ to within } 10
y = y \quad 2 ;; y &= y ;; a = \begin{cases} a \\ 2 a \end{cases} ;; \sum_{ii} y_i = a
\sum_{i=1}^{n}^{m} y_i = a ;; \sum_i_j M_{ij} = a ;; _i = a
"""

# True or undecidable formulas in a failure box: `wanted :: formula`. None may count as refuted.
BOXED = r"""
holds :: \nabla_y L = 2 (y - y^*)
holds :: \frac{d |a|}{d a} = \operatorname{sign}(a)
holds :: y = 2 y \text{ if } y = 0
holds :: u = 3 y
holds :: 2 y
undefined :: y_i = q_i
undetermined :: y_i = y_i \quad (i \ne i)
holds undetermined :: \mathbf{1}_{5000}^\top \mathbf{1}_{5000} = 5000
holds undetermined :: M^{65} = M M^{64}
holds undetermined :: \operatorname{tr}(y^\top y) = y^\top y
holds undetermined :: \frac{(1 + 10^{-9} a) - 1}{10^{-9}} = a
holds :: \det \begin{pmatrix} a & a \\ a & a \end{pmatrix} = 0
holds :: \mathbf{1}^\top (I - \frac{1}{n} \mathbf{1} \mathbf{1}^\top) y = 0
"""

# Nonsense and excess: a verdict all the same, and soon.
BOUNDS = r"""
a tower :: undetermined false :: So $2^{2^{2^{2^9}}} = 1$.
a long sum :: undetermined :: So $\sum_{i=1}^{10^{12}} 1 = 1$.
a long product :: undetermined false :: So $\prod_{i=1}^{5000} i^{300} = 1$.
a large power :: undetermined shapes :: So $M^{10^9} = M$.
a large constant :: undetermined shapes :: So $I_{100000} = I_{100000}$.
a large vector :: undetermined shapes :: Let $u \in \mathbb{R}^{1000000000000000000}$. So $u = u$.
a large range :: undetermined false :: Let $k \in \{1, \dots, 1000000000000000000\}$. So $k = 2 k$.
a deep derivative :: undetermined false shapes :: So $\frac{\partial^4 \operatorname{tr}(M^4)}{\partial M^4} = 0$.
a formula that breaks off :: unreadable :: So $a = \partial_$.
an index on a function :: undefined undetermined shapes unreadable false :: So $f_i = 2$.
a relation behind a space :: unreadable shapes :: So $L \in \mathbb{R} = 3$.
constants of open size :: false :: So $\mathbf{1}^\top M \mathbf{1} = \operatorname{tr}(M)$.
"""
DEFINED = " ".join(f"Let $q_{{{k + 1}}} = q_{{{k}}} + 1$." for k in range(500))
MANY = [
    ("characters", "unreadable", "So $" + "a + " * 25_000 + "a = 0$."),
    ("parentheses", "unreadable", "So $" + "(" * 1900 + "a" + ")" * 1900 + " = b$."),
    ("subscripts", "unreadable", "So $y" + "_{y" * 800 + "}" * 800 + " = b$."),
    ("primes", "unreadable", r"So $\phi" + "'" * 2000 + "(a) = b$."),
    ("factors", "unreadable false", "So $" + "a " * 1900 + "= b$."),
    ("control characters", "unreadable", "So $a = \x01 b\x00$."),
    ("definitions", "undetermined false", f"Let $q_{{0}} = 1$. {DEFINED} So $q_{{500}} = b$."),
]


def traps(kind, table):
    for line in table.strip().split("\n"):
        name, wanted, text = line.split(" :: ")
        yield pytest.param(text.replace("↵", "\n"), wanted, id=f"{kind}: {name}")


TABLES = {"known": KNOWN, "dressed": DRESSED, "shapes": SHAPES, "derivatives": DERIVATIVES, "numbers": NUMBERS}
EACH = [trap for kind, table in {**TABLES, "bounds": BOUNDS}.items() for trap in traps(kind, table)]
EACH += [pytest.param(text, wanted, id=f"many: {name}") for name, wanted, text in MANY]
EACH += [
    pytest.param(f"$$\n{text}\n$$", "unreadable", id=f"token: {text}") for text in re.split(" ;; |\n", TOKENS.strip())
]


def _overtime(*_):
    raise TimeoutError("no verdict after 30 seconds")


@pytest.fixture(autouse=True)
def limited():
    """A trap that hangs the checker fails, and the next one gets its turn."""
    before = signal.signal(signal.SIGVTALRM, _overtime)
    signal.setitimer(signal.ITIMER_VIRTUAL, 30)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def verdicts(tmp_path, text):
    return proofread.check(text, tmp_path / "trap.md")


@pytest.mark.parametrize(("text", "wanted"), EACH)
def test_trap(tmp_path, text, wanted):
    last = verdicts(tmp_path, GIVEN + text)[-1]
    assert last.status in wanted.split(), f"{last.latex[:200]}: {last.message[:200]}"


BOXES = [line.split(" :: ") for line in BOXED.strip().split("\n")]


@pytest.mark.parametrize(("wanted", "formula"), BOXES, ids=[formula for _, formula in BOXES])
def test_a_failure_box_takes_no_formula_that_isnt_refuted(tmp_path, wanted, formula):
    last = verdicts(tmp_path, f'{GIVEN}!!! failure "x"\n\n    $$\n    {formula}\n    $$\n')[-1]
    assert last.status in wanted.split(), last.message


def test_a_condition_in_parentheses_leaves_the_sentences_before_alone(tmp_path):
    claim, condition = verdicts(tmp_path, GIVEN + "So $\\sum_i y_i = y_1$.\n\n## Sizes ($n = 1$)\n")[-2:]
    assert (claim.status, condition.status) == ("false", "condition")


PLACES = {
    "list": ("- so\n\n    $$\n    y\n      = 2 \\foo y\n    $$\n", "3:5", "line 5, column 11"),
    "quote": ("> so\n>\n> $$\n> y\n> = 2 \\foo y\n> $$\n", "3:3", "line 5, column 7"),
    "line": ("äöü — “so” $y = 2 \\foo y$\n", "1:12", "line 1, column 19"),
    "brackets": ("So\n\n\\[\ny = 2 \\foo y\n\\]\n", "3:1", "line 4, column 7"),
    "parentheses": ("So \\(y = 2 \\foo y\\)\n", "1:4", "line 1, column 12"),
}


@pytest.mark.parametrize(("text", "place", "token"), PLACES.values(), ids=PLACES)
def test_a_verdict_names_the_place_of_its_formula_and_of_the_token(tmp_path, text, place, token):
    (verdict,) = verdicts(tmp_path, text)
    assert verdict.status == "unreadable"
    assert (
        f"{verdict.line}:{verdict.column}" == place and verdict.message.endswith(token) and "\\foo" in verdict.message
    )
