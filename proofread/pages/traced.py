"""A text that knows where each of its characters was written, whatever was cut, moved and put in since."""

import re
from array import array

# A command's name and a letter behind it are two tokens, and have to stay two.
NAME = re.compile(r"\\[A-Za-z@]+\Z")
NAMED = 40  # characters that a command's name has at most


class Traced:
    """A `text`, and `at`: for each of its characters its place in what the author wrote."""

    __slots__ = ("at", "text")

    def __init__(self, text, at=None):
        self.text = text
        self.at = array("q", range(len(text))) if at is None else at

    def __len__(self):
        return len(self.text)

    def __getitem__(self, span):
        return Traced(self.text[span], self.at[span])

    def start(self, default=0):
        """Where the first character was written."""
        return self.at[0] if self.at else default

    def stripped(self):
        inked = len(self.text) - len(self.text.lstrip())
        return self[inked : max(len(self.text.rstrip()), inked)]

    def replaced(self, pattern, change):
        """With a change at each match of a pattern: `change(match)` gives a Traced, or a str for its place."""
        pieces, at = [], 0
        for found in pattern.finditer(self.text):
            new = change(found)
            pieces += [self[at : found.start()], new if isinstance(new, Traced) else put(new, self.at[found.start()])]
            at = found.end()
        return joined([*pieces, self[at:]]) if pieces else self


def put(text, place):
    """A text that was written nowhere, and stands for what was written at a place."""
    return Traced(text, array("q", [place]) * len(text))


def joined(pieces, apart=True):
    """One text of several, in which commands stay `apart` from letters that come to stand behind them."""
    texts, at, last = [], array("q"), ""
    for piece in pieces:
        if not piece.text:
            continue
        if apart and piece.text[0].isalpha() and NAME.search(last):
            texts.append(" ")
            at.append(piece.at[0])
        texts.append(piece.text)
        at.extend(piece.at)
        last = (last + piece.text)[-NAMED:]
    return Traced("".join(texts), at)
