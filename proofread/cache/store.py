"""Results kept on disk from one run to the next, until the package changes."""

import functools
import hashlib
import os
import pickle
import platform
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # all of it: a verdict rests on each of its rooms
FOLDER = PACKAGE.parent / ".cache"
MOST = 500  # files in a folder; of more, the oldest are dropped


class Store:
    """Results of one kind by their keys: those `known` from the run before, and those `asked` for in this one.

    The latter are kept, so that it doesn't grow. `kind` names its folder, and `subject` tells it from others there. If
    `anew`, nothing is known at first.
    """

    def __init__(self, kind, subject, folder=FOLDER, anew=False):
        name = hashlib.sha256(repr((package(), subject)).encode()).hexdigest()
        self.path = folder / kind / f"{name}.pickle"
        self.known, self.asked = {} if anew else _read(self.path), {}

    def find(self, key, make, *arguments):
        """The result for a key: known, or what `make(*arguments)` gives."""
        if key not in self.asked:
            self.asked[key] = self.known[key] if key in self.known else make(*arguments)
        return self.asked[key]

    def keep(self):
        """Write what was asked for, if that isn't what the file has."""
        if self.asked.keys() == self.known.keys():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
            file.write(pickle.dumps(self.asked))
        os.replace(file.name, self.path)  # others may read at the same time
        self.known = dict(self.asked)
        for old in sorted(self.path.parent.glob("*.pickle"), key=_age)[:-MOST]:
            old.unlink(missing_ok=True)


@functools.cache
def package():
    """The text of all files of the package, and the version of Python, as one digest."""
    text = b"\0".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))
    return hashlib.sha256(text).hexdigest(), platform.python_version()


def _read(path):
    try:
        return pickle.loads(path.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):  # never written, or cut off meanwhile
        return {}


def _age(path):
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process dropped it
        return 0
