"""snippets/gradcheck.py: the measured slope against autograd, its best step, and wrong gradients that it must catch."""

import pytest
import torch
from reference import by_autograd, draw

from snippets.gradcheck import agrees, best_step, slope


def f(x):
    return (x.sin() * x.exp()).sum()


SHAPES = [(), (1,), (6,), (2, 3)]


@pytest.mark.parametrize("shape", SHAPES)
def test_slope(shape):
    x, t = draw(*shape), draw(*shape, seed=1)
    claimed = (by_autograd(f, x) * t).sum()
    torch.testing.assert_close(slope(f, x, t, 1e-5), claimed, rtol=1e-8, atol=1e-9)
    assert not torch.isclose(slope(f, x, t, 1e-12), claimed, rtol=1e-8, atol=1e-9), "no step is too small"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_right_gradient_agrees_and_wrong_ones_do_not(shape):
    torch.manual_seed(0)
    x = draw(*shape)
    g = by_autograd(f, x)
    assert agrees(f, g, x)
    for factor in (0.5, -1, 2.001 / 2):
        assert not agrees(f, factor * g, x), f"{factor} times the gradient passes"
    spoilt = g.clone().reshape(-1)
    spoilt[-1] += 0.01 * g.norm()
    assert not agrees(f, spoilt.reshape(shape), x), "one entry can be wrong"


def test_float32_is_refused():
    with pytest.raises(TypeError) as caught:
        agrees(f, draw(3), draw(3, dtype=torch.float32))
    assert str(caught.value) == "torch.float32 rounds too much for a difference: give float64"


@pytest.mark.parametrize("u", [2.0**-53, 2.0**-24])
@pytest.mark.parametrize(("F", "M"), [(1, 1), (3, 1e4), (1e3, 0.02)])
def test_the_best_step_is_best(u, F, M):
    h = best_step(u, F, M)
    errors = {k: M * (k * h) ** 2 / 6 + u * F / (k * h) for k in (0.5, 0.9, 1, 1.1, 2)}
    assert min(errors, key=errors.get) == 1


def test_the_bound_holds_where_it_is_least():
    """For the sine: it may be off by two units, and x, which is at most two, by two more. M is one."""
    for x in draw(20).clamp(-2, 2):
        h = best_step(2**-53, 4, 1)
        error = abs(slope(torch.sin, x, 1, h) - x.cos())
        assert error <= h**2 / 2


def test_the_direction_has_length_one_and_the_tolerance_the_gradients_scale(monkeypatch):
    x = draw(4)
    g = by_autograd(f, x)
    for length in (1e-9, 1e9):
        monkeypatch.setattr(torch, "randn_like", lambda x, length=length: length * torch.ones_like(x))
        assert agrees(f, g, x) is True
    monkeypatch.undo()
    for scale in (1e-9, 1e9):
        assert agrees(lambda x, scale=scale: scale * f(x), scale * g, x)
        assert not agrees(lambda x, scale=scale: scale * f(x), 1.01 * scale * g, x)


def test_a_wrong_gradient_is_seen_that_is_right_along_x():
    torch.manual_seed(1)
    x = draw(4)
    g, across = by_autograd(f, x), torch.tensor([-x[1], x[0], 0, 0])
    assert not agrees(f, g + across, x)
