r"""The part of the parser that reads derivatives, gradients and limits."""

from proofread.notation import tree
from proofread.notation.reader import BESIDE, PRODUCT, Reader


class Derivatives(Reader):
    """Mixed into the Parser."""

    def sees_differential(self, offset=0):
        return any(token.is_differential for token in self.tokens[self.at + offset :][:1])

    def fraction(self):
        start = self.at
        self.take()
        if self.sees("{") and self.sees_differential(1):
            here, self.at = self.at, self.at - 1
            _, end = self.skip()
            self.at = end + 1
            derivative = self.sees("{") and self.sees_differential(1)
            self.at = here
            if derivative:
                return self.derivative(start)
        over = self.group()
        return self.make(tree.Quotient, start, over, self.group())

    def derivative(self, start):
        """`\\frac{\\partial L}{\\partial y_j}`, the numerator perhaps without a body."""
        self.expect("{")
        token = self.take()
        order = self.order()
        self.open.append("{")
        body = None if self.sees("}") else self.expression()
        self.expect("}")
        self.expect("{")
        variables = self.variables(token)
        self.expect("}")
        self.open.pop()
        return self.differentiate(start, token, order, body, variables)

    def differentiate(self, start, token, order, body, variables):
        if order != len(variables):
            self.refuse(f"the order above is {order}, below {len(variables)}, at", token)
        if body is None:
            if not self.starts_factor():
                self.refuse("what is differentiated? Nothing stands before")
            before, self.differentiating = self.differentiating, True
            body = self.expression(PRODUCT)
            self.differentiating = before
        return self.make(tree.Derivative, start, body, tuple(variables))

    def sees_point(self):
        r"""Whether a bar with something below it follows: `|_{x = 0}`."""
        closes = self.open and self.open[-1] in ("|", r"\lvert")
        return not closes and self.sees("|", r"\rvert") and self.ahead(1, 1) == ["_"]

    def evaluated(self, left, start):
        r"""An expression with a bar behind it: `f(x) |_{x = 0}`, `\frac{\partial L}{\partial W} |_{W_0}`."""
        if not self.sees_point() or self.differentiating:
            return left
        bar = self.take()
        self.take()
        here = self.at
        point = self.braced(self.relation)
        if isinstance(point, tree.Relation):
            if point.signs != ("=",) or not isinstance(point.terms[0], tree.Name):
                self.refuse("below the bar stands a name and its value, or the value, not", self.tokens[here])
            key, point = point.terms[0].key, point.terms[1]
        else:
            key = self.by(left) or self.refuse(f"what is {point.text}? Write the name and = below the bar", bar)
        whole = isinstance(left, tree.Derivative | tree.Name | tree.Apply | tree.Nabla | tree.Evaluated)
        if not whole and r"\left" in self.latex[: bar.at] and "." in self.latex[: bar.at]:
            self.refuse("how far does the bar reach? Write parentheses around it, before", bar)
        return self.evaluated(self.make(tree.Evaluated, start, left, key, point), start)

    def by(self, node):
        """The only name that an expression is differentiated by, or ""."""
        found = {v.key for n in tree.walk(node) for v in getattr(n, "variables", ()) if isinstance(v, tree.Name)}
        found |= {
            n.variable.key for n in tree.walk(node) if isinstance(n, tree.Nabla) and isinstance(n.variable, tree.Name)
        }
        return found.pop() if len(found) == 1 else ""

    def order(self):
        if not self.accept("^"):
            return 1
        power = self.group()
        if not (isinstance(power, tree.Number) and power.value in (1, 2, 3, 4)):
            self.refuse("the order of a derivative is 1 to 4, not", self.tokens[self.at - 1])
        return power.value

    def variables(self, above):
        """`\\partial y_i \\partial y_j`, `dx^2`: the names to differentiate by, with the same sign as `above`."""
        found = []
        while self.sees_differential():
            if (self.take().text == r"\partial") != (above.text == r"\partial"):
                self.refuse(f"{above.text} above and another sign below:", self.tokens[self.at - 1])
            if self.next.kind not in ("letter", "styled", "accent"):
                self.refuse("a derivative is taken by a name, not by")
            variable = self.named()
            if not isinstance(variable, tree.Name | tree.Index):
                self.refuse("a derivative is taken by a name, not by", self.tokens[self.at - 1])
            found += [variable] * self.order()
        if not found:
            self.refuse("expected \\partial and a name, found")
        return found

    def partial(self):
        start = self.at
        token = self.take()
        if self.accept("_"):
            variable = self.braced(self.named)
            return self.make(tree.Derivative, start, self.factor(transposes=False), (variable,))
        return self.ratio(start, token)

    def differential(self, start):
        return self.ratio(start, self.tokens[start])

    def ratio(self, start, token):
        """`\\partial L / \\partial y_j`, behind the first `\\partial`."""
        order = self.order()
        if not self.starts_factor():
            self.refuse(f"what does {token.text} stand for? It's kept for derivatives; before")
        body = self.factor(transposes=False)
        if not self.sees("/") or not self.sees_differential(1):
            return self.differentials(start, token, order, body)
        self.take()
        return self.differentiate(start, token, order, body, self.variables(token))

    def differentials(self, start, token, order, body):
        """`dL` and `d^2 L`, behind the `L`."""
        if token.text == r"\partial":
            self.refuse(r"what is this \partial taken by? A differential is a d, a derivative has a / behind", token)
        if isinstance(body, tree.Power) and self.tokens[self.at - 1].text != ")":
            self.refuse(f"the differential of a power, or its power? Write parentheses into d{body.text}, at", token)
        for _ in range(order):
            body = self.make(tree.Differential, start, body)
        return body

    def nabla(self):
        start = self.at
        self.take()
        variable, order = None, 1
        while self.sees("_", "^"):
            if self.sees("^"):
                order = self.order()
                continue
            self.take()
            variable = self.braced(self.named)
        if order > 2 or not isinstance(variable, tree.Name | tree.Index | None):
            self.refuse(r"\nabla has order 1 or 2 and a name below; can't read", self.tokens[start])
        body = self.factor(transposes=False)
        if not body.mentions:
            self.refuse(r"\nabla of a number; put the whole in parentheses, behind", self.tokens[start])
        return self.make(tree.Nabla, start, body, variable, order)

    def limit(self):
        start = self.at
        self.take()
        self.expect("_")
        self.expect("{")
        if self.next.kind != "letter":
            self.refuse("a limit is taken in a letter, not in")
        letter = self.take().text
        self.expect(r"\to")
        here = self.at
        sign = -1 if self.accept("-") else 1
        target = self.make(tree.Constant, here, r"\infty") if self.accept(r"\infty") else self.expression(BESIDE)
        if sign < 0:
            target = self.make(tree.Add, here, (target,), (-1,))
        self.expect("}")
        return self.make(tree.Limit, start, letter, target, self.expression(PRODUCT))
