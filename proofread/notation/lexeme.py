"""A token of a formula, and the error that names one."""

from dataclasses import dataclass


class Unreadable(Exception):
    """A formula that can't be read: says what, and at which offset of its LaTeX."""

    def __init__(self, message, at):
        super().__init__(message)
        self.message, self.at = message, at


@dataclass(frozen=True)
class Token:
    r"""A token: its `kind` for the parser, its LaTeX, and the `argument` of `\text{…}`, `\mathbf{…}` and their like.

    `text` is its one spelling; `at` and `stop` tell where its author wrote it, perhaps otherwise (None: as long as it
    is).
    """

    kind: str
    text: str
    at: int
    argument: str = ""
    stop: int | None = None

    @property
    def end(self):
        return self.at + len(self.text) if self.stop is None else self.stop

    @property
    def is_differential(self):
        r"""Whether it's the d, upright or not, or the \partial of a derivative."""
        return self.text in ("d", r"\partial") or (self.kind == "styled" and self.argument == "d")


def joined(first, last, text, argument="", kind="command"):
    """One token in the place of several, from the first to the last."""
    return Token(kind, text, first.at, argument, last.end)


def group_end(tokens, k):
    """One past the group in braces, or the token, that stands at a place."""
    if k >= len(tokens) or tokens[k].text != "{":
        return min(k + 1, len(tokens))
    depth = 0
    for j in range(k, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return j + 1
    return len(tokens)
