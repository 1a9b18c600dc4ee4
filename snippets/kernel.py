"""What the Triton kernels of this folder share: how Triton is imported, and what is refused before a launch."""

# --8<-- [start:setup]
import os

import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"  # set before the import: kernels run on the CPU
import triton
import triton.language as tl

# --8<-- [end:setup]

__all__ = ["require", "tl", "triton"]


# --8<-- [start:require]
def require(**tensors):
    """Refuse what a kernel would misread: it takes element i of each tensor to lie at address i.

    Tensors by name. Raises ValueError if one isn't contiguous, or if they differ in dtype or device.
    Implements nothing: it looks at its arguments.
    """
    (name, first), *_ = tensors.items()
    for other, t in tensors.items():
        if not t.is_contiguous():
            raise ValueError(f"{other} isn't contiguous, its strides are {t.stride()}: pass {other}.contiguous()")
        if (t.dtype, t.device) != (first.dtype, first.device):
            raise ValueError(f"{other} is {t.dtype} on {t.device}, but {name} is {first.dtype} on {first.device}")


# --8<-- [end:require]
