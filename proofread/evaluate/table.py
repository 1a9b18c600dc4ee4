"""The table of what evaluates which node of a tree."""

from proofread.evaluate import (
    apply,
    arithmetic,
    calls,
    conditions,
    differentials,
    differentiate,
    indices,
    limits,
    partitions,
)
from proofread.evaluate.environment import EVALUATORS
from proofread.notation import tree

EVALUATORS.update(
    {
        tree.Number: arithmetic.number,
        tree.Name: indices.name,
        tree.Constant: arithmetic.constant,
        tree.Unit: arithmetic.unit,
        tree.Index: indices.index,
        tree.Add: arithmetic.total,
        tree.Product: arithmetic.product,
        tree.Quotient: arithmetic.quotient,
        tree.Power: arithmetic.power,
        tree.Transpose: arithmetic.transpose,
        tree.Inverse: arithmetic.inverse,
        tree.Matrix: arithmetic.matrix,
        tree.Tuple: arithmetic.listed,
        tree.Drawn: arithmetic.drawn,
        tree.Bracket: conditions.bracket,
        tree.Cases: conditions.cases,
        tree.Big: indices.big,
        tree.Count: partitions.count,
        tree.Apply: apply.apply,
        tree.Builtin: apply.builtin,
        tree.Prime: apply.builtin,
        tree.Compose: apply.builtin,
        tree.Call: calls.call,
        tree.Derivative: differentiate.derivative,
        tree.Nabla: differentiate.nabla,
        tree.Differential: differentials.differential,
        tree.Evaluated: apply.evaluated,
        tree.Limit: limits.limit,
    }
)
