"""snippets/kernel_bias.py: column sums within their bound; and the twins that lose or double a part, caught."""

import pytest
import torch
from hold import held, on_cpu, ran
from reference import draw

from snippets.accesses import watched
from snippets.kernel import tl, triton
from snippets.kernel_bias import bias_gradient, statement

KNOBS = {"rows": 5, "T": 2, "B": 4}
SHAPES = [(0, 3), (3, 0), (1, 1), (1, 5), (5, 4), (6, 5), (23, 9), (26, 1)]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", SHAPES)
def test_within_its_bound(shape, dtype):
    G = draw(*shape, dtype=dtype)
    if len(G):
        held(bias_gradient, statement, G, **KNOBS)
    else:
        assert torch.equal(ran(bias_gradient, G, **KNOBS)[0], torch.zeros(shape[1], dtype=dtype))


def test_the_default_tiles():
    held(bias_gradient, statement, draw(40, 70, dtype=torch.float32))


@on_cpu
def test_no_program_takes_more_than_its_rows():
    with watched() as launches:
        bias_gradient(draw(11, 3, dtype=torch.float32), **KNOBS)
    programs = [{program for program, *_ in launch.accesses} for launch in launches]
    assert [len(launched) for launched in programs] == [3, 1], "11 rows are three times 5"


def test_columns_read_along_rows_are_refused():
    with pytest.raises(ValueError, match=r"G isn't contiguous, its strides are \(1, 3\): pass G.contiguous\(\)"):
        bias_gradient(torch.ones(4, 3).T)


@triton.jit
def adds_to_the_bias(G, out, m, n, rows, B: tl.constexpr, ATOMIC: tl.constexpr):
    """Each program adds its part to the result, and none waits for another."""
    i = tl.program_id(0)
    k = tl.arange(0, B)
    part = tl.zeros((B,), G.dtype.element_ty)
    for inner in range(0, rows):
        s = i * rows + inner
        part += tl.load(G + s * n + k, (k < n) & (s < m), 0.0)
    if ATOMIC:
        tl.atomic_add(out + k, part, k < n)
    else:
        tl.store(out + k, tl.load(out + k, k < n, 0.0) + part, k < n)


def twin(atomic, times=1):
    def bias_gradient(G):
        out = torch.zeros(G.shape[1], dtype=G.dtype, device=G.device)
        for _ in range(times):
            adds_to_the_bias[(triton.cdiv(len(G), 5),)](G, out, *G.shape, 5, 16, atomic)
        return out

    return bias_gradient


@on_cpu
def test_a_race_is_caught():
    with pytest.raises(AssertionError, match=r"a race for out\[0\]: load and store by programs \[\(0, 0, 0\), \(1, 0"):
        held(twin(atomic=False), statement, draw(23, 9, dtype=torch.float32))


def test_a_gradient_accumulated_twice_is_caught():
    with pytest.raises(AssertionError, match="9 of 9 are off by more than their bound"):
        held(twin(atomic=True, times=2), statement, draw(2, 9, dtype=torch.float32))


@on_cpu
def test_atomics_are_no_race_but_their_order_tells():
    G = draw(23, 9, dtype=torch.float32)
    with pytest.raises(AssertionError, match="another order of the programs gives another result"):
        ran(twin(atomic=True), G)


def test_the_sum_along_the_other_axis_is_caught():
    G = draw(7, 7, dtype=torch.float32)
    with pytest.raises(AssertionError, match="are off by more than their bound"):
        held(lambda G: bias_gradient(G.T.contiguous()), statement, G)
