"""`make fuzz`: 100,000 formulas and pages that nobody would write, and nothing but verdicts comes out.

Hypothesis makes formulas of the notation's own tokens, nests and lengthens them, and makes text of any characters; the
pages of the corpora and the site are mutated, token by token and line by line. Whatever comes, the judge answers with
verdicts, in bounded time and memory.
"""

import functools
import gc
import json
import resource
import signal
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager

from alter import page_with
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from mutants import LINES, PAGES, PIECES, WORDS, altered, mutant
from project import ROOT

from proofread.__main__ import _object
from proofread.cache import kept
from proofread.judging.verdict import FAILING, PASSING
from proofread.pages import page, source

SECONDS = 1.0  # of this process, a formula
BYTES = 6 * 2**30  # of address space for the process, torch's included
PART = 2_500  # inputs that one process tries at a time
STATUSES = {*PASSING, *FAILING}
HERE = ROOT / "docs/fuzz.md"
PREMISES = r"""Let $x, y, y^* \in \mathbb{R}^n$, $A, B \in \mathbb{R}^{m \times n}$, $M \in \mathbb{R}^{n \times n}$,
$\lambda \in \mathbb{R}$, $f : \mathbb{R}^n \to \mathbb{R}$, $\phi : \mathbb{R} \to \mathbb{R}$, $g(t) = t^2$,
$L = \sum_i (y_i - y^*_i)^2$, $p = \operatorname{softmax}(x)$ and $c : \{1, \dots, n\} \to \{1, \dots, m\}$.

$$
a = 1
$$
"""


class Hang(Exception):
    """A formula took longer than it may."""


@contextmanager
def within(seconds):
    """Raise Hang after so many seconds of this process's own time: what else runs on the machine doesn't count."""

    def stop(*_):
        raise Hang(f"more than {seconds} s")

    gc.freeze()  # what Hypothesis keeps isn't the judge's garbage
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds / 10)  # again, where a callback swallowed the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        gc.unfreeze()


@functools.cache
def known():
    """The verdicts on the pages that are mutated: what a slip leaves as it was need not be judged again."""
    return {rests: verdict for path in PAGES for rests, verdict in kept.by_rests(page.read(path)).items()}


def judged(found, costly=None):
    """Judge a page, each of its `costly` formulas in its time; nothing but verdicts that can be shown may come out."""
    before = known()
    with within(SECONDS * (costly or 1 + len(found.formulas))):
        verdicts, _ = kept.recalled(found, before)
    assert len(verdicts) == len(found.formulas) + len(found.strays)
    for verdict in verdicts:
        assert verdict.status in STATUSES and str(verdict) and json.dumps(_object(verdict))
    return verdicts


PLAIN = page.parse(source.expand(HERE, PREMISES))


def formula(latex):
    """The verdict on one formula behind premises that give it names to speak of."""
    return judged(page_with(PLAIN, PLAIN.formulas[-1], latex), costly=1)[-1]


def written(text):
    """The verdicts on a page; none where an include is missing."""
    try:
        found = page.parse(source.expand(HERE, text))
    except source.SourceError:
        return []
    return judged(found)


SOUP = st.lists(st.sampled_from(WORDS + 3 * PIECES), max_size=40).map(" ".join)

