"""What the pages of counts say: kernels, bytes and FLOPs, exactly; and that docs/_figures is made of nothing else."""

import json
import re

import pytest
import torch
from figures import FIGURES, texts
from operations import operations
from ways import TABLES, drawn

from snippets import losses, models, products

SMALL = [3, 7, 5, 11, 2]
WAYS = [(name, way) for name, table in TABLES.items() for way in table.ways]


def small(table, first=0):
    """Small sizes, all different."""
    return dict(zip(table.sizes, SMALL[first:], strict=False))


@pytest.mark.parametrize("name, way", WAYS)
def test_the_pages_formula_is_the_counted_number_of_bytes(name, way):
    table = TABLES[name]
    for sizes in (small(table), small(table, first=1)):
        kernels = table.kernels(way, "cpu", **sizes)
        assert kernels == table.kernels(way, **sizes), "without numbers other kernels run than with them"
        moved = sum(kernel.read + kernel.written for kernel in kernels)
        assert moved == table.value(table.ways[way].bytes, **sizes)
        assert moved >= table.value(table.least, **sizes)


def test_a_byte_more_is_noticed():
    table = TABLES["linear-layer"]
    sizes = small(table)
    moved = sum(kernel.read + kernel.written for kernel in table.kernels("forward and backward", **sizes))
    assert moved != table.value("linear-bytes", **sizes | {"m": sizes["m"] + 1})
    assert moved != table.value("linear-least", **sizes)


@pytest.mark.parametrize("name", ["linear-layer", "network", "scores"])
def test_the_pages_flops_are_those_of_pytorchs_counter(name):
    table = TABLES[name]
    for sizes in (small(table), small(table, first=1)):
        kernels = table.kernels("forward and backward", **sizes)
        assert sum(kernel.flops for kernel in kernels) == table.value(table.flops, **sizes)


@pytest.mark.parametrize("name, plain", [("cross-entropy", losses.cross_entropy), ("layer-norm", losses.layer_norm)])
def test_the_pages_flops_are_those_of_the_plain_statement(name, plain):
    table = TABLES[name]
    for sizes in (small(table), small(table, first=1)):
        arrays = [a.double().numpy() if a.is_floating_point() else a.numpy() for a in drawn(table.inputs(**sizes))]
        assert operations(plain, *arrays) == table.value(table.flops, **sizes)


def test_the_sum_of_squares_takes_four_operations_but_one():
    def plain(y, y_star):
        r = y - y_star
        return (r * r).sum(), r + r

    table = TABLES["sum-of-squares"]
    for n in (1, 2, 5):
        arrays = [a.double().numpy() for a in drawn(table.inputs(n=n))]
        assert operations(plain, *arrays) == table.value("flops", n=n)
        assert operations(lambda y, t, plain=plain: plain(y * 1, t), *arrays) != table.value("flops", n=n)


@pytest.fixture(scope="module")
def made():
    """The files of docs/_figures, made again from counts and from what was measured."""
    return texts(json.loads((FIGURES / "measured.json").read_text()))


def test_the_figures_are_what_is_counted(made):
    # what is of a GPU is written by `make bench` there, see test_bench_gpu.py; drift.json and drift.md by `make drift`
    others = {"measured.json", "drift.json", "drift.md", *(path.name for path in FIGURES.glob("gpu*"))}
    stored = {path.name: path.read_text() for path in FIGURES.iterdir() if path.name not in others}
    assert stored == made, "run `make figures`"


def test_a_count_off_by_one_is_noticed(made):
    text = (FIGURES / "cross-entropy.md").read_text()
    (kernels,) = re.findall(r"\| fused \| (\d+) \|", text)
    assert text.replace(f"| fused | {kernels} |", f"| fused | {int(kernels) + 1} |") != made["cross-entropy.md"]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_on_its_page(name):
    table = TABLES[name]
    page = (FIGURES.parent / table.page).read_text()
    assert f'--8<-- "docs/_figures/{name}.md"' in page


def test_two_ways_and_one_result():
    B, V = 5, 7
    z, c = torch.randn(B, V, dtype=torch.float64), torch.tensor([3, 0, 6, 3, 1])
    x, G = torch.randn(B, V, dtype=torch.float64), torch.randn(B, V, dtype=torch.float64)
    for plain, ways, inputs in [
        (losses.cross_entropy, (losses.cross_entropy_composed, losses.cross_entropy_fused), (z, c)),
        (losses.layer_norm, (losses.layer_norm_composed, losses.layer_norm_fused), (x, G)),
    ]:
        expected = plain(*(a.numpy() for a in inputs))
        for way in ways:
            assert not any(result.requires_grad for result in way(*inputs)), "a result that nothing follows"
            for a, b in zip(expected, way(*inputs), strict=True):
                torch.testing.assert_close(torch.as_tensor(a), b, rtol=1e-12, atol=1e-12)
        shifted = plain(inputs[0].numpy() * 1.001, inputs[1].numpy())
        assert not torch.allclose(torch.as_tensor(shifted[1]), ways[0](*inputs)[1], rtol=1e-6)


def test_logits_of_any_size():
    z, c = 1e3 * torch.randn(4, 6, dtype=torch.float64), torch.tensor([3, 0, 5, 3])
    expected = torch.nn.functional.cross_entropy(z, c)
    for way in (losses.cross_entropy_composed, losses.cross_entropy_fused):
        torch.testing.assert_close(way(z, c)[0], expected)
    torch.testing.assert_close(torch.as_tensor(losses.cross_entropy(z.numpy(), c.numpy())[0]), expected)


def test_the_callers_tensors_stay_without_gradient():
    X, W, V, Y = (torch.randn(*shape) for shape in [(5, 3), (3, 4), (4, 2), (5, 2)])
    Q, K, C = torch.randn(5, 3), torch.randn(5, 3), torch.randn(5, 5)
    layer = (X, W, torch.randn(4), torch.randn(5, 4))
    for way, inputs in [(models.network, (X, W, V, Y)), (models.scores, (Q, K, C)), (products.linear, layer)]:
        results = way(*inputs)
        assert not any(tensor.requires_grad for tensor in (*inputs, *results))
