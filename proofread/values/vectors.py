"""Functions of vectors, and of two values: maxima and minima, softmax, norms, roots, logarithms to a base."""

from proofread.values import elementary, lifting
from proofread.values.tensor import ShapeError, Tensor, describe, entries, mapped, zipped
from proofread.values.unclear import Unrowed


def logarithm(x, base):
    return mapped(lambda v: elementary.log(v) / elementary.log(base), x)


def root(x, degree):
    return mapped(lambda v: elementary.root(v, degree), x)


def maximum(*values):
    """The largest of a column's entries, or of several values, entry by entry."""
    return _extreme(elementary.maximum, values)


def minimum(*values):
    return _extreme(elementary.minimum, values)


def _extreme(choose, values):
    if len(values) == 1:
        if not isinstance(values[0], Tensor):
            raise ShapeError("the maximum or minimum of one number")
        values = values[0].data
    result = values[0]
    for value in values[1:]:
        result = zipped(choose, result, value, "compare")
    return result


def _array(x, what, axes=None):
    if not isinstance(x, Tensor) or (axes and len(x.shape) != axes):
        rows = axes == 1 and isinstance(x, Tensor) and len(x.shape) == 2
        raise (Unrowed if rows else ShapeError)(f"the {what} of {describe(x)}")
    return x


def softmax(z):
    _array(z, "softmax", 1)
    top = max(map(lifting.real, z.data), key=float)
    powers = [elementary.exp(x - top) for x in z.data]
    total = elementary.sum_of(powers)
    return Tensor(z.shape, [p / total for p in powers], z.row)


def norm_2(x):
    x = x if not isinstance(x, Tensor) else _array(x, r"norm (for a matrix write \lVert A \rVert_F)", 1)
    return elementary.sqrt(elementary.sum_of([v * v for v in entries(x)]))


def norm_f(x):
    return elementary.sqrt(elementary.sum_of([v * v for v in _array(x, "Frobenius norm").data]))


def norm_1(x):
    return elementary.sum_of([elementary.absolute(v) for v in _array(x, "1-norm", 1).data])


def norm_infty(x):
    return maximum(mapped(elementary.absolute, _array(x, "maximum norm", 1)))
