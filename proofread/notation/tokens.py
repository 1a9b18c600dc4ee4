r"""LaTeX to tokens: a list of what the notation knows; anything else is refused where it stands.

Spacing (`\,` `\;` `\left` `\big` …) says nothing and is dropped here; every other token reaches the parser, which
uses it or refuses it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from proofread.known import COMMANDS

LONGEST = 4000  # characters a formula


class Unreadable(Exception):
    """A formula that can't be read: says what, and at which offset of its LaTeX."""

    def __init__(self, message, at):
        super().__init__(message)
        self.message, self.at = message, at


@dataclass(frozen=True)
class Token:
    r"""A token: its `kind` for the parser, its LaTeX, and the `argument` of `\text{…}`, `\mathbf{…}` and their like."""

    kind: str
    text: str
    at: int
    argument: str = ""

    @property
    def end(self):
        return self.at + len(self.text)

    @property
    def is_differential(self):
        r"""Whether it's the d, upright or not, or the \partial of a derivative."""
        return self.text in ("d", r"\partial") or (self.kind == "styled" and self.argument == "d")


def _words(text):
    return frozenset(text.split())


GREEK = _words(
    r"\alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi \pi"
    r" \rho \varrho \sigma \tau \upsilon \phi \varphi \chi \psi \omega \ell"
    r" \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega"
)
RELATIONS = {
    "=",
    ":=",
    "<",
    ">",
    *_words(r"\ne \neq \le \leq \ge \geq \lt \gt \approx \in \to \mapsto \leftarrow \colon :"),
}
OPERATORS = {"+", "-", "/", *_words(r"\cdot \times \odot \otimes \circ \oslash")}
BIG = _words(r"\sum \prod \max \min \lim")
FUNCTIONS = frozenset(COMMANDS) - BIG - GREEK
OPENING = {"(", "[", *_words(r"\{ \lvert \lVert \langle \lfloor \lceil")}
CLOSING = {")", "]", *_words(r"\} \rvert \rVert \rangle \rfloor \rceil")}
DOTS = _words(r"\dots \cdots \ldots \vdots \ddots")
OTHER = _words(r"\frac \sqrt \partial \nabla \top \infty \underbrace")
STYLED = _words(r"\mathbf \mathbb \mathcal \mathrm \mathsf \boldsymbol \bm \operatorname")
ACCENTS = _words(r"\hat \bar \tilde \vec \dot \widehat \widetilde \overline")
SPACING = _words(
    r"\, \; \: \! \> \left \right \middle \displaystyle \textstyle \limits \nolimits \big \Big \bigg \Bigg \bigl \bigr"
    r" \Bigl \Bigr \biggl \biggr \Biggl \Biggr"
) | {"\\ ", "~", "\\\n"}
SAME = {
    **{r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\neq": r"\ne", r"\leq": r"\le", r"\geq": r"\ge", r"\lt": "<"},
    **{
        r"\gt": ">",
        r"\colon": ":",
        r"\|": r"\Vert",
        r"\vert": "|",
        r"\lbrace": r"\{",
        r"\rbrace": r"\}",
    },
    **{r"\lbrack": "[", r"\rbrack": "]", r"\rightarrow": r"\to", r"\gets": r"\leftarrow", r"\ast": "*", r"\star": "*"},
    **{r"\coloneqq": ":=", r"\prime": "'"},
}
ENVIRONMENTS = _words("aligned align* split gathered cases pmatrix bmatrix")
TOKEN = re.compile(
    r"""(?P<number>[0-9]{1,3}(?:(?:\\,|\{,\})[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
      | (?P<raw>\\(?:text|textbf|textit|textrm|tag|mathrm|operatorname|mathbf|mathbb|mathcal|mathsf|boldsymbol|bm)
          \*?\s*\{(?P<argument>[^{}]*)\})
      | (?P<environment>\\(?:begin|end)\{(?P<name>[a-z]+\*?)\})
      | (?P<command>\\(?:[A-Za-z]+|.|\n))
      | (?P<assign>:=)
      | (?P<letter>[A-Za-z])
      | (?P<space>\s+)
      | (?P<symbol>.)""",
    re.VERBOSE,
)
KINDS = {
    **dict.fromkeys(GREEK, "letter"),
    **dict.fromkeys(RELATIONS, "relation"),
    **dict.fromkeys(OPERATORS, "operator"),
    **dict.fromkeys(FUNCTIONS, "function"),
    **dict.fromkeys(BIG, "big"),
    **dict.fromkeys(OPENING, "open"),
    **dict.fromkeys(CLOSING, "close"),
    **dict.fromkeys(DOTS, "dots"),
    **dict.fromkeys(OTHER, "other"),
    **dict.fromkeys(STYLED, "styled"),
    **dict.fromkeys(ACCENTS, "accent"),
    **dict.fromkeys(["\\quad", "\\qquad", ",", ";", "."], "separator"),
    **dict.fromkeys(["|", "\\Vert"], "bar"),
    "\\sqcup": "union",
    **{"{": "{", "}": "}", "^": "^", "_": "_", "&": "&", "\\\\": "row", "'": "prime", "*": "star"},
}


def tokenize(latex):
    """The tokens of a formula, closed by one of kind "end". Raises Unreadable at the first unknown token."""
    if len(latex) > LONGEST:
        raise Unreadable(f"the formula has {len(latex)} characters; the limit is {LONGEST}: split it", 0)
    tokens = [token for token in map(_token, TOKEN.finditer(latex)) if token]
    return [*tokens, Token("end", "", len(latex))]


def _token(match):
    text, at = match[0], match.start()
    if match["space"] or text in SPACING:
        return None
    if match["number"]:
        return Token("number", text, at)
    if match["raw"]:
        command = text[: text.index("{")].rstrip().rstrip("*")
        kind = {"\\tag": "tag", "\\text": "text", "\\textbf": "text", "\\textit": "text", "\\textrm": "text"}.get(
            command
        )
        return Token(kind or "styled", text, at, match["argument"].strip() if kind == "tag" else match["argument"])
    if match["environment"]:
        if match["name"] not in ENVIRONMENTS:
            raise Unreadable(f"{text} isn't in the notation; it has {_some(ENVIRONMENTS)}", at)
        return Token(text[1 : text.index("{")], text, at, match["name"])
    kind = "letter" if match["letter"] else KINDS.get(SAME.get(text, text))
    if kind is None:
        raise Unreadable(f"{text} isn't in the notation", at)
    return Token(kind, text, at)


def plain(token):
    r"""The token's text, with one spelling for those that mean the same (`\le` and `\leq`)."""
    return SAME.get(token.text, token.text)


def _some(words):
    return ", ".join(sorted(words))


def number(text):
    """A literal: an int, or a Fraction where it has decimals."""
    digits = text.replace(r"\,", "").replace("{,}", "")
    return Fraction(digits) if "." in digits else int(digits)
