"""snippets/hardware.py: three ways to one gradient, and the exact counts that docs/hardware.md tells and draws."""

import re

import pytest
import torch
from project import ROOT
from reference import draw

from snippets.count import Traffic
from snippets.hardware import by_hand, eager, library

PAGE = ROOT / "docs/hardware.md"
DEVICES = [
    "cpu",
    pytest.param(
        "cuda",
        marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device; this machine has none"),
    ),
]


def kernels(way, n, device="cpu"):
    y, y_star = draw(n, dtype=torch.float32).to(device), draw(n, seed=1, dtype=torch.float32).to(device)
    with Traffic() as traffic:
        way(y, y_star)
    return traffic.kernels


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("shape", [(1,), (4,), (2, 3)])
@pytest.mark.parametrize("way", [eager, library])
def test_gradient(way, shape, device):
    y, y_star = draw(*shape, dtype=torch.float32), draw(*shape, seed=1, dtype=torch.float32)
    g = way(y.to(device), y_star.to(device))
    assert g.device.type == device
    assert torch.equal(g.cpu(), 2 * (y - y_star))
    assert not torch.equal(g.cpu(), y - y_star)
    assert not y.requires_grad, "the caller's tensor was changed"


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("n", [1, 2, 5])
def test_by_hand(n, device):
    y, y_star = draw(n).to(device), draw(n, seed=1).to(device)
    before = y.clone()
    L, g = by_hand(y, y_star)
    y.requires_grad_()
    expected = ((y - y_star) ** 2).sum()
    expected.backward()
    torch.testing.assert_close(L, expected.detach())
    assert torch.equal(g, y.grad)
    assert torch.equal(y.detach(), before), "the buffer was the caller's"


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("n", [1, 2, 1000])
def test_counts(n, device):
    seven, three, also_three = (kernels(way, n, device) for way in (eager, library, by_hand))
    assert (len(seven), len(three), len(also_three)) == (7, 3, 3)
    assert sum(k.read for k in seven) == 4 * (7 * n + 1)
    assert sum(k.written for k in seven) == 4 * (5 * n + 2)
    assert sum(k.read + k.written for k in seven) == 48 * n + 12
    assert sum(k.read + k.written for k in three) == 20 * n + 12
    assert sum(k.read + k.written for k in also_three) == 24 * n + 4


def test_a_kernel_more_is_noticed():
    def with_a_copy(y, y_star):
        return eager(y.clone(), y_star)

    assert len(kernels(with_a_copy, 10)) == 8
    assert sum(k.read + k.written for k in kernels(with_a_copy, 10)) == 48 * 10 + 12 + 80


def drawn(way):
    """Bytes an element that the page's figure draws for `way`, bar by bar from the left, at 8 pixels a byte."""
    (group,) = re.findall(rf'<g data-way="{way}">(.*?)</g>', PAGE.read_text(), re.DOTALL)
    return [int(width) / 8 for width in re.findall(r'width="(\d+)"', group)]


def counted(way):
    """The same, counted; scalars round to nothing."""
    n = 1000
    parts = [part for kernel in kernels(way, n) for part in (kernel.read, kernel.written)]
    return [round(part / n) for part in parts if round(part / n)]


def test_the_figure_is_to_scale():
    assert drawn("eager") == counted(eager)
    assert drawn("by_hand") == counted(by_hand)
    # the temporary, 4 bytes written and 4 read, is inside mse_loss: tests and page show it with the profiler
    assert drawn("library") == [counted(library)[0], 4, 4, *counted(library)[1:]]
    assert drawn("least") == [4 + 4, 4]


def cells(heading):
    """The rows of the page's table whose first line begins with `heading`, each a list of its cells."""
    _, table = PAGE.read_text().split(f"\n{heading}", 1)
    rows = table.split("\n\n", 1)[0].split("\n")[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def value(formula, n):
    """The number that a formula such as `$28 n + 4$` has at `n`."""
    return eval(re.sub(r"(\d) n", r"\1 * n", formula.strip("$")), {"n": n})


def test_the_table_of_ways_is_what_is_counted():
    n = 1000
    words = {1: "one", 3: "three", 4: "four", 7: "seven"}
    told = [(row[1], value(row[2], n)) for row in cells("| in float32, loss and gradient |")]
    ways = [kernels(way, n) for way in (eager, library, by_hand)]
    expected = [[len(ks), sum(k.read + k.written for k in ks)] for ks in ways]
    expected[1][0] += 1  # the sum inside mse_loss, and its temporary, written and read
    expected[1][1] += 8 * n
    expected.append([1, 12 * n])
    assert told == [(words[count], total) for count, total in expected]


def test_the_table_of_kernels_is_what_is_counted():
    n = 1000
    told = [(row[1].strip("`"), value(row[3], n), value(row[4], n)) for row in cells("| | kernel |")]
    assert told == [(k.name.split(".")[0], k.read / 4, k.written / 4) for k in kernels(eager, n)]
