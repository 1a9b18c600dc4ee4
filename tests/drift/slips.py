r"""The slips that people make in a formula: `slips(latex)` gives each with its kind.

Tokens alone decide what is changed, so that no slip depends on how the checker reads the formula. `sizes` are letters
that stand for numbers: these have no transpose, and their product no order.
`functions` are names that stand for functions, whether or not their argument is written.
"""

from drift.atoms import SCRIPTS, Atoms
from drift.swaps import FLIPPED, OTHERS
from proofread.notation import tokens
from proofread.notation.tokens import plain


def slips(latex, sizes=frozenset(), functions=frozenset()):
    """Pairs of a kind and the formula with that slip in it; each outcome once, and none that is written as it was."""
    seen = {_spelled(latex)}
    for kind, edits in _Slips(latex, sizes, functions).all():
        found = _edited(latex, edits)
        try:
            spelled = _spelled(found)
        except tokens.Unreadable:
            continue
        if spelled not in seen and spelled:
            seen.add(spelled)
            yield kind, found


def _spelled(latex):
    return tuple(plain(token) for token in tokens.tokenize(latex)[:-1])


def _edited(latex, edits):
    for start, end, new in sorted(edits, reverse=True):
        left, right = latex[:start], latex[end:]
        latex = f"{left.rstrip() if not right.strip() else left} {new} {right}" if new else left + " " + right
    return latex.strip(" ") if not latex.startswith("\n") else latex


BARE = (r"\sum", r"\prod")  # without an index they run over the only one there is, or are asked about


