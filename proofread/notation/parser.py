r"""LaTeX to a tree: a precedence (Pratt) parser with the page's names at hand. Every token is used or refused.

Precedence, loosest first: relations; `+ -`; `\cdot \times \odot \otimes \circ /` and the reach of `\sum`, `\lim` and
`\frac{\partial}{\partial y}`; juxtaposition; powers, indices, primes. Where mathematicians would disagree about the
reach of something (`1/2 x`, `\log x y`), it's refused with a request for parentheses.
"""

from dataclasses import replace

from proofread.known import COMMANDS
from proofread.notation import tree
from proofread.notation.brackets import Brackets
from proofread.notation.clauses import Clauses
from proofread.notation.constants import Constants
from proofread.notation.declarations import Declarations
from proofread.notation.derivatives import Derivatives
from proofread.notation.dots import Ellipses
from proofread.notation.operators import Operators
from proofread.notation.reader import BESIDE, FACTOR, PRODUCT, SUM
from proofread.notation.scripts import Scripts
from proofread.notation.symbols import Symbols
from proofread.notation.tokens import RELATIONS, number, plain

DEEPEST = 40  # nested brackets, roots, sums, …
STARTS = frozenset(["letter", "styled", "accent", "function", "big", "open", "bar", "other", "begin", "number"])


def _reaching(term, before):
    """The letters of the sums that reach up to where a term does, which no bracket closes."""
    while before.endswith(term.text):
        match term:
            case tree.Big(letters=letters, body=body):
                yield from letters
                term = body
            case tree.Derivative(body=body) | tree.Product(right=body) | tree.Limit(body=body) | tree.Add((*_, body)):
                term = body
            case _:
                return


def parse(latex, names):
    r"""The `forms.Statement` that a formula makes.

    `names` is asked as `reader.Names` says. Raises Unreadable with the offset of the token that can't be read.
    """
    parser = Parser(latex, names)
    statement = parser.statement()
    if parser.lone:  # whether a sum's letter is its own tells what stands around it
        outer = frozenset().union(*(part.mentions for part in (*statement.clauses, *statement.conditions)))
        if parser.unsure or outer & parser.lone:
            parser = Parser(latex, names)
            parser.outer = outer or frozenset([""])
            statement = parser.statement()
    return replace(statement, asked=tuple(parser.asked))


