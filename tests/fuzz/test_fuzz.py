"""Inputs that nobody would write: nothing but verdicts comes out, in bounded time. `make fuzz` tries many more."""

import pytest
from fuzz import KINDS, SECONDS, Hang, formula, fuzz, parts, within, written

from proofread.judging import judge
from proofread.judging.verdict import FAILING

SHARE = 20  # of each hundred of the two thousand


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_verdicts(kind):
    fuzz(kind, SHARE * KINDS[kind][0])


def test_the_kinds_are_a_hundred_and_all_are_tried():
    assert sum(count for _, count, _ in parts(100_000)) == 100_000
    assert sum(share for share, _, _ in KINDS.values()) == 100


def primes(name, count):
    return f"{name}{count * chr(39)}(\\lambda) = 1"


HEAVY = {
    "a sum of many terms": r"\sum_{i=1}^{10^{12}} i = 1",
    "a product of many factors": r"x = \prod_{k=5}^{99999} k",
    "sums in sums": r"\sum_{i=1}^{99} \sum_{j=1}^{99} \sum_{k=1}^{99} i j k = 1",
    "a tower of powers": r"9^{9^{9^{9^{9}}}} = 1",
    "powers of a matrix": r"((((M^{60})^{60})^{60})^{60})^{60} = M",
    "Kronecker products": r"M \otimes M \otimes M \otimes M \otimes M \otimes M \otimes M = 1",
    "limits in limits": r"\lim_{\lambda \to 0} " * 9 + r"\lambda = 0",
    "limits of a constant": r"\lim_{\lambda \to 0} " * 11 + "1 = 7221",
    "derivatives in derivatives": r"\frac{d}{d\lambda} " * 12 + r"\left( \lambda \tanh(\lambda) \right) = 0",
    "primes of a function drawn": primes(r"\phi", 30),
    "primes of a known function": primes(r"\tanh", 30),
    "Hessians of Hessians": r"\frac{\partial^4}{\partial M \partial M \partial M \partial M} \det(M^9) = 0",
    "a bound of functions drawn": r"\phi''(\phi'(\phi'(M_{ij}))) < 102629",
    "long digits": "9" * 3900 + " = x",
    "a power that only floats take for zero": r"\frac{d}{d\lambda} (\lambda + 1)^{1000000000000} = 0",
    "nested brackets": "(" * 1900 + "x" + ")" * 1900,
    "a long chain": " = ".join(["x"] * 1000) + " = y",
    "many claims": r", \quad ".join([r"\nabla_y L = 2 (y - y^*)"] * 100 + ["x = y"]),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_takes_long_ends_in_time(name):
    assert formula(HEAVY[name]).status in FAILING


def test_a_formula_that_is_found_nowhere_in_its_source_has_a_place():
    assert [verdict.status for verdict in written("$$$$\n| a | $b$ |\n    $$")] == ["unreadable"]


def test_an_index_has_no_differential():
    (*_, verdict) = written("Let $x \\in \\mathbb{R}^n$. Then $\\sum_i x_i\\, di = 0$.\n")
    assert verdict.status == "undetermined"


def test_a_large_premise_ends_in_time():
    (*_, verdict) = written(r"Let $A \in \mathbb{R}^{64 \times 64}$ with $A^\top = A$. Then $A = A$." + "\n")
    assert verdict.status == "undetermined" and "too much to evaluate" in verdict.message


def test_a_function_of_functions_ends_in_time():
    calls = "".join(f"Let $f_{{{k}}}(t) = f_{{{k - 1}}}(f_{{{k - 1}}}(t))$.\n" for k in range(1, 30))
    (*_, verdict) = written(f"Let $f_0(t) = t^2 - t$.\n{calls}Then $f_{{29}}(1) = 0$.\n")
    assert verdict.status in FAILING


def test_a_hang_would_be_seen():
    with pytest.raises(Hang), within(0.05):
        while True:
            pass
    assert SECONDS == 1


def test_an_exception_would_be_seen(monkeypatch):
    def broken(formula, scope, readings):
        raise KeyError(formula.latex)

    monkeypatch.setattr(judge, "verdict", broken)
    with pytest.raises(KeyError):
        fuzz("claims", 3)
