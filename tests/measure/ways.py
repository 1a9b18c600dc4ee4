"""What is counted and measured: each way to a loss, at a size that no cache holds, with the formulas of its page."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from project import ROOT

from snippets import hardware, losses, models, products
from snippets.count import Kernel, Traffic

DOCS = ROOT / "docs"


@dataclass(frozen=True)
class Way:
    """A function, the tag of the formula of its bytes, and kernels inside its operators, which no counter sees."""

    run: Callable
    bytes: str
    hidden: Callable[..., list[Kernel]] = lambda **sizes: []


@dataclass(frozen=True)
class Table:
    """The ways to one loss: its page, its large size, its inputs at a size, the tags of its least bytes and FLOPs.

    The inputs are on the device "meta": they have shapes, but no numbers. To count, that is enough.
    """

    page: str
    sizes: dict[str, int]
    inputs: Callable[..., tuple[torch.Tensor, ...]]
    least: str
    flops: str
    ways: dict[str, Way] = field(default_factory=dict)

    def value(self, tag, **sizes):
        """The number that the page's formula `tag` has at these sizes (or at the large ones)."""
        from implements import formula  # what only measures doesn't read pages

        from proofread.evaluate import evaluate

        claim = formula(DOCS / self.page, tag)
        return evaluate(claim.terms[-1], claim.sampling.sample(sizes or self.sizes, random.Random(0), "mixed").env)

    def kernels(self, way, device="meta", **sizes):
        """What runs when a way is run at these sizes (or at the large ones)."""
        inputs = drawn(self.inputs(**(sizes or self.sizes)), device)
        with Traffic() as traffic:
            self.ways[way].run(*inputs)
        return traffic.kernels + self.ways[way].hidden(**(sizes or self.sizes))


def arrays(*shapes):
    return tuple(torch.empty(shape, device="meta") for shape in shapes)


def drawn(inputs, device="cpu"):
    """Tensors like these with numbers in them, the same at each call: normal ones, and classes 0 and 1."""
    if device == "meta":
        return inputs
    generator = torch.Generator().manual_seed(0)
    draw = {torch.float32: torch.randn, torch.int64: lambda shape, **rest: torch.randint(2, shape, **rest)}
    return tuple(draw[a.dtype](a.shape, generator=generator).to(device) for a in inputs)


TABLES = {
    "sum-of-squares": Table(
        page="hardware.md",
        sizes={"n": 10**7},
        inputs=lambda n: arrays((n,), (n,)),
        least="least-bytes",
        flops="flops",
        ways={
            "as it is written": Way(hardware.eager, "eager-bytes"),
            # the squares are written to a temporary and read again: the page shows it with the profiler
            "`mse_loss`": Way(
                hardware.library, "library-bytes", lambda n: [Kernel("temporary", 4 * n, 4 * n, fresh=4 * n)]
            ),
            "by hand": Way(hardware.by_hand, "by-hand-bytes"),
        },
    ),
    "cross-entropy": Table(
        page="losses.md",
        sizes={"B": 8192, "V": 2048},
        inputs=lambda B, V: (*arrays((B, V)), torch.empty(B, dtype=torch.int64, device="meta")),
        least="cross-entropy-least",
        flops="cross-entropy-flops",
        ways={
            "composed": Way(losses.cross_entropy_composed, "cross-entropy-composed"),
            "fused": Way(losses.cross_entropy_fused, "cross-entropy-fused"),
        },
    ),
    "layer-norm": Table(
        page="losses.md",
        sizes={"N": 8192, "p": 2048},
        inputs=lambda N, p: arrays((N, p), (N, p)),
        least="layer-norm-least",
        flops="layer-norm-flops",
        ways={
            "composed": Way(losses.layer_norm_composed, "layer-norm-composed"),
            "fused": Way(losses.layer_norm_fused, "layer-norm-fused"),
        },
    ),
    "linear-layer": Table(
        page="products.md",
        sizes={"N": 4096, "p": 1024, "m": 1024},
        inputs=lambda N, p, m: arrays((N, p), (p, m), (m,), (N, m)),
        least="linear-least",
        flops="linear-flops",
        ways={"forward and backward": Way(products.linear, "linear-bytes")},
    ),
    "network": Table(
        page="models.md",
        sizes={"N": 4096, "p": 1024, "h": 1024, "m": 256},
        inputs=lambda N, p, h, m: arrays((N, p), (p, h), (h, m), (N, m)),
        least="network-least",
        flops="network-flops",
        ways={"forward and backward": Way(models.network, "network-bytes")},
    ),
    "scores": Table(
        page="models.md",
        sizes={"S": 4096, "k": 64},
        inputs=lambda S, k: arrays((S, k), (S, k), (S, S)),
        least="scores-least",
        flops="scores-flops",
        ways={"forward and backward": Way(models.scores, "scores-bytes")},
    ),
}


# The four numbers of a machine, each from something that it alone decides.
RATES = {
    "sum of two arrays, in place": lambda: _in_place(10**7),
    "product of two matrices": lambda: _product(2048),
    "sum of two numbers": lambda: _in_place(1),
    "fill, in place": lambda: _fill(10**7),
    "fill, new": lambda: _fill_new(10**7),
}


def _in_place(n):
    a, b, c = drawn(arrays((n,), (n,), (n,)))
    return lambda: torch.add(a, b, out=c)


def _product(n):
    A, B, C = drawn(arrays((n, n), (n, n), (n, n)))
    return lambda: torch.mm(A, B, out=C)


def _fill(n):
    a = torch.empty(n)
    return lambda: a.fill_(1.0)


def _fill_new(n):
    return lambda: torch.empty(n).fill_(1.0)


def prepared(table, way):
    """What to call, and to time, for a way of a table: its inputs are there already."""
    if table == "rates":
        return RATES[way]()
    run, inputs = TABLES[table].ways[way].run, drawn(TABLES[table].inputs(**TABLES[table].sizes))
    return lambda: run(*inputs)
