"""snippets/dual.py and snippets/tape.py against autograd, against each other, and against what is known to go wrong."""

import math

import pytest
import torch
from torch.func import jacrev

from snippets import dual, tape

FUNCTIONS = {
    "sums": lambda x, sin: [x[0] + x[1] + 2, 3 - x[2], x[1] - x[0] - 1, (3 - x[2]) * x[2]],
    "products": lambda x, sin: [x[0] * x[1] * 2, (1 + x[0]) ** 3 * x[2]],
    "waves": lambda x, sin: [sin(x[0] * x[1]), x[2] * sin(x[2]), -sin(x[0])],
    "used often": lambda x, sin: [x[0] * x[0] * x[0] + x[0] + x[0]],
}
X = [0.7, -1.3, 2.1]


def by_autograd(function):
    return jacrev(lambda x: torch.stack(function(x, torch.sin)))(torch.tensor(X, dtype=torch.float64))


def columns(function):
    units = torch.eye(len(X)).tolist()
    return torch.tensor([dual.jvp(lambda x: function(x, dual.sin), X, t) for t in units], dtype=torch.float64).T


def rows(function):
    found = []
    for k in range(len(function(X, math.sin))):
        x = [tape.Var(a) for a in X]
        tape.backward(function(x, tape.sin)[k])
        found.append([a.grad for a in x])
    return torch.tensor(found, dtype=torch.float64)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("jacobian", [columns, rows])
def test_jacobian(jacobian, name):
    J = jacobian(FUNCTIONS[name])
    torch.testing.assert_close(J, by_autograd(FUNCTIONS[name]))
    assert not torch.allclose(1.001 * J, by_autograd(FUNCTIONS[name]))


@pytest.mark.parametrize("x", [0.4, 2.5])
def test_quotients_and_exponentials(x):
    for ours, theirs in (
        (lambda x: (1 + x) / (2 - x * x), lambda x: (1 + x) / (2 - x * x)),
        (lambda x: 1 / x + x**-2, lambda x: 1 / x + x**-2),
        (lambda x: dual.exp(2 * x) / x, lambda x: torch.exp(2 * x) / x),
    ):
        leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        (expected,) = torch.autograd.grad(theirs(leaf), leaf)
        parts = dual.parts(ours(dual.Dual(x, 1.0)))
        assert parts == pytest.approx((theirs(leaf).item(), expected.item()), rel=1e-12)


def test_a_number_that_the_loss_doesnt_use_keeps_no_old_gradient():
    x, y = tape.Var(2.0), tape.Var(5.0)
    tape.backward(x * y)
    tape.backward(x * x)
    assert (x.grad, y.grad) == (4.0, 2.0), "a second walk starts from zero, and leaves alone what it doesn't reach"


def test_overwriting_in_the_place_of_adding_would_be_seen():
    x = tape.Var(3.0)
    order = tape.backward(x * x + x)
    last = {id(parent): node.grad * slope for node in order for parent, slope in node.parents}
    assert x.grad == 7.0 and last[id(x)] != 7.0
