"""The part of the parser that reads what stands in brackets: lists, norms, matrices, cases."""

from proofread.known import KNOWN
from proofread.notation import tree
from proofread.notation.reader import Reader
from proofread.notation.tokens import Token, plain

CLOSE = {"(": ")", "[": "]", r"\{": r"\}", r"\lvert": r"\rvert", r"\lVert": r"\rVert", r"\langle": r"\rangle"}
CLOSE |= {r"\lfloor": r"\rfloor", r"\lceil": r"\rceil", "|": "|", r"\Vert": r"\Vert"}


class Brackets(Reader):
    """Mixed into the Parser."""

    def inside(self, opening):
        """What stands between the bracket just taken and its partner: an expression, a Tuple, or a Relation."""
        start = self.at
        self.open.append(opening)
        items = [self.relation()]
        single = not self.sees(",")
        while self.accept(","):
            if self.next.kind == "dots":
                items = [self.list_of_dots(items)]
                break
            items.append(self.relation())
        node = items[0] if single else self.make(tree.Tuple, start, tuple(items))
        if self.next.kind in ("close", "bar") and plain(self.next) != CLOSE[opening]:
            self.refuse(f"{opening} is closed by")
        self.expect(CLOSE[opening])
        self.open.pop()
        return node

    def relation(self):
        """An expression, or a Relation of several."""
        start = self.at
        terms, signs = [self.expression()], []
        while self.sees("=", "<", ">", r"\le", r"\ge", r"\ne"):
            signs.append(plain(self.take()))
            terms.append(self.expression())
        return self.make(tree.Relation, start, tuple(terms), tuple(signs)) if signs else terms[0]

    def bracketed(self):
        start = self.at
        opening = plain(self.take())
        inside = self.inside(opening)
        if opening == "[" and isinstance(inside, tree.Relation):
            return self.make(tree.Bracket, start, (inside,))
        if isinstance(inside, tree.Relation):
            self.refuse("a relation inside an expression; write [ ] for 1 where it holds, else 0:", self.tokens[start])
        if opening == r"\langle":
            if not isinstance(inside, tree.Tuple) or len(inside.items) != 2:
                self.refuse("an inner product has two sides:", self.tokens[start])
            return self.make(tree.Call, start, "inner", inside.items)
        if isinstance(inside, tree.Tuple):
            if opening != "(":
                self.refuse("a list stands in ( ), not in", self.tokens[start])
            return self.make(tree.Tuple, start, inside.items)
        if opening in ("|", r"\lvert") and self.is_part(inside):
            return self.make(tree.Count, start, inside)
        if opening in ("|", r"\lvert") and self.is_square(inside):
            said = rf"the determinant, or the absolute value of each entry? Write \det {inside.text} for the former, at"
            self.refuse(said, self.tokens[start])
        if opening in ("|", r"\lvert"):
            return self.make(tree.Call, start, "abs", (inside,))
        if opening in (r"\lVert", r"\Vert"):
            return self.normed(inside, start)
        if opening in (r"\lfloor", r"\lceil"):
            return self.make(tree.Call, start, opening[2:], (inside,))
        if opening == r"\{":
            self.refuse("a set inside an expression:", self.tokens[start])
        return inside

    def is_part(self, node):
        match node:
            case tree.Index(tree.Name(key), _):
                return self.names.kind(key) == "partition"
        return False

    def normed(self, inside, start):
        r"""A norm, and its power where that stands before the index: `\lVert x \rVert^2_2`."""
        here = self.at
        if self.accept("^"):
            power = self.group()
            if self.sees("_"):
                norm = self.make(tree.Call, start, self.norm(), (inside,))
                return self.make(tree.Power, start, norm, power)
            self.at = here
        return self.make(tree.Call, start, self.norm(), (inside,))

    def norm(self):
        if not self.accept("_"):
            return "norm_2"
        token = self.braced(self.take)
        name = f"norm_{plain(token)}"
        if name not in KNOWN:
            *others, last = (known.removeprefix("norm_") for known in KNOWN if known.startswith("norm_"))
            self.refuse(f"the norms are {', '.join(others)} and {last}, not", token)
        return name

    def matrix(self):
        start = self.at
        kind = self.take().argument
        rows = [[]]
        while True:
            rows[-1].append(self.cell())
            if self.accept("&"):
                continue
            if self.next.kind == "row":
                self.take()
                if self.next.kind == "end" and self.next.argument:
                    break
                rows.append([])
            else:
                break
        self.leave(kind)
        if len({len(row) for row in rows}) > 1:
            self.refuse("rows of different lengths in", self.tokens[start])
        cells = [cell for row in rows for cell in row]
        if any(isinstance(cell, Token) for cell in cells):
            return self.picture(rows, start)
        if None in cells:
            self.refuse("an empty place in", self.tokens[start])
        return self.make(tree.Matrix, start, tuple(tuple(row) for row in rows))

    def cell(self):
        """A cell of a matrix: an expression, the token of dots, or None where it's empty."""
        if self.sees("&") or self.next.kind in ("row", "end"):
            return None
        return self.take() if self.next.kind == "dots" else self.expression()

    def leave(self, environment):
        if self.next.kind != "end" or self.next.argument != environment:
            self.refuse(f"\\end{{{environment}}} is missing before")
        self.take()

    def underbrace(self):
        """`\\underbrace{a}_{\\text{label}}` is `a`; the label is for readers."""
        self.take()
        node = self.group()
        if self.accept("_"):
            label = self.braced(self.take)
            if label.kind != "text":
                self.refuse("the label of a brace is a \\text, not", label)
        return node

    def cases(self):
        start = self.at
        self.take()
        values, conditions = [], []
        while self.next.kind != "end":
            if conditions and not conditions[-1]:
                self.refuse("nothing follows the row that says otherwise; not")
            values.append(self.expression())
            while self.next.kind == "separator":
                self.take()
            while self.accept("&"):
                pass
            conditions.append(self.case())
            if self.next.kind != "row":
                break
            self.take()
        self.leave("cases")
        return self.make(tree.Cases, start, tuple(values), tuple(conditions))

    def case(self):
        """The conditions of one row of `cases`; none for *otherwise*."""
        found = []
        while self.next.kind not in ("row", "end"):
            if self.next.kind == "text":
                word = self.take().argument.strip(" ,.")
                if word in ("otherwise", "else") and not found:
                    return ()
                if word not in (("and", "") if found else ("if", "when", "for", "")):
                    self.refuse("a case begins with if, when, for or otherwise, not", self.tokens[self.at - 1])
                if self.next.kind == "text":
                    self.refuse("one word leads to a condition; not")
            elif self.next.kind == "separator":
                self.take()
            else:
                condition = self.relation()
                if not isinstance(condition, tree.Relation):
                    self.refuse("a case needs a relation before")
                found.append(condition)
        if not found:
            self.refuse("a row of cases has a condition, or \\text{otherwise}, before")
        return tuple(found)
