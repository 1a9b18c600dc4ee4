r"""The part of the parser that reads declarations: `y \in \mathbb{R}^n`, `f : A \to B`, `f : y \mapsto …`."""

from dataclasses import replace

from proofread.notation import forms, tree
from proofread.notation.reader import BESIDE, FACTOR, Reader
from proofread.notation.survey import RawHead
from proofread.notation.symbols import key
from proofread.notation.tokens import Unreadable, plain


class Declarations(Reader):
    """Mixed into the Parser."""

    def declaration(self):
        start = self.at
        try:
            raws = self.raw_heads()
        except Unreadable:
            raws = []
        if raws and raws[0].sign == r"\sqcup":
            return self.partition(start, raws)
        if not raws or not self.sees(r"\in", ":") or (self.sees(r"\in") and not self.names.declares(raws)):
            self.at = start
            return None
        if self.take().text == r"\in":
            space = self.space()
            return self.make(forms.Declaration, start, tuple(map(self.names.head, raws)), space)
        here = self.at
        if self.parameters() and self.sees(r"\mapsto"):
            self.at = here
            return self.mapping(start, raws)
        self.at = here
        domain = [self.space()]
        while self.accept(r"\times"):
            domain.append(self.space())
        self.expect(r"\to")
        space = self.space()
        return self.make(forms.Declaration, start, tuple(map(self.names.head, raws)), space, tuple(domain))

    def partition(self, start, raws):
        """`S_1 \\sqcup \\dots \\sqcup S_R = \\{1, \\dots, n\\}`."""
        self.expect("=")
        here, space = self.at, self.space()
        if len(raws) > 1 or space.kind != "range":
            self.refuse(r"a partition is S_1 \sqcup \dots \sqcup S_R = \{1, \dots, n\}; not", self.tokens[here])
        space = self.make(forms.Space, here, "partition", (), "", space.items)
        return self.make(forms.Declaration, start, tuple(map(self.names.head, raws)), space)

    def mapping(self, start, raws):
        """`f : y \\mapsto body`."""
        parameters = self.parameters()
        sign = self.take()
        if len(raws) > 1:
            self.refuse("one name stands before : with", sign)
        head = self.names.head(raws[0])
        head = forms.Head(head.key, head.indices, parameters, text=head.key)
        body = self.expression()
        left = tree.Name(head.key, text=head.key)
        return self.make(forms.Chain, start, (left, body), (r"\mapsto",), head)

    def raw_heads(self):
        """Names with commas between, as far as they go; `x_1, \\dots, x_N` is one, and so is a partition."""
        found = [self.raw_head()]
        while self.sees(",", r"\sqcup"):
            joint = plain(self.take())
            if self.next.kind == "dots":
                self.wide_dots()
                self.expect(joint)
                last, first = self.raw_head(), found.pop()
                sign, end = joint if joint != "," else "", last.subscript or last.star.strip("()")
                found.append(RawHead(first.base, first.star, first.subscript, False, None, end, sign))
            else:
                found.append(self.raw_head())
        return found

    def raw_head(self):
        if self.next.kind not in ("letter", "styled", "accent"):
            self.refuse()
        token, word, base = self.next, self.is_word(self.next), self.base()
        if base == "d":
            self.refuse("d is only the differential, no name:", token)
        star, _, subscript = self.decorations()
        label = bool(subscript) and self.is_label(subscript)
        raw = RawHead(base, star, self.spelling(subscript), label, self.parameters(), word=word)
        return replace(raw, base=self.names.alike(base, raw.indices))

    def parameters(self):
        """The names in parentheses, or a single one without them before `\\mapsto`; else None, and no step taken."""
        start, found = self.at, []
        try:
            if self.accept("("):
                while not self.sees(")"):
                    found.append(self.parameter())
                    if not self.sees(")"):
                        self.expect(",")
                self.take()
            elif self.ahead(1, 1) == [r"\mapsto"]:
                found.append(self.parameter())
        except Unreadable:
            found = []
        if not found:
            self.at = start
        return tuple(found) or None

    def parameter(self):
        if self.next.kind not in ("letter", "styled", "accent"):
            self.refuse()
        base = self.base()
        star, _, subscript = self.decorations()
        return key(base, self.spelling(subscript), star)

    def space(self):
        start = self.at
        token = self.take()
        bare = token.text in ("R", r"\mathbf{R}", r"\mathrm{R}") and not self.names.kind(token.text)
        if (token.argument in ("R", "N", "Z") and token.text.startswith(r"\mathbb")) or bare:
            kind = {"R": "real", "N": "natural", "Z": "integer"}[token.argument or "R"]
            bound, axes = "", ()
            while self.sees("_", "^"):
                if self.take().text == "_":
                    bound = self.bound()
                else:
                    axes = self.axes()
            return self.make(forms.Space, start, kind, axes, bound)
        if token.text == r"\{":
            items = [self.expression()]
            kind = "set"
            while self.accept(","):
                if self.next.kind == "dots":
                    self.wide_dots()
                    self.expect(",")
                    kind = "range"
                items.append(self.expression())
            self.expect(r"\}")
            if kind == "range":
                items = [items[0], items[-1]]
            return self.make(forms.Space, start, kind, (), "", tuple(items))
        if token.text in ("[", "("):
            items = [self.expression()]
            self.expect(",")
            items.append(self.expression())
            if not self.sees("]", ")"):
                self.refuse("an interval isn't closed before")
            ends = (token.text == "(", self.take().text == ")")
            axes = self.axes() if self.accept("^") else ()
            return self.make(forms.Space, start, "interval", axes, "", tuple(items), ends)
        return self.refuse("expected a space such as \\mathbb{R}^n, found", token)

    def bound(self):
        """What stands below the R: `>0`, `\\ge 0`, `+`."""
        start, end = (self.at - 1, 0)
        self.at = start
        start, end = self.skip()
        written = "".join(plain(t) for t in self.tokens[start:end])
        found = {">0": ">0", r"\ge0": ">=0", "+": ">=0", "++": ">0"}.get(written)
        if found is None:
            self.refuse("a space is bounded by >0 or \\ge 0, not by", self.tokens[start])
        return found

    def axes(self):
        if not self.accept("{"):
            return (self.single(),)
        axes = [self.axis()]
        while self.accept(r"\times"):
            axes.append(self.axis())
        self.expect("}")
        if len(axes) == 2 and isinstance(axes[1], tree.Number) and axes[1].value == 1 and axes[0].text != "1":
            axes.pop()  # a column
        return tuple(axes)

    def axis(self):
        start = self.at
        node = self.expression(BESIDE)
        while self.sees("+", "-"):
            sign = self.sign()
            node = self.make(tree.Add, start, (node, self.expression(FACTOR)), (1, sign))
        return node
