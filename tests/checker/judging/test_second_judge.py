"""Two judges that differentiate in ways of their own, our dual numbers and torch's autograd, and say the same.

They have the parser, the samples and the evaluator in common; the second one's numbers are torch's throughout.
"""

import pytest
from project import ROOT, judged

import proofread
from proofread.pages import page, source
from proofread.values import autograd, dual

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


RULES = {
    "exp": (r"e^x", r"e^x"),
    "log": (r"\log x", r"\frac{1}{x}"),
    "sin": (r"\sin x", r"\cos x"),
    "cos": (r"\cos x", r"-\sin x"),
    "tan": (r"\tan x", r"1 + \tan^2(x)"),
    "tanh": (r"\tanh x", r"1 - \tanh^2(x)"),
    "cosh": (r"\cosh x", r"\sinh x"),
    "sinh": (r"\sinh x", r"\cosh x"),
    "atan": (r"\arctan x", r"\frac{1}{1 + x^2}"),
    "sqrt": (r"\sqrt{x}", r"\frac{1}{2 \sqrt{x}}"),
    "sigmoid": (r"\sigma(x)", r"\sigma(x) (1 - \sigma(x))"),
}


def bent(function):
    """The function with its value kept, and a derivative that is too large by a thousandth."""

    def dually(self):
        right = function(self)
        return Dual(right.re, {k: d * 1.001 for k, d in right.du.items()}, right.tag)

    def by_torch(self):
        right = function(self).tensor
        return Number(right + 0.001 * (right - right.detach()))

    Dual, Number = dual.Dual, autograd.Number
    return dually if function.__qualname__.startswith("Dual") else by_torch


@pytest.mark.parametrize("owner", [dual.Dual, autograd.Number], ids=["dual", "torch"])
@pytest.mark.parametrize("name", RULES)
def test_a_wrong_rule_in_one_judge_is_seen_and_its_formula_named(name, owner, monkeypatch, tmp_path):
    claim = r"\frac{{d}}{{dx}} {} = {}".format(*RULES[name])
    text = f"Let $x \\in \\mathbb{{R}}_{{>0}}$. Then $\\frac{{d}}{{dx}} x^3 = 3 x^2$, and ${claim}$.\n"
    assert disagreements(*both(text, tmp_path)) == []
    monkeypatch.setattr(owner, name, bent(getattr(owner, name)))
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
