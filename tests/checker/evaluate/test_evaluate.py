"""The evaluator: what each kind of node means, over floats, and over torch's numbers without a change."""

import math

import pytest
import torch

from proofread.evaluate import Definition, Environment, Shared, Undecided, evaluate
from proofread.notation import forms, parser, reader, tree
from proofread.values import autograd
from proofread.values.tensor import ShapeError, Tensor


class Known(reader.Names):
    def __init__(self, values, functions=()):
        self.values, self.functions = values, functions

    def kind(self, key):
        return "function" if key in self.functions else "value" if key in self.values else None

    def declares(self, raws):
        return False

    def head(self, raw):
        return None


VALUES = {
    "y": Tensor((3,), [1.0, -2.0, 0.5]),
    "t": Tensor((3,), [0.5, 1.0, 2.0]),
    "W": Tensor((2, 3), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
    "A": Tensor((3, 3), [2.0, 1.0, 0.0, 0.5, 3.0, 1.0, 0.0, -1.0, 1.5]),
    "a": 2.0,
    "x": 0.7,
    "n": 3,
}
DEFINITIONS = {
    "L": Definition((), None, "\\sum_i (y_i - t_i)^2"),
    "r": Definition((), None, "y - t"),
    "p": Definition(("i",), None, "\\frac{e^{y_i}}{\\sum_k e^{y_k}}"),
    "f": Definition((), ("z",), "z^2 + a z"),
    "h": Definition((), ("x",), "\\sin(x) x"),
}


def value(text, exact=False, **changes):
    """The value of an expression at VALUES."""
    names = Known({**VALUES, **changes, **DEFINITIONS}, functions=("f", "h"))

    def read(source):
        (clause,) = parser.parse(source, names).clauses
        return clause.terms[0]

    definitions = {key: Definition(d.indices, d.parameters, read(d.body)) for key, d in DEFINITIONS.items()}
    uses = {"L": frozenset("yt"), "r": frozenset("yt"), "p": frozenset("y"), "f": frozenset("az"), "h": frozenset("x")}
    found = evaluate(read(text), Environment({**VALUES, **changes}, Shared(definitions, uses, exact=exact)))
    return found.data if isinstance(found, Tensor) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y_1 + t_3", 3.0),
        ("\\sum_i y_i t_i", -0.5),
        ("\\sum_{i=2}^{3} y_i", -1.5),
        ("\\sum_{i=2}^{n-1} y_i", -2.0),
        ("\\sum_{i=3}^{2} y_i", 0),
        ("\\prod_i t_i", 1.0),
        ("\\max_i y_i", 1.0),
        ("\\sum_{i,j} W_{ij}", 21.0),
        ("\\sum_{i \\ne 2} y_i", 1.5),
        ("\\sum_{i=1}^{2} y_{i+1}", -1.5),
        ("W_{12}", 2.0),
        ("W y", [-1.5, -3.0]),
        ("(W y)_2", -3.0),
        ("y^\\top t", -0.5),
        ("y \\cdot t", -0.5),
        ("\\langle y, t \\rangle", -0.5),
        ("y \\odot t", [0.5, -2.0, 1.0]),
        ("y^2", [1.0, 4.0, 0.25]),
        ("\\mathbf{1}^\\top y", -0.5),
        ("\\lVert y \\rVert_1 + \\lVert y \\rVert_\\infty", 5.5),
        ("\\lVert W \\rVert_F^2", 91.0),
        ("\\lVert y \\rVert^2", 5.25),
        ("|y|", [1.0, 2.0, 0.5]),
        ("\\operatorname{tr}(A)", 6.5),
        ("\\delta_{12} + \\delta_{22}", 1),
        ("[y_1 > 0] + [y_2 > 0]", 1),
        ("[y > 0]", [1, 0, 1]),
        ("\\begin{cases} 1 & \\text{if } y_2 > 0 \\\\ 2 & \\text{otherwise} \\end{cases}", 2),
        ("\\max(0, y)", [1.0, 0, 0.5]),
        ("y + 1", [2.0, -1.0, 1.5]),
        ("f(x)", 0.49 + 1.4),
        ("f'(x)", 3.4),
        ("f''(x)", 2.0),
        ("\\nabla_y L", [1.0, -6.0, -3.0]),
        ("\\frac{\\partial L}{\\partial y_2}", -6.0),
        ("\\frac{\\partial L}{\\partial r}", None),
        ("\\frac{\\partial^2 L}{\\partial y_1^2}", 2.0),
        ("\\nabla_y^2 L", [2.0, 0, 0, 0, 2.0, 0, 0, 0, 2.0]),
        ("\\frac{\\partial (W y)}{\\partial y}", VALUES["W"].data),
        ("\\log_2 8", 3.0),
        ("\\sqrt[3]{8}", 2.0),
        ("\\tanh^2(x)", math.tanh(0.7) ** 2),
        ("\\sigma(x)", 1 / (1 + math.exp(-0.7))),
        ("e^{x}", math.exp(0.7)),
        ("\\lim_{h \\to 0} \\frac{\\sin(x + h) - \\sin x}{h}", math.cos(0.7)),
        ("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix}", [3, 7]),
        ("\\lfloor a x \\rfloor", 1),
    ],
)
def test_values(text, expected):
    if expected is None:
        with pytest.raises(Undecided, match="isn't written in terms of"):
            value(text)
    else:
        assert value(text) == pytest.approx(expected, rel=1e-9)


