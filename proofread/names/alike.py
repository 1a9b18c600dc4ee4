r"""One array in two letters: `\mathbf{x}` and its entries `x_i`, `\mathbf{W}` and its `w_{ij}`.

They are two names where a page declares or defines both.
"""

import re

from proofread.known import COMMANDS

STYLED = re.compile(r"(\\mathbf|\\vec)\{(.+)\}")
APART = frozenset(["e", "d", "I", "O", "o"])  # these are known by themselves
KNOWN = frozenset([r"\pi", *COMMANDS])


class Alike:
    """The names that a page makes by themselves: `own` ones, `many` as families, `led` all that stand on a left side.

    Each with the section that it lives in.
    """

    def __init__(self, surveys):
        heads = [(raw, formula.section) for formula, found in surveys.items() for raw in found.heads]
        made = (r"\in", ":", ":=", r"\sqcup")
        self.own = {(raw.base, section) for raw, section in heads if raw.sign in made or not raw.subscript}
        self.many = {
            (raw.base, section) for raw, section in heads if raw.upto or (raw.subscript and raw.sign == r"\in")
        }
        self.led = {(raw.base, section) for raw, section in heads}

    def __call__(self, base, indices, section):
        """The letter that stands at a formula for one with so many indices: another where the page makes but that."""
        known = base in APART or (base in KNOWN and not indices) or base == r"\mathbf{1}"
        if known or _holds(self.own, base, section):
            return base
        found = next((other for other in self.others(base, indices, section) if _holds(self.own, other, section)), base)
        return base if indices and _holds(self.many, found, section) else found

    def has_word(self, base, section):
        """Whether a name of several letters stands on a left side, and not all of its letters do."""
        word = base[base.index("{") + 1 : -1]
        return _holds(self.led, base, section) and not all(_holds(self.own, letter, section) for letter in word)

    def others(self, base, indices, section):
        styled = STYLED.fullmatch(base)
        if styled:
            other = {r"\mathbf": r"\vec", r"\vec": r"\mathbf"}[styled[1]]
            return [styled[2], f"{other}{{{styled[2]}}}"]
        if not indices or (base == r"\delta" and indices > 1):
            return []
        found = [rf"\mathbf{{{base}}}", rf"\vec{{{base}}}"]
        if indices > 1 and len(base) == 1 and base.islower() and not _holds(self.led, base, section):
            found += [rf"\mathbf{{{base.upper()}}}", base.upper()]
        return found


def _holds(names, base, section):
    """Whether a name is among those that some sections around have."""
    return any((base, section[:k]) in names for k in range(len(section) + 1))
