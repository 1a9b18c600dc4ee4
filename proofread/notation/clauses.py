r"""The part of the parser that reads what stands around expressions: clauses, conditions, `\text`, `\tag`."""

import re
from dataclasses import replace

from proofread.notation import forms, tree
from proofread.notation.reader import Reader
from proofread.notation.tokens import ARROWS, plain

WORDS = frozenset(["if", "for", "when", "where", "with", "and", "at", "over", "since", "given", "provided", "let"]) | {
    "for all", "for every", "for each", "such that", "that is", "to within", "and if", "with all", "for any"
}  # fmt: skip
# Words behind which a name alone says something: `\text{for all } j`.
RANGING = frozenset(["for", "for all", "for every", "for each", "for any", "with all", "over", "at"])
# Words that may turn what a formula says: what they stand in is no remark.
DECIDING = re.compile(
    r"\b(?:if|iff|for|when|whenever|where|unless|except|only|at|with|over|given|provided|assume|assumed|assuming"
    r"|suppose|supposed|supposing|since|let|not|no|never|false|wrong|incorrect|untrue|otherwise|else|within|up to"
    r"|almost|about|approximately)\b|n't\b"
)
TAG = re.compile(r"[a-z][a-z0-9-]*")


class Clauses(Reader):
    """Mixed into the Parser."""

    def statement(self):
        start, clauses, firsts, conditions, word, tag, within = self.at, [], [], [], "", "", None
        self.rows()
        while not self.done():
            if self.next.kind in ("separator", "row"):
                word = "then" if self.sees(*ARROWS) and clauses else word
                self.separator(clauses or conditions)
            elif self.remark(clauses):
                pass
            elif self.next.kind == "text":
                word = self.word(word)
            elif self.next.kind == "tag":
                token = self.take()
                if tag or not TAG.fullmatch(token.argument):
                    self.refuse("one tag, of small letters, digits and -, not", token)
                tag = token.argument
            elif word == "to within":
                if within is not None:
                    self.refuse("one “to within” a formula; not")
                within, word = self.expression(), ""
            elif self.sees("(") and self.holds_relation():
                self.take()
                conditions.append(self.relation())
                self.expect(")")
            else:
                here = self.at
                clauses.append(self.clause(word))
                firsts.append(here)
                word = ""
                closed = self.next.kind in ("separator", "row", "text", "tag") or self.done()
                if not closed and not (self.sees("(") and self.holds_relation()):
                    self.refuse()
        if word:
            self.refuse(f"something is missing behind “{word}”, before")
        if not clauses and not conditions:
            self.refuse("there is no formula before")
        if within is not None and not any(r"\approx" in getattr(clause, "signs", ()) for clause in clauses):
            self.refuse("“to within” goes with \\approx; there is none before")
        return self.make(forms.Statement, start, self.shared(clauses, firsts), tuple(conditions), tag, within)

    def remark(self, clauses):
        r"""Step over words behind a space, or in parentheses, that close a row: `\quad \text{by the chain rule}`."""
        start, braced = self.at, self.sees("(")
        spaced = self.tokens[start - 1].text in (r"\quad", r"\qquad")
        if braced and self.tokens[start + 1].kind == "text":
            self.take()
        words = self.next.argument.lower() if self.next.kind == "text" and clauses else ""
        if words and (braced or spaced) and not DECIDING.search(words):
            self.take()
            if not braced or self.accept(")"):
                self.accept(".")
                if self.done() or self.next.kind in ("row", "tag"):
                    return True
        self.at = start
        return False

    def separator(self, something):
        """Step over a comma, a full stop, a space, a row: only space may stand before a formula.

        A full stop ends one: `.5` isn't a number.
        """
        token = self.take()
        point, spaces = plain(token) == ".", (r"\quad", r"\qquad", *ARROWS)
        ends = self.done() or self.next.kind in ("separator", "row", "text", "tag")
        if token.kind == "separator" and plain(token) not in spaces and (not something or (point and not ends)):
            self.refuse("can't read", token)

    def shared(self, clauses, firsts):
        """The clauses, with `x, y > 0` read as `x > 0, y > 0`.

        An expression that says nothing beside a claim is refused.
        """
        found = []
        for k, clause in enumerate(clauses):
            alone = isinstance(clause, forms.Chain) and not clause.signs and not clause.word
            sharing = self.with_relation_of(clause, clauses[k + 1]) if alone and clauses[k + 1 :] else clause
            if sharing is not clause:
                clauses[k + 1] = replace(clauses[k + 1], word=clauses[k + 1].word or "and")
            found.append(sharing)
        said = [isinstance(clause, forms.Declaration) or bool(clause.signs) for clause in found]
        for clause, first, says in zip(found, firsts, said, strict=True):
            if any(said) and not says and clause.word not in RANGING:
                self.refuse("this stands beside a formula and says nothing:", self.tokens[first])
        return tuple(found)

    def with_relation_of(self, clause, following):
        """A lone name before a comma shares the relation of the name behind it."""
        if isinstance(following, forms.Chain) and isinstance(clause.terms[0], tree.Name):
            for place in (0, 1):
                if following.signs[place:] and isinstance(following.terms[place], tree.Name):
                    text = following.text.replace(following.terms[place].text, clause.text, 1)
                    terms = (*following.terms[:place], clause.terms[0], *following.terms[place + 1 :])
                    return forms.Chain(terms, following.signs, None, following.word, text=text)
        return clause

    def rows(self):
        r"""Take the frame of `aligned` and its like away.

        A new row goes on where it begins with a relation or a sign.
        """
        while self.next.kind == "begin" and self.next.argument not in ("cases", "pmatrix", "bmatrix"):
            depth, last = 0, None
            for i, token in enumerate(self.tokens):
                depth += {"begin": 1}.get(token.kind, 0) - (token.kind == "end" and bool(token.argument))
                if depth == 0:
                    last = i
                    break
            if last is None:
                self.refuse(f"\\end{{{self.next.argument}}} is missing for")
            if self.next.argument.startswith("multline"):
                self.tokens[:last] = [token for token in self.tokens[:last] if token.kind != "row"]
                last = next(i for i, token in enumerate(self.tokens) if token.kind == "end")
            self.tokens[: last + 1] = self.joined(self.tokens[1:last])

    def joined(self, tokens):
        kept, depth, aligned = [], 0, False
        for i, token in enumerate(tokens):
            depth += {"begin": 1, "end": -1}.get(token.kind, 0)
            if depth == 0 and token.kind == "&":
                continue
            if depth == 0 and token.kind == "row":
                rest = [t for t in tokens[i + 1 : i + 5] if t.kind != "separator" or not t.text.startswith("\\q")]
                aligned = bool(rest) and rest[0].kind == "&"
                first = next((t for t in rest if t.kind != "&"), None)
                goes_on = first is not None and (first.kind == "relation" or (aligned and first.kind == "operator"))
                open_end = bool(kept) and kept[-1].kind in ("relation", "operator")
                if goes_on and kept and kept[-1].text in (".", ","):
                    kept.pop()
                if goes_on or open_end:
                    continue
            elif kept and depth == 0 and token.text.startswith("\\q") and tokens[i - 1].kind in ("&", "row"):
                continue
            kept.append(token)
        return kept

    def word(self, before):
        token = self.take()
        words = " ".join(token.argument.replace(",", " ").lower().split())
        if before or (words not in WORDS and words):
            self.refuse(f"a \\text is one of: {', '.join(sorted(WORDS))}; not", token)
        return words

    def clause(self, word):
        """A declaration, or expressions with relations between."""
        start = self.at
        found = self.declaration()
        if found:
            return found
        terms, signs = [self.expression()], []
        while self.next.kind == "relation":
            if signs and self.sees(r"\to"):
                self.tokens[self.at] = replace(self.next, text=ARROWS[0], kind="separator")
                break
            sign, named = plain(self.take()), not signs and self.head(terms[0])
            if sign in (r"\to", r"\mapsto", ":"):
                self.refuse("can't read", self.tokens[self.at - 1])
            if sign == ":=" and not named:
                self.refuse(
                    "what stands before it is no name that could be defined; write = for", self.tokens[self.at - 1]
                )
            if sign == r"\leftarrow" and signs:
                self.refuse("a step has one arrow, and it comes first; not", self.tokens[self.at - 1])
            signs.append(sign)
            terms.append(self.space() if sign == r"\in" else self.expression())
            if sign == r"\in" and self.next.kind == "relation":
                self.refuse("a relation ends with its space; not")
        if signs == ["="] and self.sees(",") and self.tokens[self.at + 1].kind == "dots":
            self.at += 2
            self.expect(",")
            terms, signs = [terms[1], terms[0], self.expression()], [r"\le", r"\le"]
            word = word or "for"
        head = self.head(terms[0]) if signs[:1] in (["="], [":="]) else None
        return self.make(forms.Chain, start, tuple(terms), tuple(signs), head, word)

    def head(self, node):
        """The head that an expression makes where it has the form of one: `L`, `f_i`, `f(y)`, `f_i(y)`; else None."""
        match node:
            case tree.Name(key):
                return forms.Head(key, text=node.text)
            case tree.Apply(tree.Name(key), arguments) if all(isinstance(a, tree.Name) for a in arguments):
                return forms.Head(key, (), tuple(a.key for a in arguments), text=node.text)
            case tree.Index(base, indices) if all(isinstance(i, tree.Name) for i in indices):
                inner = self.head(base)
                if inner and not inner.indices and len({i.key for i in indices}) == len(indices):
                    return forms.Head(inner.key, tuple(i.key for i in indices), inner.parameters, text=node.text)
            case tree.Apply(tree.Index(base, indices), arguments):
                moved = tree.Index(tree.Apply(base, arguments), indices, text=node.text)
                return self.head(moved)
        return None
