"""The shape of every node of a tree, by those of its names: what evaluating it will ask for, without any numbers."""

from dataclasses import dataclass

from proofread import known
from proofread.names.sizes import Clash, Fresh
from proofread.notation import tree

DEEPEST = 12  # definitions within definitions that are looked into


@dataclass(frozen=True)
class Shape:
    """The sizes of a value's axes; a `row` has one axis, and lies. A number has none."""

    axes: tuple = ()
    row: bool = False


NUMBER = Shape()
# What a reading of a page costs that has it; a clash costs more.
ODD = 2.0


class Shapes:
    """Shapes of nodes where names have those of a `reading`; None is one that isn't known.

    `entry(key)` gives a name's Entry. `cost` counts what fits, and is seldom meant. Raises Clash.
    """

    def __init__(self, reading, entry, sizes):
        self.reading, self.entry, self.sizes = reading, entry, sizes
        self.letters, self.bound, self.free, self.known, self.cost, self.depth = {}, {}, {}, {}, 0.0, 0

    def of(self, node):
        reader = READERS.get(node.__class__)
        return reader(self, node) if reader else None

    def chain(self, terms, signs):
        """The sides of a relation, which have one shape."""
        shapes = [self.of(term) for term in terms]
        for k, sign in enumerate(signs):
            zero = any(isinstance(t, tree.Number) and t.value == 0 for t in terms[k : k + 2])
            if sign in (r"\in", r"\mapsto") or zero or None in shapes[k : k + 2]:
                continue
            left, right = shapes[k : k + 2]
            if len(left.axes) != len(right.axes):
                raise Clash(f"{terms[k].text} and {terms[k + 1].text}")
            self.cost += ODD * (left.row != right.row)
            self.fit(left, right)

    def fit(self, a, b):
        for left, right in zip(a.axes, b.axes, strict=True):
            self.sizes.join(left, right)

    def name(self, node):
        if node.key in self.letters:
            return NUMBER
        if node.key in self.bound:
            return self.bound[node.key]
        if node.key not in self.known:
            self.known[node.key] = None  # what rests on itself
            entry = self.entry(node.key)
            defined = entry is not None and entry.kind == "defined"
            self.known[node.key] = self.definition(entry.definition) if defined else self.reading.shape(node.key)
        return self.known[node.key]

    def definition(self, definition, bound=None):
        """The shape of a defined name; of a function, at parameters of the shapes that are `bound`."""
        if definition is None or self.depth > DEEPEST:
            return None
        before, self.depth = (self.letters, self.bound), self.depth + 1
        self.letters = {letter: Fresh() for letter in definition.indices}
        self.bound = bound or {}
        try:
            inner, sizes = self.of(definition.body), tuple(self.letters.values())
        finally:
            (self.letters, self.bound), self.depth = before, self.depth - 1
        return None if inner is None else Shape((*sizes, *inner.axes), inner.row and not sizes)

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
            return None
        if not left.axes or not right.axes:
            if node.operator in (r"\odot", r"\otimes"):
                raise Clash(node.text)
            self.cost += left.row or right.row  # a number beside a row is seldom meant
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

    def index(self, node):
        base = self.of(node.base)
        if base is None:
            return None
        axes, indices = base.axes, node.indices
        if len(indices) == 1 and isinstance(indices[0], tree.Number) and len(axes) == len(str(indices[0].value)) == 2:
            return NUMBER
        if len(indices) > len(axes):
            raise Clash(node.text)
        entry = self.entry(node.base.key) if isinstance(node.base, tree.Name) else None
        definition = entry and entry.definition
        members = bool(entry and entry.family) or len(getattr(definition, "indices", None) or ()) or 9
        if len(indices) < len(axes) and len(indices) < members:
            raise Clash(node.text)
        for letter, size in zip(indices, axes, strict=False):
            if isinstance(letter, tree.Name) and self.name(letter) in (NUMBER, None):
                self.sizes.join(self.letters.get(letter.key) or self.free.setdefault(letter.key, Fresh()), size)
        return Shape(axes[len(indices) :])

    def big(self, node):
        before = self.letters
        counted = node.lower is not None and node.lower.text == "1"
        end = _size(node.upper) if counted and node.upper is not None else None
        self.letters = {**before, **{letter: end if end is not None else Fresh() for letter in node.letters}}
        try:
            return self.of(node.body)
        finally:
            self.letters = before

    def call(self, node):
        return self.called(node.function, [self.of(argument) for argument in node.arguments], node)

    def called(self, name, shapes, node):
        first, each = shapes[0], known.KNOWN.get(name)
        if each is None or first is None:
            return NUMBER if name.startswith("norm") or name in ("det", "tr", "inner") else None
        if each.each or name in ("root", "log_base"):
            self.cost += ODD * (len(first.axes) > 1 and name != "relu")
            return first
        rank = len(first.axes)
        if name.startswith("norm") or name in ("max", "min"):
            self.cost += ODD * (not rank and name.startswith("norm"))
            return NUMBER
        if name == "inner":
            if shapes[1] is not None:
                self.fit_whole(first, shapes[1], node)
            return NUMBER
        if name in ("tr", "det"):
            self.square(first, node)
            self.cost += ODD * (not rank)
            return NUMBER
        if name == "softmax" or rank == 0:
            self.cost += ODD * (rank != 1)
            return first
        if name == "diag":
            return Shape((first.axes[0],) * 2) if rank == 1 else Shape(self.square(first, node).axes[:1])
        return Shape((Fresh(),)) if name == "vec" else None

    def fit_whole(self, a, b, node):
        if len(a.axes) != len(b.axes):
            raise Clash(node.text)
        self.fit(a, b)

    def apply(self, node):
        return self.applied(node.function, [self.of(argument) for argument in node.arguments], node)

    def applied(self, function, shapes, node):
        match function:
            case tree.Name(key):
                entry = self.entry(key)
                definition = entry and entry.definition
                if definition is not None and definition.parameters and len(definition.parameters) == len(shapes):
                    return self.definition(definition, dict(zip(definition.parameters, shapes, strict=True)))
                domain = self.reading.domain(key, shapes)
                if domain == (NUMBER,):
                    return shapes[0]
                for own, shape in zip(domain or (), shapes, strict=False):
                    if shape is not None and own is not None:
                        self.fit_whole(own, shape, node)
                        self.cost += ODD * shape.row
                return self.reading.shape(key)
            case tree.Builtin(name):
                return self.called(name, shapes, node)
            case tree.Prime():
                return self.prime(function, shapes, node)
            case tree.Compose(outer, inner):
                return self.applied(outer, [self.applied(inner, shapes, node)], node)
        return None

    def prime(self, function, shapes, node):
        """`f'(x)`: entry by entry; of a number by a vector, a row."""
        shape, value = shapes[0], self.applied(function.function, shapes, node)
        if shape is None or value is None or len(value.axes) == len(shape.axes):
            return shape
        self.cost += ODD * shape.row
        return Shape(shape.axes, not shape.row) if len(shape.axes) == 1 and not value.axes else None

    def derivative(self, node):
        body = self.of(node.body)
        by = [self.of(variable) for variable in reversed(node.variables)]
        if body is None or None in by:
            return None
        if not body.axes and len(by) == 1:
            return by[0]
        return Shape((*body.axes, *(size for shape in by for size in shape.axes)))

    def nabla(self, node):
        body, variable = self.of(node.body), node.variable
        if body is not None and body.axes:
            raise Clash(node.text)
        if variable is None and isinstance(node.body, tree.Apply) and len(node.body.arguments) == 1:
            variable = node.body.arguments[0]
        shape = self.of(variable) if variable is not None else None
        return None if shape is None else shape if node.order == 1 else Shape(shape.axes * node.order)

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
        sizes = tuple(map(_size, node.sizes)) or (Fresh(),)
        return Shape(sizes * 2 if node.kind == "I" else sizes)

    def cases(self, node):
        shapes = [self.of(value) for value in node.values]
        return shapes[0] if None not in shapes else None


def _size(node):
    """A written size: a number, or its LaTeX."""
    return node.value if isinstance(node, tree.Number) else node.text.strip()


READERS = {
    tree.Number: lambda self, node: NUMBER,
    tree.Bracket: lambda self, node: NUMBER,
    tree.Count: lambda self, node: NUMBER,
    tree.Name: Shapes.name,
    tree.Constant: Shapes.constant,
    tree.Unit: lambda self, node: Shape((Fresh(),)),
    tree.Index: Shapes.index,
    tree.Apply: Shapes.apply,
    tree.Call: Shapes.call,
    tree.Add: Shapes.add,
    tree.Product: Shapes.product,
    tree.Quotient: Shapes.quotient,
    tree.Power: Shapes.power,
    tree.Transpose: Shapes.transpose,
    tree.Inverse: Shapes.inverse,
    tree.Cases: Shapes.cases,
    tree.Big: Shapes.big,
    tree.Limit: lambda self, node: self.of(node.body),
    tree.Derivative: Shapes.derivative,
    tree.Differential: lambda self, node: self.of(node.body),
    tree.Nabla: Shapes.nabla,
    tree.Matrix: Shapes.matrix,
    tree.Tuple: Shapes.listed,
}
