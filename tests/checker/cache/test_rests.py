"""What a verdict rests on: all that a claim can see; whatever of it changes, the verdict is judged anew."""

import dataclasses

import pytest
from project import ROOT
from test_alter import PAGE, parse

from proofread.cache import kept
from proofread.cache.rests import rests_of
from proofread.evaluate import Definition
from proofread.judging import judge
from proofread.names.entries import Entry
from proofread.names.reach import Part
from proofread.names.roles import Premise, Reading
from proofread.notation import forms, tree
from proofread.pages import page

WHOLE = r"""
Let $x_1, \dots, x_N \in \mathbb{R}^n$, $A \in \mathbb{R}^{n \times n}$, $a, b \in [0, 1)$ and
$f : \mathbb{R}^n \to \mathbb{R}$, and $L = \sum_i f(x_i)$. Let $h_0 \in \mathbb{R}$ and $h_t = a h_{t-1}$.

If $A^\top = A$ and $i \ne j$ then $A_{ij} = A_{ji}$, otherwise $a + b + L = L + b + a + h_2 - h_2$.

We have $a + 2 > 1$ if and only if $a + 3 > 2$ (at $i = 1$).
"""
OTHER = tree.Name("other", text="other")  # no name of the page
# What a claim may see of a page's Scope. Of a new attribute the test below says whether a claim sees it.
SEEN = {"numbers", "formulas", "entries", "letters", "statements", "checked", "rows", "reader"}


def read(text=WHOLE):
    found = parse(text)
    return found, *judge.read(found)


def rests(found, scope, readings):
    return [rests_of(formula, scope, readings) for formula in found.formulas]


def test_it_is_the_same_of_the_same_page():
    assert rests(*read()) == rests(*read())


def things(kind, scope, readings):
    """All objects of a class that a page's claims see."""
    entries = [entry for entries in scope.entries.values() for entry in entries]
    if kind is Entry:
        return entries
    if kind is Definition:
        return [entry.definition for entry in entries if entry.definition is not None]
    if kind is Part:
        return list(readings.parts.values())
    return list(readings.premises if kind is Premise else readings.formulas.values())


# An entry and a premise know the formula that states them: it's read where they stand.
PLACES = {("Entry", "formula"), ("Premise", "formula")}
FIELDS = [
    (kind, field.name)
    for kind in (Entry, Definition, Premise, Reading, Part)
    for field in dataclasses.fields(kind)
    if (kind.__name__, field.name) not in PLACES
]


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_whatever_is_read_of_a_page_is_rested_on(kind, name):
    """Each field of each thing: a claim may look at it today or tomorrow."""
    before, found = rests(*read()), read()
    for thing in things(kind, *found[1:]):
        if name != "premises" or thing.premises:
            setattr(thing, name, changed(getattr(thing, name)))
    assert rests(*found) != before


def changed(value):
    """Another value of the same kind."""
    match value:
        case str():
            return f"{value}other"
        case [Premise(), *_]:
            return value + value
        case list():
            return [*value, OTHER]
        case forms.Chain():
            return dataclasses.replace(value, signs=("other",))
    return OTHER


class Unseen:
    """Refuses whatever is done with it."""

    def __getattribute__(self, name):
        raise AssertionError(f"a claim looks at what isn't rested on: {name}")

    __contains__ = __iter__ = __len__ = __bool__ = __getitem__ = lambda self, *_: self.refused


@pytest.mark.parametrize(
    "name", ["docs/softmax.md", "docs/notation.md", "tests/corpus/rules.md", "tests/corpus/sums.md"]
)
def test_a_claim_sees_nothing_else_of_a_scope(name):
    found = page.read(ROOT / name)
    expected = judge.judge(found)
    scope, readings = judge.read(found)
    for attribute in vars(scope).keys() - SEEN:
        setattr(scope, attribute, Unseen())
    assert [judge.verdict(formula, scope, readings) for formula in found.formulas] == expected


