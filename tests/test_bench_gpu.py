"""tests/bench_gpu.py: without a GPU it says so and leaves the page alone; its table is simple arithmetic."""

import bench_gpu
import pytest
import torch

on_cpu = pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device: make bench measures it")


@on_cpu
def test_without_a_gpu_nothing_is_measured(capsys):
    before = bench_gpu.PAGE.read_text()
    bench_gpu.bench()
    assert capsys.readouterr().out == "\nKernels on a GPU: not measured, there is no CUDA device\n"
    assert bench_gpu.PAGE.read_text() == before


def test_the_page_says_what_it_is():
    text = bench_gpu.PAGE.read_text()
    assert text.startswith("*Not measured*") or all(
        word in text for word in ("Measured: ", "driver ", "by `make bench`")
    )


def test_the_table():
    text = bench_gpu.table({"a kernel": (0.5, 10**9)}, 4e12, "a device, driver 1, 2026-01-01, by `make bench`")
    assert "| a kernel | 0.500 ms | 2000 GB/s | 0.50 |" in text  # 10^9 bytes in half a millisecond
    assert text.endswith("Measured: a device, driver 1, 2026-01-01, by `make bench`. A copy there moves 4000 GB/s.\n")
