r"""One array in two letters: `\mathbf{x}` and its entries `x_i`, `\mathbf{W}` and its `w_{ij}`.

They are two names where a page declares or defines both.
"""

import re

from proofread.known import COMMANDS

STYLED = re.compile(r"(\\mathbf|\\vec)\{(.+)\}")
APART = frozenset(["e", "d", "I", "O", "o"])  # these are known by themselves
KNOWN = frozenset([r"\pi", *COMMANDS])


class Alike:
    """The names that a page makes by themselves: `own` ones, `many` as families, `led` all that stand on a left side."""

    def __init__(self, surveys):
        heads = [raw for found in surveys.values() for raw in found.heads]
        self.own = {raw.base for raw in heads if raw.sign in (r"\in", ":", ":=", r"\sqcup") or not raw.subscript}
        self.many = {raw.base for raw in heads if raw.upto or (raw.subscript and raw.sign == r"\in")}
        self.led = {raw.base for raw in heads}

    def __call__(self, base, indices):
        """The letter that the page has for one with so many indices: another one where it makes that and not this."""
        if base in self.own or base in APART or (base in KNOWN and not indices) or base == r"\mathbf{1}":
            return base
        found = next((other for other in self.others(base, indices) if other in self.own), base)
        return base if indices and found in self.many else found

    def others(self, base, indices):
        styled = STYLED.fullmatch(base)
        if styled:
            other = {r"\mathbf": r"\vec", r"\vec": r"\mathbf"}[styled[1]]
            return [styled[2], f"{other}{{{styled[2]}}}"]
        if not indices or (base == r"\delta" and indices > 1):
            return []
        found = [rf"\mathbf{{{base}}}", rf"\vec{{{base}}}"]
        if indices > 1 and len(base) == 1 and base.islower() and base not in self.led:
            found += [rf"\mathbf{{{base.upper()}}}", base.upper()]
        return found
