"""What the kernels move on a CUDA device, as a share of what a copy moves there; `make bench` writes it down."""

import datetime
import subprocess

import torch
from project import ROOT

PAGE = ROOT / "docs" / "_figures" / "gpu.md"


def cases():
    """Each kernel at a large size, by name: how to call it, and the least bytes that it must move."""
    from snippets import kernel_bias, kernel_norm, kernel_softmax, kernel_squares

    def draw(*shape):
        return torch.randn(*shape, device="cuda")

    m, n = 16384, 1024
    y, y_star, X, G, gamma = draw(m * n), draw(m * n), draw(m, n), draw(m, n), draw(n)
    c = torch.randint(n, (m,), device="cuda")
    _, a = kernel_softmax.forward(X, c)
    g = draw(m)
    return {
        "sum of squares, value and gradient": (lambda: kernel_squares.loss_and_gradient(y, y_star), 12 * m * n),
        "softmax cross-entropy, forward": (lambda: kernel_softmax.forward(X, c), 4 * m * n),
        "softmax cross-entropy, backward": (lambda: kernel_softmax.backward(X, c, a, g), 8 * m * n),
        "layer norm, backward": (lambda: kernel_norm.backward(X, gamma, G, 1e-5), 12 * m * n),
        "bias, backward": (lambda: kernel_bias.bias_gradient(G), 4 * m * n),
    }


def milliseconds(function):
    """The median time of a call on the device."""
    from triton.testing import do_bench

    return do_bench(function, return_mode="median")


def table(times, copied, where):
    """The page's table, from times in milliseconds and least bytes by name, and the bytes a second of a copy."""
    rows = [
        f"| {name} | {took:.3f} ms | {least / took / 1e6:.0f} GB/s | {least / took * 1e3 / copied:.2f} |"
        for name, (took, least) in times.items()
    ]
    head = ["| kernel | time | least bytes by time | share of a copy's |", "|---|--:|--:|--:|"]
    return "\n".join([*head, *rows, "", f"Measured: {where}. A copy there moves {copied / 1e9:.0f} GB/s.", ""])


def where():
    """The device, its driver, the versions and the date."""
    query = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader", "--id=0"]
    driver = subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip()
    versions = f"driver {driver}, CUDA {torch.version.cuda}, torch {torch.__version__}"
    return f"{torch.cuda.get_device_name()}, {versions}, {datetime.date.today().isoformat()}, by `make bench`"


def bench():
    """Measure, and write the page's table; without a CUDA device say that nothing was measured, and write nothing."""
    if not torch.cuda.is_available():
        print("\nKernels on a GPU: not measured, there is no CUDA device")
        return
    source = torch.empty(2**27, device="cuda")
    target = torch.empty_like(source)
    copied = 2 * source.nbytes / (milliseconds(lambda: target.copy_(source)) / 1e3)
    text = table({name: (milliseconds(call), least) for name, (call, least) in cases().items()}, copied, where())
    PAGE.write_text(text)
    print(f"\nKernels on a GPU, written to {PAGE.relative_to(ROOT)}\n{text}")


if __name__ == "__main__":
    bench()
