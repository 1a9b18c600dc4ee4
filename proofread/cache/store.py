"""Results kept on disk from one run to the next, until the package changes.

A file that can't be read, or isn't what was written, is as no file; and one that can't be written isn't.
"""

import contextlib
import functools
import hashlib
import os
import pickle
import platform
import threading
from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # all of it: a verdict rests on each of its rooms
FOLDER = PACKAGE.parent / ".cache"
MOST = 500  # files in a folder; of more, the oldest are dropped
DIGEST = 32  # bytes


class Store:
    """Results of one kind by their keys: those `known` from the run before, and those `asked` for in this one.

    The latter are kept, so that it doesn't grow. `kind` names its folder, and `subject` tells it from others there. If
    `anew`, nothing is known at first.
    """

    def __init__(self, kind, subject, folder=FOLDER, anew=False):
        name = hashlib.sha256(repr((package(), subject)).encode()).hexdigest()
        self.path = folder / kind / f"{name}.pickle"
        self.known, self.asked = {} if anew else _known(self.path), {}

    def find(self, key, make, *arguments):
        """The result for a key: known, or what `make(*arguments)` gives."""
        if key not in self.asked:
            self.asked[key] = self.known[key] if key in self.known else make(*arguments)
        return self.asked[key]

    def keep(self):
        """Write what was asked for, if that isn't what the file has."""
        if self.asked.keys() == self.known.keys():
            return
        write(self.path, pickle.dumps(self.asked))
        self.known = dict(self.asked)
        for old in sorted(self.path.parent.glob("*.pickle"), key=_age)[:-MOST]:
            with contextlib.suppress(OSError):
                old.unlink()


@functools.cache
def package():
    """The text of all files of the package, and the version of Python, as one digest."""
    text = b"\0".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))
    return hashlib.sha256(text).hexdigest(), platform.python_version()


def write(path, data):
    """Put data into a file at once, since others may read it, behind a digest of the file's name and the data."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(_digest(path, data) + data)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()


def read(path):
    """The data that `write` put into a file of this name, or None."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    data = whole[DIGEST:]
    return data if whole[:DIGEST] == _digest(path, data) else None


def _digest(path, data):
    return hashlib.sha256(path.name.encode() + b"\0" + data).digest()


def _known(path):
    data = read(path)
    return {} if data is None else pickle.loads(data)


def _age(path):
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process dropped it
        return 0
