"""KaTeX's output, and what it refuses: a formula can't reach outside itself, nor cost without bound."""

import re

import pytest
from bs4 import BeautifulSoup

from proofread.site import katex


def test_math_for_eyes_for_screen_readers_and_to_copy():
    soup = BeautifulSoup(katex.render(r"\nabla_y L < 2 (y - y^*)", True), "html.parser")
    assert soup.select_one(".katex-mathml math semantics mi").text == "∇"
    assert soup.select_one("math annotation[encoding='application/x-tex']").text == r"\nabla_y L < 2 (y - y^*)"
    assert soup.select_one(".katex-html")["aria-hidden"] == "true"
    assert "katex-display" in soup.contents[0]["class"]
    assert "katex-display" not in katex.render("y", False)


def test_named_formula_shows_its_name():
    soup = BeautifulSoup(katex.render(r"L = 1 \tag{loss}", True), "html.parser")
    assert soup.select_one(".katex-html > .katex-tag").text == "(loss)"


@pytest.mark.parametrize(
    "latex, message, position",
    [
        (r"y + \grad L", r"Undefined control sequence: \grad", 4),
        (r"\frac{1}{n", "Unexpected end of input in a macro argument, expected '}'", 10),
        (r"\left( y", r"Expected '\right', got 'EOF'", 8),
        (r"y^{*}^{2}", "Double superscript", 5),
        ("größe", "LaTeX-incompatible input", 2),
        (r"y \tag{a} \tag{b}", r"Multiple \tag", 0),
    ],
)
def test_refuses_what_is_no_latex(latex, message, position):
    with pytest.raises(katex.KatexError, match="^" + re.escape(message)) as refused:
        katex.render(latex, True)
    assert refused.value.position == position


def test_an_inline_formula_has_no_tag():
    with pytest.raises(katex.KatexError, match="works only in display"):
        katex.render(r"y \tag{a}", False)


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{y}",
        r"\href{//host.example/}{y}",
        r"\url{https://host.example/}",
        r"\includegraphics{https://host.example/y.png}",
        r"\htmlClass{md-header}{y}",
        r"\htmlId{__search}{y}",
        r"\htmlStyle{position: fixed}{y}",
        r"\htmlData{md-component=source}{y}",
    ],
)
def test_refuses_what_reaches_outside_the_formula(latex):
    with pytest.raises(katex.KatexError, match=r"isn't allowed on a page|LaTeX-incompatible"):
        katex.render(latex, True)


def test_text_is_text():
    shown = katex.render(r"\text{<img src=x onerror=alert(1)>}", False)
    assert "<img" not in shown and "&lt;img" in shown


@pytest.mark.parametrize(
    "latex, message",
    [
        (r"\def\a{\a\a}\a", "Too many expansions"),
        ("{" * 4_000 + "y" + "}" * 4_000, "nested too deeply"),
        (r"\sqrt{" * 1_000 + "y" + "}" * 1_000, "nested too deeply"),
        ("y" * 100_000, "100,000 characters"),
    ],
)
def test_cost_is_bounded(latex, message):
    with pytest.raises(katex.KatexError, match=message):
        katex.render(latex, True)


def test_size_is_bounded():
    soup = BeautifulSoup(katex.render(r"\rule{9999em}{9999em}", True), "html.parser")
    soup.annotation.decompose()
    assert "9999" not in str(soup) and "20em" in str(soup)