def test_rows_and_columns():
    assert value("(W^\\top)_{31}") == 3.0
    with pytest.raises(ShapeError, match="times"):
        value("y t")
    with pytest.raises(ShapeError):
        value("y^\\top + t")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("W t_1 y^\\top", "times"),
        ("W_1", "1 index for 2 axes"),
        ("y_4", "index 4 where axis 1 has 3"),
        ("y_0", "index 0"),
        ("\\sum_i y_{i+1}", "stands on no axis"),
        ("\\sum_{i=1}^{3} y_{i+1}", "index 4"),
        ("\\sum_i W_{ii}", "axes of different size"),
        ("\\sum_i 1", "stands on no axis"),
        ("W^2", "power"),
        ("\\nabla_y (y - t)", "∇ of a column"),
        ("a / y", "division by"),
        ("y \\times t", "× is for numbers"),
        ("\\lVert W \\rVert", "for a matrix"),
        ("f(y, t)", "takes 1 arguments"),
        ("x_1", "a number"),
        ("\\mathbf{1}^\\top \\mathbf{1}", "stays open"),
    ],
)
def test_what_has_no_value_says_why(text, message):
    with pytest.raises((ShapeError, Undecided), match=message):
        value(text)


def test_whole_numbers_and_fractions_stay_exact():
    assert value("\\frac{1}{3} + \\frac{1}{6}", exact=True) * 2 == 1
    assert value("0.1 + 0.2", exact=True) * 10 == 3
    assert value("10^{20} + 1", exact=True) == 10**20 + 1


def test_a_name_with_indices_is_an_array():
    assert sum(value("p")) == pytest.approx(1)
    assert value("p_2") == pytest.approx(math.exp(-2) / sum(map(math.exp, VALUES["y"].data)))


def test_torch_numbers_run_through_unchanged():
    """The second judge's: 0-d torch tensors in place of floats."""
    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in VALUES["y"].data]
    changes = {"y": Tensor((3,), [autograd.Number(leaf) for leaf in leaves])}
    for text in ("L + \\log \\sum_i e^{y_i}", "\\lVert y \\rVert_1 + \\tanh(y_1) \\sigma(y_2)", "\\max_i y_i + p_1"):
        total = value(text, **changes)
        ours = value(f"\\nabla_y ({text})")
        theirs = torch.autograd.grad(total.tensor, leaves, allow_unused=True)
        assert ours == pytest.approx([0.0 if g is None else float(g) for g in theirs], rel=1e-10)


def test_too_much_is_refused():
    with pytest.raises(Undecided, match="terms"):
        value("\\sum_{i=1}^{10000000} i")
    with pytest.raises(Undecided, match="too much"):
        value("\\sum_{i=1}^{1000} \\sum_{j=1}^{1000} i j")
    with pytest.raises(Undecided, match="settle"):
        value("\\lim_{h \\to 0} \\frac{|h|}{h}")


def test_every_node_has_an_evaluator():
    from proofread.evaluate.environment import EVALUATORS

    outside = {
        tree.Node,
        tree.Differentiation,
        tree.Relation,
        forms.Space,
        forms.Declaration,
        forms.Head,
        forms.Chain,
        forms.Statement,
    }
    nodes = {c for c in vars(tree).values() if isinstance(c, type) and issubclass(c, tree.Node)}
    assert nodes - outside == set(EVALUATORS)
    modules = {"proofread.evaluate.differentiate", "proofread.evaluate.differentials"}
    differentiated = {node for node, how in EVALUATORS.items() if how.__module__ in modules}
    assert {node for node in nodes if issubclass(node, tree.Differentiation)} - {tree.Differentiation} == (
        differentiated | {tree.Prime}
    )
