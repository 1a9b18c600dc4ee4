"""Where a node of a piece of code stands, how it's written there, and edits put in its place."""

import ast
import re
from dataclasses import dataclass

PLAIN = (ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Tuple)


@dataclass(frozen=True)
class Edit:
    """From `start` to `end`, each a line (from 1) and a column (from 0), `new` is put. `around` names what it's in."""

    kind: str
    start: tuple
    end: tuple
    new: str
    around: str


class Spans:
    """A piece of code, and the edits `found` in it; `names` are those of the functions around the place."""

    def __init__(self, code):
        self.code, self.lines = code, code.split("\n")
        self.bytes = [line.encode() for line in self.lines]
        self.found, self.names = [], []

    def place(self, line, column):
        return line, len(self.bytes[line - 1][:column].decode())

    def start(self, node):
        return self.place(node.lineno, node.col_offset)

    def end(self, node):
        return self.place(node.end_lineno, node.end_col_offset)

    def text(self, node, bare=False):
        (first, left), (last, right) = self.start(node), self.end(node)
        rows = self.lines[first - 1 : last]
        rows[-1] = rows[-1][:right]
        rows[0] = rows[0][left:]
        text = "\n".join(rows)
        plain = isinstance(node, PLAIN) and not isinstance(getattr(node, "value", None), int | float) and len(rows) == 1
        return text if bare or plain or isinstance(node, ast.Starred) else f"({text})"

    def put(self, kind, node, new):
        self.between(kind, self.start(node), self.end(node), new)

    def between(self, kind, start, end, new):
        self.found.append(Edit(kind, start, end, new, ".".join(self.names)))

    def gap(self, kind, left, right, old, new):
        """Edit a sign between two nodes, whose brackets stand around it."""
        (line, column), (last, past) = self.end(left), self.start(right)
        for row in range(line, last + 1):
            begin, stop = (column if row == line else 0), (past if row == last else len(self.lines[row - 1]))
            at = re.search(re.escape(old) if not old[0].isalpha() else rf"\b{old}\b", self.lines[row - 1][begin:stop])
            if at:
                self.between(kind, (row, begin + at.start()), (row, begin + at.end()), new)
                return


def called(call):
    """The name of what is called, without its module."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def root_of(call):
    """The first name in `name.part[k].part(...)`."""
    node = call.func
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return getattr(node, "id", "")


def is_data(node):
    """Whether an expression is of numbers alone, as in `n, p = 5, 3`."""
    kinds = (ast.Constant, ast.Tuple, ast.List, ast.UnaryOp, ast.USub, ast.Load)
    return all(isinstance(part, kinds) for part in ast.walk(node))
