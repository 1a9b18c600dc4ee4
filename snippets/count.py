"""A counter of what PyTorch runs: each operator, the bytes that it moves, and the operations of its products."""

# --8<-- [start:traffic]
from dataclasses import dataclass
from math import prod

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import flop_registry


@dataclass(frozen=True)
class Kernel:
    """An operator that ran: the bytes that it read and wrote, and its FLOPs.

    `fresh` is how many of the written bytes lie in memory that is new. As in PyTorch's
    FlopCounterMode, FLOPs are those of products: 2 for each multiply and add.
    """

    name: str
    read: int
    written: int
    fresh: int = 0
    flops: int = 0


def memory_of(leaf):
    """What tells the memory of a tensor, on any device; None for anything else.

    Implements nothing: it looks up.
    """
    is_tensor = isinstance(leaf, torch.Tensor)
    return leaf.untyped_storage()._cdata if is_tensor else None


def distinct_bytes(leaves):
    """Bytes of the tensors among `leaves`; what is expanded or repeated counts once.

    Implements nothing: it counts.
    """
    tensors = [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]
    distinct = {(memory_of(t), t.storage_offset(), t.shape, t.stride()): t for t in tensors}
    total = 0
    for t in distinct.values():
        axes = zip(t.shape, t.stride(), strict=True)
        total += t.element_size() * prod(size for size, stride in axes if stride)
    return total


class Traffic(TorchDispatchMode):
    """Notes in `kernels` every operator that runs, forward and backward."""

    def __init__(self):
        super().__init__()
        self.kernels = []

    def __torch_dispatch__(self, operator, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        out = operator(*args, **kwargs)
        name = str(operator).removeprefix("aten.")
        if operator.is_view or name.startswith("empty"):
            return out  # no launch
        shape_only = "_like" in name or name.startswith("new_")
        inputs, results = tree_leaves(args), tree_leaves(out)
        there = {memory_of(leaf) for leaf in inputs}
        fresh = [leaf for leaf in results if memory_of(leaf) not in there]
        count = flop_registry.get(operator.overloadpacket)
        self.kernels.append(
            Kernel(
                name,
                read=0 if shape_only else distinct_bytes(inputs),
                written=distinct_bytes(results),
                fresh=distinct_bytes(fresh),
                flops=count(*args, **kwargs, out_val=out) if count else 0,
            )
        )
        return out

    def total(self):
        """Bytes read and written by all of them."""
        return sum(kernel.read + kernel.written for kernel in self.kernels)

    def flops(self):
        """Operations in the products of all of them."""
        return sum(kernel.flops for kernel in self.kernels)


# --8<-- [end:traffic]
