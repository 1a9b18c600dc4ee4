"""Verdicts kept from one run to the next: a formula is judged again only when what its verdict rests on changes.

That is the formula and its place, what it takes from its page (rests.py), and the package. So a build, a census and an
author who types share what one of them found out. Pytest's items of formulas judge anew.
"""

import hashlib

import numpy

from proofread import judge as judges
from proofread.rests import rests_of
from proofread.store import FOLDER, Store


def judge(found, anew=False, folder=FOLDER):
    """`judge.judge` of a `page.Page`; what rests on nothing that changed since it was judged isn't, but if `anew`."""
    store = Store("verdicts", (found.path, numpy.__version__), folder, anew)
    scope, readings = judges.read(found)
    verdicts = []
    for formula in found.formulas:
        place = formula.path, formula.line, formula.column, *formula.rows  # which a verdict names
        rests = hashlib.sha256(repr((place, rests_of(formula, scope, readings))).encode()).digest()
        verdicts.append(store.find(rests, judges.verdict, formula, scope, readings))
    store.keep()
    return judges.completed(found, verdicts)
