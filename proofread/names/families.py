r"""Families of values: how many members `x_i` has, and where a recurrence `h_t = f(h_{t-1})` starts."""

from proofread.notation import forms, tree
from proofread.notation.symbols import member

FEW = tree.Number(3, text="3")  # members of a family of which a page looks at one at a time
STARTS = range(4)


class Families:
    """Mixed into the Scope, and at work when all is read."""

    def close(self):
        """Give each family its last index, and each recurrence its starts."""
        back = set()
        for entry in self.made.values():
            if entry.family and entry.kind == "declared":
                entry.upto = entry.upto or self.last_index(entry)
                entry.starts = self.starts(entry, [0])
            if entry.definition is not None and entry.definition.indices:
                back |= entry.definition.stepped
        for entry in self.made.values():
            if entry.key in back and entry.definition is not None and entry.definition.indices:
                entry.definition.starts.update(self.starts(entry, STARTS))

    def starts(self, entry, numbers):
        """The members with some numbers that are names of their own, by their number."""
        literals = {k: member(entry.key, k) for k in numbers}
        return {k: name for k, name in literals.items() if self.resolve(name, entry.formula) is not None}

    def last_index(self, entry):
        r"""The end of `x_i \in \mathbb{R}^n`: where its sentence says `i = 1, \dots, N`; else that of the sums over it.

        A few where the page never sums over its members; None where its sums have several ends, or don't tell them.
        """
        for formula in self.formulas:
            if formula.sentence == entry.formula.sentence:
                for clause in getattr(self.statements[formula], "clauses", ()):
                    match clause:
                        case forms.Chain((tree.Number(1), tree.Name(key), end), (r"\le", r"\le")) if (
                            key in entry.letters
                        ):
                            return end
        ends = [big.upper if big.lower and big.lower.text == "1" else None for big in self.sums_over(entry)]
        told = {end and end.text for end in ends}
        return FEW if not ends else ends[0] if len(told) == 1 else None

    def sums_over(self, entry):
        """The sums and products of a page whose letter is the first index of a family's members."""
        for formula in self.formulas:
            for clause in getattr(self.statements[formula], "clauses", ()):
                if entry.key in clause.mentions and self.resolve(entry.key, formula) is entry:
                    for node in tree.walk(clause):
                        if isinstance(node, tree.Big) and set(node.letters) & _first_letters(node.body, entry.key):
                            yield node


def _first_letters(body, key):
    """The letters that stand as the first index of a family's members."""
    return {
        node.indices[0].key
        for node in tree.walk(body)
        if isinstance(node, tree.Index)
        and isinstance(node.base, tree.Name)
        and node.base.key == key
        and isinstance(node.indices[0], tree.Name)
    }
