"""TF32 on a GPU: PyTorch's products take the nearest numbers of ten bits, `tl.dot` cuts the other bits off."""

from unittest import mock

import numpy as np
import pytest
import torch
from hold import DEVICE, on_cpu
from triton._C.libtriton import ir
from triton.runtime import interpreter

from snippets import kernel_matmul, kernel_network
from snippets.kernel import tl, triton
from snippets.precision import gamma, rounded

ASKING = [
    ([(3, 4), (4, 5), (3, 5)], kernel_matmul.backward),
    ([(3, 4), (5, 2), (3, 5), (3, 2), (3, 2)], kernel_network.backward),
]
on_cuda = pytest.mark.skipif(DEVICE != "cuda", reason="needs a CUDA device: elsewhere factors stay float32's")


def cut(x):
    """The float32 numbers x without their last thirteen bits."""
    return (x.view(np.uint32) & 0xFFFFE000).view(np.float32)


def factors(n):
    """An n by n array; some of its numbers lie in the middle between two of ten bits."""
    x = np.random.default_rng(0).standard_normal((n, n)).astype(np.float32)
    x[0] = cut(x[0]) + np.spacing(cut(x[0])) * 2**12
    return x


@triton.jit
def product(A, B, C, T: tl.constexpr):
    i = tl.arange(0, T)[:, None] * T + tl.arange(0, T)[None, :]
    tl.store(C + i, tl.dot(tl.load(A + i), tl.load(B + i), input_precision="tf32"))


def by_pytorch(A, B):
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("high")
    C = A @ B
    torch.set_float32_matmul_precision(before)
    return C


def by_triton(A, B):
    C = torch.empty_like(A)
    product[(1,)](A, B, C, len(A))
    return C


def seen(multiply, n=128):
    """Some numbers, and what they are as the first and as the second factor of a product with the identity."""
    x = factors(n)
    X, one = torch.tensor(x, device=DEVICE), torch.eye(n, device=DEVICE)
    return x, multiply(X, one).cpu().numpy(), multiply(one, X).cpu().numpy()


def shares(multiply):
    """The share of the numbers that are the nearest of ten bits, that are cut, and the largest error in 2^-11."""
    x, first, second = seen(multiply)
    assert np.array_equal(first, second), "the two factors aren't rounded alike"
    largest = float((abs(first - x) / abs(x)).max() * 2**11)
    return {"nearest": float((first == rounded(x, 10)).mean()), "cut": float((first == cut(x)).mean()), "most": largest}


def bias(multiply, n=4096):
    """The mean and the largest relative error of sums of n products, of positive numbers that ten bits hold."""
    draw = np.random.default_rng(0)
    A, B = (torch.tensor(cut(draw.random((n, n)).astype(np.float32)), device=DEVICE) for _ in range(2))
    exact = A.double() @ B.double()
    off = (multiply(A, B) - exact) / exact
    return {"mean": float(off.mean()), "largest": float(off.abs().max())}


@on_cuda
def test_pytorch_takes_the_nearest():
    x, first, second = seen(by_pytorch)
    assert np.array_equal(first, rounded(x, 10)) and np.array_equal(second, rounded(x, 10))
    assert not np.array_equal(first, cut(x))


@on_cuda
def test_triton_cuts():
    x, first, second = seen(by_triton)
    assert np.array_equal(first, cut(x)) and np.array_equal(second, cut(x))
    assert (abs(first - x) > 2.0**-11 * abs(x)).any(), "the unit roundoff isn't twice as large"


@on_cuda
def test_sums_are_cut_and_within_the_bound_of_that():
    n = 1024
    plain, short = bias(torch.matmul, n), bias(by_pytorch, n)
    assert plain["largest"] <= gamma(n - 1, 2**-24) and short["largest"] <= gamma(n - 1, 2**-23)
    assert short["mean"] < -10 * abs(plain["mean"]), "cut sums of positive numbers are too small"


@on_cpu
@pytest.mark.parametrize("shapes, backward", ASKING)
def test_the_kernels_ask_for_float32(shapes, backward):
    builder, plain = interpreter.interpreter_builder, interpreter.interpreter_builder.create_dot
    asked = []

    def noted(a, b, d, precision, *rest):
        asked.append(precision)
        return plain(a, b, d, precision, *rest)

    with mock.patch.object(builder, "create_dot", noted):
        backward(*(torch.ones(*shape) for shape in shapes))
    assert asked and set(asked) == {ir.INPUT_PRECISION.IEEE}


def test_a_number_is_cut_by_less_than_a_last_bit():
    x = factors(16)
    assert (abs(cut(x)) <= abs(x)).all() and (abs(cut(x) - x) < 2.0**-10 * abs(x)).all()
    assert (abs(cut(x) - x) > 2.0**-11 * abs(x)).any() and np.array_equal(cut(cut(x)), cut(x))
    assert np.array_equal(abs(x[0] - cut(x[0])), np.spacing(abs(cut(x[0]))) * 2**12), "these aren't in the middle"
