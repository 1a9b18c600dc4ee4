"""A small array over numbers of any kind, in plain Python, that knows rows from columns and never broadcasts.

A value is a plain number, a Tensor, or an Unsized: a constant such as the vector of ones, whose size what it meets
decides. A Tensor with one axis is a column; a row is one with `row` set. A number plus an array is the one exception
to equal shapes.
"""

import functools
import itertools
import math

from proofread.values.elementary import sum_of

LARGEST = 4096  # entries


class ShapeError(Exception):
    """What was multiplied, added or compared doesn't fit."""


class TooLarge(Exception):
    """An array with more entries, or a power with more factors, than are evaluated: nothing is wrong with its shape."""


def count_of(shape):
    """How many entries an array of this shape has. Raises TooLarge before anybody makes so many."""
    count = math.prod(shape)
    if count > LARGEST:
        raise TooLarge(f"an array of {count} entries; the limit is {LARGEST}")
    return count


class Tensor:
    """An array: `shape`, its entries in `data` (last axis fastest), and whether it's a `row`."""

    __slots__ = ("data", "row", "shape")

    def __init__(self, shape, data, row=False):
        self.shape, self.data, self.row = tuple(shape), data, row
        count_of(self.shape)

    def __repr__(self):
        return f"{describe(self)}: {self.data}"


class Unsized:
    """A constant whose size what it meets decides: `pattern` is its shape with None for open axes.

    `make(shape)` gives it at a shape that fits the pattern; a `tied` one is square.
    """

    __slots__ = ("make", "pattern", "row", "tied")

    def __init__(self, pattern, make, row=False, tied=False):
        self.pattern, self.make, self.row, self.tied = tuple(pattern), make, row, tied

    def fits(self, shape):
        pairs = zip(self.pattern, shape, strict=False)
        return len(shape) == len(self.pattern) and all(own in (None, other) for own, other in pairs)


def ones(shape):
    return Tensor(shape, [1] * count_of(shape))


def zeros(shape):
    return Tensor(shape, [0] * count_of(shape))


def eye(n):
    count_of((n, n))
    return Tensor((n, n), [int(i == j) for i in range(n) for j in range(n)])


def open_ones():
    """The vector of ones, of any size."""
    return Unsized((None,), ones)


def open_eye():
    """The identity matrix, of any size."""

    def make(shape):
        if shape[0] != shape[1]:
            raise ShapeError(f"the identity as a {shape[0]}×{shape[1]} matrix")
        return eye(shape[0])

    return Unsized((None, None), make, tied=True)


def unit(index):
    """The unit vector with a 1 at `index` (from 1), of any size."""

    def make(shape):
        if not 1 <= index <= shape[0]:
            raise ShapeError(f"the unit vector e_{index} in {shape[0]} dimensions")
        return Tensor(shape, [int(k == index - 1) for k in range(shape[0])])

    return Unsized((None,), make)


def is_column(value):
    return isinstance(value, Tensor | Unsized) and len(axes(value)) == 1 and not value.row


def describe(value):
    """A value's shape in words."""
    if isinstance(value, Unsized):
        return "a constant of open size"
    if not isinstance(value, Tensor):
        return "a number"
    if len(value.shape) == 1:
        return f"a {'row' if value.row else 'column'} of {value.shape[0]}"
    return f"a {'×'.join(map(str, value.shape))} {'matrix' if len(value.shape) == 2 else 'array'}"


def same(a, b):
    """Whether two values have the same shape, rows told from columns."""
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.shape == b.shape and a.row == b.row
    return not isinstance(a, Tensor) and not isinstance(b, Tensor)


def mapped(function, value):
    """`function` of every number in a value."""
    if isinstance(value, Tensor):
        return Tensor(value.shape, [function(x) for x in value.data], value.row)
    if isinstance(value, Unsized):
        return Unsized(value.pattern, lambda shape: mapped(function, value.make(shape)), value.row, value.tied)
    return function(value)


def entries(value):
    return value.data if isinstance(value, Tensor) else [value]


def fit(a, b):
    """Two values, each Unsized one at the size that the other asks of it: both have one shape where that's possible."""
    if isinstance(a, Unsized) and isinstance(b, Tensor) and a.fits(b.shape):
        a = a.make(b.shape)
    elif isinstance(b, Unsized) and isinstance(a, Tensor) and b.fits(a.shape):
        b = b.make(a.shape)
    return a, b


