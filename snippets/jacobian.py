"""The Jacobian of the squared terms, and what holding a Jacobian costs."""

import numpy as np


# --8<-- [start:jacobian]
def jacobian(y, y_star):
    """Jacobian of the terms (y - y_star)**2: a row a term, a column a variable.

    y and y_star have shape (n,), the result (n, n).
    Implements: docs/jacobian.md (jacobian)
    """
    return np.diag(2 * (y - y_star))


# --8<-- [end:jacobian]


# --8<-- [start:jacobian_bytes]
def jacobian_bytes(m, n):
    """Bytes of the Jacobian of m outputs by n inputs in float32.

    m and n are numbers of rows and of columns.
    Implements: docs/jacobian.md (jacobian-bytes)
    """
    return 4 * m * n


# --8<-- [end:jacobian_bytes]


# --8<-- [start:vjp_bytes]
def vjp_bytes(m, n):
    """Bytes of a row v and of its product with a Jacobian, in float32.

    v has m elements, the product n.
    Implements: docs/jacobian.md (vjp-bytes)
    """
    return 4 * (m + n)


# --8<-- [end:vjp_bytes]
