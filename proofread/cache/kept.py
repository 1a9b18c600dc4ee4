"""Verdicts kept from one run to the next: a formula is judged again only when what its verdict rests on changes.

That is the formula itself, what it takes from its page (rests.py), and the package. So a build, a census and an author
who types share what one of them found out. Pytest's items of formulas judge anew.
"""

import hashlib
import os
from dataclasses import replace

import numpy

from proofread.cache.rests import rests_of
from proofread.cache.store import FOLDER, PACKAGE, Store
from proofread.judging import judge as judges


def judge(found, anew=False, folder=FOLDER, reader=False):
    """`judge.judge` of a `page.Page`; what rests on nothing that changed since it was judged isn't, but if `anew`."""
    verdicts, _ = _judged(found, anew, folder, reader)
    return verdicts


def by_rests(found):
    """The verdicts on a page's formulas, by what they rest on: for `recalled`."""
    _, verdicts = _judged(found)
    return verdicts


def _judged(found, anew=False, folder=FOLDER, reader=False):
    page = os.path.relpath(found.path, PACKAGE.parent)
    store = Store("verdicts", (page, reader, numpy.__version__), folder, anew)
    verdicts, store.asked = recalled(found, store.known, reader)
    store.keep()
    return verdicts, store.asked


def recalled(found, known, reader=False):
    """The verdicts of a page, and those on its formulas by what they rest on. What is `known` by that isn't judged.

    What failed always is: its message may name lines, and those move.
    """
    scope, readings = judges.read(found, reader=reader)
    verdicts, asked = [], {}
    for formula in found.formulas:
        rests = hashlib.sha256(repr(rests_of(formula, scope, readings)).encode()).digest()
        verdict = known.get(rests)
        if verdict is None or verdict.failing:
            verdict = judges.verdict(formula, scope, readings)
        asked[rests] = verdict
        verdicts.append(replace(verdict, page=formula.path, line=formula.line, column=formula.column))
    return judges.completed(found, verdicts), asked
