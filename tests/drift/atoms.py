"""Where a formula's tokens stand: in which script, in which group, atom and term; no more than that of its grammar."""

from proofread.notation import tokens
from proofread.notation.tokens import plain

NAMES = ("letter", "styled", "accent")
SCRIPTS = ("_", "^", "prime")
CLOSE = {"{": "}", "(": ")", "[": "]", r"\{": r"\}", r"\lvert": r"\rvert", r"\lVert": r"\rVert", r"\langle": r"\rangle"}


class Atoms:
    """A formula by its tokens. `sizes` are letters that are numbers, `functions` those that are functions."""

    def __init__(self, latex, sizes, functions):
        self.latex, self.sizes, self.functions = latex, sizes, functions
        self.tokens = tokens.tokenize(latex)[:-1]
        self.levels = self._levels()
        self.indices = sorted({t.text for k, t in enumerate(self.tokens) if t.kind == "letter" and self.levels[k]["_"]})
        self.names = sorted({t.text for k, t in enumerate(self.tokens) if t.kind == "letter" and not self._script(k)})

    def _levels(self):
        """For each token: how many subscripts and superscripts it stands in, and how deep in brackets."""
        found, open_ = [], []
        for k, token in enumerate(self.tokens):
            while open_ and open_[-1][1] <= k:
                open_.pop()
            if token.kind in ("_", "^"):
                open_.append((token.kind, self.group(k + 1)))
            inside = [kind for kind, _ in open_]
            found.append({"_": inside.count("_"), "^": inside.count("^")})
        return found

    def _script(self, k):
        return self.levels[k]["_"] or self.levels[k]["^"]

    def group(self, k):
        """One past the group that begins at a token: a bracket with what it holds, a fraction, or the token itself."""
        if k >= len(self.tokens):
            return k
        text = plain(self.tokens[k])
        if text == r"\frac":
            return self.group(self.group(k + 1))
        if text == r"\sqrt" or self.tokens[k].kind == "accent" or self.tokens[k].text == r"\operatorname":
            return self.group(k + 1)
        close, depth = CLOSE.get(text), 0
        if close is None:
            return k + 1
        for at in range(k, len(self.tokens)):
            depth += plain(self.tokens[at]) == text
            depth -= plain(self.tokens[at]) == close
            if not depth:
                return at + 1
        return k + 1

    def atom(self, k):
        """One past the atom that begins at a token: a group and its scripts; k itself where none begins."""
        token = self.tokens[k] if k < len(self.tokens) else None
        if token is None or token.kind not in (*NAMES, "number", "open", "other", "big", "function"):
            return k
        if plain(token) in (r"\partial", r"\nabla", r"\infty", r"\top", "d"):
            return k
        end = self.group(k)
        while end < len(self.tokens) and self.tokens[end].kind in (*SCRIPTS, "star"):
            end = end + 1 if self.tokens[end].kind in ("prime", "star") else self.group(end + 1)
        return end

    def span(self, first, past):
        return self.tokens[first].at, self.tokens[past - 1].end

    def cut(self, first, past, new=""):
        return (*self.span(first, past), new)

    def text(self, first, past):
        start, end = self.span(first, past)
        return self.latex[start:end]

    def ends_atom(self, k):
        """Whether a factor may end before a token."""
        before = self.tokens[k - 1] if k else None
        if before is None or (before.kind not in (*NAMES, "number", "close", "prime", "star", "}")):
            return False
        return not (before.kind == "number" and self._script(k - 1))

    def tail(self, k):
        """One past the end of the term that a token stands in."""
        at = k
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind in ("relation", "row", "&", "separator", "tag", "text", "close", "}", "end", "begin"):
                break
            if at > k and plain(token) in ("+", "-"):
                break
            at = max(self.group(at), at + 1)
        return at
