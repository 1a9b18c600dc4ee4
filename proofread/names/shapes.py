"""The shape of every node of a tree, by those of its names: what evaluating it will ask for, without any numbers."""

from proofread import known
from proofread.names.algebra import NUMBER, ODD, Algebra, Shape, size_of
from proofread.names.sizes import Clash, Fresh
from proofread.notation import tree

DEEPEST = 12  # definitions within definitions that are looked into


class Shapes(Algebra):
    """Shapes of nodes where names have those of a `reading`; None is one that isn't known.

    `entry(key)` gives a name's Entry. `cost` counts what fits, and is seldom meant. Raises Clash.
    """

    def __init__(self, reading, entry, sizes, steps=None):
        self.reading, self.entry, self.sizes = reading, entry, sizes
        self.steps = {} if steps is None else steps  # by letter, how many members families have
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
            self.cost += ODD / 2 * (left.row != right.row)
            self.fit(left, right)

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

    def index(self, node):
        base = self.of(node.base)
        if base is None:
            return None
        axes, indices = base.axes, node.indices
        if len(indices) == 1 and isinstance(indices[0], tree.Number) and len(axes) == len(str(indices[0].value)) == 2:
            return NUMBER
        if len(indices) > len(axes):
            raise Clash(node.text)
        members = self.reading.members(node.base.key) if isinstance(node.base, tree.Name) else len(axes)
        if len(indices) < len(axes) and len(indices) < members:
            raise Clash(node.text)
        for letter, size in zip(indices, axes, strict=False):
            if isinstance(letter, tree.Name) and self.name(letter) in (NUMBER, None):
                free = self.steps if members == 1 else self.free
                self.sizes.join(self.letters.get(letter.key) or free.setdefault(letter.key, Fresh()), size)
        return Shape(axes[len(indices) :])

    def big(self, node):
        before = self.letters
        counted = node.lower is not None and node.lower.text == "1"
        end = size_of(node.upper) if counted and node.upper is not None else None
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
            self.cost += ODD * (rank == 0) + (rank == 2)
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
        outer = body.axes if body is not None else ()
        self.cost += ODD * bool(outer)
        if variable is None and isinstance(node.body, tree.Apply) and len(node.body.arguments) == 1:
            variable = node.body.arguments[0]
        shape = self.of(variable) if variable is not None else None
        if shape is None:
            return None
        return shape if node.order == 1 and not outer else Shape((*outer, *shape.axes * node.order))


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
