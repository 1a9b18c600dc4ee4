"""Measures on a CUDA device: the site's kernels beside PyTorch's own, and the ways to one loss and its gradient."""

import datetime
import functools
import re
import subprocess
import sys
import time
from collections import namedtuple

import torch
from project import KERNEL_TESTS, PAGES, ROOT

LARGE, SMALL, RUNS = 2**28, 1000, 20
IN_A_GRAPH = 100  # calls; what it takes to start the graph itself is shared by that many

# A kernel at a large size: how to call it, and PyTorch's own; the bytes that it has to move, or its FLOPs.
Case = namedtuple("Case", "call library bytes flops", defaults=(0, 0))
# A way to the loss and its gradient; the bytes that it moves, for an element.
Way = namedtuple("Way", "call bytes")


def cases():
    """Each kernel of the site, by name."""
    from snippets import kernel_bias, kernel_matmul, kernel_network, kernel_norm, kernel_softmax

    def draw(*shape):
        return torch.randn(*shape, device="cuda")

    m, n = 16384, 4096
    X, G, gamma, beta = draw(m, n), draw(m, n), draw(n), draw(n)
    c, g = torch.randint(n, (m,), device="cuda"), draw(m)
    _, a = kernel_softmax.forward(X, c)
    leaf, scale, shift = (t.clone().requires_grad_() for t in (X, gamma, beta))
    losses = torch.nn.functional.cross_entropy(leaf, c, reduction="none")
    normed = torch.nn.functional.layer_norm(leaf, (n,), scale, shift)

    N, h, p = 4096, 4096, 1024
    A, W, grad_Y = draw(N, N), draw(N, N), draw(N, N)
    W_2, H, Y_hat, Y_star = draw(h, p), draw(N, h).relu(), draw(N, p), draw(N, p)
    return {
        "softmax cross-entropy, forward": Case(
            lambda: kernel_softmax.forward(X, c)[0],
            lambda: torch.nn.functional.cross_entropy(X, c, reduction="none"),
            4 * m * n,
        ),
        "softmax cross-entropy, backward": Case(
            lambda: kernel_softmax.backward(X, c, a, g),
            lambda: torch.autograd.grad(losses, leaf, g, retain_graph=True)[0],
            8 * m * n,
        ),
        "layer norm, backward": Case(
            lambda: kernel_norm.backward(X, gamma, G, 1e-5),
            lambda: torch.autograd.grad(normed, (leaf, scale, shift), G, retain_graph=True),
            12 * m * n,
        ),
        "bias, backward": Case(lambda: kernel_bias.bias_gradient(G), lambda: G.sum(0), 4 * m * n),
        "matrix product, backward": Case(
            lambda: kernel_matmul.backward(A, W, grad_Y),
            lambda: kernel_matmul.statement(A, W, grad_Y),
            flops=4 * N**3,
        ),
        "the same, in tiles of 128 × 128 × 16": Case(
            lambda: kernel_matmul.backward(A, W, grad_Y, 128, 128, 16),
            lambda: kernel_matmul.statement(A, W, grad_Y),
            flops=4 * N**3,
        ),
        "two-layer network, backward": Case(
            lambda: kernel_network.backward(A, W_2, H, Y_hat, Y_star),
            lambda: kernel_network.statement(A, W_2, H, Y_hat, Y_star),
            flops=2 * N * N * h + 4 * N * h * p,
        ),
    }


def ways():
    """The sum of squares and its gradient, by name."""
    from snippets import kernel_squares, ladder

    buffer = functools.cache(lambda n: torch.empty(n, device="cuda"))

    def reused(y, y_star):
        g = buffer(len(y))
        return ladder.reused(y, y_star, g), g

    compiled = torch.compile(torch.func.grad_and_value(ladder.loss))
    return {
        "as it is written": Way(ladder.eager, 48),
        "`out=`": Way(reused, 24),
        "`torch.compile`": Way(lambda y, y_star: compiled(y, y_star)[::-1], 12),
        "the kernel of this site": Way(kernel_squares.loss_and_gradient, 12),
        "with atomic additions": Way(kernel_squares.in_any_order, 12),
    }


def on_the_device(call):
    """Seconds: the median of what a call takes there."""
    from triton.testing import do_bench

    return do_bench(call, return_mode="median") / 1e3


def in_a_queue(call, calls=1000):
    """Seconds a call, of many calls that Python makes without waiting for any of them."""
    for _ in range(10):
        call()
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(calls):
        call()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) / calls


