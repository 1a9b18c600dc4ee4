"""The same loop with stores past the caches; and what memory allows, with both kinds of stores."""

import numba

from snippets.ladder_numba import block

# isort: split
# --8<-- [start:stream]
import numpy as np
from llvmlite import ir
from numba.core import cgutils, errors, types
from numba.extending import intrinsic


@intrinsic
def stream(typing, target, at, source, lines):
    """Copy that many cache lines (of 64 bytes) of `source` to `target`, from its element `at` on, past the caches.

    That element's address has to be a multiple of 64, and is not looked at. Refuses what isn't contiguous.
    """
    if target.layout != "C" or source.layout != "C" or target.dtype != source.dtype:
        raise errors.TypingError("only contiguous arrays of one type can be streamed")
    width = target.dtype.bitwidth

    def generate(context, builder, signature, arguments):
        pointers = [context.make_array(signature.args[k])(context, builder, arguments[k]).data for k in (0, 2)]
        pointers[0] = builder.gep(pointers[0], [arguments[1]])
        line = ir.VectorType(context.get_data_type(target.dtype), 512 // width).as_pointer()
        to, of = (builder.bitcast(pointer, line) for pointer in pointers)
        past = builder.module.add_metadata([ir.Constant(ir.IntType(32), 1)])
        with cgutils.for_range(builder, arguments[3]) as loop:
            value = builder.load(builder.gep(of, [loop.index]), align=width // 8)
            builder.store(value, builder.gep(to, [loop.index]), align=64).set_metadata("nontemporal", past)
        builder.fence("seq_cst")  # such stores are in no order with others until then
        return context.get_dummy_value()

    return types.void(target, types.intp, source, types.intp), generate


@numba.njit(parallel=True)
def streamed(y, y_star, g, B=16384):
    """Loss sum((y - y_star)**2), and in g, contiguous, its gradient with respect to y: past the caches.

    y, y_star and g are NumPy arrays of shape (n,), of one type; the loss is a float64.
    Raises ValueError where they differ in size, and numba's TypingError where g isn't contiguous.
    Implements nothing: it writes its second result into g; a test holds both against autograd.
    """
    n, L, line = y.size, 0.0, 64 // g.itemsize
    if y_star.size != n or g.size != n:
        raise ValueError("y, y_star and g differ in size")
    first = min(n, -g.ctypes.data % 64 // g.itemsize)  # begins a cache line
    last = n - (n - first) % line
    L += block(y[:first], y_star[:first], g[:first]) + block(y[last:], y_star[last:], g[last:])
    for p in numba.prange((last - first + B - 1) // B):
        start, stop = first + p * B, min(first + p * B + B, last)
        part = np.empty(stop - start, g.dtype)  # stays in a cache, and leaves it in whole lines
        L += block(y[start:stop], y_star[start:stop], part)
        stream(g, start, part, part.size // line)
    return L


# --8<-- [end:stream]


@numba.njit(parallel=True)
def triad(a, b, c, s):
    """STREAM's triad, a = b + s * c, for NumPy arrays of shape (n,).

    Implements nothing: it is there to be timed; a test holds it against NumPy.
    """
    for i in numba.prange(a.size):
        a[i] = b[i] + s * c[i]


@numba.njit(parallel=True)
def triad_streamed(a, b, c, s, B=16384):
    """The same past the caches. The address of a and its size in bytes are multiples of 64.

    Implements nothing: it is there to be timed; a test holds it against NumPy.
    """
    for p in numba.prange((a.size + B - 1) // B):
        start, stop = p * B, min(p * B + B, a.size)
        part = b[start:stop] + s * c[start:stop]
        stream(a, start, part, part.size * a.itemsize // 64)
