"""A first look at a formula, before any name is known: what it could declare or define."""

from dataclasses import dataclass, field, replace

from proofread.notation.tokens import Unreadable, plain


@dataclass(frozen=True)
class RawHead:
    r"""The left side of a declaration or definition, read without knowing any name.

    `sign` is `\in`, `:`, `=`, `:=` or, of a partition, `\sqcup`; `right` the tokens behind it; `subscript` is as
    written, `label` whether it's a `\text`, `upto` the last one's subscript in `x_1, \dots, x_N`.
    """

    base: str
    star: str
    subscript: str
    label: bool
    parameters: tuple[str, ...] | None
    upto: str = ""
    sign: str = ""
    right: tuple = ()
    word: bool = False  # in plain letters, `KL`

    @property
    def indices(self):
        """How many letters and numbers stand below it."""
        return 0 if self.label else sum(c.isalnum() for c in self.subscript)

    def is_natural(self):
        r"""Whether it's declared as a size: `n \in \mathbb{N}`."""
        return self.sign == r"\in" and len(self.right) == 1 and self.right[0].argument == "N"

    def is_number(self):
        r"""Whether it's declared as an index or a size: `i \in \{1, \dots, n\}`."""
        return self.is_natural() or (self.sign == r"\in" and bool(self.right) and plain(self.right[0]) == r"\{")

    def steps_back(self):
        """By how many members the right side of a recurrence goes back, by base: 2 for `F_n = F_{n-1} + F_{n-2}`."""
        found, texts = {}, [plain(token) for token in self.right]
        for k in range(1, len(texts)):
            if texts[k : k + 4] == ["_", "{", self.subscript, "-"] and texts[k + 5 : k + 6] == ["}"] and self.subscript:
                base = "".join(texts[max(k - 4, 0) : k]) if texts[k - 1] == "}" else texts[k - 1]
                found[base] = max(found.get(base, 0), int(texts[k + 4]) if texts[k + 4].isdigit() else 0)
        return found

    def indexes(self):
        """Whether the right side has the letters of the left one's subscript as indices: `e_i = y_i - x_i`."""
        letters, found = self.subscript.replace(",", ""), set()
        for k, token in enumerate(self.right[1:-1], 1):
            if token.text == "_" and plain(self.right[k - 1]) not in ("e", "I", r"\delta", r"\mathbf{1}"):
                found.update(_group(self.right[k + 1 :], "}"))
        return letters.isalpha() and set(letters) <= found

    @property
    def said(self):
        """The right side in one spelling."""
        return " ".join(map(plain, self.right))

    def mentions_itself(self):
        """Whether the right side has the same letter with an index: `L = \\sum_s L_s`, `h_t = f(h_{t-1})`."""
        texts = [plain(token) for token in self.right]
        return any(
            "".join(texts[k : k + n]) == self.base and texts[k + n : k + n + 1] == ["_"]
            for k in range(len(texts))
            for n in (1, 4)
        )


@dataclass
class Survey:
    """What a formula shows before any name is known: left sides, size letters, the letters of indices.

    `varied` are the letters at which functions are taken, or by which something is differentiated; `applied` the names
    that stand before parentheses, as functions do, `called` such with several arguments; `bound` the letters that sums
    run over; `bare` what nothing stands below; `groups` all subscripts, each behind the last token of its name;
    `squares` are the left sides of `\\sigma^2 = …`.
    """

    heads: list[RawHead]
    sizes: list[str]
    subscripts: set[str]
    varied: set[str]
    applied: set[str] = field(default_factory=set)
    squares: list[RawHead] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    groups: set[tuple[str, str]] = field(default_factory=set)


def survey(parser):
    """Survey a formula. What can't be read is passed over: the full parser will say so."""
    parser.rows()
    found, fresh, past, depth = Survey([], [], set(), set()), True, 0, 0
    while not parser.done():
        here = parser.at
        if fresh and depth == 0 and here >= past and parser.next.kind in ("letter", "styled", "accent"):
            try:
                names = parser.raw_heads()
                sign = plain(parser.next)
                if not parser.done() and sign == "^" and (width := _square(parser)):
                    right = _right(parser.tokens[parser.at + width :])
                    found.squares.append(replace(names[-1], sign="=", right=right))
                names = names if sign in (r"\in", ":") else names[-1:] if sign in ("=", ":=") else []
                right = _right(parser.tokens[parser.at + 1 :])
                found.heads += [replace(raw, sign=raw.sign or sign, right=right) for raw in names]
                if sign == "=" and len(right) > 2 and right[-3].kind == "dots" and right[-1].kind == "letter":
                    found.sizes.append(right[-1].text)  # i = 1, \dots, N
                found.sizes += [raw.upto for raw in names if raw.upto.isalpha()]
                past = parser.at if names else past
            except Unreadable:
                pass
            parser.at = here
        token = parser.take()
        depth += _opens(token)
        fresh = token.kind in ("separator", "row", "text")
        _letters(token, parser, found)
        _varied(token, parser, found)
        if token.kind in ("letter", "styled") and not parser.sees("_"):
            found.bare.add(plain(token))
        if parser.sees("(") and token.kind in ("letter", "styled") and _holds_arguments(token, parser):
            found.applied.add(plain(token))
            if any(plain(other) == "," for other in parser.tokens[parser.at : parser.at + 6]):
                found.called.add(plain(token))
    found.sizes += [raw.base for raw in found.heads if raw.is_natural()]
    return found


