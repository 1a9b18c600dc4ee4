"""Gradients over several batches, and through a long chain: what is added up, and what is kept."""

import torch
from torch.nn.functional import cross_entropy


# --8<-- [start:accumulated]
def accumulated(Z, c, parts):
    """Gradient of the mean cross-entropy with respect to Z, taken over batches of rows, one after the other.

    Z (m, n) are logits and c (m,) the labels: tensors. `parts` tells how many rows each batch has.
    The result has the shape of Z. Raises ValueError where the batches aren't the rows.
    Implements nothing: `parts` is no symbol of a formula; a test holds it against the whole batch.
    """
    if sum(parts) != len(Z):
        raise ValueError(f"batches of {parts} rows aren't {len(Z)} rows")
    N = int((c >= 0).sum())  # of all batches, before the first backward
    leaf = Z.detach().requires_grad_()
    for rows, labels in zip(leaf.split(parts), c.split(parts), strict=True):
        (cross_entropy(rows, labels, reduction="sum") / N).backward()  # adds to leaf.grad
    return leaf.grad


# --8<-- [end:accumulated]


# --8<-- [start:checkpointed]
def checkpointed(f, x, K, s):
    """Gradient of sum(f(f(… x))), K times f, with respect to x, keeping only every s-th state for the backward.

    x is a tensor, and f takes and gives tensors of its shape. Gives the gradient, of that shape, the largest
    number of states that were kept at a time, and how often f was computed.
    Implements nothing: it takes a function; a test holds it against autograd, and counts.
    """
    kept, most, calls = [], 0, 0
    with torch.no_grad():
        for k in range(K):
            if k % s == 0:
                kept.append(x)
            x, calls = f(x), calls + 1
    g = torch.ones_like(x)
    while kept:
        leaf = y = kept.pop().detach().requires_grad_()
        stretch = min(s, K - len(kept) * s)  # the last one may be shorter
        for _ in range(stretch):  # once more, and now each state is kept
            y, calls = f(y), calls + 1
        most = max(most, len(kept) + stretch)
        (g,) = torch.autograd.grad(y, leaf, g)
    return g, most, calls


# --8<-- [end:checkpointed]
