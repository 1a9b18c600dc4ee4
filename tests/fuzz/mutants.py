"""Pages and formulas of the project with slips of the hand, or of the machine: what the fuzzer gives to the judge."""

import random

from alter import alterations
from project import ROOT

from proofread.notation import spelling, tokens
from proofread.pages import page

PAGES = sorted((ROOT / "tests/corpus").glob("*.md")) + sorted((ROOT / "docs").glob("*.md"))
WORDS = sorted(
    {*tokens.KINDS, *spelling.WORDS, *spelling.SPACING}
    | {"x", "y", "A", "M", "f", "n", "i", "j", "k", "d", "e", "O", "t", "c", "p", "L", "I", "0", "1", "2", "10", "3.5"}
    | {rf"\{kind}{{{name}}}" for name in tokens.ENVIRONMENTS for kind in ("begin", "end")}
    | {rf"\operatorname{{{name}}}" for name in ("tr", "diag", "vec", "softmax", "relu", "sign", "rank")}
    | {r"\text{if}", r"\text{for all}", r"\text{to within}", r"\tag{a}", r"\mathbf{1}", r"\mathbb{R}", r"\mathbb{1}"}
)
PIECES = [r"y_i", r"x^\top A", r"\sum_i", r"\sum_{i=1}^{n}", r"\frac{\partial L}{\partial y_j}", r"\nabla_x", r"M^2"]
PIECES += [r"f(x)", r"\phi'(\lambda)", r"\lVert x \rVert", r"\delta_{ij}", r"[i = j]", r"\lim_{n \to \infty}", "= 0"]
PIECES += [r"\prod_{k=1}^{100}", r"\otimes A", r"\odot y", r"^{-1}", r"^{10}", r"\int", r"\det", r"c(i)", r"\exp"]
LINES = ["", "$$", "$x$", "!!! failure", "    $$", "## Head", "> ", "- ", "1. ", "```", "~~~ python", "| a | $b$ |"]
LINES += ["|---|---|", "[^1]: $x = 1$", "<div markdown>", "</div>", "<!--", "-->", '???+ unchecked "why"', "\\", "$"]
LINES += ['--8<-- "docs/index.md"', '--8<-- "nowhere.md"', "*[HTML]: x", '=== "tab"', "    ", "\t", "\x02\x03", "$$$$"]
LINES += [
    "> " * 60 + "$x$",
    "- " * 60 + "$x$",
    "\U000f0010\U000f0001",
    "**$x$** _$y$_ `$z$`",
    "\\$ $\\$$ $$x$$",
    "\x0c\u2028\r",
]


def mutant(number):
    """A section of a page with a few slips of the hand, or of the machine: in its formulas, or among its lines."""
    draw = random.Random(number)
    text = _sections()[draw.randrange(len(_sections()))]
    for _ in range(draw.randint(1, 4)):
        text = draw.choice(CHANGES)(text, draw)
    return text


def _sections(made=[]):  # noqa: B006  made once
    if not made:
        for path in PAGES:
            head, *sections = path.read_text().split("\n## ")
            made += [f"{head if path.parent.name == 'docs' else ''}\n## {section}" for section in sections]
    return made


def _token(text, draw):
    """Another token in a formula."""
    places = [k for k, c in enumerate(text) if c == "$"]
    at = draw.choice(places) + draw.randint(1, 30) if places else 0
    return f"{text[:at]} {draw.choice(WORDS + PIECES)} {text[at:]}"


def _character(text, draw):
    at = draw.randrange(len(text) + 1)
    return (
        text[:at] + draw.choice(["$", "\\", "{", "}", "^", "_", "\n", "|", "\0", "𝔸", " ", "9" * 30]) + text[at + 1 :]
    )


def _cut(text, draw):
    ends = sorted(draw.randrange(len(text) + 1) for _ in range(2))
    return text[: ends[0]] + text[min(ends[1], ends[0] + 60) :]


def _line(text, draw):
    lines = text.split("\n")
    lines.insert(draw.randrange(len(lines) + 1), draw.choice(LINES))
    return "\n".join(lines)


def _swap(text, draw):
    lines = text.split("\n")
    i, j = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[i], lines[j] = lines[j], draw.choice(["", "> ", "    ", "- "]) + lines[i]
    return "\n".join(lines)


def _repeat(text, draw):
    ends = sorted(draw.randrange(len(text) + 1) for _ in range(2))
    piece = text[ends[0] : min(ends[1], ends[0] + 40)]
    return text[: ends[1]] + piece * draw.choice([1, 2, 30]) + text[ends[1] :]


CHANGES = [_token, _token, _character, _cut, _line, _swap, _repeat]


def altered(number):
    """A formula of the corpora with one token altered, behind other premises than its own."""
    draw = random.Random(number)
    found = _read(draw.choice(PAGES))
    latex = draw.choice(found.formulas).latex
    try:
        return draw.choice(list(alterations(latex))).latex
    except tokens.Unreadable:
        return latex


def _read(path, made={}):  # noqa: B006  made once
    return made[path] if path in made else made.setdefault(path, page.read(path))
