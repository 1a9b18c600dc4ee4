"""`make bench` on a CUDA device: what its memory and its launches predict for the kernels, and what they take.

docs/_figures/gpu.json holds what was measured; the gpu-….md there are made of it and of counts alone.
"""

import json

import torch
from figures import FIGURES, judgement, off
from measure_gpu import LARGE, RUNS, SMALL, measure

FOUND = FIGURES / "gpu.json"
SPACE = "\u00a0"  # between a number and its unit, where no line may break


def kernels_table(found):
    """What each kernel takes at a large size: its share of what a copy moves, or its FLOPs a second."""
    beta, lines = beta_of(found), ["| | moves at least | takes | share of a copy's rate | PyTorch's own takes |"]
    squares = found["ways"]["the kernel of this site"]["large"]
    lines += ["|---|--:|--:|--:|--:|", row("sum of squares and gradient", 12 * LARGE, squares, beta, "")]
    for name, took in found["kernels"].items():
        if took["bytes"]:
            lines.append(row(name, took["bytes"], took["seconds"], beta, ms(took["library"])))
    lines += ["", "| | products | takes | a second | PyTorch's own, a second |", "|---|--:|--:|--:|--:|"]
    for name, took in found["kernels"].items():
        if flops := took["flops"]:
            rates = [f"{flops / took[key] / 1e12:.1f}{SPACE}TFLOP/s" for key in ("seconds", "library")]
            lines.append(f"| {name} | {flops / 1e9:.0f}{SPACE}GFLOP | {ms(took['seconds'])} | {' | '.join(rates)} |")
    return "\n".join([*lines, "", said(found)])


def row(name, least, seconds, beta, library):
    return f"| {name} | {least / 1e6:.0f}{SPACE}MB | {ms(seconds)} | {least / seconds / beta:.2f} | {library} |"


def ways_table(found):
    """The sum of squares and its gradient, way by way: launches, bytes, what that predicts, and what it takes."""
    lines = [
        f"| | launches | bytes an element | *n* = {LARGE:,}: predicted | measured "
        f"| *n* = {SMALL:,}: predicted | measured | called from Python | sums in {RUNS} runs |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    beyond = []
    for name, took in found["ways"].items():
        cells = [name, str(took["launches"]), str(took["bytes"])]
        for size, n, unit in (("large", LARGE, ms), ("small", SMALL, us)):
            expected = took["launches"] * found["launch"] + took["bytes"] * n / beta_of(found)
            cells += [unit(expected), unit(took[size])]
            beyond += off(f"{name}, *n* = {n:,}", took[size], expected)
        cells += [us(took["small from Python"]), str(took["losses"])]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", f"{said(found)} {judgement(beyond)}\n"])


def rates_table(found):
    """The two numbers of the device that predict the rest."""
    return "\n".join(
        [
            "| | this device | measured by |",
            "|---|---|---|",
            f"| $\\beta$, bytes | {beta_of(found) / 1e12:.2f} TB/s | `target.copy_(source)`, {LARGE:,} elements |",
            f"| $\\lambda$, a launch | {us(found['launch'])} | `a.add_(1)`, one element, recorded as a CUDA graph |",
            f"| the same, called from Python | {us(found['launch from Python'])} | without waiting for any of them |",
            "",
            said(found),
        ]
    )


def beta_of(found):
    """The bytes a second that a copy moves: each is read once and written once."""
    return 8 * LARGE / found["copy"]


def ms(seconds):
    return f"{1e3 * seconds:.3g}{SPACE}ms"


def us(seconds):
    return f"{1e6 * seconds:.3g}{SPACE}µs"


def factors_table(found):
    """What becomes of a factor in TF32, by who multiplies."""
    lines = ["| | the nearest | the one cut off | largest error |", "|---|--:|--:|--:|"]
    for name, share in found["short"]["factors"].items():
        nearest, cut = (f"{100 * share[key]:.0f}{SPACE}%" for key in ("nearest", "cut"))
        lines.append(f"| {name} | {nearest} | {cut} | {share['most']:.2f}{SPACE}·{SPACE}2⁻¹¹ |")
    return "\n".join([*lines, "", said(found)])


def sums_table(found):
    """What sums of products of positive numbers, that ten bits hold, are off by."""
    lines = ["| | FLOPs a second | mean error | largest error |", "|---|--:|--:|--:|"]
    for name, took in found["short"]["products"].items():
        rate = f"{took['flops'] / took['seconds'] / 1e12:.0f}{SPACE}TFLOP/s"
        lines.append(f"| {name} | {rate} | {power(took['mean'])} | {power(took['largest'])} |")
    return "\n".join([*lines, "", said(found)])


def power(x):
    """A number as text, in powers of ten."""
    digits, exponent = f"{x:.1e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits.replace('-', '−')}{SPACE}·{SPACE}10{raised}"


def tests_line(found):
    """What of this site's checks was run on the device."""
    tests, blocks, runs = (found["held"][name] for name in ("tests", "blocks", "sanitizer"))
    return (
        f"On this device {tests} tests of the kernels pass, within the same bounds as on a CPU, and {blocks} blocks of "
        f"pages. In {runs} runs, Compute Sanitizer finds nothing but the two twins without a mask.\n"
    )


def said(found):
    command = "PYTHONPATH=.:tests/kernels python tests/measure/bench_gpu.py"
    return f"Measured: {found['where']}, by `{command}`, a part of `make bench`."


def texts(found):
    """The files of docs/_figures that show it, by name."""
    return {
        "gpu-rates.md": rates_table(found) + "\n",
        "gpu-ways.md": ways_table(found),
        "gpu-kernels.md": kernels_table(found) + "\n",
        "gpu-factors.md": factors_table(found) + "\n",
        "gpu-sums.md": sums_table(found) + "\n",
        "gpu-tests.md": tests_line(found),
    }


def bench():
    """Measure, and write the pages' tables; without a CUDA device say that nothing was measured, and write nothing."""
    if not torch.cuda.is_available():
        print("\nKernels on a GPU: not measured, there is no CUDA device")
        return
    found = measure()
    FOUND.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    for name, text in texts(found).items():
        (FIGURES / name).write_text(text)
        print(f"\n{name}\n{text}")


if __name__ == "__main__":
    bench()
