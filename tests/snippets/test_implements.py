"""Every public function of snippets/ is what the formula that its docstring names says, in float64 and in float32."""

import numpy as np
import pytest
import torch
from implements import Drift, bounds, check, formula, public, samples, stated, table
from project import ROOT

FUNCTIONS = public("snippets")
LINKED = [name for name, function in FUNCTIONS.items() if "Implements: " in (function.__doc__ or "")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_says_what_it_implements(name):
    path, said = stated(FUNCTIONS[name])
    assert path is not None or len(said.split()) > 1, f"{name} implements nothing: say why, in words"


@pytest.mark.parametrize("name", LINKED)
def test_the_code_is_what_its_formula_says(name):
    assert check(FUNCTIONS[name]) >= 3


def test_what_implements_nothing_is_counted():
    unlinked = {name for name in FUNCTIONS if name not in LINKED}
    assert unlinked == {
        "accesses.sectors",
        "accesses.watched",
        "accumulate.accumulated",
        "accumulate.checkpointed",
        "allreduce.ring",
        "allreduce.tree",
        "bias.sum_to_size",
        "broadcast.residual",
        "count.distinct_bytes",
        "count.memory_of",
        "differentials.along",
        "dual.exp",
        "dual.jvp",
        "dual.parts",
        "dual.sin",
        "devices.by_all_reduce",
        "devices.by_ddp",
        "devices.join",
        "devices.work",
        "gradcheck.agrees",
        "gradcheck.slope",
        "hardware.by_hand",
        "hessian.hvp_forward",
        "hessian.hvp_reverse",
        "kernel.require",
        "ladder.reused",
        "linear.quotient",
        "losses.cross_entropy",
        "losses.cross_entropy_composed",
        "losses.cross_entropy_fused",
        "precision.rounded",
        "tape.backward",
        "tape.sin",
        "tape.var",
        "vjp.jacobian_by_rows",
    }


PAGE = r"""
Let $A \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^n$ and $\lambda \in \mathbb{R}$.

$$
\nabla_x (x^\top A x) = (A + A^\top) x \tag{form}
$$

$$
q = x^\top A x \tag{value}
$$

$$
\frac{\partial}{\partial x_j} \exp(\lambda x_i) = \lambda e^{\lambda x_i}\, \delta_{ij} \tag{entries}
$$

$$
a = \frac{1}{n} \sum_i x_i \tag{mean}
$$

Let $t \in \mathbb{R}^n$ with $\sum_i t_i = 1$. Then

$$
\frac{\partial}{\partial x_j} \left( - \sum_i t_i x_i + \log \sum_i e^{x_i} \right)
  = \operatorname{softmax}(x)_j - t_j \tag{entropy}
$$

Let $\ell : \mathbb{R}^n \to \mathbb{R}$ and $L = \ell(A x)$, with $u = A x$. Then

$$
\nabla_x L = A^\top \nabla_u \ell(u) \tag{back}
$$
"""


@pytest.fixture
def own(tmp_path):
    (tmp_path / "page.md").write_text(PAGE)

    def hold(function, tag, doc="Takes NumPy arrays."):
        function.__doc__ = f"{doc}\n\nImplements: page.md ({tag})\n"
        return check(function, tmp_path)

    return hold


def entries(lambda_, x):
    return np.diag(lambda_ * np.exp(lambda_ * x))


RIGHT = {
    "form": lambda A, x: A @ x + A.T @ x,
    "entries": entries,
    "mean": lambda x: x.mean(),
    "entropy": lambda x, t: np.exp(x - x.max()) / np.exp(x - x.max()).sum() - t,
    "back": lambda A, grad_u: A.T @ grad_u,
}


@pytest.mark.parametrize("tag", RIGHT)
def test_right_code_holds(tag, own):
    assert own(RIGHT[tag], tag) >= 12


WRONG = {
    "a factor": ("form", lambda A, x: (A + A.T) @ x / 2, "the code gives"),
    "a sign": ("form", lambda A, x: -(A + A.T) @ x, "the code gives"),
    "a transpose on a square shape": ("form", lambda A, x: (A + A) @ x, "the code gives"),
    "a transpose of a gradient": ("back", lambda A, grad_u: A @ grad_u, "the code gives"),
    "a sum for a mean": ("mean", lambda x: x.sum(), "the code gives"),
    "a table transposed": ("entries", lambda lambda_, x: np.outer(np.exp(lambda_ * x), lambda_ + 0 * x), "the code"),
    "a diagonal for a table": ("entries", lambda lambda_, x: lambda_ * np.exp(lambda_ * x), "the shape"),
    "a column for a vector": ("form", lambda A, x: ((A + A.T) @ x)[:, None], "the shape"),
    "shapes that don't fit": ("form", lambda A, x: A @ np.append(x, 0), "raised ValueError"),
    "a slip of a millionth of a millionth": ("mean", lambda x: x.mean() * (1 + 1e-11), "in float64"),
    "half precision within": ("mean", lambda x: x.astype(np.float16).mean().astype(x.dtype), "the code gives"),
    "an argument that is no symbol": ("form", lambda A, w: A @ w, "the argument w is no symbol of"),
    "a tag that isn't there": ("forms", lambda A, x: A @ x, "no formula with the tag forms; it has form, value"),
    "doubles for floats": ("mean", lambda x: np.float64(x.mean()), "in float32 n = 3 gives float64"),
}


@pytest.mark.parametrize(("tag", "function", "why"), WRONG.values(), ids=WRONG)
def test_wrong_code_is_caught(tag, function, why, own):
    function.__name__ = "wrong"
    with pytest.raises(Drift) as caught:
        own(function, tag)
    assert why in str(caught.value)


def test_a_result_for_each_tag(own):
    def both(A, x, step=2):
        return x @ A @ x, (A + A.T) @ x

    def swapped(A, x):
        return both(A, x)[::-1]

    def one(A, x):
        return both(A, x)[0]

    assert own(both, "value), (form") == 2 * own(RIGHT["form"], "form")
    with pytest.raises(Drift, match=r"\(value\): the code gives the shape \(3,\), the formula \(\)"):
        own(swapped, "value), (form")
    with pytest.raises(Drift, match="should give 2 results, one for each tag that it names"):
        own(one, "value), (form")


def test_half_precision_in_the_place_of_float32_is_caught(own):
    def mean(x):
        return (x.astype(np.float16).astype(x.dtype) if x.dtype == np.float32 else x).mean()

    with pytest.raises(Drift, match="mean by NumPy in float32"):
        own(mean, "mean")


@pytest.mark.parametrize("tag", RIGHT)
def test_float32_may_lose_less_than_a_thousandth_of_the_largest_number(tag, own, tmp_path):
    claim = formula(tmp_path / "page.md", tag)
    for drawn in samples(claim, tag):
        _, largest = table(claim.terms[0], claim, drawn.env)
        assert (bounds(claim, drawn) < 1e-3 * largest).all() and (bounds(claim, drawn) > 1e-8 * largest).any()


def test_the_left_side_counts_not_what_the_page_says_it_is(own, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(path.read_text().replace("= (A + A^\\top) x", "= 2 A x"))
    assert own(RIGHT["form"], "form") >= 12
    with pytest.raises(Drift):
        own(lambda A, x: 2 * A @ x, "form")


def test_sizes_differ_and_one_is_among_them():
    sizes = [drawn.sizes for drawn in samples(formula(ROOT / "docs/collapse.md", "stays"), "stays")]
    assert all(s["n"] != s["p"] for s in sizes)
    assert {1} < {s["n"] for s in sizes} and {1} < {s["p"] for s in sizes}


def test_tensors_where_the_docstring_says_so(own):
    seen = set()

    def mean(x):
        seen.add(type(x))
        return x.mean()

    own(mean, "mean", "Takes NumPy arrays or tensors.")
    assert seen == {np.ndarray, torch.Tensor}
    seen.clear()
    own(mean, "mean", "Takes tensors.")
    assert seen == {torch.Tensor}


def test_the_slips_of_the_site():
    def gradient(y, y_star):
        """Implements: docs/collapse.md (gradient)"""
        return y - y_star

    def gradient_by_weights(X, w, y_star):
        """Implements: docs/collapse.md (stays)"""
        return 2 * X @ (X.T @ w - y_star)

    for function in (gradient, gradient_by_weights):
        with pytest.raises(Drift, match=rf"{function.__name__} by NumPy in float64"):
            check(function)


def test_a_docstring_that_doesnt_say():
    def silent(y):
        """Nothing is said here."""

    def elsewhere(y):
        """Implements: docs/nowhere.md (gradient)"""

    with pytest.raises(Drift, match="silent says 0 times what it implements"):
        stated(silent)
    with pytest.raises(Drift, match=r"there is no page .*nowhere\.md"):
        check(elsewhere, ROOT)
