r"""Whatever a page says, its verdicts come: in a second a formula, and in little memory, however much it asks for."""

import json
import subprocess
import sys
import time

import pytest
from judged import judged
from project import PYTHONPATH, ROOT

from proofread.pages import page, source

GIVEN = (
    "Let $a \\in \\mathbb{R}$, $n \\in \\mathbb{N}$, $y \\in \\mathbb{R}^n$ and $M \\in \\mathbb{R}^{n \\times n}$.\n\n"
)
MUCH = [
    r"$(1, 2, \dots, 1000000000)^\top = 0$",
    r"$(a, a, \dots, a)^\top = 0$, $(1^2, 2^2, \dots, 1000000000^2) = 0$",
    "$$\n\\begin{pmatrix} 1 \\\\ 2 \\\\ \\vdots \\\\ 1000000000 \\end{pmatrix} = 0\n$$",
    "$$\n\\begin{pmatrix} 1 & & \\\\ & \\ddots & \\\\ & & 1000000000 \\end{pmatrix} = 0\n$$",
    r"$1 + 2 + \dots + 1000000000 = 3$",
    r"$\sum_{i=1}^{10^9} i = 3$ and $\prod_{i=1}^{10^9} i = 3$ and $\sum_{i,j=1}^{10^5} i j = 3$",
    r"$\sum_{i=1}^{10^4} \sum_{j=1}^{10^4} \sum_{k=1}^{10^4} i j k a = a$",
    r"$\frac{\partial}{\partial a} \sum_{i=1}^{10^7} a^i = 1$",
    r"$9^{9^9} = 1$ and $9^{9^{9^9}} = 1$ and $2^{-9^{9^9}} = 0$ and $(\frac{3}{2})^{10^9} = 0$",
    r"$a^{10^9} = a$ and $M^{10^9} = M$ and $M^{2^{100}} = M$",
    r"$e^{e^{e^{e^9}}} = 1$ and $\lceil 9^{9^9} \rceil = 1$ and $\log_2 9^{9^9} = 1$",
    r"$\lim_{k \to \infty} k^{k^k} = 1$",
    r"$y_{9^{9^9}} = 1$ and $\delta_{10^9, 10^{10}} = 1$",
    r"$I_{100000} = 0$ and $\mathbf{1}_{1000000000}^\top \mathbf{1}_{1000000000} = 3$",
    r"$M \otimes M \otimes M \otimes M \otimes M \otimes M \otimes M = 0$",
    r"Let $B \in \mathbb{R}^{100000 \times 100000}$. Then $B = B^\top$.",
    r"Let $B \in \mathbb{R}^{n^9 \times n^9}$. Then $B = 0$.",
    r"Let $f : \mathbb{R}^{1000000000} \to \mathbb{R}$. Then $f(y) = 0$.",
    r"Let $f : \mathbb{R} \to \mathbb{R}^{1000000000}$. Then $f(a) = 0$.",
    r"Let $c : \{1, \dots, 1000000000\} \to \{1, \dots, 2\}$. Then $c(1) = 1$.",
    r"Let $S_1 \sqcup \dots \sqcup S_R = \{1, \dots, 1000000000\}$. Then $\lvert S_1 \rvert = 2$.",
    r"Let $k \in \{1, \dots, 1000000000\}$. Then $k = 2$, and if $k > 0$ then $k = 2$.",
    r"Let $x_1, \dots, x_{1000000000} \in \mathbb{R}$. Then $\sum_i x_i = 0$.",
    r"Let $g_i = i^2$ and $s = \sum_{i=1}^{1000000000} g_i$. Then $s = 3$.",
    r"Let $h_0 = 1$ and $h_t = 2 h_{t-1}$. Then $h_{1000000} = 3$, and $h_{1000000000000} = 3$.",
    r"Let $g(t) = t^t$. Then $g(g(g(g(9)))) = 1$.",
    r"Let $x \in [0, 9^{9^9}]$. Then $x = 0$.",
    r"If $a = 9^{9^9}$ then $a < 0$.",
    r"At $n = 10^{12}$, $n^{n} = 1$.",
    r"$a \approx 2 a \text{ to within } 10^{-9^{9^9}}$",
]
RUN = """
import json, resource, sys, time
from pathlib import Path

import proofread

resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
proofread.check("Let $a \\\\in \\\\mathbb{R}$. Then $a = a$.")
for text in json.load(sys.stdin):
    before = time.process_time()
    verdicts = proofread.check(text)
    print(json.dumps([[v.status for v in verdicts], time.process_time() - before]))
status = Path("/proc/self/status")  # getrusage counts what the parent had, too
print(int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024 if status.exists() else 0)
"""


