"""Formulas with a token altered, and pages with such formulas.

`alterations(latex)` gives each token of a formula dropped, doubled, and replaced by its neighbours in the grammar: by
tokens of the same kind. `page_with` puts an altered formula in a page, as `edited` does in its source.
"""

from dataclasses import dataclass, replace

from proofread.cache import kept
from proofread.cache.rests import rests_of
from proofread.judging import judge
from proofread.notation import tokens
from proofread.pages import page

# The tokens that may stand where another of them does.
FAMILIES = [
    ["=", r"\ne", "<", ">", r"\le", r"\ge", r"\approx", ":=", r"\leftarrow", r"\in"],
    ["+", "-", "/", r"\cdot", r"\odot", r"\otimes", r"\circ"],
    [r"\sum", r"\prod", r"\max", r"\min"],
    [r"\exp", r"\log", r"\sin", r"\cos", r"\tanh", r"\cosh", r"\sinh", r"\det"],
    ["^", "_"],
    ["(", "[", r"\{", r"\lvert", r"\lVert", r"\langle"],
    [")", "]", r"\}", r"\rvert", r"\rVert", r"\rangle"],
    [r"\dots", r"\vdots", r"\ddots"],
    [r"\partial", "d", r"\nabla"],
    [r"\top", "-1", "*", r"\infty"],
    [r"\frac", r"\sqrt"],
    [",", ";", ".", r"\quad"],
    [r"\hat", r"\bar", r"\tilde"],
    [r"\begin{pmatrix}", r"\begin{cases}", r"\begin{aligned}"],
    [r"\end{pmatrix}", r"\end{cases}", r"\end{aligned}"],
]
NEIGHBOURS = {token: [other for other in family if other != token] for family in FAMILIES for token in family}
# The same for the arguments of \operatorname{…}, \mathbf{…}, \text{…}.
ARGUMENTS = {
    r"\operatorname": ["tr", "diag", "vec", "relu", "sign", "softmax"],
    r"\mathbb": ["R", "N", "1"],
    r"\mathbf": ["1", "0", "2"],
    r"\text": ["if", "for all", "where", "otherwise", "and"],
    r"\tag": ["renamed"],
}


@dataclass(frozen=True)
class Alteration:
    """What is done to a formula: `old` at offset `at` of its LaTeX becomes `new`; `latex` is the whole outcome."""

    at: int
    old: str
    new: str
    latex: str

    def __str__(self):
        return f"{self.old.strip()} → {self.new.strip() or 'nothing'} at {self.at}"


def altered(latex, at, old, new):
    """The Alteration of `latex` that puts `new` in the place of `old` at an offset, apart from what is around it.

    No space is left at either end: `$ x$` isn't a formula.
    """
    assert latex.startswith(old, at)
    end = at + len(old)
    new = f" {new} "
    if not latex[:at].strip():
        new = new.lstrip()
        end += 0 if new else len(latex[end:]) - len(latex[end:].lstrip())
    if not latex[end:].strip():
        new = new.rstrip()
        at -= 0 if new else len(latex[:at]) - len(latex[:at].rstrip())
    return Alteration(at, latex[at:end], new, latex[:at] + new + latex[end:])


def alterations(latex):
    """Each token of a formula dropped, doubled, and replaced by each of its neighbours; nothing for spaces."""
    found = tokens.tokenize(latex)[:-1]
    letters = sorted({token.text for token in found if token.kind == "letter"})
    for token in found:
        written = latex[token.at : token.end]
        for new in ("", f"{token.text} {token.text}", *neighbours(token, letters)) if written else ():
            yield altered(latex, token.at, written, new)


def neighbours(token, letters=()):
    """What may stand in a token's place: a number's neighbours, the letters around it, or the rest of its family."""
    if token.kind == "number":
        value = tokens.number(token.text)
        return [str(value + 1)] if isinstance(value, int) else [f"{float(value) + 1:.6g}"]
    if token.kind == "letter" and token.text not in NEIGHBOURS:
        others = [letter for letter in letters if letter != token.text]
        after = sum(letter < token.text for letter in others)
        return [*others[after:], *others[:after]][:2]
    if token.argument and "{" in token.text:
        command = token.text[: token.text.index("{")].strip()
        opening = token.text[: token.text.index("{") + 1]
        return [
            opening + argument + "}" for argument in ARGUMENTS.get(command, ()) if argument != token.argument.strip()
        ]
    return NEIGHBOURS.get(tokens.plain(token), [])


def page_with(found, formula, latex):
    """The page with another LaTeX in the place of one formula's; that of the others is shared, and so are they."""
    offsets = [formula.locate(0)] * (latex.count("\n") + 1)
    new = replace(formula, latex=latex, rows=formula.rows + offsets[len(formula.rows) :])
    return replace(found, formulas=[new if f is formula else f for f in found.formulas])


def edited(text, formula, alteration):
    """The page's source with the alteration in it; `text` is the file's that the formula is written in."""
    line, column = formula.locate(0)
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    assert text.startswith(formula.latex.split("\n")[0], start), "the formula isn't written as it is read"
    line, column = formula.locate(alteration.at)
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    assert text.startswith(alteration.old, start)
    return text[:start] + alteration.new + text[start + len(alteration.old) :]


@dataclass(eq=False)
class Judged:
    """A page, its verdicts, and for each formula all that its verdict rests on."""

    page: page.Page
    verdicts: list
    rests: list


def judged(found):
    """A page, judged now or before: a Judged."""
    scope, readings = judge.read(found)
    rests = [rests_of(formula, scope, readings) for formula in found.formulas]
    return Judged(found, kept.judge(found)[: len(found.formulas)], rests)