def in_a_graph(call):
    """Seconds a call, of calls that were recorded once: Python has no part in them."""
    side = torch.cuda.Stream()
    with torch.cuda.stream(side):
        for _ in range(3):
            call()
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(IN_A_GRAPH):
            call()
    return in_a_queue(graph.replay, 100) / IN_A_GRAPH


def launches(call):
    """The names of the kernels that run on the device in a call, as PyTorch's profiler sees them."""
    call()
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CUDA]) as profiled:
        call()
        torch.cuda.synchronize()
    return [e.name for e in profiled.events() if e.device_type == torch.autograd.DeviceType.CUDA]


def short_products():
    """Products of float32 matrices, in float32 and in TF32: what they take, and how they round."""
    import tf32

    n = 4096
    A, B = torch.rand(n, n, device="cuda"), torch.rand(n, n, device="cuda")
    found = {"products": {}, "factors": {}}
    for name, multiply in {"float32": torch.matmul, "TF32": tf32.by_pytorch}.items():
        took = on_the_device(lambda multiply=multiply: multiply(A, B))
        found["products"][name] = {"seconds": took, "flops": 2 * n**3} | tf32.bias(multiply, n)
    for name, multiply in {"`torch.mm`": tf32.by_pytorch, "`tl.dot`": tf32.by_triton}.items():
        found["factors"][name] = tf32.shares(multiply)
    return found


def assert_same(name, ours, library):
    """Raise AssertionError where a result is farther from PyTorch's than float32 explains; the tests know the bound."""
    for mine, theirs in zip(*(r if isinstance(r, tuple) else (r,) for r in (ours, library)), strict=True):
        off = float((mine - theirs).norm() / theirs.norm())
        assert off < 1e-5, f"{name}: {off} off, relatively"


def measure():
    """Seconds and counts, as in docs/_figures/gpu.json; each result is held against PyTorch's own first."""
    source, one = torch.randn(LARGE, device="cuda"), torch.zeros(1, device="cuda")
    target = torch.empty_like(source)
    found = {
        "where": where(),
        "copy": on_the_device(lambda: target.copy_(source)),
        "launch": in_a_graph(lambda: one.add_(1)),
        "launch from Python": in_a_queue(lambda: one.add_(1)),
        "kernels": {},
        "ways": {},
    }
    found["held"] = held()
    found["short"] = short_products()
    print(found["held"], found["short"], flush=True)
    for name, case in cases().items():
        assert_same(name, case.call(), case.library())
        took = {"seconds": on_the_device(case.call), "library": on_the_device(case.library)}
        found["kernels"][name] = {"bytes": case.bytes, "flops": case.flops} | took
        print(name, found["kernels"][name], flush=True)
    large = source, target.normal_()
    small = tuple(t[:SMALL] for t in large)
    exact = float(((large[0].double() - large[1].double()) ** 2).sum())
    for name, way in ways().items():
        L, g = way.call(*large)
        assert torch.equal(g, 2 * (large[0] - large[1])), f"{name}: the gradient differs"
        assert abs(float(L) / exact - 1) < 1e-4, f"{name}: the loss differs"
        ran = launches(lambda way=way: way.call(*large))
        losses = {float(way.call(*large)[0]) for _ in range(RUNS)}
        found["ways"][name] = {
            "bytes": way.bytes,
            "launches": len(ran),
            "losses": len(losses),
            "large": on_the_device(lambda way=way: way.call(*large)),
            "small": in_a_graph(lambda way=way: way.call(*small)),
            "small from Python": in_a_queue(lambda way=way: way.call(*small)),
        }
        print(name, found["ways"][name], *ran, sep="\n    ", flush=True)
    return found


def held():
    """How many tests of the kernels, blocks of pages and runs of the sanitizer pass on this device: all have to."""
    pages = [path for path in PAGES if '"cuda" if' in path.read_text()]
    return {
        "tests": passed(*KERNEL_TESTS),
        "blocks": passed("--blocks", *pages),
        "sanitizer": passed("tests/snippets/test_kernels.py", "-k", "sanitizer"),
    }


def passed(*arguments):
    """How many tests pass, of those that pytest runs with these arguments. RuntimeError if one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode or not (found := re.search(r"(\d+) passed", run.stdout)):
        raise RuntimeError(run.stdout + run.stderr)
    return int(found[1])


def where():
    """The device, its driver, the versions and the date."""
    import triton

    query = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader", "--id=0"]
    driver = subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip()
    versions = f"driver {driver}, CUDA {torch.version.cuda}, torch {torch.__version__}, triton {triton.__version__}"
    return f"{torch.cuda.get_device_name()}, {versions}, {datetime.date.today().isoformat()}"
