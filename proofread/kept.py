"""Verdicts kept from one run to the next: what was judged, is judged again only when it or the package changes.

A page is known by its formulas, where they stand and what is said around them; the package by the text of its files.
So a build, a census and an author who types share what one of them found out. Pytest's items of formulas judge anew.
"""

import functools
import hashlib
import os
import pickle
import platform
import tempfile
from pathlib import Path

import numpy

from proofread import judge as judges

PACKAGE = Path(__file__).parent
FOLDER = PACKAGE.parent / ".cache/verdicts"
MOST = 500  # files; of more, the oldest are dropped


def judge(found, folder=FOLDER):
    """`judge.judge` of a `page.Page`, from `folder` where that page was judged before."""
    path = folder / f"{name(found)}.pickle"
    try:
        return pickle.loads(path.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):  # never judged, or cut off while it was written
        return keep(found, judges.judge(found), folder)


def keep(found, verdicts, folder=FOLDER):
    """Keep the verdicts of a page, and give them back."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(pickle.dumps(verdicts))
    os.replace(file.name, folder / f"{name(found)}.pickle")  # others may read at the same time
    for old in sorted(folder.glob("*.pickle"), key=_age)[:-MOST]:
        old.unlink(missing_ok=True)
    return verdicts


def name(found):
    """What tells one page, judged by one state of the package, from all others."""
    formulas = [vars(formula) for formula in (*found.formulas, *found.strays)]
    return hashlib.sha256(repr((package(), found.path, formulas)).encode()).hexdigest()


@functools.cache
def package():
    """The text of all files of the package, and the versions of what it stands on, as one digest."""
    text = b"\0".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))
    return hashlib.sha256(text).hexdigest(), platform.python_version(), numpy.__version__


def _age(path):
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process dropped it
        return 0
