"""The product of matrix notation, of what has its size and of constants whose size is still open."""

import itertools

from proofread.values.elementary import sum_of
from proofread.values.tensor import ShapeError, Tensor, Unsized, axes, describe, mapped, scale
from proofread.values.unclear import Unpaired


def product(a, b):
    """The product of matrix notation, as the shapes say; ShapeError where there is none."""
    if not isinstance(a, Tensor | Unsized):
        return scale(a, b)
    if not isinstance(b, Tensor | Unsized):
        return mapped(lambda x: x * b, a)
    left, right = _two_axes(a), _two_axes(b)
    vectors = len(axes(a)) == 1 and len(axes(b)) == 1
    wrong_way = (len(axes(b)) == 1 and b.row and not vectors) or (len(axes(a)) == 1 and not a.row and not vectors)
    if len(left) > 2 or len(right) > 2:
        raise Unpaired(f"{describe(a)} times {describe(b)}")
    if len(left) != 2 or len(right) != 2 or wrong_way or (vectors and a.row == b.row):
        raise ShapeError(f"{describe(a)} times {describe(b)}")
    if left[1] is None and right[0] is not None:
        a, left = _inner(a, right[0], -1)
    elif right[0] is None and left[1] is not None:
        b, right = _inner(b, left[1], 0)
    if isinstance(a, Unsized) or isinstance(b, Unsized):
        return _open_product(a, b, left, right)
    if left[1] != right[0]:
        raise ShapeError(f"{describe(a)} times {describe(b)}")
    m, n, p = left[0], left[1], right[1]
    data = [
        sum_of([a.data[i * n + k] * b.data[k * p + j] for k in range(n)])
        for i, j in itertools.product(range(m), range(p))
    ]
    return _shaped(data, m, p, a, b)


def _shaped(data, m, p, a, b):
    """The product's entries as a number, a row, a column or a matrix."""
    if a.row and len(axes(b)) == 1:
        return data[0]
    if a.row:
        return Tensor((p,), data, row=True)
    return Tensor((m,), data) if len(axes(b)) == 1 and not b.row else Tensor((m, p), data)


def _two_axes(a):
    own = axes(a)
    if len(own) != 1:
        return own
    return (1, *own) if a.row else (*own, 1)


def _inner(a, size, axis):
    """An Unsized factor with its inner axis at the size that the other factor asks for."""
    if a.tied or len(a.pattern) == 1:
        a = a.make((size,) * len(a.pattern))
    elif axis == -1:
        a = Unsized((a.pattern[0], size), a.make)
    else:
        a = Unsized((size, a.pattern[1]), a.make)
    if isinstance(a, Unsized) and None not in a.pattern:
        a = a.make(a.pattern)
    return a, _two_axes(a)


def _open_product(a, b, left, right):
    """A product that has an open axis on its outside, as `\\mathbf{1} b^⊤` has."""
    tied = left[1] is None and (getattr(a, "tied", False) or getattr(b, "tied", False))
    if left[1] != right[0] or (left[1] is None and not tied):
        raise ShapeError(r"the size of a constant stays open; give it one: \mathbf{1}_n, I_n")
    outside = (left[0], right[1])
    column, row = len(axes(b)) == 1 and not b.row, a.row
    pattern = outside[1:] if row else outside[:1] if column else outside

    def made(value, shape):
        return value.make(shape) if isinstance(value, Unsized) else value

    def make(shape):
        m, p = (1, shape[0]) if row else (shape[0], 1) if column else shape
        inner = left[1] or (m if getattr(a, "tied", False) else p)
        return product(made(a, _own((m, inner), a)), made(b, _own((inner, p), b)))

    return Unsized(pattern, make, row=row, tied=tied and len(pattern) == 2)


def _own(shape, a):
    """A shape of two axes as the factor itself writes it."""
    return shape if len(axes(a)) == 2 else shape[1:] if a.row else shape[:1]
