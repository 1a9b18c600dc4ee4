"""Two judges that differentiate in ways of their own, our dual numbers and torch's autograd, and say the same.

They have the parser, the samples and the evaluator in common; the second one's numbers are torch's throughout.
"""

import pytest
from project import ROOT, judged

import proofread
from proofread.known import KNOWN
from proofread.pages import page, source
from proofread.values import autograd, dual
from proofread.values.elementary import Elementary

PAGES = sorted((ROOT / "docs").rglob("*.md")) + sorted((ROOT / "docs/lab").glob("*.py"))
PAGES += sorted((ROOT / "tests/corpus").glob("*.md"))


def disagreements(first, second):
    """The pairs of verdicts that differ in what they say: status, step that fails, and number of samples."""
    assert len(first) == len(second)
    return [f"{a}, but torch: {b}" for a, b in zip(first, second, strict=True) if said(a) != said(b)]


def said(verdict):
    return verdict.status, verdict.counterexample and verdict.counterexample.step, verdict.samples


def both(text, tmp_path):
    found = page.parse(source.expand(tmp_path / "page.md", text))
    return proofread.judge(found), proofread.judge(found, autograd)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_judges_give_each_formula_the_same_verdict(path):
    first = [verdict for _, verdict in judged(path)]
    assert disagreements(first, proofread.judge(page.read(path), autograd)[: len(first)]) == []


# Of each function that the checker knows, and what its slope is: written here by hand.
RULES = {
    "exp": (r"\frac{d}{dx} e^x", r"e^x"),
    "log": (r"\frac{d}{dx} \log x", r"\frac{1}{x}"),
    "sin": (r"\frac{d}{dx} \sin x", r"\cos x"),
    "cos": (r"\frac{d}{dx} \cos x", r"-\sin x"),
    "tan": (r"\frac{d}{dx} \tan x", r"1 + \tan^2(x)"),
    "tanh": (r"\frac{d}{dx} \tanh x", r"1 - \tanh^2(x)"),
    "cosh": (r"\frac{d}{dx} \cosh x", r"\sinh x"),
    "sinh": (r"\frac{d}{dx} \sinh x", r"\cosh x"),
    "arctan": (r"\frac{d}{dx} \arctan x", r"\frac{1}{1 + x^2}"),
    "logistic": (r"\frac{d}{dx} \sigma(x)", r"\sigma(x) (1 - \sigma(x))"),
    "sqrt": (r"\frac{d}{dx} \sqrt{x}", r"\frac{1}{2 \sqrt{x}}"),
    "abs": (r"\frac{d}{da} \lvert a \rvert", r"[a > 0] - [a < 0]"),
    "relu": (r"\frac{d}{da} \operatorname{relu}(a)", r"[a > 0]"),
    "sign": (r"\frac{d}{da} \operatorname{sign}(a)", r"0"),
    "floor": (r"\frac{d}{da} \lfloor a \rfloor", r"0"),
    "ceil": (r"\frac{d}{da} \lceil a \rceil", r"0"),
    "root": (r"\frac{d}{dx} \sqrt[3]{x}", r"\frac{\sqrt[3]{x}}{3 x}"),
    "log_base": (r"\frac{d}{dx} \log_2 x", r"\frac{1}{x \log 2}"),
    "max": (r"\frac{\partial}{\partial a} \max(a, x)", r"[a > x]"),
    "min": (r"\frac{\partial}{\partial a} \min(a, x)", r"[a < x]"),
    "softmax": (r"\frac{\partial \operatorname{softmax}(v)_i}{\partial v_j}",
                r"\operatorname{softmax}(v)_i (\delta_{ij} - \operatorname{softmax}(v)_j)"),
    "norm_1": (r"\nabla_v \lVert v \rVert_1", r"\operatorname{sign}(v)"),
    "norm_2": (r"\nabla_v \lVert v \rVert_2", r"\frac{v}{\sqrt{v^\top v}}"),
    "norm_F": (r"\nabla_A \lVert A \rVert_F", r"\frac{A}{\sqrt{\operatorname{tr}(A^\top A)}}"),
    r"norm_\infty": (r"\frac{d}{da} \lVert (a, 2 a, -3 a)^\top \rVert_\infty", r"3 \operatorname{sign}(a)"),
    "inner": (r"\nabla_v \langle v, v \rangle", r"2 v"),
    "diag": (r"\frac{\partial}{\partial v_k} \operatorname{diag}(v)_{ij}", r"\delta_{ij} \delta_{jk}"),
    "vec": (r"\frac{d}{da} \operatorname{vec}(a^2 A)", r"2 a \operatorname{vec}(A)"),
    "tr": (r"\nabla_A \operatorname{tr}(A^2)", r"2 A^\top"),
    "det": (r"\nabla_A \det A", r"\det A \cdot A^{-\top}"),
}  # fmt: skip
GIVEN = (
    r"Let $x \in \mathbb{R}_{>0}$, $a \in \mathbb{R}$, $v \in \mathbb{R}^n$ and $A \in \mathbb{R}^{n \times n}$. Then"
)


