"""Which full stops end a sentence, and with it what it assumes."""

import pytest
from judged import last

from proofread.pages.stops import stop


@pytest.mark.parametrize(
    "text",
    [
        "then the gradient w.r.t. the input is ",
        "for i.i.d. noise ",
        "by Fig. 3 ",
        "by Eq. (4), ",
        "as in Sec. 2 of Golub et al. on rotations, ",
        "(e.g. a covariance matrix) ",
        "(case no. 2 of the table, p. 17) ",
        "resp. its sum (cf. the appendix) ",
        "since version 2.1 ",
        "the theorem of P. of Samos ",
        "then, i.e. ",
        "layers, norms, etc. as well ",
    ],
)
def test_an_abbreviation_ends_no_sentence(text):
    assert stop(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "So it is. Each sample has ",
        "So it is. numpy says ",
        "all samples are i.i.d. Each of them has ",
        "as shown by Golub et al. Each sample has ",
        "it takes 3 sec. Then ",
        "the answer is no. Then ",
        "layers, norms, etc. ",
        "(as it should be.) Then ",
        "is it? yes, ",
    ],
)
def test_a_full_stop_ends_one(text):
    assert stop(text) > 0


def test_a_premise_lasts_to_the_full_stop():
    text = r"Let $A \in \mathbb{R}^{n \times n}$ and $y \in \mathbb{R}^n$. If $A^\top = A$, "
    assert last(text + r"then the gradient w.r.t. the input is $\nabla_y (y^\top A y) = 2 A y$.").status == "checked"
    assert last(text + r"we stop, as usual. Then $\nabla_y (y^\top A y) = 2 A y$.").status == "false"
