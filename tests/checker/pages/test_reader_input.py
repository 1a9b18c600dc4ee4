r"""Reader mode finds formulas as people write them, each at its place, and tells of what it found and didn't read."""

import json
import time

import pytest

from proofread.judging.judge import judge
from proofread.pages import page, source

# Each form of a formula: the page, what reaches the parser, and what stands at its place.
FORMS = {
    "dollars": ("Then $a = 1$.", "a = 1", "$a"),
    "dollars with spaces": ("Then $ a = 1 $ holds.", "a = 1", "$ a"),
    "a space on one side": ("Then $a = 1 $ holds.", "a = 1", "$a"),
    "letters behind": ("The $n$th and", "n", "$n"),
    "over two lines": ("Then $a\n= 1$.", "a\n= 1", "$a"),
    "two dollars": ("So\n\n$$\na = 1\n$$\n", "a = 1", "$$"),
    "two dollars in a paragraph": ("So\n$$\na = 1\n$$\nthen", "a = 1", "$$"),
    "two dollars in a line": ("So $$a = 1$$ then", "a = 1", "$$a"),
    "with a blank line in it": ("So\n\n$$\na\n\n= 1\n$$\n", "a\n\n= 1", "$$"),
    "with a label": ("$$\na = 1\n$$ (eq:a)", "a = 1", "$$"),
    "round brackets": (r"Then \(a = 1\).", "a = 1", r"\(a"),
    "square brackets": ("Then\n\\[\na = 1\n\\]", "a = 1", "\\["),
    "kramdown's round": (r"Then \\(a = 1\\).", "a = 1", r"\\(a"),
    "kramdown's square": ("Then\n\\\\[\na \\\\\\\\ b \\\\{c\\\\}, d\\_e\n\\\\]", r"a \\ b \{c\}, d_e", r"\\["),
    "GitHub's": ("Then $`a = 1`$.", "a = 1", "$`a"),
    "GitHub's fence": ("Then\n\n```math\na = 1\n```\n", "a = 1", "```math"),
    "MyST's fence": ("```{math}\n:label: x\n\na = 1\n```\n", "a = 1", "```{math}"),
    "MyST's role": ("Then {math}`a = 1`.", "a = 1", "`a"),
    "align": ("\\begin{align}\na &= 1 \\label{x} \\\\\n&= b\\nonumber\n\\end{align}", None, "\\begin"),
    "align in dollars": ("$$\n\\begin{align*}\na &= 1 \\\\\n&= b\n\\end{align*}\n$$", None, "$$"),
    "eqnarray": ("\\begin{eqnarray}\na &=& 1 \\\\\n&=& b\n\\end{eqnarray}", None, "\\begin"),
    "alignat": ("\\begin{alignat}{2}\na &= 1 \\\\\n&= b\n\\end{alignat}", None, "\\begin"),
    "gather": ("\\begin{gather}\na\n\\end{gather}", "\\begin{gathered}\na\n\\end{gathered}", "\\begin"),
    "equation": ("\\begin{equation*}\na = 1\n\\end{equation*}", "a = 1", "\\begin"),
    "equation with split": (
        "\\begin{equation}\\begin{split}a\\end{split}\\end{equation}",
        r"\begin{split}a\end{split}",
        "\\begin",
    ),
    "multline": ("\\begin{multline}\na \\\\\n= 1\n\\end{multline}", "a  \n= 1", "\\begin"),
    "aligned by itself": ("\\begin{aligned}a\\end{aligned}", r"\begin{aligned}a\end{aligned}", "\\begin"),
    "in a list": ("- item\n\n    $$\n    a = 1\n    $$", "a = 1", "$$"),
    "in a quote": ("> quote\n> $$\n> a\n> = 1\n> $$", "a\n= 1", "$$"),
    "in a table": ("| a | b |\n|---|---|\n| c | $a = |b|$ |", "a = |b|", "$a"),
    "in a heading": ("## So $a = 1$", "a = 1", "$a"),
    "in HTML": ("<p>Then $a < 1$ and so on</p>", "a < 1", "$a"),
    "in a link": ("See [the $a = 1$ case](x_1_$.md).", "a = 1", "$a"),
    "a minus that begins a line": ("$$\na\n- b\n+ c\n$$", "a\n- b\n+ c", "$$"),
    "behind a price": ("It costs $5 or so, $a = 1$", "a = 1", "$a"),
    "with an escaped dollar": (r"Then $a = \$1$.", r"a = \$1", "$a"),
    "with dollars in its words": (r"Then $\text{if $b$ then } a = 1$.", r"\text{if $b$ then } a = 1", "$\\text"),
    "emphasised": ("Then *$a = 1$* holds.", "a = 1", "$a"),
    "with a comment": ("$$\na % = 2\n= 1\n$$", "a \n= 1", "$$"),
    "with a command of its own": ("$\\def\\b#1{#1^2}$ So $\\b a = 1$.", "a^2 = 1", "$\\b"),
}
ROWS = "\\begin{aligned}\na &= 1 \\\\\n&= b\n\\end{aligned}"
TEX = r"""\documentclass{article}
\newcommand{\R}{\mathbb{R}} % $no$
\newcommand{\norm}[2][2]{\lVert #2 \rVert_{#1}}
\def\be{\begin{equation}} \def\ee{\end{equation}}
\DeclareMathOperator{\tr}{tr} \DeclarePairedDelimiter{\abs}{\lvert}{\rvert} \let\eps\varepsilon
\begin{document}
\section{On $s$}\label{sec:s}
Let $a \in \R$.\footnote{The $f$.} % and $no$
It costs \$5, 50\% of \$6, see Eq.~\eqref{x}, so
\be\label{x}
  \norm{a}^2 = \abs*{a}^\eps
\ee
\begin{thm} If \(b\) then \end{thm}
\verb|$no$| \begin{verbatim} $no$ \end{verbatim}
\begin{itemize}\item \ensuremath{c} \end{itemize}
\begin{table} $no$ \end{table} \input{secret}
\end{document}
$no$
"""
TRAPS = {
    "prices": "It costs $5 or $6, $1,000 and 7$.",
    "a price in words": "From $5 a month to about $10 a year, says CA$ 3.",
    "escaped": r"It costs \$a = 1\$ here.",
    "a variable of a shell": "Set $HOME and then $PATH.",
    "a span of code": "Set `$a = 1$` and ``a`$b$`` here.",
    "a fence": "```python\nx = '$a = 1$'\n```",
    "a fence in a list": "- a\n\n  ~~~\n  $$\n  a = 1\n  $$\n  ~~~",
    "indented code": "Text\n\n    $a = 1$\n\n    $$a = 2$$\n\nText",
    "a comment": "Text <!-- $a = 1$\n\n$$a = 2$$ --> text",
    "<pre> and <code>": "<pre>\n$a = 1$\n</pre> and <code>$a = 1$</code>",
    "a script": "<script>let a = '$b = 1$'</script>",
    "Jekyll's block": "{% highlight python %}\n$a = 1$\n{% endhighlight %}",
    "front matter": "---\ntitle: $a = 1$\n---\n",
    "escaped brackets": r"As he said \[sic\] and \(so on\).",
    "MyST's code": "```{code-cell}\n$a = 1$\n```",
    "an attribute": '<a href="x$b = 1$y">text</a>',
}
STRAYS = {
    "a sign between formulas": ("Then $a$ - $b$ * 2 = 3.", "math in the text"),
    "Unicode": ("So ∂L/∂x = 2x. And ∂M/∂x = 3x.", "(1 more like it)"),
    "MathML": ("<math><mi>a</mi></math> and <math><mi>b</mi></math>", "(1 more like it)"),
    "a picture": ("![x](https://latex.codecogs.com/x) ![$y$](y.png)", "(1 more like it)"),
    "a picture in HTML": ('<img src="/render/math?math=x">', "a picture, in which"),
    "LaTeX in the text": ("So \\frac{a}{2} = a.", "LaTeX that the site shows as text"),
    "a dollar alone": ("So $a = 1 here.", "opens no formula"),
    "dollars alone": ("So\n\n$$\na = 1\n\nText.", "closing $$ is missing"),
    "an environment alone": ("\\begin{align}\na", r"\end{align} is missing"),
    "a bracket alone": (r"So \[ a = 1 here.", r"\] is missing"),
    "another file": ('--8<-- "secret.md"', "isn't read"),
    "MyST's other file": ("```{include} secret.md\n```", "isn't read"),
    "nothing at all": ("Just text.", "no formula was found"),
}