def zipped(function, a, b, verb):
    """`function` of the numbers of two values of one shape. A number goes with every entry of an array."""
    a, b = fit(a, b)
    if isinstance(a, Tensor | Unsized) and isinstance(b, Tensor | Unsized):
        if isinstance(a, Unsized) and isinstance(b, Unsized) and a.row == b.row and len(a.pattern) == len(b.pattern):
            pattern = [p or q for p, q in zip(a.pattern, b.pattern, strict=True)]
            tied = a.tied or b.tied
            return Unsized(pattern, lambda shape: zipped(function, a.make(shape), b.make(shape), verb), a.row, tied)
        if not (isinstance(a, Tensor) and isinstance(b, Tensor) and same(a, b)):
            raise ShapeError(f"can't {verb} {describe(a)} and {describe(b)}")
        return Tensor(a.shape, [function(x, y) for x, y in zip(a.data, b.data, strict=True)], a.row)
    if isinstance(a, Tensor | Unsized):
        return mapped(lambda x: function(x, b), a)
    if isinstance(b, Tensor | Unsized):
        return mapped(lambda y: function(a, y), b)
    return function(a, b)


def add(a, b):
    return zipped(lambda x, y: x + y, a, b, "add")


def subtract(a, b):
    return zipped(lambda x, y: x - y, a, b, "subtract")


def elementwise(a, b):
    """The product entry by entry, of two arrays of one shape."""
    if not isinstance(a, Tensor | Unsized) or not isinstance(b, Tensor | Unsized):
        raise ShapeError(f"⊙ needs two arrays, not {describe(a)} and {describe(b)}")
    return zipped(lambda x, y: x * y, a, b, "multiply entry by entry")


def scale(number, value):
    return mapped(lambda x: number * x, value)


def axes(a):
    """The axes of an array, None for open ones."""
    return a.pattern if isinstance(a, Unsized) else a.shape


def total(values):
    """The sum of at least one value; where all are of one shape, entry by entry."""
    first = values[0]
    if all(value.__class__ is Tensor and same(first, value) for value in values):
        return Tensor(first.shape, [sum_of(entry) for entry in zip(*(v.data for v in values), strict=True)], first.row)
    if not any(isinstance(value, Tensor | Unsized) for value in values):
        return sum_of(values)
    return functools.reduce(add, values)


def dot(a, b):
    """The inner product of two arrays of one shape."""
    both = elementwise(a, b)
    if isinstance(both, Unsized):
        raise ShapeError(r"the size of a constant stays open; give it one: \mathbf{1}_n")
    return sum_of(both.data)


def outer(a, b):
    """The outer product of two columns; the Kronecker product of two matrices."""
    if not isinstance(a, Tensor) or not isinstance(b, Tensor) or a.row or b.row or len(a.shape) != len(b.shape):
        raise ShapeError(f"{describe(a)} ⊗ {describe(b)}")
    if len(a.shape) == 1:
        return Tensor((*a.shape, *b.shape), [x * y for x in a.data for y in b.data])
    if len(a.shape) != 2:
        raise ShapeError(f"{describe(a)} ⊗ {describe(b)}")
    (m, n), (p, q) = a.shape, b.shape
    rows = itertools.product(range(m), range(p), range(n), range(q))
    return Tensor((m * p, n * q), [a.data[i * n + j] * b.data[k * q + l] for i, k, j, l in rows])


def transpose(a):
    if isinstance(a, Unsized):
        turned = len(a.pattern) == 1 and not a.row
        return Unsized(a.pattern[::-1], lambda shape: transpose(a.make(shape[::-1])), turned, a.tied)
    if not isinstance(a, Tensor):
        return a
    if len(a.shape) == 1:
        return Tensor(a.shape, a.data, not a.row)
    if len(a.shape) != 2:
        raise ShapeError(f"the transpose of {describe(a)}")
    m, n = a.shape
    return Tensor((n, m), [a.data[i * n + j] for j in range(n) for i in range(m)])


def element(a, indices):
    """The part of an array at indices that count from 1: an entry, or a column where the last axes are left open."""
    if len(indices) > len(a.shape):
        raise ShapeError(f"{len(indices)} indices on {describe(a)}")
    position = 0
    for k, (index, size) in enumerate(zip(indices, a.shape, strict=False)):
        if not 1 <= index <= size:
            raise ShapeError(f"index {index} where axis {k + 1} has {size}")
        position = position * size + index - 1
    rest = a.shape[len(indices) :]
    width = math.prod(rest)
    return Tensor(rest, a.data[position * width : (position + 1) * width]) if rest else a.data[position]
