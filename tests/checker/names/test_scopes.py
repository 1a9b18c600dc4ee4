r"""Where names, premises and conditions hold, and what a derivative by a defined name is taken by."""

from judged import PREMISES, judged, last, statuses


def test_a_premise_holds_where_it_was_stated():
    text = PREMISES + r" Let $p = \operatorname{softmax}(y)$ and $C = -\sum_i y^*_i \log p_i$." "\n\n"
    claim = r"$\nabla_y C = p - y^*$"
    passing = judged(text + rf"Given $\sum_i y^*_i = 1$, {claim}. Now {claim}.")
    assert [v.status for v in passing[-3:]] == ["assumption", "checked", "false"]
    assert passing[-2].assumptions == [r"\sum_i y^*_i = 1"]
    lasting = judged(text + rf"Assume $\sum_i y^*_i = 1$. Then {claim}." "\n\n" rf"Now {claim}.")
    assert [v.status for v in lasting[-3:]] == ["assumption", "checked", "checked"]
    trailing = judged(text + rf"Then {claim}, where $\sum_i y^*_i = 1$.")
    assert [v.status for v in trailing[-2:]] == ["checked", "assumption"]


def test_a_reason_is_a_claim():
    text = r"Let $y, y^* \in \mathbb{R}^n$, $p = \operatorname{softmax}(y)$ and $C = -\sum_i y^*_i \log p_i$. "
    claim = r"$\nabla_y C = p - y^*$"
    assert statuses(text + rf"Then {claim}, since $\sum_i y^*_i = 1$.")[-2:] == ["false", "false"]
    true = r"Then $\sum_i p_i - 1 = 0$, because $\sum_i p_i = 1$."
    assert statuses(text + true)[-2:] == ["checked", "checked"]


def test_a_premise_that_always_holds_is_a_claim():
    assert last(PREMISES + r" Suppose $y + y = 2 y$.").status == "checked"


def test_premises_on_matrices_are_met():
    text = r"Let $A \in \mathbb{R}^{n \times n}$ with $A^\top = A$ and $x \in \mathbb{R}^n$. "
    text += r"Then $\nabla_x (x^\top A x) = 2 A x$."
    assert statuses(text) == ["declaration", "assumption", "declaration", "checked"]
    text = r"Let $Q \in \mathbb{R}^{n \times n}$ with $Q^\top Q = I$. Then $Q Q^\top = I$. Then $\det Q = 1$."
    assert statuses(text) == ["declaration", "assumption", "checked", "false"]


def test_conditions_limit_the_claims_of_their_sentence_only():
    claim = r"$\frac{\partial y_i}{\partial y_j} = 0$"
    assert statuses(PREMISES + rf" If $i \ne j$ then {claim}. And {claim}.")[-3:] == ["condition", "checked", "false"]
    assert (
        last(PREMISES + r" Then $\frac{\partial y_i}{\partial y_j} = 0 \quad \text{if } i \ne j$.").status == "checked"
    )
    assert statuses(PREMISES + rf" So {claim} ($i \ne j$).")[-2:] == ["checked", "condition"]
    assert (
        last(PREMISES + r" Then $\frac{\partial y_i}{\partial y_j} = 0 \quad \text{for all } i < j$.").status
        == "checked"
    )


# Names and scopes.


def test_scopes():
    text = r"""
    Let $y \in \mathbb{R}^n$.

    ## One

    Here $g = 2 y$. So $g = 3 y$.

    ### Inner

    Still $g = 2 y$.

    ## Two

    Here $g = 3 y$. And $\nabla_y (y^\top g) = 6 y$.

    ## Three

    So $g = 3 y$. But $h = 1$.
    """
    assert statuses(text) == [
        *("declaration", "definition", "false", "checked", "definition", "checked", "definition", "definition"),
    ]


def test_a_name_may_be_used_before_it_is_declared():
    assert statuses(r"So $\nabla_y L = 2 y$. Here $L = \sum_i y_i^2$. Let $y \in \mathbb{R}^n$.")[0] == "checked"


def test_declaring_again_drops_what_used_the_name():
    verdict = last(PREMISES + "\n\n" + r"Let $y \in \mathbb{R}^m$. Then $L = L$.")
    assert verdict.status == "undefined" and "declares anew" in verdict.message
    assert (
        last(PREMISES + r" Let $y \in \mathbb{R}^n$ and $L = \sum_i y_i$. Then $\nabla_y L = \mathbf{1}$.").status
        == "undefined"
    )
    assert (
        last(PREMISES + r" Let $y \in \mathbb{R}^n$ and $L := \sum_i y_i$. Then $\nabla_y L = \mathbf{1}$.").status
        == "checked"
    )


def test_names_of_a_box_end_with_it():
    text = PREMISES + '\n\n!!! failure "no"\n    $$\n    q = 2 y, \\quad q = 3 y\n    $$\n\nThen $2 q = 4 y$.'
    found = judged(text)
    assert [v.status for v in found[-2:]] == ["refuted", "undefined"]


def test_circular_definitions():
    found = judged("Here $a = b$ and $b = a$. Then $a = 3$.")
    assert {v.status for v in found} == {"undefined"} and "by itself" in found[0].message


def test_a_derivative_by_a_defined_name_takes_it_as_the_variable():
    text = r"""
    Let $z, t \in \mathbb{R}^n$, $p = \operatorname{softmax}(z)$ and $C = -\sum_i t_i \log p_i$.
    Then $\frac{\partial C}{\partial p_i} = -\frac{t_i}{p_i}$.
    So $\frac{\partial C}{\partial z_j} = \sum_i \frac{\partial C}{\partial p_i} \frac{\partial p_i}{\partial z_j}$.
    """
    assert statuses(text)[-2:] == ["checked", "checked"]


# Failure boxes.
