"""Softmax and cross-entropy: the stable forms, the gradient by the logits, and the product with the Jacobian."""

import numpy as np


# --8<-- [start:softmax]
def softmax(z):
    """Probabilities from logits, shifted so that no exponential overflows.

    z and the result are NumPy arrays of shape (V,).
    Implements: docs/softmax.md (softmax)
    """
    e = np.exp(z - z.max())
    return e / e.sum()


# --8<-- [end:softmax]


# --8<-- [start:gradient]
def gradient(p, t):
    """Gradient by the logits of -sum(t * log(p)), where p is their softmax.

    p, t and the result have shape (V,): NumPy arrays or tensors. Where t adds up
    to 1, it is p - t.
    Implements: docs/softmax.md (any-targets)
    """
    return p * t.sum() - t


# --8<-- [end:gradient]


# --8<-- [start:log_sum_exp]
def log_sum_exp(z):
    """log(sum(exp(z))), shifted by the largest logit, so that it doesn't overflow.

    z is a tensor of shape (V,), the result a number.
    Implements: docs/softmax.md (log-sum-exp)
    """
    s = z.max()
    return s + (z - s).exp().sum().log()


# --8<-- [end:log_sum_exp]


# --8<-- [start:batch_gradient]
def batch_gradient(P, T):
    """Gradient by the logits of the mean cross-entropy over a batch.

    P, T and the result have shape (B, V): the logits' softmax, and targets whose
    rows add up to 1. NumPy arrays or tensors.
    Implements: docs/softmax.md (batch)
    """
    return (P - T) / len(P)


# --8<-- [end:batch_gradient]


# --8<-- [start:vjp]
def vjp(p, v):
    """The row v times the softmax's Jacobian, as a column; no matrix is built.

    p, the softmax, v and the result have shape (V,): NumPy arrays or tensors.
    Implements: docs/softmax.md (vjp)
    """
    return p * (v - p @ v)


# --8<-- [end:vjp]
