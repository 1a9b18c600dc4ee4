"""What a name means at a formula: which of its entries is in scope there."""

import bisect
import itertools


class Lookup:
    """Mixed into the Scope."""

    def sections(self, key, formula):
        """The lists of a name's entries that may be in scope at a formula, innermost section first."""
        for depth in range(len(formula.section), -1, -1):
            found = self.entries.get((key, formula.section[:depth]))
            if found:
                yield found

    def before(self, key, formula):
        """The latest entry before a formula, its own included; a size letter gives way to a name that was declared."""
        size = None
        for entries in self.sections(key, formula):
            last = bisect.bisect_right(entries, formula.order, key=order)
            for entry in reversed(entries[:last] if last < len(entries) else entries):
                if in_scope(entry, formula):
                    if entry.kind != "size" or entry.sign:
                        return entry
                    size = size or entry
                    break
        return size

    def first(self, key, formula):
        """The first entry in scope that stands behind a formula."""
        for entries in reversed(list(self.sections(key, formula))):
            start = bisect.bisect_right(entries, formula.order, key=order)
            for entry in itertools.islice(entries, start, None):
                if in_scope(entry, formula):
                    return entry
        return None

    def resolve(self, key, formula):
        """What a name means at a formula: its latest entry before, else the first one after; None if there is none."""
        return self.before(key, formula) or self.first(key, formula)

    def kind_is_size(self, letter, formula):
        entry = self.resolve(letter, formula)
        return entry is not None and entry.kind == "size"

    def is_in(self, names, key, formula):
        """Whether a name stands in a set of names and their sections, one of which holds the formula."""
        return any((key, formula.section[:k]) in names for k in range(len(formula.section) + 1))


def in_scope(entry, formula):
    return entry.formula.box_id in (0, formula.box_id)


def order(entry):
    return entry.formula.order
