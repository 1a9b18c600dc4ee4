"""Functions of the page, applied to arguments; and expressions of functions, such as `f + g`, taken pointwise."""

from fractions import Fraction

from proofread.evaluate.calls import call_values
from proofread.evaluate.environment import Kinked, Unclear, Undecided, attempt, evaluate, note
from proofread.evaluate.extents import whole
from proofread.evaluate.indices import lookup, tabulate
from proofread.notation import tree
from proofread.values import elementary, products, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized

PRIMED = "{}: the derivative by a vector, a row or a column? Write \\nabla, or a fraction of \\partial, for f'"


def apply(node, env):
    arguments = [evaluate(argument, env) for argument in node.arguments]
    return applied(node.function, arguments, env, node)


def applied(function, arguments, env, node):
    """The value of a function, or of an expression of functions, at arguments."""
    env.shared.spend(sum(len(tensor.entries(argument)) for argument in arguments))
    match function:
        case tree.Name(key):
            return _named(key, arguments, env, node)
        case tree.Builtin(name):
            return call_values(name, arguments, node)
        case tree.Compose(outer, inner):
            return applied(outer, [applied(inner, arguments, env, node)], env, node)
        case tree.Prime(inner):
            return _prime(inner, arguments, env, node)
        case tree.Index(base, indices):
            value = applied(base, arguments, env, node)
            numbers = [whole(k, env) for k in indices]
            if not isinstance(value, Tensor):
                raise ShapeError(f"in {node.text}: an index on a number")
            return attempt(node, tensor.element, value, numbers)
        case tree.Add(terms, signs):
            values = [_part(term, arguments, env, node) for term in terms]
            result = None
            for value, sign in zip(values, signs, strict=True):
                note(env, value)
                value = value if sign > 0 else tensor.mapped(lambda x: -x, value)
                result = value if result is None else attempt(node, tensor.add, result, value)
            return result
        case tree.Product(left, _, right):
            return attempt(
                node, products.product, _part(left, arguments, env, node), _part(right, arguments, env, node)
            )
    raise Undecided(f"{function.text} isn't a function")


def _part(node, arguments, env, whole_node):
    return applied(node, arguments, env, whole_node) if is_function(node, env) else evaluate(node, env)


def evaluated(node, env):
    """An expression where one of its names has another value."""
    point, before = evaluate(node.point, env), lookup(node.key, env)
    if isinstance(node.point, tree.Number) and node.point.value == 0:
        point = tensor.mapped(lambda x: 0 * x, before)  # a literal 0 has any shape
    if getattr(point, "shape", ()) != getattr(before, "shape", ()):
        raise ShapeError(f"in {node.text}: {node.key} is {tensor.describe(before)}, and not {tensor.describe(point)}")
    if node.key in env.indices:
        raise Undecided(f"{node.text}: {node.key} is an index")
    if isinstance(point, int) and not isinstance(before, int):
        point = Fraction(point) if env.shared.exact else float(point)  # a real number, by which to differentiate
    return evaluate(node.body, env.override({node.key: point}))


def is_function(node, env):
    """Whether a node is a function that waits for its argument."""
    match node:
        case tree.Name(key):
            if key in env.indices:
                return False
            if key in env.values:
                return callable(env.values[key])
            definition = env.shared.definitions.get(key)
            if definition is None or key in env.shared.recurring:
                return False
            return definition.parameters is not None or is_function(definition.body, env)
        case tree.Builtin() | tree.Prime() | tree.Compose():
            return True
        case tree.Index(base, _):
            return is_function(base, env)
        case tree.Add(terms=terms):
            return all(is_function(term, env) for term in terms)
        case tree.Product(right=right):
            return is_function(right, env)
    return False


def _named(key, arguments, env, node):
    value = env.values.get(key)
    if callable(value):
        env.shared.spend(getattr(value, "work", 1))
        return attempt(node, value, *arguments)
    definition = env.shared.definitions.get(key)
    if definition is None:
        raise Undecided(f"{key} isn't a function")
    if definition.parameters is None:
        before, env.indices = env.indices, {}
        try:
            return applied(definition.body, arguments, env, node)
        finally:
            env.indices = before
    if len(arguments) != len(definition.parameters):
        raise ShapeError(f"in {node.text}: {key} takes {len(definition.parameters)} arguments, not {len(arguments)}")
    inner = env.inside(dict(zip(definition.parameters, arguments, strict=True)))
    return tabulate(definition.body, definition.indices, inner)


def _prime(function, arguments, env, node):
    """The derivative of a function of one number, entry by entry on an array."""
    if len(arguments) != 1:
        raise ShapeError(f"in {node.text}: f' is for functions of one number")
    if env.shared.reader and isinstance(arguments[0], Tensor) and len(arguments[0].shape) == 1:
        whole = applied(function, arguments, env, node)
        if not isinstance(whole, Tensor | Unsized):  # of a vector: its derivative, a row
            return smooth(lambda: _row(function, arguments[0], env, node), node)

    def slope(x):
        (column,) = env.shared.differentiate(lambda xs: applied(function, xs, env, node), [x], tensor.mapped)
        if isinstance(column, Tensor | Unsized):
            raise Unclear(PRIMED.format(node.text))
        return column

    if isinstance(arguments[0], Tensor):
        _check_elementwise(function, arguments[0], env, node)
    return smooth(lambda: tensor.mapped(slope, arguments[0]), node)


def _row(function, point, env, node):
    """The derivative of a number by a column, as a row."""

    def value(xs):
        return applied(function, [Tensor(point.shape, xs, point.row)], env, node)

    return Tensor(point.shape, env.shared.differentiate(value, list(point.data), tensor.mapped), row=not point.row)


def _check_elementwise(function, point, env, node):
    """Refuse `f'(y)` of an array unless `f` takes each entry by itself: the norm of a number isn't that of a vector."""
    whole_value = applied(function, [point], env, node)
    try:
        each = [applied(function, [x], env, node) for x in point.data]
    except (ShapeError, Unclear):
        raise Unclear(PRIMED.format(node.text)) from None
    alone = tensor.same(whole_value, point) and not any(isinstance(x, Tensor | Unsized) for x in each)
    if not alone or any(
        abs(float(x) - float(y)) > 1e-9 * (1 + abs(float(y))) for x, y in zip(whole_value.data, each, strict=True)
    ):
        raise Unclear(PRIMED.format(node.text))


def builtin(node, env):
    raise Undecided(f"{node.text} is a function: say of what")


def smooth(differentiate, node):
    """`differentiate()`, with a kink on its way named."""
    try:
        return differentiate()
    except elementary.Kink:
        raise Kinked(f"{node.text} is taken at a kink, where the one-sided derivatives may differ") from None
