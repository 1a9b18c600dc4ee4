"""Products of a Hessian with a vector, without the Hessian: by two backward calls, by forward over reverse, by hand."""

import torch


# --8<-- [start:hvp_reverse]
def hvp_reverse(f, x, v):
    """The Hessian of f at x, times v: by a backward call through a backward call.

    x, v and the result are tensors of shape (n,); f(x) is a number.
    Implements nothing: it asks autograd, whatever f is.
    """
    x = x.detach().requires_grad_()
    (g,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.autograd.grad(g, x, v)[0]


# --8<-- [end:hvp_reverse]


# --8<-- [start:hvp_forward]
def hvp_forward(f, x, v):
    """The Hessian of f at x, times v: by forward mode through the gradient.

    x, v and the result are tensors of shape (n,); f(x) is a number.
    Implements nothing: it asks autograd, whatever f is.
    """
    return torch.func.jvp(torch.func.grad(f), (x,), (v,))[1]


# --8<-- [end:hvp_forward]


# --8<-- [start:linear_hvp]
def linear_hvp(X, v):
    """The Hessian of sum((X @ w - u)**2) by w, times v. It's the same at every w.

    X has shape (N, n), v and the result (n,): NumPy arrays or tensors.
    Implements: docs/hessian.md (linear-product)
    """
    return 2 * X.T @ (X @ v)


# --8<-- [end:linear_hvp]
