"""Square matrices and their like: powers, inverses, determinants, traces, diagonals, vec."""

import functools
import itertools
import math

from proofread.values import elementary, lifting
from proofread.values.elementary import sum_of
from proofread.values.products import product
from proofread.values.tensor import ShapeError, Tensor, TooLarge, Unsized, describe, eye, mapped, transpose

FACTORS = 64  # the highest power of a matrix
SINGULAR = 1e7  # times what rounding takes: a pivot that is no larger beside its terms is 0
CANCELLED = 1e-4  # of that, for terms that cancelled before
MINORS = 6  # the largest determinant that is taken by minors


def power(a, exponent, entrywise=False):
    """A number's power; a vector's, entry by entry; a square matrix's, by the matrix product."""
    if isinstance(exponent, Tensor | Unsized):
        raise ShapeError(f"{describe(a)} to the power of {describe(exponent)}")
    if not isinstance(a, Tensor) or entrywise or len(a.shape) == 1:
        return mapped(lambda x: elementary.power(x, exponent), a)
    n = square(a, "power")
    if not isinstance(exponent, int):
        raise ShapeError(f"a matrix to the power of {exponent}")
    if abs(exponent) > FACTORS:
        raise TooLarge(f"a matrix to the power of {exponent}; the limit is {FACTORS}")
    base = inverse(a) if exponent < 0 else a
    result = eye(n)
    for _ in range(abs(exponent)):
        result = product(result, base)
    return result


def eliminate(a, b, least=0.0, lost=0.0):
    """Solve A X = B by Gauss–Jordan elimination with pivots: X, and the determinant of A, for lists of rows.

    Raises NoValue where A is singular: a pivot is 0, or no more than the `least` share of the terms that it's made of,
    of which `lost` may have cancelled in A already.
    """
    a, b, n, determinant = [row[:] for row in a], [row[:] for row in b], len(a), 1
    terms = [[max(abs(float(x)), lost) for x in row] for row in a] if least else None
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(float(a[i][k])))
        if abs(float(a[pivot][k])) <= (least * terms[pivot][k] if least else 0.0):
            raise elementary.NoValue("the matrix is singular")
        if pivot != k:
            a[k], a[pivot], b[k], b[pivot], determinant = a[pivot], a[k], b[pivot], b[k], -determinant
        if least:
            _follow(terms, a, k, pivot)
        determinant = determinant * a[k][k]
        inverse_pivot = elementary.power(a[k][k], -1)
        a[k], b[k] = [x * inverse_pivot for x in a[k]], [x * inverse_pivot for x in b[k]]
        for i in range(n):
            if i != k:
                factor = a[i][k]
                a[i] = [x - factor * y for x, y in zip(a[i], a[k], strict=True)]
                b[i] = [x - factor * y for x, y in zip(b[i], b[k], strict=True)]
    return b, determinant


def _follow(terms, a, k, pivot):
    """What the k-th step of an elimination adds to the terms that the entries are made of."""
    terms[k], terms[pivot] = terms[pivot], terms[k]
    scale = 1 / abs(float(a[k][k]))
    terms[k] = [scale * x for x in terms[k]]
    for i in range(len(terms)):
        if i != k and (factor := abs(float(a[i][k]))):
            terms[i] = [max(x, factor * y) for x, y in zip(terms[i], terms[k], strict=True)]


def rows(a):
    n = a.shape[1]
    return [a.data[i * n : (i + 1) * n] for i in range(a.shape[0])]


def inverse(a, lost=0.0):
    """The inverse of a number or a square matrix, of whose entries so large terms may have cancelled.

    Raises NoValue where it's singular up to rounding.
    """
    if isinstance(a, Unsized) and a.tied:
        return Unsized(a.pattern, lambda shape: inverse(a.make(shape)), tied=True)
    if not isinstance(a, Tensor | Unsized):
        return elementary.power(a, -1)
    n = square(a, "inverse")
    rounding = max(map(lifting.epsilon, a.data))
    solution, _ = eliminate(rows(a), rows(eye(n)), SINGULAR * rounding, lost * CANCELLED)
    return Tensor((n, n), [x for row in solution for x in row])


def square(a, what):
    """The size of a square matrix."""
    if not isinstance(a, Tensor) or len(a.shape) != 2 or a.shape[0] != a.shape[1]:
        raise ShapeError(f"the {what} of {describe(a)}")
    return a.shape[0]


def determinant(a):
    """By minors where they are few: it's exact for whole numbers, and singular matrices have derivatives too."""
    n = square(a, "determinant")
    if n > MINORS:
        return eliminate(rows(a), [[] for _ in range(n)])[1]
    lower = [1]  # of the last rows, by the columns that they are restricted to
    for row, expansions in zip(reversed(rows(a)), _expansions(n), strict=True):
        signed = (row, [-x for x in row])
        lower = [sum_of([signed[odd][j] * lower[minor] for j, odd, minor in terms]) for terms in expansions]
    return lower[0]


@functools.cache
def _expansions(n):
    """For each number of columns, and each choice of so many of n: its columns, whether they're odd, and the minors."""
    found, below = [], {(): 0}
    for size in range(1, n + 1):
        chosen = list(itertools.combinations(range(n), size))
        found.append([[(j, k % 2, below[c[:k] + c[k + 1 :]]) for k, j in enumerate(c)] for c in chosen])
        below = {columns: place for place, columns in enumerate(chosen)}
    return found


def volume(a):
    """The product of a matrix's rows' 1-norms: no term of the determinant is larger. 0 for what isn't a matrix."""
    if not isinstance(a, Tensor) or len(a.shape) != 2:
        return 0.0
    return math.prod(sum(abs(float(x)) for x in row) for row in rows(a))


def trace(a):
    """The sum of a square matrix's diagonal; a number is its own."""
    if not isinstance(a, Tensor | Unsized):
        return a
    n = square(a, "trace")
    return sum_of(a.data[:: n + 1])


def diagonal(a):
    """A vector as a diagonal matrix; the diagonal of a matrix as a column."""
    if isinstance(a, Unsized) and len(a.pattern) == 1:
        return Unsized((None, None), lambda shape: diagonal(a.make(shape[:1])), tied=True)
    if not isinstance(a, Tensor) or len(a.shape) > 2:
        raise ShapeError(f"diag of {describe(a)}")
    if len(a.shape) == 2:
        n = square(a, "diagonal")
        return Tensor((n,), a.data[:: n + 1])
    n = a.shape[0]
    return Tensor((n, n), [a.data[i] if i == j else 0 for i in range(n) for j in range(n)])


def vectorize(a):
    """The columns of a matrix, one under the other."""
    if not isinstance(a, Tensor) or len(a.shape) != 2:
        raise ShapeError(f"vec of {describe(a)}")
    return Tensor((len(a.data),), transpose(a).data)
