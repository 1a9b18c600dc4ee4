"""Value and gradient of the sum of squares, faster rung by rung: what PyTorch can do."""

import torch


# --8<-- [start:eager]
def eager(y, y_star):
    """Loss sum((y - y_star)**2) and its gradient with respect to y, as it is written.

    y, y_star and the gradient are tensors of one shape, the loss of shape ().
    Implements: docs/ladder.md (loss), (gradient)
    """
    y = y.detach().requires_grad_()
    L = ((y - y_star) ** 2).sum()
    L.backward()
    return L.detach(), y.grad


# --8<-- [end:eager]


# --8<-- [start:reused]
def reused(y, y_star, g):
    """Loss sum((y - y_star)**2), and in g its gradient with respect to y, into memory that is there.

    y, y_star and g are tensors of shape (n,), the loss of shape ().
    Implements nothing: it writes its second result into g; a test holds both against autograd.
    """
    torch.sub(y, y_star, out=g)
    L = torch.dot(g, g)
    g.mul_(2)
    return L


# --8<-- [end:reused]


# --8<-- [start:loss]
def loss(y, y_star):
    """Loss sum((y - y_star)**2), of shape (). y and y_star are tensors of one shape.

    Implements: docs/ladder.md (loss)
    """
    return ((y - y_star) ** 2).sum()


# --8<-- [end:loss]


# --8<-- [start:by_hand]
def by_hand(y, y_star):
    """Loss sum((y - y_star)**2) and its gradient with respect to y, written out.

    y, y_star and the gradient are tensors of one shape, the loss of shape ().
    Implements: docs/ladder.md (loss), (gradient)
    """
    r = y - y_star
    return (r * r).sum(), 2 * r


# --8<-- [end:by_hand]


# --8<-- [start:gradient_first]
def gradient_first(y, y_star):
    """The same two, the other way round.

    y, y_star and the gradient are tensors of one shape, the loss of shape ().
    Implements: docs/ladder.md (gradient), (loss)
    """
    r = y - y_star
    return 2 * r, (r * r).sum()


# --8<-- [end:gradient_first]
