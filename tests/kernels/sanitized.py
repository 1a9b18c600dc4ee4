"""Each kernel once on a GPU, for NVIDIA's Compute Sanitizer to look on; named on the command line, a broken twin.

It sees what Triton's interpreter doesn't: the machine code, its shared memory, and what has no initial value. Each
tensor has memory of its own, so that one that's left by an element is found.
"""

import sys

import torch
from reference import draw

from snippets import kernel_bias, kernel_matmul, kernel_network, kernel_norm, kernel_softmax, kernel_squares


def on_gpu(*shape):
    return draw(*shape, dtype=torch.float32).cuda()


def each_kernel():
    """All of them, at sizes that fill no block and no tile."""
    y, X, W, V = on_gpu(1037), on_gpu(37, 45), on_gpu(45, 19), on_gpu(19, 5)
    kernel_squares.loss_and_gradient(y, y + 1)
    kernel_squares.in_any_order(y, y + 1)
    kernel_bias.bias_gradient(X)
    kernel_norm.backward(X, on_gpu(45), X + 1, 1e-5)
    c = torch.arange(37).cuda()
    _, a = kernel_softmax.forward(X, c)
    kernel_softmax.backward(X, c, a, on_gpu(37))
    kernel_matmul.backward(X, W, on_gpu(37, 19))
    H = (X @ W).relu()
    kernel_network.backward(X, V, H, H @ V, on_gpu(37, 5))


if __name__ == "__main__":
    import squares

    y = on_gpu(squares.B + 3)
    squares.twin(getattr(squares, sys.argv[1]))(y, y + 1) if sys.argv[1:] else each_kernel()
    torch.cuda.synchronize()
