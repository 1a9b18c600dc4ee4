"""A network of two layers, differentiated by hand: the gradients of its squared error by both layers' weights."""


# --8<-- [start:gradient_by_V]
def gradient_by_V(H, P, Y_star):
    """Gradient of sum((P - Y_star)**2) with respect to V, where P = H @ V.

    H has shape (N, h), P and Y_star (N, m), the result (h, m).
    All are NumPy arrays, or all are tensors.
    Implements: docs/network.md (by-v)
    """
    return H.T @ (2 * (P - Y_star))


# --8<-- [end:gradient_by_V]


# --8<-- [start:gradient_by_W]
def gradient_by_W(X, Z, V, P, Y_star):
    """Gradient of the same loss by W, where Z = X @ W and P = relu(Z) @ V.

    X has shape (N, p), Z (N, h), V (h, m), P and Y_star (N, m), the result (p, h).
    All are NumPy arrays, or all are tensors.
    Implements: docs/network.md (by-w)
    """
    return X.T @ ((2 * (P - Y_star) @ V.T) * (Z > 0))


# --8<-- [end:gradient_by_W]
