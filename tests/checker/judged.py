"""Pages of a test's own, judged by the package's door."""

import inspect

from project import ROOT

import proofread

PREMISES = r"Let $y, y^* \in \mathbb{R}^n$ and $L = \sum_i (y_i - y^*_i)^2$."


def judged(text):
    """The verdicts on a page with this text."""
    return proofread.check(inspect.cleandoc(text), ROOT / "docs/test.md")


def last(text):
    """The verdict on the page's last formula."""
    return judged(text)[-1]


def statuses(text):
    return [verdict.status for verdict in judged(text)]
