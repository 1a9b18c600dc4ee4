"""The place in a formula's tokens: what every part of the parser reads with, the precedences, and the names it asks."""

import re
from abc import abstractmethod
from typing import Protocol

from proofread.notation.tokens import Unreadable, plain, tokenize

# How tight an expression binds, loosest first. What binds less than the level asked for ends it.
SUM, PRODUCT, BESIDE, FACTOR = range(4)
SIZED = re.compile(r"\\(?:left|right|middle)(?![A-Za-z])\s*")


class Names(Protocol):
    """What the parser asks of the names at a formula. What lacks one of these can't be made."""

    @abstractmethod
    def kind(self, key):
        """ "function", "value", "index", "size", "partition", or None for a name that isn't known."""

    @abstractmethod
    def declares(self, raws):
        r"""Whether `\in` behind these `survey.RawHead`s declares them here; else it claims something of them."""

    @abstractmethod
    def head(self, raw):
        """The `forms.Head` that a RawHead makes: its key, and the indices that it leaves open."""


class Reader:
    """One formula's tokens, and the place in them. `open` are the brackets that aren't closed yet, from outside in."""

    def __init__(self, latex, names):
        self.latex, self.names = latex, names
        self.tokens, self.at = tokenize(latex), 0
        self.open = []

    @property
    def next(self):
        return self.tokens[self.at]

    def ahead(self, count, skipped=0):
        """As many tokens as there are, from here or behind some that are skipped, each in one spelling."""
        start = self.at + skipped
        return [plain(token) for token in self.tokens[start : start + count]]

    def done(self):
        return self.next.kind == "end" and not self.next.argument

    def sees(self, *texts):
        return plain(self.next) in texts

    def take(self):
        if self.at + 1 == len(self.tokens):
            self.refuse("something is missing before")
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, *texts):
        """Take the next token if it's one of these; else None."""
        return self.take() if self.sees(*texts) else None

    def expect(self, text):
        if not self.sees(text):
            self.refuse(f"{text} is missing before")
        return self.take()

    def sign(self):
        """Take `+` or `-`: 1 or -1."""
        return -1 if self.take().text == "-" else 1

    def braced(self, read):
        """What `read()` reads, perhaps in braces."""
        braces = self.accept("{")
        found = read()
        if braces:
            self.expect("}")
        return found

    def refuse(self, why="can't read", token=None):
        token = token or self.next
        raise Unreadable(f"{why} {self.latex[token.at : token.end] or 'the end'}", token.at)

    def make(self, kind, start, *values, **named):
        """A node whose text is the LaTeX from the token at `start` to here."""
        end = self.tokens[self.at - 1].end if self.at > start else self.tokens[start].at
        return kind(*values, **named, text=_clean(self.latex[self.tokens[start].at : end]))


def _clean(text):
    r"""LaTeX without `\left` and `\right`, whose partner may lie outside, and without the frame of `aligned`."""
    text = SIZED.sub("", text)
    return text if r"\begin" in text else text.replace("&", "").replace(r"\\", "")
