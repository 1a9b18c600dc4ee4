"""Is this the gradient of that function? A slope that is measured, held against one that is claimed."""

import torch


def best_step(u, F, M):
    """The step at which truncation and rounding are least together.

    u is the precision, F bounds the function's values and M its third derivative:
    positive numbers.
    Implements: docs/gradcheck.md (best)
    """
    return (3 * u * F / M) ** (1 / 3)


# --8<-- [start:slope]
def slope(f, x, t, h):
    """Central difference of f at x along t, with the step h.

    x and t have one shape; f takes x and gives a number, or an array of them.
    Implements nothing: it takes a function, not numbers.
    """
    return (f(x + h * t) - f(x - h * t)) / (2 * h)


# --8<-- [end:slope]


# --8<-- [start:agrees]
def agrees(f, g, x, h=1e-5, tolerance=1e-6):
    """Whether g is the gradient of f at x, as far as one random direction can tell.

    x and g are tensors of one shape, f gives one number. The tolerance is relative
    to the length of g.
    Raises TypeError if x isn't float64.
    Implements nothing: it takes a function, not numbers.
    """
    if x.dtype != torch.float64:
        raise TypeError(f"{x.dtype} rounds too much for a difference: give float64")
    t = torch.randn_like(x)
    t = t / t.norm()
    claimed, measured = (g * t).sum(), slope(f, x, t, h)
    return bool(abs(claimed - measured) <= tolerance * g.norm())


# --8<-- [end:agrees]
