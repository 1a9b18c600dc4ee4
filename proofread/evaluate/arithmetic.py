"""Numbers, constants, sums, products, powers, arrays and conditions: how each is evaluated."""

import itertools
from fractions import Fraction

from proofread.evaluate.doubts import vanishes
from proofread.evaluate.environment import Unclear, Undecided, apart, attempt, evaluate, largest, note
from proofread.evaluate.extents import whole
from proofread.notation import tree
from proofread.values import elementary, matrices, products, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized


def number(node, env):
    value = node.value
    return value if isinstance(value, int) or env.shared.exact else float(value)


def constant(node, env):
    if node.kind == r"\pi":
        return elementary.pi()
    if node.kind == r"\infty":
        return float("inf")
    sizes = [whole(size, env) for size in node.sizes]
    if node.kind == "I":
        return tensor.eye(sizes[0]) if sizes else tensor.open_eye()
    return tensor.ones(sizes) if sizes else tensor.open_ones()


def unit(node, env):
    return tensor.unit(whole(node.index, env))


def total(node, env):
    result = None
    for term, sign in zip(node.terms, node.signs, strict=True):
        value = evaluate(term, env)
        if len(node.terms) > 1:
            note(env, value)
        if sign < 0:
            value = tensor.mapped(lambda x: -x, value)
        result = value if result is None else attempt(node, tensor.add, result, value)
    return result


