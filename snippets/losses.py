"""Two losses that memory decides, each with its gradient: composed of small kernels, fused, and stated in NumPy."""

import numpy as np
import torch


# --8<-- [start:cross_entropy]
def cross_entropy(z, c):
    """Mean cross-entropy of the softmax of z, and its gradient with respect to z.

    NumPy arrays: z of shape (B, V), classes c of shape (B,). Each row is shifted by
    its maximum, so that no exponential overflows; that changes neither result.
    Implements nothing: it returns two values; a test holds both against autograd.
    """
    rows = np.arange(len(z))
    s = z - z.max(axis=1, keepdims=True)
    e = np.exp(s)
    total = e.sum(axis=1, keepdims=True)
    L = (np.log(total)[:, 0] - s[rows, c]).mean()
    g = e / total
    g[rows, c] = g[rows, c] - 1
    return L, g / len(z)


# --8<-- [end:cross_entropy]


# --8<-- [start:cross_entropy_composed]
def cross_entropy_composed(z, c):
    """The loss and its gradient, an operation at a time.

    Tensors: z of shape (B, V), classes c of shape (B,).
    Implements nothing: it returns two values; a test holds both against autograd.
    """
    z = z.detach().requires_grad_()
    s = z - z.detach().amax(1, keepdim=True)
    log_p = s - s.exp().sum(1, keepdim=True).log()
    L = -log_p.gather(1, c[:, None]).mean()
    return L.detach(), torch.autograd.grad(L, z)[0]


# --8<-- [end:cross_entropy_composed]


# --8<-- [start:cross_entropy_fused]
def cross_entropy_fused(z, c):
    """The loss and its gradient, by PyTorch's own loss.

    Tensors: z of shape (B, V), classes c of shape (B,).
    Implements nothing: it returns two values; a test holds both against autograd.
    """
    z = z.detach().requires_grad_()
    L = torch.nn.functional.cross_entropy(z, c)
    return L.detach(), torch.autograd.grad(L, z)[0]


# --8<-- [end:cross_entropy_fused]


# --8<-- [start:layer_norm]
def layer_norm(x, G, epsilon=1e-5):
    """Rows of x, centred and scaled to variance one; and what passes G back to x.

    NumPy arrays of shape (N, p), and so are both results.
    Implements: docs/losses.md (layer-norm-output), (layer-norm)
    """
    r = x - x.mean(axis=1, keepdims=True)
    s = np.sqrt((r * r).mean(axis=1, keepdims=True) + epsilon)
    y = r / s
    along = (G * y).mean(axis=1, keepdims=True)
    return y, (G - G.mean(axis=1, keepdims=True) - y * along) / s


# --8<-- [end:layer_norm]


# --8<-- [start:layer_norm_composed]
def layer_norm_composed(x, G, epsilon=1e-5):
    """The layer and its backward, an operation at a time.

    Tensors of shape (N, p), and so are both results.
    Implements: docs/losses.md (layer-norm-output), (layer-norm)
    """
    x = x.detach().requires_grad_()
    r = x - x.mean(1, keepdim=True)
    y = r / ((r * r).mean(1, keepdim=True) + epsilon).sqrt()
    return y.detach(), torch.autograd.grad(y, x, G)[0]


# --8<-- [end:layer_norm_composed]


# --8<-- [start:layer_norm_fused]
def layer_norm_fused(x, G, epsilon=1e-5):
    """The layer and its backward, by PyTorch's own.

    Tensors of shape (N, p), and so are both results.
    Implements: docs/losses.md (layer-norm-output), (layer-norm)
    """
    x = x.detach().requires_grad_()
    y = torch.nn.functional.layer_norm(x, x.shape[1:], eps=epsilon)
    return y.detach(), torch.autograd.grad(y, x, G)[0]


# --8<-- [end:layer_norm_fused]
