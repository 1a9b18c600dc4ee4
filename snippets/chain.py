"""The chain rule: the gradient through a layer, through a skip connection, and by a weight that is used twice."""


# --8<-- [start:gradient_by_chain]
def gradient_by_chain(J, grad_p):
    """Gradient of a loss of p with respect to z, from which p was made.

    J is the Jacobian of p by z, of shape (n, m). grad_p, the gradient by p, has
    shape (n,), the result (m,).
    Both are NumPy arrays, or both are tensors.
    Implements: docs/chain.md (product)
    """
    return J.T @ grad_p


# --8<-- [end:gradient_by_chain]


# --8<-- [start:gradient_of_skip]
def gradient_of_skip(K, grad_r):
    """Gradient by y of a loss of r = y + h(y): directly, and through h.

    K is the Jacobian of h, of shape (n, n). grad_r, the gradient by r, and the
    result have shape (n,).
    Both are NumPy arrays, or both are tensors.
    Implements: docs/chain.md (skip)
    """
    return grad_r + K.T @ grad_r


# --8<-- [end:gradient_of_skip]


# --8<-- [start:gradient_of_shared]
def gradient_of_shared(W, y, v):
    """Gradient of v @ W @ W @ y with respect to W: one for each use, added up.

    W and the result have shape (n, n), y and v (n,).
    All are NumPy arrays, or all are tensors.
    Implements: docs/chain.md (shared)
    """
    last = v[:, None] * (W @ y)
    first = (W.T @ v)[:, None] * y
    return last + first


# --8<-- [end:gradient_of_shared]