REALS = "Let $a, b, t \\in \\mathbb{R}$ and $y \\in \\mathbb{R}^n$. "
CHANGES = {
    "a last index": (
        r"Let $x_1, \dots, x_N \in \mathbb{R}$. We have $x_3 = x_3$ and $\sum_i x_i - x_1 = \sum_{i=2}^{N} x_i$.",
        r"x_1, \dots, x_N",
        r"x_1, \dots, x_2",
    ),
    "a last index behind": (
        r"Let $x_i \in \mathbb{R}^n$ for $i = 1, \dots, N$. Then $\sum_{i=1}^{N} x_i = \sum_i x_i$.",
        r"1, \dots, N",
        r"1, \dots, M",
    ),
    "rows, far away": (
        REALS
        + r"Then $(a, b) (a, b)^\top = a^2 + b^2$ and $\lVert (a, b) \rVert^2 = a^2 + b^2$."
        + "\n\nHere $y^\\top y$.",
        r"$y^\top y$",
        r"$(a, b)^\top$",
    ),
    "an interval": (r"Let $a \in [0, 1]$. Then $a^2 \le 1$.", "[0, 1]", "[0, 2]"),
    "its end": (r"Let $a \in [0, 1)$. Then $a < 1$.", "[0, 1)", "[0, 1]"),
    "a sign": (r"Let $a \in \mathbb{R}_{>0}$. Then $\lvert a \rvert = a$.", "_{>0}", ""),
    "whole numbers": (r"Let $k \in \mathbb{Z}$. Then $k^2 \ge k$.", r"\mathbb{Z}", r"\mathbb{R}"),
    "a range": (r"Let $k \in \{1, 2\}$. Then $(k - 1)(k - 2) = 0$.", "1, 2", "1, 2, 3"),
    "a function's range": (
        r"Let $f : \mathbb{R} \to \mathbb{R}_{>0}$ and $a \in \mathbb{R}$. Then $\lvert f(a) \rvert = f(a)$.",
        "_{>0}",
        "",
    ),
    "a role": (REALS + "If $a > 0$ then $\\lvert a \\rvert = a$.", "If", "Maybe"),
    "a role behind": (REALS + "We have $\\lvert a \\rvert = a$ if $a > 0$.", "if", "or"),
    "unless": (REALS + r"We have $\lvert a \rvert = a$ if $a \ge 0$.", "if", "unless"),
    "both ways": (REALS + "We have $a^2 = 1$ if $a = 1$.", " if ", " if and only if "),
    "in general": (REALS + "If $a > 0$ then $a = a$, and $\\lvert a \\rvert = a$.", "and", "and in general"),
    "otherwise": (REALS + "If $a < 0$ then $-a > 0$; also $a < 0$.", "also", "otherwise"),
    "a premise's premise": (REALS + "Assume $a > 0$. Assume $b = a$. Then $b > 0$.", "a > 0", "a > -1"),
    "a section": (
        REALS + "Assume $a > 0$.\n\n## One\n\nThen $\\lvert a \\rvert = a$.",
        "Assume",
        "\n\n## Two\n\nAssume",
    ),
    "a condition in parentheses": (
        REALS + r"We have $\frac{\partial y_i}{\partial y_j} = 0$ ($i \ne j$).",
        r"\ne",
        "=",
    ),
    "a definition's definition": (REALS + "Let $p = a$ and $q = p + a$. Then $q = 2 a$.", "p = a", "p = b"),
    "a start": (
        r"Let $a \in \mathbb{R}$ and $h_0 = a$ and $h_t = h_{t-1}$. Then $h_3 = a$.",
        "h_0 = a",
        "h_0 = 2 a",
    ),
    "a box": (REALS + '\n\n!!! failure "F"\n    $$\n    a = 2 a\n    $$\n', "failure", "note"),
    "a letter that is an index": (
        REALS + "Then $\\sum_i y_i = \\sum_k y_k$. Let $L = y_k$, and $L = L$.",
        "Let $L",
        "Let $k \\in \\mathbb{R}$, and let $L",
    ),
    "a name that is declared anew": (REALS + "Let $p = a + b$.\n\n\nThen $p = a + b$.", "\n\n\n", " Let $a = 2$.\n\n"),
    "a size": (REALS + "Then $\\sum_i y_i = \\sum_{i=1}^n y_i$.", r"\mathbb{R}^n$", r"\mathbb{R}^m$"),
    "a function's name": (REALS + "Let $g(t) = t^2$. Then $g(a) = a^2$.", "t^2$", "t^3$"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_no_verdict_outlives_what_it_rests_on(change, back, tmp_path):
    text, old, new = CHANGES[change]
    assert old in text
    pages = [text, text.replace(old, new)]
    for found in map(parse, reversed(pages) if back else pages):
        anew = judge.judge(found)
        assert kept.judge(found, folder=tmp_path) == anew
    assert [v.status for v in judge.judge(parse(pages[0]))] != [v.status for v in judge.judge(parse(pages[1]))] or (
        rests(*read(pages[0])) != rests(*read(pages[1]))
    )


def test_what_can_not_be_written_down_is_told():
    found, scope, readings = read(PAGE)
    readings.parts[found.formulas[0]].unclear = object()
    with pytest.raises(TypeError, match="how is object written down"):
        rests(found, scope, readings)
