"""A tree, in an environment, evaluated to a number or an array: the table of what evaluates which node."""

from proofread import apply, arithmetic, calls, conditions, differentiate, indices, limits, partitions, tree
from proofread.environment import EVALUATORS, Budget, Definition, Environment, Shared, Undecided, Undefined, evaluate

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
        tree.Tuple: arithmetic.column,
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
        tree.Differential: differentiate.differential,
        tree.Limit: limits.limit,
    }
)
__all__ = ["Budget", "Definition", "Environment", "Shared", "Undecided", "Undefined", "evaluate"]
