"""Value and gradient of the sum of squares in one pass over memory: a loop for numba."""

# --8<-- [start:blocks]
import numba


@numba.njit(fastmath={"reassoc"})  # else the sum keeps its order, and goes one by one
def block(y, y_star, g):
    """Loss sum((y - y_star)**2), added up in float64, and in g its gradient: on one core.

    Implements nothing: it writes its second result into g; a test holds both against autograd.
    """
    L = 0.0
    for i in range(y.size):
        r = y[i] - y_star[i]
        L += r * r
        g[i] = r + r
    return L


@numba.njit(parallel=True)
def blocks(y, y_star, g, B=8192):
    """Loss sum((y - y_star)**2), and in g its gradient with respect to y: blocks of B, on all cores.

    y, y_star and g are NumPy arrays of shape (n,), of one type; the loss is a float64.
    Raises ValueError where they differ in size.
    Implements nothing: it writes its second result into g; a test holds both against autograd.
    """
    n, L = y.size, 0.0
    if y_star.size != n or g.size != n:
        raise ValueError("y, y_star and g differ in size")
    for p in numba.prange((n + B - 1) // B):
        start, stop = p * B, min(p * B + B, n)
        L += block(y[start:stop], y_star[start:stop], g[start:stop])
    return L


# --8<-- [end:blocks]
