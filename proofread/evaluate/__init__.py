"""A tree, in an environment, evaluated to a number or an array; importing it brings the table of what does that."""

from proofread.evaluate import table
from proofread.evaluate.environment import (
    Budget,
    Definition,
    Environment,
    Shared,
    Undecided,
    Undefined,
    Waiting,
    evaluate,
)

__all__ = ["Budget", "Definition", "Environment", "Shared", "Undecided", "Undefined", "Waiting", "evaluate", "table"]
