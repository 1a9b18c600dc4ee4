"""tests/measure/bench_gpu.py: without a GPU it says so and leaves the pages alone; its tables are simple arithmetic."""

import json

import bench_gpu
import pytest
import torch
from measure_gpu import LARGE, SMALL

from snippets import ladder
from snippets.count import Traffic

on_cpu = pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device: make bench measures it")
FOUND = json.loads(bench_gpu.FOUND.read_text())


@on_cpu
def test_without_a_gpu_nothing_is_measured(capsys):
    bench_gpu.bench()
    assert capsys.readouterr().out == "\nKernels on a GPU: not measured, there is no CUDA device\n"
    assert json.loads(bench_gpu.FOUND.read_text()) == FOUND


def test_the_pages_are_made_of_what_was_measured():
    for name, text in bench_gpu.texts(FOUND).items():
        assert (bench_gpu.FIGURES / name).read_text() == text, f"run `make bench` on a GPU: {name} is another's"


@pytest.mark.parametrize(
    "word", ["driver ", "CUDA ", "torch ", "202", "`PYTHONPATH=.:tests/kernels python tests/measure/bench_gpu.py`"]
)
def test_each_table_says_where_it_was_measured(word):
    tables = [text for text in bench_gpu.texts(FOUND).values() if "|--" in text]
    assert len(tables) == 5 and all(word in text.splitlines()[-1] for text in tables)


def simple(**seconds):
    """Measurements of a device that copies a terabyte a second and takes a microsecond for a launch."""
    way = {
        "bytes": 12,
        "launches": 2,
        "losses": 1,
        "large": 12 * LARGE / 1e12,
        "small": 2e-6,
        "small from Python": 9e-6,
    }
    return FOUND | {
        "copy": 8 * LARGE / 1e12,
        "launch": 1e-6,
        "ways": {"the kernel of this site": way | seconds},
        "short": {
            "products": {"TF32": {"flops": 10**12, "seconds": 0.25, "mean": -2.76e-5, "largest": 5e-5}},
            "factors": {"`tl.dot`": {"nearest": 0.25, "cut": 1.0, "most": 1.5}},
        },
        "kernels": {
            "rows": {"bytes": 10**9, "flops": 0, "seconds": 0.002, "library": 0.004},
            "product": {"bytes": 0, "flops": 10**12, "seconds": 0.5, "library": 0.1},
        },
    }


@pytest.mark.parametrize(
    "name, way", [("as it is written", ladder.eager), ("`out=`", lambda *y: ladder.reused(*y, torch.empty_like(y[0])))]
)
def test_the_bytes_of_a_way_are_counted(name, way):
    y, y_star = torch.ones(10_000), torch.zeros(10_000)
    with Traffic() as traffic:
        way(y, y_star)
    assert round(traffic.total() / 10_000, 1) == FOUND["ways"][name]["bytes"]


def test_the_tables():
    rows = bench_gpu.kernels_table(simple()).replace(bench_gpu.SPACE, " ")
    assert "| sum of squares and gradient | 3221 MB | 3.22 ms | 1.00 |  |" in rows
    assert "| rows | 1000 MB | 2 ms | 0.50 | 4 ms |" in rows  # 10^9 bytes in 2 ms, of 10^12 a second
    assert "| product | 1000 GFLOP | 500 ms | 2.0 TFLOP/s | 10.0 TFLOP/s |" in rows
    ways = bench_gpu.ways_table(simple()).replace(bench_gpu.SPACE, " ")
    assert "| the kernel of this site | 2 | 12 | 3.22 ms | 3.22 ms | 2.01 µs | 2 µs | 9 µs | 1 |" in ways
    assert ways.endswith("All are predicted within a factor of two.\n")


def test_the_tables_of_tf32():
    factors, sums = (
        table(simple()).replace(bench_gpu.SPACE, " ") for table in (bench_gpu.factors_table, bench_gpu.sums_table)
    )
    assert "| `tl.dot` | 25 % | 100 % | 1.50 · 2⁻¹¹ |" in factors
    assert "| TF32 | 4 TFLOP/s | −2.8 · 10⁻⁵ | 5.0 · 10⁻⁵ |" in sums


def test_what_isnt_predicted_is_said():
    ways = bench_gpu.ways_table(simple(small=5e-6))
    beyond = f"the kernel of this site, *n* = {SMALL:,}: it takes 2.49 times what is predicted"
    assert ways.endswith(f"Not within a factor of two: {beyond}.\n")
