r"""LaTeX to tokens: a list of what the notation knows; anything else is refused where it stands.

Layout says nothing and is dropped here, and other spellings are brought into one (spelling.py); every other token
reaches the parser, which uses it or refuses it.
"""

import functools
import re
from dataclasses import replace
from fractions import Fraction

from proofread.known import COMMANDS
from proofread.notation.lexeme import Token, Unreadable
from proofread.notation.respell import respelt
from proofread.notation.spelling import DRESS, GREEK, LAYOUT, SPACING, WORDS

__all__ = ["GREEK", "Token", "Unreadable", "plain", "tokenize"]

LONGEST = 4000  # characters a formula


def _words(text):
    return frozenset(text.split())


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
ARROWS = (r"\Rightarrow", r"\Leftrightarrow")  # from one claim to the next
DOTS = _words(r"\dots \cdots \ldots \vdots \ddots")
OTHER = _words(r"\frac \sqrt \partial \nabla \top \infty \underbrace")
STYLED = _words(r"\mathbf \mathbb \mathcal \mathrm \mathsf \mathit \mathtt \operatorname")
ACCENTS = _words(r"\hat \bar \tilde \vec \dot \widehat \widetilde \overline")
ENVIRONMENTS = _words(
    "aligned align align* alignat alignat* split gathered gather gather* equation equation* multline multline* eqnarray"
    " eqnarray* flalign flalign* array matrix smallmatrix cases pmatrix bmatrix"
)
NAMED = re.compile("[A-Za-z]")  # a tag with a letter is a name; a number is layout
TEXTS = _words(r"\text \textbf \textit \textrm \textsf \texttt \textnormal \mbox")
TOKEN = re.compile(
    r"""(?P<number>[0-9]{1,3}(?:(?:\\,|\{,\})[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
      | (?P<raw>\\(?:text|textbf|textit|textrm|textsf|texttt|textnormal|mbox|tag|mathrm|operatorname|mathbf
          |mathbb|mathcal|mathsf|mathit|mathtt|mathds|mathbbm|boldsymbol|bm|pmb)
          \*?\s*\{(?P<argument>[^{}]*)\})
      | (?P<environment>\\(?:begin|end)\{(?P<name>[a-z]+\*?)\}(?:\[[tbc]\])?
          (?:(?<=array\})\{[^{}]*\}|(?<=alignat\})\{\d\})?)
      | (?P<spaced>\\\\\s*\[-?[\d.]+\s*(?:pt|em|ex|mm|cm)\])
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
    **dict.fromkeys(["\\quad", "\\qquad", ",", ";", ".", *ARROWS], "separator"),
    **dict.fromkeys(["|", "\\Vert"], "bar"),
    "\\sqcup": "union",
    **{"{": "{", "}": "}", "^": "^", "_": "_", "&": "&", "\\\\": "row", "'": "prime", "*": "star"},
}


@functools.lru_cache(1024)  # a formula is read twice: before any name is known, and then
def tokenize(latex):
    """The tokens of a formula, closed by one of kind "end". Raises Unreadable at the first unknown token."""
    if len(latex) > LONGEST:
        raise Unreadable(f"the formula has {len(latex)} characters; the limit is {LONGEST}: split it", 0)
    tokens, at = [], 0
    while at < len(latex):
        layout = LAYOUT.match(latex, at) if latex[at] == "\\" else None
        if layout and not (layout["said"] and latex.startswith(r"\tag", at) and NAMED.search(layout["said"])):
            at = layout.end()
            continue
        match = TOKEN.match(latex, at)
        tokens += _token(match)
        at = match.end()
    return (*(_known(token) for token in respelt(tokens)), Token("end", "", len(latex)))


def _token(match):
    """The token of a match, in one spelling and of no kind yet, if it says anything."""
    text, at = match[0], match.start()
    if match["space"] or text in SPACING or text in DRESS:
        return ()
    if match["environment"]:
        if match["name"] not in ENVIRONMENTS:
            raise Unreadable(f"{text} isn't in the notation; it has {_some(ENVIRONMENTS)}", at)
        return (Token(text[1 : text.index("{")], text, at, match["name"]),)
    if match["raw"] and match["argument"].strip(" .,;") == "" and text.startswith(r"\text"):
        return ()  # a full stop in upright letters
    if match["raw"]:
        return (Token("raw", text, at, match["argument"]),)
    if match["spaced"]:
        return (Token("command", r"\\", at, "", match.end()),)
    kind = "number" if match["number"] else "letter" if match["letter"] else "command"
    text = WORDS.get(text, text)
    argument = text[text.index("{") + 1 : -1] if "{" in text[2:] else ""
    return (Token(kind, text, at, argument, match.end()),)


def _known(token):
    """A token with the kind that the parser asks for. Raises Unreadable where the notation hasn't got it."""
    if token.kind in ("number", "begin", "end"):
        return token
    if token.text.endswith("}") and len(token.text) > 2:
        command = token.text[: token.text.index("{")].rstrip().rstrip("*")
        if command == r"\tag":
            return replace(token, kind="tag", argument=token.argument.strip())
        return replace(token, kind="text" if command in TEXTS else "styled")
    kind = "letter" if token.kind == "letter" else KINDS.get(token.text)
    if kind is None:
        raise Unreadable(f"{token.text} isn't in the notation", token.at)
    return replace(token, kind=kind)


def plain(token):
    r"""The token's text, in one spelling for those that mean the same (`\le` and `\leq`)."""
    return token.text


def _some(words):
    return ", ".join(sorted(words))


def number(text):
    """A literal: an int, or a Fraction where it has decimals."""
    digits = text.replace(r"\,", "").replace("{,}", "")
    return Fraction(digits) if "." in digits else int(digits)
