"""A counter of what PyTorch runs: each operator, the bytes that it reads and the bytes that it writes."""

# --8<-- [start:traffic]
from dataclasses import dataclass
from math import prod

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


@dataclass(frozen=True)
class Kernel:
    """An operator that ran, with the bytes that it read and wrote."""

    name: str
    read: int
    written: int


def distinct_bytes(leaves):
    """Bytes of the tensors among `leaves`; what is expanded or repeated counts once.

    Implements nothing: it counts.
    """
    tensors = [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]
    distinct = {(t.data_ptr(), t.shape, t.stride()): t for t in tensors}
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
        out = operator(*args, **(kwargs or {}))
        name = str(operator).removeprefix("aten.")
        if not operator.is_view and not name.startswith("empty"):  # no launch
            inputs = [] if "_like" in name else tree_leaves(args)  # reads a shape only
            read, written = distinct_bytes(inputs), distinct_bytes(tree_leaves(out))
            self.kernels.append(Kernel(name, read, written))
        return out

    def total(self):
        """Bytes read and written by all of them."""
        return sum(kernel.read + kernel.written for kernel in self.kernels)


# --8<-- [end:traffic]
