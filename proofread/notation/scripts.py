r"""The part of the parser that reads what stands above and below: powers, indices, primes, transposes."""

from proofread.notation import tree
from proofread.notation.reader import Reader
from proofread.notation.tokens import Token, number, plain


class Scripts(Reader):
    """Mixed into the Parser."""

    def postfix(self, node, start, transposes=True):
        scripts = self.scripts(start)
        while True:
            if (self.next.text in scripts and self.next.end > self.next.at) or (
                self.next.kind == "prime" and "^" in scripts
            ):
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
                if not transposes and not self.is_function(node):
                    return node
                node = self.primed(node, start)
            elif self.sees("(") and self.is_function(node) and not self.holds_relation():
                node = self.make(tree.Apply, start, node, self.arguments())
                scripts = set()
            else:
                return node

    def primed(self, node, start):
        """`f'` of a function; `X'` of an array, which is its transpose."""
        self.take()
        if self.is_function(node):
            return self.make(tree.Prime, start, node)
        unknown = isinstance(node, tree.Name) and self.names.kind(node.key) is None
        if not node.mentions or self.next.kind == "prime" or (unknown and self.sees("(")):
            self.refuse("a prime needs a function of one number before it:", self.tokens[self.at - 1])
        if isinstance(node, tree.Name) and not self.names.axes(node.key) and not self.starts_factor():
            prime = self.tokens[self.at - 1]
            said = rf"is {node.text}' a transpose or a derivative? Write {node.text}^\top, or a fraction, for"
            self.asked.append((f"{said} {node.text}'", prime.at))
        return self.make(tree.Transpose, start, node, "'")

    def scripts(self, start):
        """The `^` and `_` that a name has taken already."""
        found, level = set(), 0
        if self.tokens[start].kind in ("letter", "styled", "accent"):
            for token in self.tokens[start : self.at]:
                level += (token.kind in ("{", "open")) - (token.kind in ("}", "close"))
                found |= {token.text} if level == 0 else set()
        return found & {"^", "_"}

    def superscript(self, node, start):
        self.take()
        if sign := self.transposed():
            length, inverse, letter = sign
            self.at += length
            node = self.make(tree.Inverse, start, node) if inverse else node
            return self.make(tree.Transpose, start, node, letter)
        if not self.accept("{"):
            return self.make(tree.Power, start, node, self.single())
        if self.ahead(3) == ["-", "1", "}"]:
            self.at += 3
            return self.make(tree.Inverse, start, node)
        elementwise = bool(self.accept(r"\odot"))
        exponent = self.nested()
        return self.make(tree.Power, start, node, exponent, elementwise)

    def looks_at_transpose(self):
        return bool(self.transposed(1)) or self.ahead(2, 1) == ["{", "-"]

    def power_of_function(self, node, start):
        r"""`f^2(a)` is `f(a)^2`, as `\sin^2 a` is; None where it's not of that kind. Other scripts are asked about."""
        if self.transposed(1):
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
        parted = self.ahead(2) == ["{", "("]
        exponent = self.group()
        return self.make(tree.Tuple, self.at, (exponent,)) if parted else exponent

    def group(self):
        """An argument in braces, or one token without."""
        if not self.accept("{"):
            return self.single()
        return self.nested()

    def nested(self):
        self.open.append("{")
        node = self.expression()
        self.expect("}")
        self.open.pop()
        return node

    def single(self):
        """What `^` or `_` or `\\frac` takes without braces: one digit, one letter."""
        token, start = self.next, self.at
        if token.kind == "number":
            if not token.text.isdigit():
                self.refuse("put it in braces:")
            if len(token.text) > 1:  # TeX takes the first digit only
                parts = [Token("number", token.text[0], token.at), Token("number", token.text[1:], token.at + 1)]
                self.tokens[self.at : self.at + 1] = parts
            token = self.take()
            return self.make(tree.Number, start, number(token.text))
        if token.kind == "letter" or plain(token) == r"\infty":
            self.take()
            return self.make(tree.Name, start, token.text)
        if token.kind == "styled" and token.argument:
            return self.named()
        return self.refuse("put it in braces:")
