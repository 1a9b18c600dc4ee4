"""What sums, products, powers and written-out arrays ask of the shapes in them."""

from dataclasses import dataclass

from proofread.names.sizes import Clash, Fresh
from proofread.notation import tree


@dataclass(frozen=True)
class Shape:
    """The sizes of a value's axes; a `row` has one axis, and lies. A number has none."""

    axes: tuple = ()
    row: bool = False


NUMBER = Shape()
ODD = 2.0  # what it costs a reading that a formula has something seldom meant; a clash costs more


class Algebra:
    """Mixed into Shapes."""

    def fit(self, a, b):
        for left, right in zip(a.axes, b.axes, strict=True):
            self.sizes.join(left, right)

    def add(self, node):
        found = NUMBER
        for term in node.terms:
            shape = self.of(term)
            if shape is None or found is None:
                found = None
            elif not found.axes or not shape.axes:
                self.cost += ODD * (term is not node.terms[0] and found.axes != shape.axes)
                found = shape if shape.axes else found
            elif len(found.axes) != len(shape.axes) or found.row != shape.row:
                raise Clash(node.text)
            else:
                self.fit(found, shape)
        return found

    def product(self, node):
        left, right = self.of(node.left), self.of(node.right)
        if left is None or right is None:
            if node.operator in (r"\odot", r"\otimes") and NUMBER in (left, right):
                raise Clash(node.text)
            return None
        if not left.axes or not right.axes:
            if node.operator in (r"\odot", r"\otimes"):
                raise Clash(node.text)
            self.cost += 2 * ODD * left.row  # a number behind a row is seldom meant
            return right if not left.axes else left
        ranks = len(left.axes), len(right.axes)
        if node.operator == r"\odot" or (node.operator == r"\cdot" and ranks == (1, 1) and left.row == right.row):
            if ranks[0] != ranks[1] or left.row != right.row:
                raise Clash(node.text)
            self.fit(left, right)
            return left if node.operator == r"\odot" else NUMBER
        if node.operator in (r"\times", r"\otimes"):
            if node.operator == r"\times" or ranks != (1, 1):
                raise Clash(node.text)
            return Shape((*left.axes, *right.axes))
        return self.multiplied(left, right, node)

    def multiplied(self, left, right, node):
        """The product of matrix notation."""
        a = (None, *left.axes) if left.row else (*left.axes, None) if len(left.axes) == 1 else left.axes
        b = (None, *right.axes) if right.row else (*right.axes, None) if len(right.axes) == 1 else right.axes
        columns = len(left.axes) == 1 and not left.row, len(right.axes) == 1 and not right.row
        if len(a) > 2 or len(b) > 2:
            self.cost += ODD / 2
            return None
        if (a[1] is None) != (b[0] is None) or all(columns):
            raise Clash(node.text)
        if a[1] is not None:
            self.sizes.join(a[1], b[0])
        axes = tuple(size for size in (a[0], b[1]) if size is not None)
        return Shape(axes, left.row and len(axes) == 1)

    def quotient(self, node):
        left, right = self.of(node.left), self.of(node.right)
        if right is not None and right.axes:
            raise Clash(node.text)
        return left

    def power(self, node):
        base, exponent = self.of(node.base), self.of(node.exponent)
        if exponent is not None and exponent.axes:
            raise Clash(node.text)
        if base is not None and base.axes and not node.elementwise:
            self.cost += ODD * (len(base.axes) == 1)
            return self.square(base, node) if len(base.axes) == 2 else base
        return base

    def transpose(self, node):
        base = self.of(node.base)
        if base is None or isinstance(node.base, tree.Tuple):
            return base
        if len(base.axes) > 2:
            raise Clash(node.text)
        self.cost += ODD * (not base.axes)
        return Shape(base.axes[::-1], len(base.axes) == 1 and not base.row)

    def square(self, base, node):
        if base is not None and base.axes:
            if len(base.axes) != 2:
                raise Clash(node.text)
            self.sizes.join(*base.axes)
        return base

    def inverse(self, node):
        return self.square(self.of(node.base), node)

    def matrix(self, node):
        for entry in (x for row in node.rows for x in row):
            if (shape := self.of(entry)) is not None and shape.axes:
                raise Clash(node.text)
        m, n = len(node.rows), len(node.rows[0])
        return Shape((m,)) if n == 1 else Shape((n,), True) if m == 1 else Shape((m, n))

    def listed(self, node):
        return None if isinstance(node.items[0], tree.Drawn) else Shape((len(node.items),))

    def constant(self, node):
        if node.kind not in ("I", "1"):
            return NUMBER
        sizes = tuple(map(size_of, node.sizes)) or (Fresh(),)
        return Shape(sizes * 2 if node.kind == "I" else sizes)

    def cases(self, node):
        shapes = [self.of(value) for value in node.values]
        return shapes[0] if None not in shapes else None


def size_of(node):
    """A written size: a number, or its LaTeX."""
    return node.value if isinstance(node, tree.Number) else node.text.strip()