def product(node, env):
    left, right = _factors(node, env)
    if node.operator == "*" and isinstance(left, Tensor | Unsized) and isinstance(right, Tensor | Unsized):
        raise Unclear(rf"{node.text}: of the entries, or of the arrays? Write \odot, or nothing between the factors")
    if node.operator == r"\odot":
        return attempt(node, tensor.elementwise, left, right)
    if node.operator == r"\otimes":
        return attempt(node, tensor.outer, left, right)
    if node.operator == r"\times" and isinstance(left, Tensor | Unsized) and isinstance(right, Tensor | Unsized):
        raise ShapeError(f"in {node.text}: × is for numbers")
    if node.operator == r"\cdot" and tensor.is_column(left) and tensor.is_column(right):
        return attempt(node, tensor.dot, left, right)
    if isinstance(left, Tensor | Unsized) and isinstance(right, Tensor | Unsized):
        env.shared.scale = max(env.shared.scale, largest(left) * largest(right))
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        env.shared.spend(len(left.data) * len(right.data) // min(left.shape[-1], right.shape[0]))
    found = attempt(node, products.product, left, right)
    return elementary.bounded(found) if env.shared.exact else found


def _factors(node, env, inverse=False):
    """Both sides of a product or a quotient; what rounding left of the terms of one is multiplied by the other."""
    shared = env.shared
    before, shared.scale = shared.scale, 0.0
    left = evaluate(node.left, env)
    lost, shared.scale = shared.scale, 0.0
    right = evaluate(node.right, env)
    lost_right, shared.scale = shared.scale, before
    if lost or lost_right:
        size = largest(right)
        if inverse and not isinstance(right, Tensor | Unsized) and vanishes(right, lost_right):
            raise elementary.NoValue(f"in {node.text}: a division by what is 0 but for rounding")
        if inverse:
            size = 1 / size if size else 1.0
            lost_right *= size * size
        shared.scale = max(shared.scale, lost * size, lost_right * largest(left))
    return left, right


def quotient(node, env):
    left, right = _factors(node, env, inverse=True)
    if isinstance(right, Tensor | Unsized):
        raise ShapeError(f"in {node.text}: division by {tensor.describe(right)}")
    return tensor.mapped(lambda x: divide(x, right, env), left)


def divide(x, y, env):
    if env.shared.exact and isinstance(y, int):
        y = Fraction(y)
    if isinstance(x, int | Fraction) and isinstance(y, Fraction):
        return elementary.whole(x / y)
    return x / y


def power(node, env):
    (base, lost), exponent = apart(env.shared, evaluate, node.base, env), evaluate(node.exponent, env)
    if isinstance(base, Tensor | Unsized) and node.exponent.text in ("T", "t"):
        said = rf"{node.exponent.text} counts something on this page, so {node.text} is a power or a transpose:"
        raise Unclear(rf"{said} write ^\top for the transpose, another letter for the power")
    env.shared.scale = max(env.shared.scale, lost)
    divides = lost and not isinstance(exponent, Tensor | Unsized) and float(exponent) < 0
    if divides and not isinstance(base, Tensor | Unsized) and vanishes(base, lost):
        raise elementary.NoValue(f"in {node.text}: a division by what is 0 but for rounding")
    if isinstance(base, Tensor) and isinstance(exponent, int):
        env.shared.spend(len(base.data) * base.shape[0] * min(abs(exponent), matrices.FACTORS))
    value = attempt(node, matrices.power, base, exponent, node.elementwise)
    return value if env.shared.exact else tensor.mapped(lambda x: float(x) if isinstance(x, Fraction) else x, value)


def transpose(node, env):
    base = evaluate(node.base, env)
    if node.sign and not isinstance(base, Tensor | Unsized) and not any(map(_is_of_arrays, tree.walk(node.base))):
        other = "a derivative: by what? Write a fraction" if node.sign == "'" else f"a power: what is {node.sign}?"
        raise Unclear(rf"{node.text}: of a number this is {other} (a transpose is ^\top)")
    if isinstance(node.base, tree.Tuple) and not env.shared.rows:  # (a, b)^⊤ is how a column is written in a line
        return base
    return attempt(node, tensor.transpose, base)


def _is_of_arrays(node):
    """Whether a node makes a number of arrays, so that a transpose of it is meant as one: `(x^T y)^T`."""
    return isinstance(node, tree.Transpose) or (isinstance(node, tree.Call) and node.function in ("inner", "tr", "det"))


def inverse(node, env):
    base, lost = apart(env.shared, evaluate, node.base, env)
    env.shared.scale = max(env.shared.scale, lost)
    env.shared.spend(len(tensor.entries(base)) * getattr(base, "shape", (1,))[0])
    try:
        return attempt(node, matrices.inverse, base, lost)
    except elementary.NoValue as error:
        raise elementary.NoValue(f"in {node.text}: {error}") from None


def matrix(node, env):
    values = [[evaluate(x, env) for x in row] for row in node.rows]
    flat = [x for row in values for x in row]
    if any(isinstance(x, Tensor | Unsized) for x in flat):
        raise ShapeError(f"in {node.text}: the entries of a matrix are numbers")
    m, n = len(values), len(values[0])
    if n == 1:
        return Tensor((m,), flat)
    return Tensor((n,), flat, row=True) if m == 1 else Tensor((m, n), flat)


def listed(node, env):
    """`(a, b)`: a column, or a row on a page that writes its columns as `(a, b)^⊤`."""
    found = _column(node, env)
    return tensor.transpose(found) if env.shared.rows else found


def _column(node, env):
    if isinstance(node.items[0], tree.Drawn):
        return drawn(node.items[0], env)
    values = [evaluate(x, env) for x in node.items]
    if any(isinstance(x, Tensor | Unsized) for x in values):
        raise ShapeError(f"in {node.text}: the entries of a column are numbers")
    return Tensor((len(values),), values)


def drawn(node, env):
    """An array drawn with dots; one of open size where nothing counts along an axis."""
    ranges = [(1, None) if span is None else tuple(whole(end, env) for end in span) for span in node.spans]
    shape = [None if last is None else last - first + 1 for first, last in ranges]
    if any(size is not None and size < 1 for size in shape):
        raise Undecided(f"{node.text} has nothing in it at some size: say for which sizes it's meant")
    values = {}
    tensor.count_of(size or 1 for size in shape)
    for place in itertools.product(*(range(size or 1) for size in shape)):
        before = env.at(node.letters, [first + k for (first, _), k in zip(ranges, place, strict=True)])
        value = values[place] = evaluate(node.body, env)
        env.indices = before
    row = isinstance(node.body, tree.Tuple)
    if isinstance(value, Unsized) or isinstance(value, Tensor) != row:
        raise ShapeError(f"in {node.text}: the entries of an array are numbers")

    def make(sizes):
        tensor.count_of(sizes)
        places = itertools.product(*(range(size) for size in sizes))
        found = [values[tuple(0 if n is None else k for k, n in zip(place, shape, strict=True))] for place in places]
        inner = found[0].shape if isinstance(found[0], Tensor) else ()
        return Tensor((*sizes, *inner), [x for value in found for x in tensor.entries(value)])

    return Unsized(shape, make) if None in shape else make(shape)
