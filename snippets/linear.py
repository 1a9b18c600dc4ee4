"""The derivative is linear: a difference quotient, and a sum whose derivative may not pass into it."""


# --8<-- [start:quotient]
def quotient(f, x, h):
    """Difference quotient of f at x: its rise from x to x + h, divided by h.

    f maps a number (or a tensor) to one of the same shape; h is not 0.
    Implements nothing: it takes a function, not numbers.
    """
    return (f(x + h) - f(x)) / h


# --8<-- [end:quotient]


# --8<-- [start:partial_sum]
def partial_sum(x, n):
    """The first n terms of a series that can't be differentiated by terms.

    x and the result are numbers, or arrays of one shape.
    Implements: docs/linear.md (partial-sum)
    """
    return sum(x**3 / (1 + x**2) ** j for j in range(1, n + 1))


# --8<-- [end:partial_sum]