def parsed(text, name="page.md", folder=None):
    path = source.Path(name) if folder is None else folder / name
    return page.parse(source.expand(path, text, reader=True), reader=True)


def starts(text, formula):
    return text.split("\n")[formula.line - 1][formula.column - 1 :]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_found_at_its_place(form):
    text, latex, begins = FORMS[form]
    text = f"# T\n\nBefore.\n\n{text}\n\nAfter.\n"
    found = parsed(text)
    (formula,) = found.formulas
    assert formula.latex == (latex or ROWS).replace("1 \\\\", "1  \\\\" if "label" in text else "1 \\\\")
    assert starts(text, formula).startswith(begins) and found.strays == []
    line, column = formula.locate(formula.latex.index("1") if "1" in formula.latex else 0)
    assert text.split("\n")[line - 1][column - 1] in "1\\a^n"


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_no_formula_is_none(trap):
    text = f"{TRAPS[trap]}\n\nThen $z = 3$.\n"
    assert [formula.latex for formula in parsed(text).formulas] == ["z = 3"]


@pytest.mark.parametrize("stray", STRAYS)
def test_what_is_not_read_is_told_of_once_with_its_count(stray, tmp_path):
    text, said = STRAYS[stray]
    (tmp_path / "secret.md").write_text("Then $a = 1$.")
    found = parsed(text, folder=tmp_path)
    (verdict,) = judge(found)[len(found.formulas) :]
    assert verdict.failing and said in verdict.message


