"""What a page shows as math without its being a judged formula: seen, with its place; and what only looks so."""

import pytest
from project import ROOT

from proofread.judging.judge import judge
from proofread.pages import page, source

MATH = {
    "Unicode": ("Then ∂L/∂x = 2x.", 6),
    "a power": ("So x² ≥ 0 here.", 4),
    "a sum": ("- ∑ᵢ xᵢ = 0", 3),
    "Greek letters": ("α + β = γ", 1),
    "a map": ("Then x ↦ x + 1.", 6),
    "a colon": ("Then a ≔ b.", 6),
    "words that add": ("The loss = 2 * error.", 5),
    "numbers": ("We know 2 + 2 = 5.", 13),
    "letters of math": ("Here 𝐱 = 2𝐱.", 6),
    "entities": ("So &part;L/&part;x = 2x.", 4),
    "an index": ("Here x_1 = 3.", 6),
    "raised": ("A big a<sup>2</sup> here.", 7),
    "lowered": ("We have a<sub>i</sub> here.", 9),
    "MathML": ("Here <math><mi>a</mi><mo>=</mo><mn>2</mn></math>.", 6),
    "emphasis": ("Then *a* = 2*a*.", 7),
    "raw HTML": ('<figure markdown="0"><i>x</i>² = x</figure>', 25),
    "code in HTML": ("Then <tt>a = 2a²</tt>.", 10),
    "a span of code": ("So `sign(a)² = 1`.", 5),
    "beside a formula": ("Then $a$ = 2.", 6),
    "a cell": ("| a |\n|---|\n| x² = x |", 3),
    "a heading": ("## So x² = x", 7),
    "a link": ("[x² = x](a.md)", 2),
    "a link's title": ('[a](b.md "x² = x")', 11),
    "a picture's text": ("![x² = x](a.png)", 3),
    "a box's title": ('!!! failure "x² = x"\n    $$\n    1 = 2\n    $$', 14),
    "a tab's title": ('=== "x² = x"\n\n    Text.', 6),
    "a footnote": ("Text[^1].\n\n[^1]: So x² = x.", 10),
    "dollars in HTML": ("<div>\n$$\na = 2a\n$$\n</div>", 1),
    "a dollar in HTML": ("<p>Then $a = 2a$</p>", 9),
    "a dollar alone": ("Then $a = 2a holds.", 6),
    "dollars alone": ("Then $$a = 2a holds.", 6),
    "in <pre>": ("<pre>$$a = 2a$$</pre>", 6),
    "indented": ("Text\n\n    $$\n    a = 2a\n    $$", 5),
    "a fence": ("```math\na = 2a\n```", 1),
    "LaTeX": ("So \\frac{a}{2} = a.", 4),
    "behind a tag": ("<!-- x $a = 2a$ -->\n\nThen a = 2a.", 6),
}


def parsed(text):
    return page.parse(source.expand(ROOT / "docs/page.md", text))


@pytest.mark.parametrize("case", MATH)
def test_math_that_nobody_judges_fails_with_its_place(case):
    text, column = MATH[case]
    found = parsed(f"# T\n\n{text}\n\nEnd.\n")
    failing = [verdict for verdict in judge(found)[len(found.formulas) :] if verdict.failing]
    assert failing and failing == judge(found)[len(found.formulas) :]
    assert column in [verdict.column for verdict in failing], failing
    assert all(verdict.status == "unreadable" and 3 <= verdict.line <= 8 for verdict in failing)


def test_it_is_said_what_to_do():
    (verdict,) = judge(parsed("Then x² = x."))
    assert str(verdict).endswith(
        "x² = x: math in the text isn't judged: write it as a formula in LaTeX, $…$; what is code, as code, `…`"
    )


def test_front_matter_is_read():
    (verdict,) = judge(parsed("---\ntitle: x² = x\n---\n\nText.\n"))
    assert (verdict.line, verdict.column) == (2, 7)


WORDS = [
    "It is C²-smooth, in the L² norm, with an R² of 0.9.",
    "Signs: ∂, ½, ε, ⊙, Aᵀ; H₂O.",
    "The 1<sup>st</sup> time, as in the notes.<sup>[2]</sup>",
    "About 1,000–2,000 (≈ 3 %), 20 °C ± 1, 5 m², 10⁻⁸ and n = 4,096.",
    "Sizes 8 × 8 and n × n, in O(n) steps, x → y, 3 × faster, p-values.",
    "It is ≥ 3, takes ≈ 4 GB, at ≤ 5 of ≈ 6, or > 7.",
    "GCC >= 10.1, keep ≤ 100, PORT=8001, U+0000, C++, Ctrl + C and R&D.",
    "(a) one · (b) two · `three` · A/B tests.",
    "`a` := `b`, `a = 2 * a`, `x**2`; a file x_y.py, of a_b.",
    "See https://example.org/?a=b&c=d and [it](b.md#a=b).",
    'It costs \\$5. <span class="a" title="a word">Text</span>',
    "Text[^1].\n\n[^1]: A note.",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_math(text):
    assert [stray.said for stray in parsed(f"# T\n\n{text}\n").strays] == []


@pytest.mark.parametrize("tag", ["div", "section", "figure", "details", "aside", "td"])
@pytest.mark.parametrize("attribute", ["", ' markdown="1"', " markdown", ' markdown="block"', ' class="x"'])
@pytest.mark.parametrize("formula", ["$$\na = 2 a\n$$", "\n$$\na = 2 a\n$$\n", "$$a = 2 a$$", "\n$a = 2 a$"])
@pytest.mark.parametrize("close", ["\n", ""])
def test_a_formula_in_html_is_judged_or_refused_and_so_is_what_follows(tag, attribute, formula, close):
    """Whatever Markdown makes of HTML that ends directly behind dollars."""
    text = f"# T\n\nLet $a \\in \\mathbb{{R}}$.\n\n<{tag}{attribute}>\n{formula}{close}</{tag}>\n\nThen $a = 3 a$.\n"
    failing = [verdict for verdict in judge(parsed(text)) if verdict.failing]
    assert len({verdict.line for verdict in failing}) >= 2, "both formulas are false"


def test_what_looks_like_a_box_and_is_html_turns_nothing_round():
    text = '<div class="failure admonition" markdown="1">\n\n$$\n1 = 2\n$$\n</div>\n'
    assert [verdict.status for verdict in judge(parsed(text))] == ["false"]