class _Slips(Atoms):
    def all(self):
        for k, token in enumerate(self.tokens):
            if token.kind == "text" and token.argument.strip() == "to within":
                return  # how near two numbers are said to be isn't altered
            if self.tokens[k - 1 : k] and self.tokens[k - 1].kind == "begin" and token.kind == "{":
                continue
            for way in (self.sign, self.number, self.index, self.script, self.transpose, self.function, self.relation):
                yield from way(k, token)
            for way in (self.factor, self.term, self.name, self.order, self.scope, self.case):
                yield from way(k, token)

    # The slips

    def sign(self, k, token):
        text = plain(token)
        if text in ("+", "-") and token.kind == "operator" and not self.nothing(k + 1):
            unary = text == "-" and not self.ends_atom(k)
            yield "sign", [self.cut(k, k + 1, "" if unary else {"+": "-", "-": "+"}[text])]
        if text in ("=", ":=", r"\approx") and not self._script(k):
            start = self.begins(k + 1)
            if start < len(self.tokens) and self.tokens[start].text != "0":  # twice 0 is 0
                if plain(self.tokens[start]) != "-":
                    yield "sign", [(self.tokens[start].at, self.tokens[start].at, "-")]
                elif start + 1 < len(self.tokens):
                    start += 1  # the factor stands behind the minus
                at = self.tokens[start].at
                yield "factor 2", [(at, at, r"2 \cdot" if self.tokens[start].kind == "number" else "2")]

    def nothing(self, k):
        """Whether a term is a lone 0."""
        return self.tokens[k : k + 1] and self.tokens[k].text == "0" and self.tail(k) == k + 1

    def begins(self, k):
        """The first token of a right side; a cases environment or a row has none."""
        while k < len(self.tokens) and self.tokens[k].kind in ("&", "row"):
            k += 1
        return len(self.tokens) if k < len(self.tokens) and self.tokens[k].kind == "begin" else k

    def number(self, k, token):
        if token.kind != "number" or token.argument:
            return
        value = tokens.number(token.text)
        kind = "exponent" if self.levels[k]["^"] else "bound" if self.levels[k]["_"] else "coefficient"
        more = [value + 1, value - 1] if isinstance(value, int) else [value * 2]
        if isinstance(value, int) and value > 1:
            more.append(2 * value)
        for new in more:
            if new >= 0 and not (kind == "exponent" and new == 1):
                yield kind, [self.cut(k, k + 1, str(new) if isinstance(new, int) else f"{float(new):.6g}")]

    def index(self, k, token):
        if token.kind == "letter" and self.levels[k]["_"] and not self.levels[k]["^"]:
            others = [letter for letter in self.indices if letter != token.text]
            after = sum(letter < token.text for letter in others)
            for other in [*others[after:], *others[:after]][:2]:
                if {token.text, other} not in self.joined(k):
                    yield "index", [self.cut(k, k + 1, other)]
            grouped = self.tokens[k - 1].kind not in ("_", "^")
            yield "index", [self.cut(k, k + 1, f"{token.text} + 1" if grouped else f"{{{token.text} + 1}}")]
            following = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
            base = self.tokens[k - 3].text if k > 2 else ""
            if following and following.kind == "letter" and self.levels[k + 1]["_"] and base != r"\delta":
                yield "indices swapped", [self.cut(k, k + 2, f"{following.text} {token.text}")]

    def joined(self, k):
        """The pairs of indices that a delta on the same side makes one: there it doesn't matter which is written."""
        ends = [at for at, t in enumerate(self.tokens) if t.kind in ("relation", "row") and not self._script(at)]
        first, last = (
            max((e for e in ends if e < k), default=0),
            min((e for e in ends if e > k), default=len(self.tokens)),
        )
        deltas = [at for at in range(first, last) if self.tokens[at].text == r"\delta" and not at < k < self.atom(at)]
        return [{t.text for t in self.tokens[at + 1 : self.atom(at)] if t.kind == "letter"} for at in deltas]

    def script(self, k, token):
        if token.kind not in ("_", "^") or self.levels[k]["_"] > (token.kind == "_"):
            return
        end = self.group(k + 1)
        inside = [plain(t) for t in self.tokens[k + 1 : end]]
        named = inside[0] in ("*", r"\ast") or "(" in inside or self.tokens[k - 1].kind == "styled"
        if r"\top" in inside:
            yield "transpose", [self.cut(k, end)]
        elif not named:
            if self.tokens[k - 1].text not in BARE:
                yield ("exponent" if token.kind == "^" else "index"), [self.cut(k, end)]
            bound = self.is_bound(k)
            if token.kind == "^" and bound:
                yield "bound", [self.cut(k, end, f"^{{{self.text(k + 1, end).strip('{}')} - 1}}")]

    def is_bound(self, k):
        """Whether a superscript is the upper bound of a sum or product."""
        at = k
        while at and (self._script(at) or self.tokens[at].kind in ("_", "^")):
            at -= 1
        return self.tokens[at].kind == "big"

    def transpose(self, k, token):
        upper = token.kind == "letter" and token.text.isupper() and token.text not in self.sizes
        if upper and not self._script(k):
            end = self.atom(k)
            if not any(t.kind in ("^", "_", "star") for t in self.tokens[k:end]) and not self.applied(end):
                at = self.tokens[end - 1].end
                yield "transpose", [(at, at, r"^\top")]

    def applied(self, k):
        return k < len(self.tokens) and self.tokens[k].kind == "open" and plain(self.tokens[k]) == "("

    def function(self, k, token):
        name = token.argument if token.text.startswith(r"\operatorname") else plain(token)
        if name in OTHERS:
            other = OTHERS[name]
            new = rf"\operatorname{{{other}}}" if name.isalpha() else other
            yield "function", [self.cut(k, k + 1, new)]
        if (token.kind == "function" or (token.argument and name in OTHERS)) and k + 1 < len(self.tokens):
            yield "function lost", [self.cut(k, k + 1)]
        if token.kind == "big" and name != r"\lim" and not self._script(k):
            yield "sum lost", [self.cut(k, self.atom(k))]

    def relation(self, k, token):
        text = plain(token)
        if text in FLIPPED and token.kind == "relation":
            yield "relation", [self.cut(k, k + 1, FLIPPED[text])]
        elif text == "=" and k and self.within_brackets(k):
            yield "relation", [self.cut(k, k + 1, r"\ne")]

    def within_brackets(self, k):
        """Whether a token stands in [ … ], which is 1 or 0."""
        opened = [plain(t) for t in self.tokens[:k] if t.kind in ("open", "close") and plain(t) in "[]"]
        return opened.count("[") > opened.count("]")

    def factor(self, k, token):
        end = self.atom(k)
        if end == k or self._script(k) or token.kind in ("big", "function"):
            return
        after = self.tokens[end] if end < len(self.tokens) else None
        follows = after is not None and (self.atom(end) > end or plain(after) in (r"\partial", r"\nabla"))
        product = self.ends_atom(k) or follows
        joint = {r"\odot", r"\cdot", r"\otimes", r"\times"}
        if k and plain(self.tokens[k - 1]) in joint:
            yield "factor lost", [self.cut(k - 1, end)]
        elif after is not None and plain(after) in joint:
            yield "factor lost", [self.cut(k, end + 1)]
        elif product and not self.closes(k, end):
            kind = "delta lost" if token.text == r"\delta" or token.text == "[" else "factor lost"
            yield kind, [self.cut(k, end)]

    def closes(self, k, end):
        """Whether an atom is the argument of a function, or a function's name."""
        before = self.tokens[k - 1] if k else None
        if before is None or plain(self.tokens[k]) != "(":
            return False
        first = k - 1
        while first > 0 and (self._script(first) or self.tokens[first].kind in SCRIPTS):
            first -= 1
        return before.kind in ("styled", "accent") or self.tokens[first].text in self.functions

    def term(self, k, token):
        if plain(token) in ("+", "-") and self.ends_atom(k) and not self._script(k) and not self.nothing(k + 1):
            yield "term lost", [self.cut(k, self.tail(k + 1))]
        if plain(token) == "/" and not self._script(k):
            yield "division", [self.cut(k, k + 1, r"\cdot")]
        if plain(token) == r"\frac":
            top = self.group(k + 1)
            bottom = self.group(top)
            inside = {plain(t) for t in self.tokens[k + 1 : bottom]}
            if not {r"\partial", "d"} & inside:
                yield "fraction", [self.cut(k, bottom, rf"\frac{self.text(top, bottom)}{self.text(k + 1, top)}")]

    def name(self, k, token):
        if token.kind != "letter" or self._script(k) or token.text == "d" or token.text == r"\delta":
            return
        others = [name for name in self.names if name not in (token.text, "d", r"\delta")]
        after = sum(name < token.text for name in others)
        for other in [*others[after:], *others[:after]][:1]:
            yield "name", [self.cut(k, k + 1, other)]

    def order(self, k, token):
        if self._script(k) or not self.is_matrix(k):
            return
        middle = self.atom(k)
        if middle < len(self.tokens) and self.is_matrix(middle):
            end = self.atom(middle)
            yield "order", [self.cut(k, end, f"{self.text(middle, end)} {self.text(k, middle)}")]

    def is_matrix(self, k):
        token, end = self.tokens[k], self.atom(k)
        upper = token.kind == "letter" and token.text.isupper() and token.text not in self.sizes
        return upper and not any(t.kind == "_" for t in self.tokens[k:end]) and not self.applied(end)

    def scope(self, k, token):
        if plain(token) not in (r"\sum", r"\prod") or self._script(k):
            return
        body = self.atom(k)
        letters = {t.text for t in self.tokens[k:body] if t.kind == "letter" and self.levels[k + 1]["_"]}
        first = self.atom(body)
        if body < first < len(self.tokens) and self.atom(first) > first:
            moved = {t.text for at, t in enumerate(self.tokens[body:first], body) if t.kind == "letter"}
            if letters & moved & set(self.indices):
                yield "scope", [self.cut(k, first, f"{self.text(body, first)} {self.text(k, body)}")]
        end = self.tail(body) if body < len(self.tokens) else body
        if end < len(self.tokens) and plain(self.tokens[end]) in ("+", "-") and end > body:
            past = self.tail(end + 1)
            yield "scope", [self.cut(body, past, f"({self.text(body, past)})")]

    def case(self, k, token):
        r"""`\text{if} i = j`: the condition of a case or of a formula, dropped."""
        if token.kind == "text" and token.argument.strip() in ("if", "for", "for all", "when"):
            end = k + 1
            while end < len(self.tokens) and self.tokens[end].kind not in ("row", "end", "tag", "text"):
                end = max(self.group(end), end + 1)
            inside = any(t.kind == "begin" and t.argument == "cases" for t in self.tokens[:k])
            yield "condition lost", [self.cut(k, end, r"\text{otherwise}" if inside else "")]
