"""The backward of a broadcast is a sum: for a bias, for a gain, and for any shape that broadcasts."""


# --8<-- [start:gradient_of_bias]
def gradient_of_bias(G):
    """Gradient with respect to a bias that was added to each row of a batch.

    G, the gradient by the layer's output, has shape (N, m), the result (m,):
    NumPy arrays or tensors.
    Implements: docs/bias.md (bias)
    """
    return G.sum(0)


# --8<-- [end:gradient_of_bias]


# --8<-- [start:gradient_of_gain]
def gradient_of_gain(Z, G):
    """Gradient with respect to a gain by which each row of Z was multiplied.

    Z and G, the gradient by the product, have shape (N, m), the result (m,).
    Both are NumPy arrays, or both are tensors.
    Implements: docs/bias.md (gain)
    """
    return (G * Z).sum(0)


# --8<-- [end:gradient_of_gain]


# --8<-- [start:sum_to_size]
def sum_to_size(G, shape):
    """The gradient by an array of this shape that was broadcast to that of G.

    G, the gradient by the broadcast array, is a NumPy array or a tensor. It's added
    up over each axis that was stretched.
    Raises ValueError, with both shapes, if the one doesn't broadcast to the other.
    Implements nothing: it's a rule for all shapes.
    """
    new = G.ndim - len(shape)  # axes in front, which the shape doesn't have
    if new < 0 or any(n not in (1, G.shape[new + k]) for k, n in enumerate(shape)):
        raise ValueError(f"{tuple(shape)} doesn't broadcast to {tuple(G.shape)}")
    ones = (new + k for k, n in enumerate(shape) if n == 1)
    axes = (*range(new), *ones)
    return (G.sum(axes) if axes else G).reshape(shape)  # to torch, no axes mean all


# --8<-- [end:sum_to_size]
