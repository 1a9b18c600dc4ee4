"""A kernel held against its plain statement: nothing out of bounds, no race, each number within its derived bound.

The bound isn't found by trial: the statement, in NumPy, is evaluated on numbers that carry what float32 loses
(tests/measure/rounding.py), whatever the order of the sums.
"""

import contextlib
from unittest import mock

import numpy as np
import pytest
import torch
from fence import Fences
from rounding import Rounded, U
from triton.runtime import interpreter

from snippets.accesses import watched

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
on_cpu = pytest.mark.skipif(DEVICE != "cpu", reason="the accesses are seen in Triton's interpreter only")
SMALLER = {torch.float32: 1.0, torch.float64: 2.0**-53 / U}  # the unit roundoff, against that of float32


if DEVICE == "cuda":
    # There, division is PTX's div.full, within 2 units of the last place, and exp(x) is its ex2.approx of x log2(e),
    # rounded twice before. The bounds held on an H200: docs/_figures/gpu-tests.md.
    divided, exponential = Rounded.__truediv__, Rounded.exp
    Rounded.__truediv__ = lambda a, b: divided(a, b) * Rounded(1.0, 4 * U)
    Rounded.exp = lambda x: exponential(x * Rounded(1.0, 2 * U))


@contextlib.contextmanager
def backwards():
    """The interpreter runs the last program first."""
    builder = interpreter.interpreter_builder

    def set_grid_idx(*at):
        builder.grid_idx = tuple(count - 1 - k for count, k in zip(builder.grid_dim, at, strict=True))

    with mock.patch.object(builder, "set_grid_idx", set_grid_idx):
        yield


def ran(function, *tensors, **knobs):
    """What `function` gives on fenced copies of the tensors, as a tuple; AssertionError if it touches what isn't its.

    On a CPU it's run twice, the second time with its programs in reverse order: both results must have the same bits.
    """
    results = []
    for order in (contextlib.nullcontext, backwards) if DEVICE == "cpu" else (contextlib.nullcontext,):
        fences = Fences()
        given = [fences.around(t.to(DEVICE)) for t in tensors]
        with order(), watched() as launches, fences:
            found = function(*given, **knobs)
        problems = [problem for launch in launches for problem in launch.problems()]
        problems += [f"{launch.kernel}: no program touches anything" for launch in launches if not launch.accesses]
        assert not problems, "\n".join(problems)
        fences.check()
        for number, (after, before) in enumerate(zip(given, tensors, strict=True)):
            assert torch.equal(after.cpu(), before), f"argument {number} was changed"
        results.append([t.cpu() for t in (found if isinstance(found, tuple) else (found,))])
    for one, other in zip(results[0], results[-1], strict=True):
        assert np.array_equal(one, other, equal_nan=True), "another order of the programs gives another result"
    return tuple(results[0])


def carrying(t):
    """A tensor as an array of numbers that carry their rounding errors: so far, none. Integers stay as they are."""
    if not t.is_floating_point():
        return t.numpy()
    found = np.empty(t.numel(), dtype=object)
    found[:] = [Rounded(x) for x in t.flatten().tolist()]
    return found.reshape(t.shape)


def within(found, statement, *tensors):
    """Raise AssertionError where a result is farther from the statement's than its bound; the largest share of it."""
    wanted = statement(*map(carrying, tensors))
    shares = [0.0]
    for number, (t, exact) in enumerate(zip(found, wanted if isinstance(wanted, tuple) else (wanted,), strict=True)):
        exact = np.asarray(exact, dtype=object)
        assert t.shape == exact.shape, f"result {number} has the shape {tuple(t.shape)}, not {exact.shape}"
        bound = np.vectorize(lambda x: Rounded.error.fget(x) if isinstance(x, Rounded) else 0.0, otypes=[float])(exact)
        # In float64 the statement itself is computed with errors of that size.
        bound *= 2 * SMALLER[t.dtype] if t.dtype == torch.float64 else 1
        error = np.abs(t.double().numpy() - exact.astype(float))
        far = ~(error <= bound)
        assert not far.any(), f"result {number}: {far.sum()} of {far.size} are off by more than their bound"
        shares.append(float((error[bound > 0] / bound[bound > 0]).max(initial=0)))
    return max(shares)


def held(function, statement, *tensors, **knobs):
    """Both: run with fences and watched, and within the bounds."""
    return within(ran(function, *tensors, **knobs), statement, *tensors)