def rule(name, factor=""):
    claim = rf"{RULES[name][0]} = {factor} ({RULES[name][1]})" if factor else " = ".join(RULES[name])
    return claim, f"{GIVEN} $\\frac{{d}}{{dx}} x^3 = 3 x^2$, and ${claim}$.\n"


def test_every_function_has_its_rule():
    assert RULES.keys() == KNOWN.keys()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_checked_by_both_and_twice_of_it_by_neither(name, tmp_path):
    assert [verdict[-1].status for verdict in both(rule(name)[1], tmp_path)] == ["checked"] * 2
    if RULES[name][1] != "0":
        assert [verdict[-1].status for verdict in both(rule(name, "2")[1], tmp_path)] == ["false"] * 2


def bent(through, bent_function):
    """How a judge's numbers go through a function: its value kept, and its derivative too large by a thousandth."""

    def bending(self, function):
        right = through(self, function)
        if function is not bent_function:
            return right
        if isinstance(right, dual.Dual):
            return dual.Dual(right.re, {k: d * 1.001 for k, d in right.du.items()}, right.tag)
        return autograd.Number(right.tensor + 0.001 * (right.tensor - right.tensor.detach()))

    return bending


@pytest.mark.parametrize("owner", [dual.Dual, autograd.Number], ids=["dual", "torch"])
@pytest.mark.parametrize("name", [name for name in RULES if isinstance(KNOWN[name].value, Elementary)])
def test_a_wrong_rule_in_one_judge_is_seen_and_its_formula_named(name, owner, monkeypatch, tmp_path):
    claim, text = rule(name)
    assert disagreements(*both(text, tmp_path)) == []
    monkeypatch.setattr(owner, "through", bent(owner.through, KNOWN[name].value))
    (found,) = disagreements(*both(text, tmp_path))
    assert claim in found and "false" in found


KINKS = {
    "f'(0) = 1": "undetermined",
    "g'(0) = 1": "checked",
    "g''(0) = 0": "undetermined",
    "h'(0) = 0": "undetermined",  # it is 0: nothing tells that what moves at the tie comes to nothing
    r"\frac{d}{dx} f(x - x) = 0": "checked",
    r"f'(x) = \operatorname{sign}(x)": "checked",
    r"f'(x) = 1": "false",
}


@pytest.mark.parametrize("claim", KINKS)
def test_both_say_the_same_at_a_kink(claim, tmp_path):
    given = r"Let $x \in \mathbb{R}$, $f(t) = |t|$, $g(t) = \max(t, t + t^2)$, $h(t) = t |t|$. Then"
    first, second = both(f"{given} ${claim}$.\n", tmp_path)
    assert disagreements(first, second) == []
    assert first[-1].status == KINKS[claim], first[-1]
