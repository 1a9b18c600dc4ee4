"""A linear layer: what its backward computes, and the layer there and back."""

import torch


# --8<-- [start:grad_by_input]
def grad_by_input(G, W):
    """What a layer Y = X W passes back to its input, from G, the gradient by Y.

    G has shape (N, m), W (p, m), the result (N, p): NumPy arrays or tensors.
    Implements: docs/products.md (by-input)
    """
    return G @ W.T


# --8<-- [end:grad_by_input]


# --8<-- [start:grad_by_weights]
def grad_by_weights(X, G):
    """Gradient with respect to the weights of Y = X W, from G, the gradient by Y.

    X has shape (N, p), G (N, m), the result (p, m): NumPy arrays or tensors.
    Implements: docs/products.md (by-weights)
    """
    return X.T @ G


# --8<-- [end:grad_by_weights]


# --8<-- [start:linear]
def linear(X, W, beta, G):
    """A linear layer forward, and G back to its input, its weights and its bias.

    Tensors: X of shape (N, p), W (p, m), beta (m,), G (N, m).
    Implements: docs/products.md (layer), (by-input), (by-weights), (by-bias)
    """
    X, W, beta = (a.detach().requires_grad_() for a in (X, W, beta))
    Y = torch.addmm(beta, X, W)
    return Y.detach(), *torch.autograd.grad(Y, (X, W, beta), G)


# --8<-- [end:linear]