def test_a_false_claim_in_each_spelling_is_false():
    forms = ["$a = 2 a$", r"\(a = 2 a\)", r"\\(a = 2 a\\)", "$`a = 2 a`$", "\n\n$$\na = 2 a\n$$\n"]
    forms += ["\n\\begin{align}\na &= 2 a\n\\end{align}", "\n\n```math\na = 2 a\n```\n", "\n\\\\[ a = 2 a \\\\]"]
    for form in forms:
        verdicts = judge(parsed(f"Let $a \\in \\mathbb{{R}}$. Then {form}"))
        assert [verdict.status for verdict in verdicts] == ["declaration", "false"], form


def test_a_latex_document():
    found = parsed(TEX, "paper.tex")
    assert [(f.latex, f.line) for f in found.formulas] == [
        ("s", 7),
        (r"a \in \mathbb{R}", 8),
        (r"\lVert a \rVert_{2}^2 = \lvert a \rvert^{\varepsilon}", 10),
        ("f", 8),
        ("b", 13),
        ("c", 15),
    ]
    places = ["$s$", r"$a \in", r"\be", "$f$", r"\(b", r"\ensuremath"]
    assert all(starts(TEX, f).startswith(place) for f, place in zip(found.formulas, places, strict=True))
    norm = found.formulas[2]
    line, column = norm.locate(norm.latex.index("a"))
    assert (line, TEX.split("\n")[line - 1][column - 1 :][:2]) == (11, "a}"), "an argument stays where it was written"
    assert [stray.line for stray in found.strays] == [16, 16]
    assert norm.lead == "It costs $5, 50% of $6, see Eq. (1), so"
    assert {f.section for f in found.formulas} == {(1,)}


def test_a_file_that_the_preamble_names_is_told_of():
    (stray,) = parsed("\\input{macros}\n\\begin{document}\n$a$\n\\end{document}", "paper.tex").strays
    assert stray.line == 1 and "\\input{macros}: this file isn't read" in stray.said


def test_lines_may_end_as_on_windows():
    found = parsed("Let $a$.\r\n\r\nThen\r\n\r\n$$\r\nb\r\n$$\r\n\r\n```\r\n$c$\r\n```\r\n")
    assert [(f.latex, f.line, f.lead) for f in found.formulas] == [("a", 1, "Let"), ("b", 5, "Then")]


def test_a_notebook_of_jupyter(tmp_path):
    cells = [("markdown", ["# T\n", "Let $a \\in \\mathbb{R}$, “ä” and $b$."]), ("code", ["x = '$no$'"])]
    cells += [("markdown", "$$\nb = \\sin a\n$$")]
    text = json.dumps({"cells": [{"cell_type": kind, "source": lines} for kind, lines in cells]}, indent=1)
    found = parsed(text, "n.ipynb")
    assert [f.latex for f in found.formulas] == ["a \\in \\mathbb{R}", "b", "b = \\sin a"]
    assert [starts(text, f)[:2] for f in found.formulas] == ["$a", "$b", "$$"]
    with pytest.raises(source.SourceError, match="no notebook"):
        parsed("[" * 100_000, "n.ipynb")


BOMBS = {
    "doubling": "".join(f"\\def\\{a}{{\\{b}\\{b}}}" for a, b in zip("abcdefghijklm", "bcdefghijklmn", strict=True)) * 2,
    "doubling nothing": "".join(
        f"\\def\\{a}{{\\{b}\\{b}}}" for a, b in zip("abcdefghijklmnopq", "bcdefghijklmnopqr", strict=True)
    )
    + r"\def\r{}",
    "itself": r"\def\a{\a}",
    "its argument": r"\def\a#1{\a{#1#1}}",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_page_of_commands_that_explode_ends_with_a_message(bomb):
    begin = time.process_time()
    found = parsed(
        f"${BOMBS[bomb]}\\def\\n{{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}}$ So $\\a x$, $y$."
    )
    assert time.process_time() - begin < 2
    assert "put in" in found.strays[0].said and found.formulas[-1].latex == "y"


@pytest.mark.parametrize(
    "opening", ["\\(", "$", "$x ", "`` ` ", "<a ", "<!--", "\\begin{align}", "![", "](", "\n> ", "\\\\["]
)
@pytest.mark.parametrize("name", ["page.md", "paper.tex"])
def test_time_is_linear(opening, name):
    begin = time.process_time()
    parsed(opening * (60_000 // len(opening)), name)
    assert time.process_time() - begin < 3


def test_a_page_that_is_too_long_is_refused():
    with pytest.raises(source.SourceError, match="limit"):
        parsed("a" * (source.LONGEST + 1))
