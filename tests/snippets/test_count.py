"""snippets/count.py: what the counter notes, against counts made by hand; and against the profiler."""

import pytest
import torch
from torch.autograd.profiler import profile

from snippets import hardware
from snippets.count import Kernel, Traffic, distinct_bytes


def counted(run):
    with Traffic() as traffic:
        run()
    return traffic.kernels


@pytest.mark.parametrize("n", [1, 5, 1000])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_addition_reads_two_arrays_and_writes_one(n, dtype):
    a, b = torch.ones(n, dtype=dtype), torch.ones(n, dtype=dtype)
    size = n * dtype.itemsize
    assert counted(lambda: a + b) == [Kernel("add.Tensor", 2 * size, size, fresh=size)]
    assert counted(lambda: a.add_(b)) == [Kernel("add_.Tensor", 2 * size, size)]


def test_elements_that_are_shared_count_once():
    a = torch.ones(6)
    assert counted(lambda: a * a) == [Kernel("mul.Tensor", 24, 24, fresh=24)]
    assert counted(lambda: torch.ones(1).expand(6) * a)[-1] == Kernel("mul.Tensor", 24 + 4, 24, fresh=24)
    assert counted(lambda: torch.cat([a, a[:3]])) == [Kernel("cat.default", 24 + 12, 36, fresh=36)]
    assert counted(lambda: a[:3] * a[3:]) == [Kernel("mul.Tensor", 24, 12, fresh=12)]
    assert distinct_bytes([a, a.view(6), a[:3], "no tensor", None]) == 24 + 12


def test_what_launches_nothing_is_left_out():
    a = torch.ones(6)
    assert counted(lambda: (a.view(2, 3).T, a.expand(4, 6), a.detach(), torch.empty_like(a), torch.empty(3))) == []
    assert counted(lambda: torch.zeros_like(a)) == [Kernel("zeros_like.default", 0, 24, fresh=24)]
    assert counted(lambda: a.new_zeros(2)) == [Kernel("new_zeros.default", 0, 8, fresh=8)]


def test_products_have_flops_and_what_is_written_in_place_is_not_fresh():
    A, B = torch.ones(2, 3), torch.ones(3, 5)
    assert counted(lambda: A @ B) == [Kernel("mm.default", 24 + 60, 40, fresh=40, flops=2 * 2 * 3 * 5)]
    assert counted(lambda: A.relu_()) == [Kernel("relu_.default", 24, 24)]
    with Traffic() as traffic:
        (A @ B).sum()
    assert traffic.flops() == 60


def test_backward_is_counted_too():
    a = torch.ones(6, requires_grad=True)
    kernels = counted(lambda: torch.sin(a).sum().backward())
    assert [kernel.name for kernel in kernels[2:]] == ["ones_like.default", "cos.default", "mul.Tensor"]


def test_nothing_is_counted_outside():
    with Traffic() as traffic:
        torch.ones(3).sin()
    before = list(traffic.kernels)
    torch.ones(3).sin()
    assert traffic.kernels == before
    assert traffic.total() == 12 + 12 + 12


def profiled(run):
    """The operators that the profiler saw, but those inside another operator."""
    with profile(use_kineto=False) as seen:
        run()

    def inner(event):
        parent = event.cpu_parent
        return parent is not None and (parent.name.startswith("aten::") or inner(parent))

    return [event for event in seen.function_events if event.name.startswith("aten::") and not inner(event)]


@pytest.mark.parametrize("way", [hardware.eager, hardware.library, hardware.by_hand])
def test_the_profiler_sees_the_same_operators(way):
    y, y_star = torch.ones(10), torch.zeros(10)
    names = [event.name.removeprefix("aten::") for event in profiled(lambda: way(y, y_star))]
    kernels = [kernel.name.split(".")[0] for kernel in counted(lambda: way(y, y_star))]
    assert [name for name in names if name not in ("detach", "expand", "broadcast_tensors")] == kernels


def test_a_power_of_one_is_a_copy():
    (power,) = profiled(lambda: torch.ones(10).pow(1)[1:])[1:-1]
    assert power.name == "aten::pow"
    assert "aten::copy_" in {child.name for child in power.cpu_children}
    (power,) = profiled(lambda: torch.ones(10).pow(2)[1:])[1:-1]
    assert "aten::copy_" not in {child.name for child in power.cpu_children}


def test_keywords_reach_the_operator():
    with Traffic() as traffic:
        found = torch.full_like(torch.ones(3), 2, dtype=torch.float64)
    assert found.dtype == torch.float64 and traffic.kernels[-1].written == 24