def test_much_that_is_asked_for_is_refused_at_once():
    """In a process that may have 1 GB: what builds an array before it looks at its size dies."""
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([GIVEN + text for text in MUCH]),
        env={"PYTHONPATH": PYTHONPATH},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-500:]
    *answers, megabytes = map(json.loads, run.stdout.splitlines())
    assert megabytes < 300
    for text, (statuses, seconds) in zip(MUCH, answers, strict=True):
        assert seconds < 1, text
        assert "checked" not in statuses, text  # all of it is false, where it's anything


def seconds(function, *arguments):
    before = time.process_time()
    function(*arguments)
    return time.process_time() - before


def parsed(text):
    return page.parse(source.expand(ROOT / "docs/page.md", text))


LONG = {
    "paragraphs": "Here $a + 1 = 1 + a$.\n\n",
    "one paragraph": "Here $a + 1 = 1 + a$. ",
    "one sentence": "here $a + 1 = 1 + a$ ",
    "declarations": "Let $v_{%d} \\in \\mathbb{R}$. Then $v_{%d} = v_{%d}$.\n\n",
    "definitions": "Let $w_{%d} = a$. Then $w_{%d} = a$.\n\n",
    "sections": "## S %d\n\nLet $v \\in \\mathbb{R}$. Then $v = v$.\n\n",
    "boxes": '!!! failure "F %d"\n    $$\n    a = 2 a\n    $$\n\n',
    "premises": "Assume $a > 0$. Then $a > 0$.\n\n",
    "premises of many": "Let $p_{%d} \\in \\mathbb{R}$. Assume $p_{%d} > 0$. Then $p_{%d} > 0$.\n\n",
    "strays": "Then x² = x, and `a² =`.\n\n",
    "strays in one": "Then x² = x, and `a² =` ",
    "fences": "```text\nx² = x\n```\n\nThen $a = a$.\n\n",
    "words": "aaa = bbb, a.-b c_d ",
}


def filled(part, count):
    return GIVEN + "".join(part.replace("%d", str(k)) for k in range(count))


@pytest.mark.parametrize("name", LONG)
def test_a_page_of_twice_the_length_takes_twice_the_time(name):
    """With some room: four times the length, at most nine times the time."""
    short, long = (filled(LONG[name], count) for count in ((40, 160) if "premises" in name else (120, 480)))
    judged(short)
    least = min(seconds(judged, short) for _ in range(2))
    assert seconds(judged, long) < 9 * least + 0.1


@pytest.mark.parametrize(
    "text", ["a.-" * 20_000, "a = b " * 5_000, "\\" * 20_001, "$" * 5_001, "`a² = " * 2_000, "<" * 9_000]
)
def test_text_without_end_is_read_in_time(text):
    assert seconds(parsed, f"# T\n\n{text} = x\n") < 4


def test_100_premises():
    """Distinct, equal, of one name and of many."""
    many = "".join(f"Let $p_{{{k}}} \\in \\mathbb{{R}}$. Assume $p_{{{k}}} > 0$. " for k in range(100))
    equal = "".join("Assume $\\sum_i y_i = 1$. Then $\\sum_i 2 y_i = 2$.\n\n" for _ in range(100))
    one = "".join(f"Assume $a > -{k}$. " for k in range(1, 101))
    for text in (many, equal, one):
        assert seconds(judged, f"{GIVEN}{text}Then $a = a$.\n") < 8
