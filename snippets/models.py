"""Two models of several products: two layers with a loss, and the scores of attention."""

import torch


# --8<-- [start:network]
def network(X, W, V, Y_star):
    """Sum of squares of a two-layer network, and its gradients by the weights.

    Tensors: X of shape (N, p), W (p, h), V (h, m), Y_star (N, m).
    Implements: docs/models.md (loss), (by-first), (by-second)
    """
    W, V = W.detach().requires_grad_(), V.detach().requires_grad_()
    Y = X.mm(W).clamp(min=0).mm(V)
    L = ((Y - Y_star) ** 2).sum()
    return L.detach(), *torch.autograd.grad(L, (W, V))


# --8<-- [end:network]


# --8<-- [start:scores]
def scores(Q, K, C):
    """The scores of attention forward, and C back to queries and keys.

    Tensors: Q and K of shape (S, k), C (S, S).
    Implements: docs/models.md (scores), (by-queries), (by-keys)
    """
    Q, K = Q.detach().requires_grad_(), K.detach().requires_grad_()
    P = torch.softmax(Q @ K.T / Q.shape[1] ** 0.5, 1)
    return P.detach(), *torch.autograd.grad(P, (Q, K), C)


# --8<-- [end:scores]