def _opens(token):
    r"""How many brackets a token opens: what stands in one, as `j = 1` in `\sum_{i, j = 1}`, is no left side."""
    opens = token.kind in ("{", "open", "begin")
    return opens - (token.kind in ("}", "close") or (token.kind == "end" and bool(token.argument)))


def _right(tokens):
    """The tokens up to the end of the clause."""
    found = []
    for token in tokens:
        if token.kind in ("row", "text", "tag") or (token.kind == "end" and not token.argument):
            break
        if token.kind == "separator" and plain(token) != ",":
            break
        found.append(token)
    return tuple(found)


def _letters(token, parser, found):
    """Size letters in a space, index letters in a subscript: what follows the token just taken."""
    before = [plain(t) for t in parser.tokens[max(parser.at - 4, 0) : parser.at]]
    if _is_space(token, before[:-1]) and parser.sees("^"):
        found.sizes += _group(parser.tokens[parser.at + 1 :], "}")
    elif (
        token.text == "^"
        and before[-2:-1] in (["}"], ["]"], [")"])
        and (any(b.startswith(r"\mathbb{R}") for b in before) or _is_interval(parser.tokens[: parser.at - 1]))
    ):
        found.sizes += _group(parser.tokens[parser.at :], "}")
    elif token.text == r"\{" and before[-2:-1] in ([r"\in"], [":"], [r"\to"], ["="]):
        found.sizes += _group(parser.tokens[parser.at - 1 :], r"\}")
    elif token.text == "_" and not _differentiates(parser.tokens[: parser.at - 1]):
        letters = _group(parser.tokens[parser.at :], "}")
        found.subscripts.update(letters)
        base = before[-2] if len(before) > 1 else ""
        found.groups.add((base, "".join(letters) or plain(parser.tokens[_inside(parser)])))
        if before[-2:-1] and parser.tokens[parser.at - 2].kind == "big":
            found.bound.update(letters)
    elif token.text == "^" and [plain(t) for t in parser.tokens[parser.at : parser.at + 2]] == ["{", "("]:
        found.subscripts.update(_group(parser.tokens[parser.at :], ")"))  # x^{(i)}


def _inside(parser):
    """The place of the first token of a group, or of the one token that stands for it."""
    return min(parser.at + parser.sees("{"), len(parser.tokens) - 1)


def _is_space(token, before):
    r"""Whether a token is a space: `\mathbb{R}`, or a plain R behind `\in`."""
    if token.kind == "styled" and token.text.startswith(r"\mathbb"):
        return token.argument in ("R", "N", "Z")
    return token.text in ("R", r"\mathbf{R}", r"\mathrm{R}") and before[-1:] in ([r"\in"], [":"], [r"\to"], [r"\times"])


def _is_interval(before):
    r"""Whether tokens end with an interval that is a space: `\in [0, 1]`."""
    opens = max((k for k, token in enumerate(before) if token.text in ("[", "(")), default=0)
    return opens > 0 and before[opens - 1].text == r"\in"


def _differentiates(before):
    r"""Whether tokens end with a sign below which a variable stands, not an index: `\nabla`, `\nabla^2`, `\partial`."""
    order = next((k for k in (2, 4) if [token.text for token in before[-k : -k + 1]] == ["^"]), 0)
    return any(token.text in (r"\nabla", r"\partial") for token in before[: len(before) - order][-1:])


def _varied(token, parser, found):
    """The letter at which a function is taken, `f(x)`, or by which something is differentiated, behind a token."""
    tokens, at, place = parser.tokens, parser.at, None
    following = tokens[at].text if at < len(tokens) else ""
    if following in ("(", r"\left(") and (token.kind in ("letter", "styled") or token.text in ("'", "}", r"\sigma")):
        place = at + 1 if plain(tokens[min(at + 2, len(tokens) - 1)]) == ")" else None
    elif token.text == r"\partial" or (token.is_differential and plain(tokens[at - 2]) == "{"):
        place = at
    elif token.text == r"\nabla" and following == "_":
        place = at + 1 + (plain(tokens[at + 1]) == "{")
    if place is not None and tokens[place].kind == "letter":
        found.varied.add(tokens[place].text)


def _square(parser):
    r"""How many tokens `^2 =` has here, or 0: `\sigma^2 = …` makes its root known."""
    for width in (3, 5):
        texts = parser.ahead(width)
        if texts in (["^", "2", "="], ["^", "{", "2", "}", "="]):
            return width
    return 0


def _holds_arguments(token, parser):
    """Whether what stands in parentheses behind a name may be arguments: not that of `p(1 - p)`."""
    inside = []
    for other in parser.tokens[parser.at + 1 :]:
        if plain(other) in (")", "("):
            break
        inside.append(other)
    named = bool(inside) and inside[0].kind in ("letter", "styled", "accent", "function")
    return (named or len(inside) == 1) and all(other.text != token.text for other in inside)


def _group(tokens, closing):
    """The letters of a group, or of the single token that stands in its place."""
    if plain(tokens[0]) not in ("{", r"\{"):
        return [tokens[0].text] if tokens[0].kind == "letter" else []
    end = next((i for i, token in enumerate(tokens) if plain(token) == closing), 0)
    return [token.text for token in tokens[:end] if token.kind == "letter"]
