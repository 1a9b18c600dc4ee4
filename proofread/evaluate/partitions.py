r"""Partitions: the parts `S_1, …, S_R` of the indices from 1 to n, over which sums run: `\sum_r \sum_{i \in S_r}`."""

from proofread.evaluate.environment import evaluate
from proofread.notation import tree
from proofread.values.tensor import ShapeError, count_of


class Partition:
    """Parts drawn at random, none of them empty; `shape` is how many, `last` the largest index.

    Every other time they are as even as can be: a premise may say that they are.
    """

    def __init__(self, draw, parts, last):
        self.shape, self.last, even = (parts,), last, draw.random() < 0.5
        count_of((last,))
        order = draw.sample(range(1, last + 1), last)
        found = {i: 1 + k % parts if even or k < parts else draw.randint(1, parts) for k, i in enumerate(order)}
        self.part_of = dict(sorted(found.items()))

    def __call__(self, *_):
        raise ShapeError("a partition isn't a function")


def members(node, env):
    """The indices in a part, `S_r`."""
    match node:
        case tree.Index(tree.Name(key), (index,)) if isinstance(env.values.get(key), Partition):
            partition, r = env.values[key], evaluate(index, env)
            if not isinstance(r, int) or not 1 <= r <= partition.shape[0]:
                raise ShapeError(f"{node.text}: there are {partition.shape[0]} parts, and none is number {r}")
            return [i for i, part in partition.part_of.items() if part == r]
    raise ShapeError(f"{node.text} isn't a part of a declared partition")


def count(node, env):
    return len(members(node.part, env))
