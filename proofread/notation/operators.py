r"""The part of the parser that reads functions, `\sum` and its like."""

from proofread.notation import tree
from proofread.notation.reader import PRODUCT, Reader
from proofread.notation.tokens import RELATIONS, plain


class Operators(Reader):
    """Mixed into the Parser."""

    def function(self, name, start):
        """A function that needs no declaration, with its power (`\\tanh^2`), base (`\\log_2`) and argument."""
        base = power = None
        if name == "log" and self.accept("_"):
            base = self.group()
        if self.accept("^"):
            power = self.group()
            if not isinstance(power, tree.Number):
                self.refuse(
                    "the power of a function is a number: write parentheses around the whole at", self.tokens[start]
                )
        if self.next.kind == "prime" or not self.starts_factor():
            if base or power:
                self.refuse("an argument is missing before")
            return self.make(tree.Builtin, start, name)
        arguments = self.arguments() if self.sees("(") else (self.tight(),)
        node = self.make(tree.Call, start, "log_base" if base else name, arguments + ((base,) if base else ()))
        return self.make(tree.Power, start, node, power, True) if power else node

    def tight(self):
        """An argument without parentheses: one factor, or a number and a factor; anything longer is ambiguous."""
        start = self.at
        node = self.factor()
        if isinstance(node, tree.Number) and self.starts_factor():
            node = self.make(tree.Product, start, node, "", self.factor())
        clear = self.next.kind in ("function", "big") or self.next.text == r"\frac"
        if self.starts_factor() and not clear and self.tokens[start].kind not in ("big", "function"):
            self.refuse("is this inside the argument? Write parentheses before")
        return node

    def root(self):
        start = self.at
        self.take()
        degree = self.inside("[") if self.accept("[") else None
        arguments = (self.group(),) + ((degree,) if degree else ())
        return self.make(tree.Call, start, "root" if degree else "sqrt", arguments)

    def big(self):
        start = self.at
        operator = plain(self.take())[1:]
        if operator in ("max", "min") and not self.sees("_"):
            if not self.sees("(", r"\{"):
                self.refuse(f"\\{operator} needs ( ) or an index; before")
            arguments = self.inside(plain(self.take()))
            return self.make(tree.Call, start, operator, getattr(arguments, "items", (arguments,)))
        if not self.sees("_", "^"):
            return self.without_index(operator, start)
        pieces, upper, taken = [], None, set()
        while self.sees("_", "^"):
            if self.next.text in taken:
                self.refuse(f"\\{operator} takes one _ and one ^, not another")
            taken.add(self.next.text)
            if self.take().text == "^":
                upper = self.group()
            else:
                pieces = self.binders()
        letters, lower, conditions = self.bind(pieces, upper)
        if upper is not None and lower is None and (len(letters) > 1 or conditions):
            self.refuse(f"\\{operator} has an upper end, but no lower one, at", self.tokens[start])
        if upper is not None and lower is None:  # \sum_i^n
            lower = tree.Number(1, text="1")
        body = self.within(letters)
        letters += self.partners(conditions, letters, body)
        return self.make(tree.Big, start, operator, tuple(letters), lower, upper, tuple(conditions), body)

    def within(self, letters):
        """What a sum over some letters is taken of."""
        before, self.summed = self.summed, self.summed.union(letters)
        body = self.expression(PRODUCT)
        self.summed = before
        return body

    def without_index(self, operator, start):
        r"""`\sum x_i`: it runs over the one index that is free behind it, and free nowhere else."""
        body = self.expression(PRODUCT)
        free = {key for key in body.mentions if len(key) == 1 and self.is_free(key)}
        own = free - self.outer
        self.unsure |= len(free) > 1
        if not free or (self.outer and len(own) != 1):
            which = f": {' or '.join(sorted(own))}?" if own else ""
            self.refuse(
                f"\\{operator} needs an index{which or ' that stands nowhere else'}: write it below", self.tokens[start]
            )
        self.lone |= free
        return self.make(tree.Big, start, operator, tuple(sorted(own)), None, None, (), body)

    def is_free(self, key):
        """Whether a letter is no name of the page, and the index of no sum around."""
        return self.names.kind(key) is None and key not in self.summed

    def partners(self, conditions, letters, body):
        r"""The other letters of `\sum_{i < j} x_i x_j`: it runs over both where j stands nowhere else."""
        found = {
            term.key
            for condition in conditions
            for term in condition.terms
            if isinstance(term, tree.Name) and term.key not in letters and self.is_free(term.key)
        }
        found = {key for key in found & body.mentions if len(key) == 1 and key not in self.outer}
        self.lone |= found
        return sorted(found)

    def binders(self):
        """What stands under a `\\sum`: letters and relations."""
        if not self.sees("{"):
            return [self.single()]
        self.take()
        self.open.append("{")
        pieces, parted = [], True
        while not self.sees("}"):
            start = self.at
            terms, signs = [self.binder()], []
            while self.next.kind == "relation" and plain(self.next) in RELATIONS:
                signs.append(plain(self.take()))
                if signs == [r"\in"] and self.sees(r"\{"):
                    terms, signs = self.ranged(terms[0]), [r"\le", r"\le"]
                    break
                terms.append(self.binder())
            if signs and not parted:
                self.refuse("put a comma before", self.tokens[start])
            pieces.append(self.make(tree.Relation, start, tuple(terms), tuple(signs)) if signs else terms[0])
            parted = self.accept(",")
        self.take()
        self.open.pop()
        return pieces

    def ranged(self, letter):
        r"""An index between the ends of a range: `i \in \{1, \dots, n\}`."""
        here, space = self.next, self.space()
        if space.kind != "range":
            self.refuse(r"a sum runs over \{1, \dots, n\}, not over the set at", here)
        return [space.items[0], letter, space.items[1]]

    def binder(self):
        """An index, or one shifted: `i + 1`."""
        start = self.at
        node = self.factor()
        while self.sees("+", "-"):
            sign = self.sign()
            node = self.make(tree.Add, start, (node, self.factor()), (1, sign))
        return node

    def bind(self, pieces, upper):
        """The letters that are bound, the lower end, and the conditions on them."""
        letters, lower, conditions = [], None, []
        for piece in pieces:
            if isinstance(piece, tree.Name):
                if lower is not None:
                    self.refuse("what does this sum's last index run over? Give it a range on a sum of its own, before")
                letters.append(piece.key)
            elif isinstance(piece, tree.Relation) and piece.signs == ("=",) and upper is not None and lower is None:
                if not isinstance(piece.terms[0], tree.Name):
                    self.refuse("a sum runs over an index, not over this; see")
                if conditions:
                    self.refuse("put the range of each index first, or on a sum of its own, before")
                letters.append(piece.terms[0].key)
                lower = piece.terms[1]
            elif isinstance(piece, tree.Relation) and set(piece.signs) <= {"<", ">", r"\le", r"\ge", r"\ne"}:
                conditions.append(piece)
                here = [t.key for t in piece.terms if isinstance(t, tree.Name) and not self.names.kind(t.key)]
                if not set(here) & set(letters):
                    letters += here if len(piece.terms) > 2 else here[:1]
            elif isinstance(piece, tree.Relation) and piece.signs == (r"\in",) and self.is_part(piece.terms[1]):
                if isinstance(piece.terms[0], tree.Name) and piece.terms[0].key not in letters:
                    letters.append(piece.terms[0].key)
                conditions.append(piece)
            else:
                self.refuse("can't read what this sum runs over, before")
        if not letters:
            self.refuse("this sum runs over nothing, before")
        if len(set(letters)) < len(letters):
            self.refuse("this sum runs twice over the same index, before")
        return letters, lower, conditions
