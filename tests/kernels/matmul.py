"""snippets/kernel_matmul.py: both gradients of a product within their bounds, in three dtypes; its twins, caught."""

import pytest
import torch
from hold import held, on_cpu, ran, within
from reference import draw

from snippets.kernel import tl, triton
from snippets.kernel_matmul import backward, product, statement

T = 16
TILES = {"TM": T, "TN": T, "TK": T}
SHAPES = [(1, 1, 1), (2, 3, 1), (1, T + 1, 2), (T, T, T), (T - 1, T + 1, 3), (5, 2, 2 * T + 1)]


def data(m, n, p, dtype=torch.float32):
    X, W, grad_Y = draw(m, n, seed=1), draw(n, p, seed=2), draw(m, p, seed=3)
    return X.to(dtype), W.to(dtype), grad_Y.to(dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
@pytest.mark.parametrize("shape", SHAPES)
def test_within_its_bound(shape, dtype):
    held(backward, statement, *data(*shape, dtype=dtype), **TILES)


@pytest.mark.parametrize("shape", [(0, 2, 3), (2, 0, 3), (2, 3, 0)])
def test_empty(shape):
    X, W, grad_Y = data(*shape)
    grad_X, grad_W = ran(backward, X, W, grad_Y, **TILES)
    assert torch.equal(grad_X, torch.zeros_like(X)) and torch.equal(grad_W, torch.zeros_like(W))


def test_the_default_tiles():
    held(backward, statement, *data(9, 33, 5))


@pytest.mark.parametrize(
    "X, W, grad_Y, message",
    [
        (torch.ones(3, 2).T, torch.ones(3, 4), torch.ones(2, 4), "X isn't contiguous"),
        (torch.ones(2, 3), torch.ones(4, 3).T, torch.ones(2, 4), "W isn't contiguous"),
        (torch.ones(2, 3), torch.ones(3, 4), torch.ones(4, 2), r"X \(2, 3\), W \(3, 4\) and grad_Y \(4, 2\) don't fit"),
        (torch.ones(2, 3), torch.ones(3, 4), torch.ones(2, 4).double(), "grad_Y is torch.float64"),
    ],
)
def test_what_it_would_misread_is_refused(X, W, grad_Y, message):
    with pytest.raises(ValueError, match=message):
        backward(X, W, grad_Y)


@triton.jit
def broken(A, B, C, M, N, K, UPCAST: tl.constexpr, MASKED: tl.constexpr, T: tl.constexpr):
    """C = A B in one tile a program; without the mask along K, or without the upcast."""
    i, j = tl.arange(0, T)[:, None], tl.arange(0, T)[None, :]
    tile = tl.zeros((T, T), C.dtype.element_ty)
    for start in range(0, K, T):
        across, down = start + tl.arange(0, T)[None, :], start + tl.arange(0, T)[:, None]
        inside_A, inside_B = (i < M) & (across < K), (down < K) & (j < N)
        if not MASKED:
            inside_A, inside_B = (i < M) & (across < across + 1), (j < N) & (down < K)
        a, b = tl.load(A + i * K + across, inside_A, 0.0), tl.load(B + down * N + j, inside_B, 0.0)
        if UPCAST:
            a, b = a.to(tl.float32), b.to(tl.float32)
        tile = tl.dot(a, b, tile, input_precision="ieee")
    tl.store(C + i * N + j, tile, (i < M) & (j < N))


def twin(upcast=True, masked=True):
    def product(A, B):
        C = torch.empty(len(A), B.shape[1], device=A.device)
        broken[(1,)](A, B, C, *C.shape, A.shape[1], upcast, masked, T)
        return C

    return product


def plain(A, B):
    return A @ B


@on_cpu
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_intact_twin_holds(dtype):
    held(twin(), plain, *data(3, T + 1, 5, dtype)[:2])


@on_cpu
def test_the_bf16_dot_of_the_interpreter_is_caught():
    with pytest.raises(AssertionError, match="15 of 15 are off by more than their bound"):
        held(twin(upcast=False), plain, *data(3, T + 1, 5, torch.bfloat16)[:2])


@on_cpu
def test_a_load_without_the_mask_along_k_is_caught_though_its_product_is_right():
    A, B = data(3, T + 1, 5)[:2]
    within((twin(masked=False)(A, B),), plain, A, B)  # what is read past the end meets zeros
    with pytest.raises(AssertionError, match=r"a load of \d+ elements out of bounds"):
        held(twin(masked=False), plain, A, B)


def test_a_transpose_forgotten_is_caught_on_a_square_shape():
    def forgetful(X, W, grad_Y):
        grad_X, n = torch.empty_like(X), len(X)
        product[(1, 1)](grad_Y, W, grad_X, n, n, n, n, 1, n, 1, T, T, T)
        return grad_X, backward(X, W, grad_Y)[1]

    with pytest.raises(AssertionError, match="result 0: 25 of 25 are off by more than their bound"):
        held(forgetful, statement, *data(5, 5, 5))
