"""The rungs of the ladder: each a way to the value and gradient of the sum of squares, or a limit; and their table."""

import importlib
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

N = 10**7


@dataclass(frozen=True)
class Rung:
    """What is called to be timed, made from y, y_star and g; and whether each call allocates."""

    prepare: Callable
    allocates: bool = False


def _module(name):
    return importlib.import_module(f"snippets.{name}")  # torch or numba: the other would cost each process a second


def _plain(name):
    def prepare(y, y_star, g):
        import torch

        y, y_star = torch.from_numpy(y), torch.from_numpy(y_star)
        run = getattr(_module("ladder"), name)
        return lambda: run(y, y_star)

    return prepare


def _reused(y, y_star, g):
    import torch

    y, y_star, g = map(torch.from_numpy, (y, y_star, g))
    run = _module("ladder").reused
    return lambda: run(y, y_star, g)


def _compiled(name):
    def prepare(y, y_star, g):
        import torch

        y, y_star = torch.from_numpy(y), torch.from_numpy(y_star)
        function = getattr(_module("ladder"), name)
        run = torch.compile(torch.func.grad_and_value(function) if name == "loss" else function)
        return lambda: run(y, y_star)

    return prepare


def _numba(name, *scalars):
    def prepare(y, y_star, g):
        run = getattr(_module("ladder_numba" if name == "blocks" else "ladder_streamed"), name)
        given = (g, y, y_star) if scalars else (y, y_star, g)
        return lambda: run(*given, *scalars)

    return prepare


LIMITS = {
    "triad": Rung(_numba("triad", np.float32(3))),
    "triad, streamed": Rung(_numba("triad_streamed", np.float32(3))),
}
RUNGS = {
    "eager, as it is written": Rung(_plain("eager"), allocates=True),
    "`out=`, memory reused": Rung(_reused),
    "`torch.compile`, by hand, the loss first": Rung(_compiled("by_hand"), allocates=True),
    "`torch.compile` of `grad_and_value`": Rung(_compiled("loss"), allocates=True),
    "numba, blocks": Rung(_numba("blocks")),
    "numba, streamed": Rung(_numba("streamed")),
}


def aligned(n):
    """n float32, not yet written, from the beginning of a cache line on."""
    room = np.empty(4 * n + 64, np.uint8)
    first = -room.ctypes.data % 64
    return room[first : first + 4 * n].view(np.float32)


def prepared(name):
    """What to call, and to time, for a rung or a limit: its inputs are there already."""
    draw = np.random.default_rng(0)
    y, y_star, g = aligned(N), aligned(N), aligned(N)
    for a in (y, y_star, g):
        draw.standard_normal(out=a, dtype=np.float32)
    return (RUNGS | LIMITS)[name].prepare(y, y_star, g)


def allocators(name):
    """Under which allocators of tests/measure/measure.py it is measured."""
    return ["default", "kept"] if (RUNGS | LIMITS)[name].allocates else ["default"]


def ratio(seconds, over, under):
    """How many times as long `over` takes as `under`, each a name and an allocator: the median of the rounds."""
    pairs = zip(seconds[over[0]][over[1]], seconds[under[0]][under[1]], strict=True)
    return statistics.median(a / b for a, b in pairs)


def table(seconds, source):
    """The ladder's table, from the seconds of each rung, limit and allocator, round by round."""
    eager, (regular, streamed) = next(iter(RUNGS)), LIMITS
    lines = [
        "| | ms | GB/s | of the triad | of the streamed triad | times eager | times eager, pages kept |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in [*RUNGS, *LIMITS]:
        for allocator in allocators(name):
            rung = (name, allocator)
            took = statistics.median(seconds[name][allocator])
            cells = [name + (", pages kept" if allocator == "kept" else ""), f"{1e3 * took:.2f}"]
            cells.append(f"{12 * N / took / 1e9:.1f}")
            cells += [f"{ratio(seconds, (limit, 'default'), rung):.2f}" for limit in (regular, streamed)]
            cells += [f"{ratio(seconds, (eager, kind), rung):.1f}" for kind in ("default", "kept")]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + (
        f"\n\n*n* = {N:,}, float32; GB/s count the least bytes, 12 an element, which a triad moves, too. "
        f"Measured: {source}\n"
    )
