r"""The part of the parser that reads names that need no declaration: constants, `e_j`, `\delta_{ij}`, indicators."""

from proofread.known import COMMANDS, OPERATOR_NAMES
from proofread.notation import tree
from proofread.notation.reader import Reader
from proofread.notation.tokens import plain

IDENTITY = (r"\mathbf{I}", r"\mathrm{I}", r"\mathrm{Id}", r"\mathbb{I}")


class Constants(Reader):
    """Mixed into the Parser."""

    def without_declaration(self, base, subscript, start):
        """The constant or function that a name means where the page doesn't declare it, or None."""
        base = "I" if base in IDENTITY else base
        if base in (r"\mathbf{1}", "I") and subscript and self.is_size(subscript):
            return self.make(tree.Constant, start, base, self.reread(subscript, self.sizes))
        if base in (r"\mathbf{1}", "I"):
            node = self.make(tree.Constant, start, base)
            return self.make(tree.Index, start, node, self.reread(subscript)) if subscript else node
        if base == "e" and subscript:
            indices = self.reread(subscript)
            return self.make(tree.Unit, start, indices[0]) if len(indices) == 1 else None
        if base == "e" and self.accept("^"):
            exponent = self.group()
            if self.is_square(exponent):
                said = rf"of each entry, or the matrix exponential? Write \exp({exponent.text}) for the former, at"
                self.refuse(said, self.tokens[start])
            return self.make(tree.Call, start, "exp", (exponent,))
        if base == r"\delta" and subscript:
            indices = self.reread(subscript)
            if len(indices) == 1 and isinstance(indices[0], tree.Number):  # \delta_{12}
                indices = tuple(tree.Number(int(digit), text=digit) for digit in str(indices[0].value))
            if len(indices) != 2:
                self.refuse("the Kronecker delta has two indices, see", self.tokens[start])
            return self.make(tree.Bracket, start, (tree.Relation(indices, ("=",), text=base),))
        if base in ("O", "o") and self.sees("("):
            return self.make(tree.Call, start, "O", self.arguments())
        if base == r"\pi" and not subscript:
            return self.make(tree.Constant, start, base)
        if base in COMMANDS and not subscript:
            return self.make(tree.Builtin, start, COMMANDS[base])
        if base in OPERATOR_NAMES and not subscript:
            return self.function(OPERATOR_NAMES[base], start)
        return None

    def is_square(self, node):
        """Whether an expression is a square matrix by its form: a name that is declared as one, or a multiple, …"""
        match node:
            case tree.Name(key):
                return self.names.axes(key)[:1] * 2 == self.names.axes(key) != ()
            case tree.Product(left, _, right):
                others = {len(self.names.axes(key)) for part in (left, right) for key in part.mentions}
                return 1 not in others and (self.is_square(left) or self.is_square(right))
            case tree.Add(terms):
                return any(map(self.is_square, terms))
            case tree.Transpose(base) | tree.Power(base) | tree.Inverse(base) | tree.Quotient(base):
                return self.is_square(base)
        return False

    def is_size(self, subscript):
        return all(
            token.kind in ("number", "operator") or self.names.kind(token.text) == "size"
            for token in self.tokens[slice(*subscript)]
        )

    def sizes(self):
        """The sizes of `\\mathbf{1}_n` or `\\mathbf{1}_{m \\times n}`."""
        sizes = [self.axis()]
        while self.accept(r"\times"):
            sizes.append(self.axis())
        return tuple(sizes)

    def sees_condition(self):
        """Whether a relation in brackets follows, or one below: what stands before is an indicator."""
        if self.sees("_"):
            below = self.tokens[self.at + 1 : self.at + 12]
            closes = next((k for k, token in enumerate(below) if token.text in ("}", r"\}")), 0)
            return any(token.kind == "relation" for token in below[:closes])
        return self.sees("[", r"\{", "(") and self.holds_relation()

    def indicator(self, start):
        """`\\mathbb{1}[z_i > 0]`, also with braces or as a subscript."""
        if self.accept("_"):
            self.expect("{")
            self.open.append("{")
            condition = self.inside(plain(self.take())) if self.sees(r"\{", "[") else self.relation()
            self.expect("}")
            self.open.pop()
        elif self.sees("[", r"\{", "("):
            condition = self.inside(plain(self.take()))
        else:
            self.refuse(r"\mathbb{1} needs a condition in [ ] before")
        conditions = condition.items if isinstance(condition, tree.Tuple) else (condition,)
        if not all(isinstance(c, tree.Relation) for c in conditions):
            self.refuse("this isn't a condition:", self.tokens[start])
        return self.make(tree.Bracket, start, conditions)
