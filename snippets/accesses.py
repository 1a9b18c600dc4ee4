"""Every address that a kernel touches in Triton's interpreter: what is out of bounds, what is a race, how many bytes.

The interpreter checks none of these. It runs one program after another, and reads and writes wherever it's told.
"""

# --8<-- [start:accesses]
import contextlib
from collections import defaultdict
from dataclasses import dataclass, field
from unittest import mock

import numpy as np
from triton.runtime import interpreter


@dataclass
class Launch:
    """One launch of a kernel: its tensors by name, and what each program touched."""

    kernel: str
    buffers: dict
    accesses: list = field(default_factory=list)  # (program, kind, addresses, bytes an element)

    def bytes(self, *kinds):
        """How many bytes were asked for by all programs together, in accesses of these kinds."""
        return sum(len(at) * size for _, kind, at, size in self.accesses if kind in kinds)

    def place(self, address):
        """The buffer and the element that lie at an address, as text; "" where no buffer is."""
        for name, t in self.buffers.items():
            element, rest = divmod(address - t.data_ptr(), t.element_size())
            if 0 <= element < t.numel() and rest == 0:
                return f"{name}[{element}]"
        return ""

    def problems(self):
        """What is wrong with these accesses, a line each; [] if nothing is."""
        touched = defaultdict(lambda: defaultdict(set))  # the programs, by address and kind
        found = []
        for program, kind, addresses, _ in self.accesses:
            if outside := [a for a in addresses.tolist() if not self.place(a)]:
                found.append(f"{self.kernel}: program {program}: a {kind} of {len(outside)} elements out of bounds")
            if kind == "store" and len(np.unique(addresses)) < len(addresses):
                found.append(f"{self.kernel}: program {program}: one store writes an element twice")
            for address in addresses.tolist():
                touched[address][kind].add(program)
        for address, by in touched.items():
            programs = sorted(set().union(*by.values()))
            # Reads may meet reads, and atomics atomics. Everything else needs an order, and programs have none.
            if len(programs) > 1 and (by["store"] or (by["atomic"] and by["load"])):
                where, kinds = self.place(address) or "out of bounds", " and ".join(sorted(k for k in by if by[k]))
                found.append(f"{self.kernel}: a race for {where}: {kinds} by programs {programs[:3]}")
        return found


@contextlib.contextmanager
def watched():
    """Give the list of the launches in this block. In the interpreter only: on a GPU it stays empty.

    Implements nothing: it looks on.
    """
    launches, builder, run = [], interpreter.interpreter_builder, interpreter.GridExecutor.__call__

    def launch(executor, *args, **named):
        given = dict(zip(executor.arg_names, args, strict=False)) | named
        tensors = {name: value for name, value in given.items() if hasattr(value, "data_ptr")}
        launches.append(Launch(executor.fn.__name__, tensors))
        return run(executor, *args, **named)

    def noted(kind, plain, pointers, mask):
        def access(*given):
            at = given[pointers].data
            lanes = np.broadcast_to(given[mask].data, at.shape).astype(bool)
            size = given[pointers].get_element_ty().primitive_bitwidth // 8
            launches[-1].accesses.append((builder.grid_idx, kind, at[lanes].astype(np.int64), size))
            return plain(*given)

        return access

    with contextlib.ExitStack() as patches:
        patches.enter_context(mock.patch.object(interpreter.GridExecutor, "__call__", launch))
        for kind, method, pointers, mask in [
            ("load", "create_masked_load", 0, 1),  # at which of its arguments the pointers and the mask stand
            ("store", "create_masked_store", 0, 2),
            ("atomic", "create_atomic_rmw", 1, 3),
        ]:
            access = noted(kind, getattr(builder, method), pointers, mask)
            patches.enter_context(mock.patch.object(builder, method, access))
        yield launches


# --8<-- [end:accesses]


# --8<-- [start:sectors]
def sectors(launch, *kinds):
    """How many 32-byte sectors the warps of a launch ask for, in accesses of these kinds.

    Takes it that lane k of warp w touches element 32 w + k of a block, and that a warp's access is one request.
    Implements nothing: it counts.
    """
    count = 0
    for _, kind, addresses, _ in launch.accesses:
        if kind in kinds:
            warps = np.split(addresses // 32, range(32, len(addresses), 32))
            count += sum(len(np.unique(warp)) for warp in warps)
    return count


# --8<-- [end:sectors]
