"""Memory with canaries around it: who writes past a buffer kills one, who reads past it gets NaN.

A fence also fills what is allocated empty with NaN, so that an element that nobody wrote, or that was read before
it was written, is seen in the result.
"""

import torch
from torch.overrides import TorchFunctionMode

WIDE = 4096  # elements on each side: more than one block of any kernel here reaches
EMPTY = (torch.empty, torch.empty_like, torch.Tensor.new_empty)
ZEROS = (torch.zeros, torch.zeros_like, torch.Tensor.new_zeros)
BITS = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


class Fences(TorchFunctionMode):
    """While it's active, each new tensor that is allocated empty or of zeros gets a fence; so does `around(t)`."""

    def __init__(self):
        super().__init__()
        self.fences = []

    def around(self, t):
        """A copy of a tensor, inside a fence."""
        with torch._C.DisableTorchFunction():
            canary = float("nan") if t.is_floating_point() else torch.iinfo(t.dtype).min
            wide = torch.full((WIDE + t.numel() + WIDE,), canary, dtype=t.dtype, device=t.device)
            before, inside, after = wide.split([WIDE, t.numel(), WIDE])
            inside.copy_(t.flatten())
            bits = [side.view(BITS[t.element_size()]) for side in (before, after)]
            self.fences.append([(side, side.clone()) for side in bits])
            return inside.view(t.shape)

    def __torch_function__(self, function, types, args=(), kwargs=None):
        t = function(*args, **(kwargs or {}))
        if function in EMPTY and t.is_floating_point():
            t.fill_(float("nan"))
        return self.around(t) if function in EMPTY + ZEROS else t

    def check(self):
        """Raise AssertionError if a canary is dead."""
        for number, fence in enumerate(self.fences):
            for side, (now, before) in zip(("before", "after"), fence, strict=True):
                dead = int((now != before).sum())
                assert not dead, f"{dead} canaries {side} buffer {number} were overwritten"