NAMES = ["x", "y", "M", "A", r"\lambda", "L", "n", "p", "1", "2", "0", "x_i", "M_{ij}", r"\infty", r"\mathbf{1}", "I"]
SHAPES = ["{} + {}", "{} - {}", "{} {}", r"\frac{{{}}}{{{}}}", "({})^{{{}}}", "({})_{{{}}}", r"({}) \otimes ({})"]
SHAPES += [r"\sum_{{i={}}}^{{{}}} i", r"\begin{{pmatrix}} {} & {} \end{{pmatrix}}", r"\max({}, {})", "f({}) {}"]
SHAPES += [r"\frac{{\partial^2}}{{\partial y \partial x}} ({}) ({})", r"\prod_{{k={}}}^{{{}}} k", r"g({}) {}"]
WRAPS = ["({})", r"\sqrt{{{}}}", r"\exp({})", r"\nabla_x ({})", r"\frac{{d}}{{d\lambda}} ({})", r"\lVert {} \rVert_1"]
WRAPS += [r"\sum_i ({})", r"({})^\top", r"({})^{{-1}}", r"\phi'({})", r"\lim_{{\lambda \to 0}} ({})", r"|{}|", "-{}"]
WRAPS += [r"\det({})", r"\operatorname{{softmax}}({})", r"({})^{{999}}", r"\operatorname{{vec}}({})", r"\nabla^2 f({})"]
TREES = st.recursive(
    st.sampled_from(NAMES) | st.integers(0, 10**12).map(str) | st.integers(0, 40).map(lambda k: "9" * k or "0"),
    lambda inner: (
        st.tuples(st.sampled_from(SHAPES), inner, inner).map(lambda t: t[0].format(*t[1:]))
        | st.tuples(st.sampled_from(WRAPS), inner).map(lambda t: t[0].format(t[1]))
    ),
    max_leaves=12,
)
CLAIMS = st.tuples(TREES, st.sampled_from(["=", "<", r"\le", r"\ne", r"\approx", ":=", r"\in"]), TREES).map(" ".join)
TALL = st.tuples(st.sampled_from(WRAPS), st.integers(1, 60), TREES, TREES).map(
    lambda t: f"{_times(t[0], t[1], t[2])} = {t[3]}"
)
LONG = st.tuples(
    TREES, st.sampled_from([" + ", " ", r" \cdot ", " = ", "^", "_", r" \otimes ", "'"]), st.integers(1, 400)
)
LONGS = LONG.map(lambda t: t[1].join([t[0]] * t[2]))
ANY = st.text(max_size=200)


def _times(wrap, times, inner):
    for _ in range(times):
        inner = wrap.format(inner)
    return inner


# Of a hundred inputs, how many are of a kind, and what becomes of them.
KINDS = {
    "soup": (20, SOUP, formula),
    "claims": (25, CLAIMS, formula),
    "tall": (6, TALL, formula),
    "long": (4, LONGS, formula),
    "any": (5, ANY, formula),
    "altered": (15, st.integers(0, 2**32).map(altered), formula),
    "mutants": (20, st.integers(0, 2**32).map(mutant), written),
    "text": (
        5,
        st.lists(st.sampled_from(LINES) | ANY | CLAIMS.map("${}$".format), max_size=20).map("\n".join),
        written,
    ),
}


def fuzz(kind, count, start=0):
    """Give `count` inputs of a kind to the judge. What it does wrong is raised, with the smallest input found.

    Another `start` gives other inputs.
    """
    _, inputs, answer = KINDS[kind]
    phases = (Phase.generate, Phase.shrink)

    @seed(start)
    @settings(max_examples=count, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck))
    @given(inputs)
    def run(text):
        answer(text)

    run()


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def timed(kind, count, start):
    before = time.process_time()
    fuzz(kind, count, start)
    return f"{kind:8} {count:7} inputs, nothing but verdicts, {time.process_time() - before:6.1f} s"


def parts(count):
    """How many inputs of each kind are tried at a time, and where they start: those that take long come first."""
    for kind in sorted(KINDS, key=lambda kind: kind != "mutants"):
        of_kind = count * KINDS[kind][0] // 100
        for start in range(0, of_kind, PART):
            yield kind, min(PART, of_kind - start), start


def main(count):
    """Try all kinds, on all processors. Gives 1 if the judge did anything but answer, and prints what."""
    with ProcessPoolExecutor(initializer=bounded) as pool:
        started = {pool.submit(timed, *part): part[0] for part in parts(count)}
        for done in as_completed(started):
            error = done.exception()
            told = "".join(traceback.format_exception(error)) if error else done.result()
            print(f"{started[done]}: {told}" if error else told, flush=True)
    return 1 if any(done.exception() for done in started) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 100_000))
