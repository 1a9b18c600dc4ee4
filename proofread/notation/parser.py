r"""LaTeX to a tree: a precedence (Pratt) parser with the page's names at hand. Every token is used or refused.

Precedence, loosest first: relations; `+ -`; `\cdot \times \odot \otimes \circ /` and the reach of `\sum`, `\lim` and
`\frac{\partial}{\partial y}`; juxtaposition; powers, indices, primes. Where mathematicians would disagree about the
reach of something (`1/2 x`, `\log x y`), it's refused with a request for parentheses.
"""

import re

from proofread.known import COMMANDS
from proofread.notation import tree
from proofread.notation.brackets import Brackets
from proofread.notation.clauses import Clauses
from proofread.notation.declarations import Declarations
from proofread.notation.derivatives import Derivatives
from proofread.notation.dots import Ellipses
from proofread.notation.operators import Operators
from proofread.notation.symbols import Symbols
from proofread.notation.tokens import RELATIONS, Unreadable, number, plain, tokenize

SUM, PRODUCT, BESIDE, FACTOR = range(4)
DEEPEST = 40  # nested brackets, roots, sums, …
STARTS = frozenset(["letter", "styled", "accent", "function", "big", "open", "bar", "other", "begin", "number"])


def parse(latex, names):
    r"""The `forms.Statement` that a formula makes.

    `names.kind(key)` is "function", "value", "size", or None for an unknown name. Raises Unreadable with the offset of
    the token that can't be read.
    """
    return Parser(latex, names).statement()


class Parser(Clauses, Declarations, Brackets, Symbols, Operators, Derivatives, Ellipses):
    """One formula's tokens, and the place in them. The classes mixed in read one kind of thing each."""

    def __init__(self, latex, names):
        self.latex, self.names = latex, names
        self.tokens, self.at = tokenize(latex), 0
        self.depth, self.open = 0, []

    @property
    def next(self):
        return self.tokens[self.at]

    def take(self):
        if self.at + 1 == len(self.tokens):
            self.refuse("something is missing before")
        self.at += 1
        return self.tokens[self.at - 1]

    def sees(self, *texts):
        return plain(self.next) in texts

    def expect(self, text):
        if not self.sees(text):
            self.refuse(f"{text} is missing before")
        return self.take()

    def refuse(self, why="can't read", token=None):
        token = token or self.next
        raise Unreadable(f"{why} {token.text or 'the end'}", token.at)

    def make(self, kind, start, *values, **named):
        """A node whose text is the LaTeX from the token at `start` to here."""
        end = self.tokens[self.at - 1].end if self.at > start else self.tokens[start].at
        return kind(*values, **named, text=_clean(self.latex[self.tokens[start].at : end]))

    def expression(self, level=SUM):
        """An expression up to the next operator that binds less than `level`."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse("nested too deeply at")
        start = self.at
        if self.sees("-", "+") and level <= PRODUCT:
            sign = -1 if self.take().text == "-" else 1
            left = self.expression(PRODUCT)
            left = self.make(tree.Add, start, (left,), (sign,))
        else:
            left = self.factor()
        left = self.beside(left, start, level)
        left = self.products(left, start, level)
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
            signs.append(-1 if self.take().text == "-" else 1)
            if self.next.kind == "dots":
                self.sum_of_dots(terms, signs)
            else:
                terms.append(self.expression(PRODUCT) if not self.sees("+", "-") else self.refuse())
        return self.make(tree.Add, start, tuple(terms), tuple(signs))

    def products(self, left, start, level):
        while level <= PRODUCT and self.next.kind == "operator" and not self.sees("+", "-"):
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
            if self.next.kind == "number":
                self.refuse(r"a number behind a factor: put it first, or write \cdot before")
            left = self.make(tree.Product, start, left, "", self.expression(FACTOR))
        return left

    def starts_factor(self):
        token = self.next
        if token.kind == "bar":
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
        if token.kind == "number":
            self.take()
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

    def postfix(self, node, start, transposes=True):
        scripts = self.scripts(start)
        while True:
            if self.next.text in scripts or (self.next.kind == "prime" and "^" in scripts):
                self.refuse("TeX takes one ^ and one _ at a time: put braces around what stands before")
            if self.sees("^"):
                if not transposes and self.looks_at_transpose():
                    return node
                node = self.power_of_function(node, start) or self.superscript(node, start)
                scripts.add("^")
            elif self.sees("_"):
                scripts.add("_")
                self.take()
                node = self.make(tree.Index, start, node, self.subscript())
            elif self.next.kind == "prime":
                self.take()
                if not self.is_function(node):
                    self.refuse("a prime needs a function of one number before it:", self.tokens[self.at - 1])
                node = self.make(tree.Prime, start, node)
            elif self.sees("(") and self.is_function(node) and not self.holds_relation():
                node = self.make(tree.Apply, start, node, self.arguments())
                scripts = set()
            else:
                return node

    def scripts(self, start):
        """The `^` and `_` that a name has taken already."""
        found, level = set(), 0
        if self.tokens[start].kind in ("letter", "styled", "accent"):
            for token in self.tokens[start : self.at]:
                level += (token.kind in ("{", "open")) - (token.kind in ("}", "close"))
                found |= {token.text} if level == 0 else set()
        return found & {"^", "_"}

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

    def power_of_function(self, node, start):
        r"""`f^2(a)` is `f(a)^2`, as `\sin^2 a` is; None where it's not of that kind. Other scripts are asked about."""
        ahead = [plain(token) for token in self.tokens[self.at + 1 : self.at + 4]]
        if r"\top" in (ahead[0], *(ahead[1:] if ahead[0] == "{" else ())):
            return None
        here, own = self.at, self.is_function(node)
        exponent = self.script() if own else None
        if exponent is None or not self.sees("(") or self.holds_relation():
            self.at = here
            return None
        if not isinstance(exponent, tree.Number) or not isinstance(exponent.value, int) or exponent.value < 2:
            name = node.text
            said = (
                f"an inverse, a derivative, or a power? Write the power as {name}(…)^k, a derivative as {name}'(…); see"
            )
            self.refuse(said, self.tokens[here])
        value = self.make(tree.Apply, start, node, self.arguments())
        return self.make(tree.Power, start, value, exponent, True)

    def script(self):
        """What stands above behind `^`; what's no number, or stands in parentheses, as something else than a Number."""
        self.take()
        parted = self.sees("{") and plain(self.tokens[self.at + 1]) == "("
        exponent = self.group()
        return self.make(tree.Tuple, self.at, (exponent,)) if parted else exponent

    def arguments(self):
        """The arguments in parentheses."""
        inside = self.inside(self.take().text)
        listed = isinstance(inside, tree.Tuple) and not isinstance(inside.items[0], tree.Drawn)
        return inside.items if listed else (inside,)


def _clean(text):
    r"""LaTeX without `\left` and `\right`, whose partner may lie outside, and without the frame of `aligned`."""
    text = SIZED.sub("", text)
    return text if r"\begin" in text else text.replace("&", "").replace(r"\\", "")


SIZED = re.compile(r"\\(?:left|right|middle)(?![A-Za-z])\s*")
ONE_LESS = tree.Number(-1, text="-1")