class Parser(Clauses, Declarations, Brackets, Scripts, Symbols, Constants, Operators, Derivatives, Ellipses):
    """A Reader of whole formulas. The classes mixed in read one kind of thing each."""

    def __init__(self, latex, names):
        super().__init__(latex, names)
        self.depth = 0

    def expression(self, level=SUM):
        """An expression up to the next operator that binds less than `level`."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse("nested too deeply at")
        start = self.at
        if self.sees("-", "+") and level <= PRODUCT:
            sign = self.sign()
            left = self.expression(PRODUCT)
            left = self.make(tree.Add, start, (left,), (sign,))
        else:
            left = self.factor()
        left = self.beside(left, start, level)
        left = self.products(left, start, level)
        if level <= PRODUCT:
            left = self.evaluated(left, start)
        if level == SUM:
            left = self.sum(left, start)
        self.depth -= 1
        return left

    def sum(self, left, start):
        if not self.sees("+", "-"):
            return left
        signed = isinstance(left, tree.Add) and len(left.terms) == 1 and self.latex[self.tokens[start].at] in "+-"
        terms, signs = (list(left.terms), list(left.signs)) if signed else ([left], [1])
        while self.sees("+", "-"):
            signs.append(self.sign())
            if self.next.kind == "dots":
                self.sum_of_dots(terms, signs)
            else:
                here = self.next
                terms.append(self.expression(PRODUCT) if not self.sees("+", "-") else self.refuse())
                self.ask_reach(terms, here)
        return self.make(tree.Add, start, tuple(terms), tuple(signs))

    def ask_reach(self, terms, token):
        r"""Ask about a term with the index of a sum before it: `\sum_i q_i \log p_i + (1 - q_i)`."""
        before = self.latex[: self.tokens[self.tokens.index(token) - 2].end]
        over = {letter for term in terms[-2:-1] for letter in _reaching(term, before)}
        shared = sorted(key for key in over & terms[-1].mentions if self.is_free(key))
        if shared:
            said = f"does the sum over {shared[0]} reach this? Put parentheses around it, or around what is summed, at"
            self.asked.append((f"{said} {self.latex[token.at : token.end]}", token.at))

    def products(self, left, start, level):
        while level <= PRODUCT and self.next.kind in ("operator", "star") and not self.sees("+", "-"):
            token = self.take()
            right = self.expression(FACTOR if token.text == "/" else BESIDE)
            if token.text == "/":
                if self.starts_factor() or (self.next.kind == "operator" and not self.sees("+", "-")):
                    self.refuse(r"is this under the slash? Write \frac or parentheses before")
                left = self.make(tree.Quotient, start, left, right)
            elif token.text == r"\circ":
                left = self.make(tree.Compose, start, left, right)
            elif token.text == r"\oslash":
                left = self.make(
                    tree.Product, start, left, r"\odot", self.make(tree.Power, start, right, ONE_LESS, True)
                )
            else:
                left = self.make(tree.Product, start, left, token.text, right)
        return left

    def beside(self, left, start, level):
        while level <= BESIDE and self.starts_factor():
            if self.next.kind == "number" and self.ahead(2) != ["1", "_"]:
                self.refuse(r"a number behind a factor: put it first, or write \cdot before")
            left = self.make(tree.Product, start, left, "", self.expression(FACTOR))
        return left

    def starts_factor(self):
        token = self.next
        if token.kind == "bar":
            if self.sees_point():
                return False
            return not (self.open and self.open[-1] == plain(token))
        if plain(token) == r"\top" or token.text == r"\infty":
            return False
        if plain(token) == "(" and self.holds_relation():
            return False  # a condition that closes the formula
        return token.kind in STARTS and not (
            token.kind == "begin" and token.argument not in ("pmatrix", "bmatrix", "cases")
        )

    def holds_relation(self):
        """Whether the parenthesis that opens here holds a relation: `(i \\ne j)`."""
        level = 0
        for token in self.tokens[self.at :]:
            if plain(token) in ("(", "[", "{", r"\{"):
                level += 1
            elif plain(token) in (")", "]", "}", r"\}"):
                level -= 1
            elif level == 1 and plain(token) in RELATIONS:
                return True
            if level <= 0:
                return False
        return False

    def factor(self, transposes=True):
        """One factor with its powers, indices, primes; without `transposes`, not its closing transpose or inverse."""
        start = self.at
        return self.postfix(self.primary(), start, transposes)

    def primary(self):
        token, start = self.next, self.at
        self.ask_letters(token)
        if token.kind == "number":
            self.take()
            if token.text == "1" and self.sees("_") and self.sees_condition():
                return self.indicator(start)
            return self.make(tree.Number, start, number(token.text))
        if token.kind in ("letter", "styled", "accent"):
            return self.named()
        if token.kind == "function":
            return self.function(COMMANDS[self.take().text], start)
        if token.kind == "big":
            return self.limit() if token.text == r"\lim" else self.big()
        if token.kind in ("open", "bar"):
            return self.bracketed()
        if token.kind == "begin" and token.argument in ("pmatrix", "bmatrix"):
            return self.matrix()
        if token.kind == "begin" and token.argument == "cases":
            return self.cases()
        reader = {r"\frac": self.fraction, r"\sqrt": self.root, r"\partial": self.partial, r"\nabla": self.nabla}
        reader[r"\underbrace"] = self.underbrace
        if plain(token) in reader:
            return reader[plain(token)]()
        return self.refuse("expected an expression, found" if token.kind != "end" else "an expression is missing at")

    def ask_letters(self, token):
        """Refuse letters that name a function, `tr(a)`, where each of them is a name of the page, too."""
        written = self.latex[token.at : token.end]
        if (
            token.kind != "letter"
            and not self.is_word(token)
            and len(written) > 1
            and written.isalpha()
            and all(map(self.names.kind, written))
        ):
            product = r" \cdot ".join(written)
            self.refuse(rf"a function, or {product}? Write \operatorname{{{written}}}, or the dots, for", token)

    def is_function(self, node):
        """Whether an expression is a function.

        A name declared as one, or one made of such (`f + g`, `2 f`, `f \\circ g`).
        """
        match node:
            case tree.Name(key):
                return self.names.kind(key) == "function"
            case tree.Builtin() | tree.Prime() | tree.Compose():
                return True
            case tree.Index(base, _) | tree.Add(terms=(base, *_)):
                return self.is_function(base)
            case tree.Product(operator="" | r"\cdot", right=right):
                return self.is_function(right)
        return False

    def arguments(self):
        """The arguments in parentheses."""
        inside = self.inside(self.take().text)
        listed = isinstance(inside, tree.Tuple) and not isinstance(inside.items[0], tree.Drawn)
        return inside.items if listed else (inside,)


ONE_LESS = tree.Number(-1, text="-1")
