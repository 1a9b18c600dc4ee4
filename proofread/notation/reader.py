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

    def counts(self, key):
        """Whether a letter is a name, a size or an index of the page: `T` in `h_T`, `t` in `h_t`."""
        return self.kind(key) is not None

    def has_word(self, base):
        """Whether the page makes a name of several plain letters, `KL`, and not all of its letters."""
        return False

    def axes(self, key):
        r"""The sizes, as they're written, of an array that is declared: those of `\mathbb{R}^{m \times n}`."""
        return ()

    def alike(self, base, indices):
        r"""The letter that the page has for this one with so many indices: `\mathbf{x}` for the `x` of `x_i`."""
        return base

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
        self.tokens, self.at = list(tokenize(latex)), 0
        self.open = []
        self.differentiating = False  # whether what is read stands under a derivative, up to a bar behind it
        self.asked = []  # what has another reading, too: what to ask where this one doesn't hold, and at which offset
        # The indices of the sums around; those that a sum took for its own, though it doesn't say so; and, in a second
        # reading, those that stand free elsewhere in the formula.
        self.summed, self.lone, self.outer, self.unsure = frozenset(), set(), frozenset(), False

    @property
    def next(self):
        return self.tokens[self.at]

    def ahead(self, count, skipped=0):
        """As many tokens as there are, from here or behind some that are skipped, each in one spelling."""
        start = self.at + skipped
        return [plain(token) for token in self.tokens[start : start + count]]

    def transposed(self, skipped=0):
        r"""Whether `\top`, or what people write for it, stands here or behind some tokens: `T`, `\mathsf{T}`, `{-T}`.

        How many tokens it has, whether it inverts, too, and the letter that it is by itself; None for anything else, as
        for a `T` that counts something.
        """
        tokens = self.tokens[self.at + skipped : self.at + skipped + 4]
        braces = [token.text for token in tokens[:1]] == ["{"]
        inverse = braces and [token.text for token in tokens[1:2]] == ["-"]
        sign = tokens[braces + inverse : braces + inverse + 1]
        if not sign or (braces and [token.text for token in tokens[2 + inverse : 3 + inverse]] != ["}"]):
            return None
        upright = sign[0].kind in ("styled", "text") and sign[0].argument.strip() in ("T", "t")
        plain_letter = sign[0].text in ("T", "t") and not self.names.counts(sign[0].text)
        if sign[0].text == r"\top" or upright or plain_letter:
            return 1 + 2 * braces + inverse, inverse, sign[0].text if plain_letter else ""
        return None

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
