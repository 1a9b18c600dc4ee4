"""proofread/marks.py: what a mark says of a formula is what was found, no more."""

import re

import pytest
from judged import judged

from proofread.site import marks

GIVEN = "Let $a, b \\in \\mathbb{R}$.\n\n"
BOX = '!!! failure "Wrong"\n    $$\n    %s\n    $$\n'


def said(text):
    """What the mark of the last formula of a page says, as text; formulas in it are left out."""
    *_, verdict = judged(GIVEN + text)
    assert not verdict.failing, verdict
    return [re.sub(r"<span class=.katex.*</span>|<[^>]+>", "", line) for line in marks.lines(verdict)]


@pytest.mark.parametrize(
    "claim, held",
    [
        ("a + a = 2 a", "both sides of each step came out equal to nine digits."),
        (r"a^2 + b^2 \ge 2 a b", "each step held, and a search found no counterexample."),
        (r"a^2 + b^2 \approx b^2 + a^2", "each step held, ≈ within its tolerance."),
        (r"a + 1 = 1 + a > a", "each step held, and a search found no counterexample."),
        (r"a \approx a < a + 1", "each step held, ≈ within its tolerance, and a search found no counterexample."),
    ],
)
def test_a_mark_says_what_was_compared(claim, held):
    first, *_ = said(f"We have ${claim}$.\n")
    assert re.fullmatch(r"At \d+ random points, (.*)", first)[1] == held


def test_what_differs_late_is_shown_with_the_digits_that_differ():
    last = next(line for line in said(BOX % r"(1 + 10^{-6})\, e^a = e^a") if line.startswith("the left side"))
    left, right = re.findall(r"side (?:is )?([\d.e−]+)[,.]", last)
    assert left != right and len(left) >= 7
