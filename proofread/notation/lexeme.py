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
