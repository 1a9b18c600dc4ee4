"""The entries of names that a page doesn't declare, as its readers would have declared them."""

import itertools
import re

from proofread.names import inference
from proofread.names.algebra import NUMBER
from proofread.names.dependent import Dependents, space_of
from proofread.names.entries import Entry
from proofread.names.likely import letter
from proofread.names.sizes import Fresh
from proofread.names.uses import clauses_of, letters_of, uses_of
from proofread.names.worded import MADE
from proofread.notation import tree

SQUARE = {"symmetric", "positive definite", "orthogonal", "diagonal", "invertible"}
LETTERS = "nmkpqrsluvwchabfgijxyz"  # for sizes that nothing names


class Inferred(Dependents):
    """What is inferred on a page. `infer` enters it into a Scope."""

    def __init__(self, scope, said=(), clauses=None, section=()):
        self.scope, self.said, self.section = scope, said, section
        self.clauses = list(clauses_of(scope)) if clauses is None else clauses
        letters, ends = letters_of(self.clauses)
        self.letters = letters
        self.sizes_entered(ends)
        self.uses = uses_of(scope, self.clauses, letters)
        self.called = {}
        self.ranks = {words.key: words.rank for words in said if words.rank is not None}
        self.squares = []  # inverses of what words say is square
        for words in said:
            if words.key in self.uses and words.qualities & SQUARE:
                inverse = tree.Inverse(tree.Name(words.key, text=words.key), text=words.key)
                self.squares.append((words.key, (inverse,), (), words.formula))
            if words.of and words.key in self.uses:
                self.uses[words.key].variables |= {key for key in words.of if key != words.key}
        self.dependent = [use for use in self.uses.values() if use.bodies == use.count and use.variables]
        near = {k for k, other in scope.entries if self.section[: len(other)] == other or not self.section}
        self.taken = near | scope.letters | set(self.uses) | letters

    def sizes_entered(self, ends):
        """The ends of sums, and what stands on a constant, are sizes."""
        for clause, formula in self.clauses:
            for key in sorted(clause.mentions & ends) if ends else ():
                if len(key) == 1 and self.scope.resolve(key, formula) is None:
                    self.enter(Entry(key, "size", formula, read="a size"))

    def enter(self, entry):
        found = self.scope.entries.setdefault((entry.key, self.section), [])
        found.append(entry)
        found.sort(key=lambda e: e.formula.order)

    def infer(self):
        """Enter all names that can be inferred, and the labels that definitions look at."""
        if self.uses:
            self.search()
        for (formula, _), entry in list(self.scope.made.items()) if not self.section else ():
            if entry.definition is not None:
                self.label(entry.definition, formula)

    def by_sections(self, group):
        """Read a group's names anew under each heading, where none fits the whole page; whether there are several."""
        clauses = {}
        for clause, formula in self.clauses:
            if not clause.mentions.isdisjoint(group.names):
                clauses.setdefault(formula.section[: len(self.section) + 1], []).append((clause, formula))
        if len(clauses) < 2:
            return False
        for section, own in clauses.items():
            Inferred(self.scope, self.said, own, section).infer()
        return True

    def words_of(self, group):
        """The names of several capitals, `\\mathbf{AX}`: more likely a product."""
        found = {key for key in group.names if re.search(r"\{[A-Z]{2,}\}$", key)}
        for key in found:
            self.scope.refused[key] = f"what is {key}? For a product write each letter by itself"
        return found

    def refuse(self, names, clashes):
        """Say of some names that no reading of them fits, and where."""
        names = names - self.scope.refused.keys()
        where = " and ".join(f"${' '.join(item.text.split())}$" for item in clashes[:2])
        said = f"no reading of {', '.join(sorted(names))} as number, vector or matrix fits {where}: say what is what"
        self.scope.refused |= dict.fromkeys(names, said)

    def search(self):
        """Find what the names are, group by group."""
        items = list(filter(None, map(self.item, self.clauses, range(len(self.clauses)))))
        items += [inference.Item(*square, inference.DEFINED, (key,)) for key, *square in self.squares]
        arrays = self.has_arrays()
        options = inference.options_of(self.uses, arrays, self.ranks)
        options |= {key: [guess] for key, guess in self.scope.forced.items() if key in options}
        for group in inference.groups_of(list(self.uses), items):
            search = inference.Search(self.scope, group, options)
            chosen, _ = search.run()
            clashes, lost = search.clashes()
            if (lost or search.left < 0) and self.by_sections(group):
                continue
            lost |= self.words_of(group)
            if lost:
                self.refuse(lost, clashes)
                group.names = [key for key in group.names if key not in lost]
            self.scope.doubts |= search.doubts()
            self.settle(group, chosen)
        for use in self.dependent:
            self.depend(use)

    def has_arrays(self):
        """Whether the page has vectors or matrices: declared ones, or names that are used as such."""
        spaces = [e.space for entries in self.scope.entries.values() for e in entries]
        if any(space is not None and space.axes for space in spaces):
            return True
        return any(use.transposed or use.indices or r"\mathbf" in key for key, use in self.uses.items())

    def item(self, found, number):
        """What a clause asks of the names in it, and of those that their definitions rest on; None if of none."""
        clause, formula = found
        head = clause.head and self.scope.made.get((formula, clause.head.key))
        definition = head.definition if head is not None else None
        terms, signs = clause.terms, clause.signs
        weight = inference.DEFINED if definition is not None or not signs else 0.0
        keys = self.rests(clause.mentions, formula)
        return inference.Item(terms, signs, formula, weight, keys) if keys else None

    def rests(self, mentions, formula):
        """The names that aren't declared among some, and among all that these are defined by."""
        found, pending, seen = {}, sorted(mentions, reverse=True), set()
        while pending:
            key = pending.pop()
            if key in seen:
                continue
            seen.add(key)
            entry = self.scope.resolve(key, formula)
            if entry is None and key in self.uses:
                found[key] = True
            elif entry is not None and entry.definition is not None:
                pending += sorted(entry.definition.rests, reverse=True)
        return tuple(found)

    def settle(self, group, chosen):
        """Enter the names of a group with the ranks that were chosen."""
        shapes, domains, sizes = inference.sized(self.scope, group.items, chosen)
        for key in group.names:
            use, guess = self.uses[key], chosen[key]
            axes = [self.size(size, sizes, use.formula) for size in getattr(shapes.get(key), "axes", ())]
            if len(axes) != guess.rank + guess.family:
                continue
            upto = axes.pop(0) if guess.family else None
            space = space_of(axes)
            for formula in use.places.values():
                entry = Entry(key, "declared", formula, r"\in", family=guess.family, letters=(), space=space, upto=upto)
                entry.once = len(use.formulas) == 1
                entry.read = f"{_described(entry, axes)} (from ${' '.join(use.source.split())}$)"
                if use.arguments:
                    entry.function, entry.sign, entry.read = True, ":", f"a function (from ${use.source}$)"
                    entry.domain = self.domain(key, guess, domains, sizes, use.formula)
                    if entry.domain is None:
                        self.scope.refused[key] = f"what is {key} a function of? Write {key} : A \\to B"
                        continue
                self.enter(entry)
                if letter(key) == r"\Sigma" and use.square and len(set(map(str, axes))) == 1 == len(axes) - 1:
                    MADE["positive definite"][1](self.scope, entry)
                    entry.read = f"a symmetric positive definite {entry.read.removeprefix('an ').removeprefix('a ')}"

    def domain(self, key, guess, domains, sizes, formula):
        shapes = (NUMBER,) if guess.each else domains.get(key) or ()
        if not shapes or None in shapes:
            return None
        return tuple(space_of([self.size(size, sizes, formula) for size in shape.axes]) for shape in shapes)

    def size(self, size, sizes, formula):
        """The node of a size: as it's written, or a letter that the page doesn't use."""
        size = sizes.find(size)
        if isinstance(size, int):
            return tree.Number(size, text=str(size))
        if not isinstance(size, Fresh):
            return self.written(size, formula)
        if size not in self.called:
            more = (f"n_{{{k}}}" for k in range(10, 10**6))
            name = next(c for c in itertools.chain(LETTERS, more) if c not in self.taken)
            self.taken.add(name)
            self.enter(Entry(name, "size", formula, read="a size"))
            self.called[size] = tree.Name(name, text=name)
        return self.called[size]

    def written(self, text, formula):
        for entries in self.scope.entries.values():
            for entry in entries:
                for axis in entry.space.axes if entry.space is not None else ():
                    if axis.text.strip() == text:
                        return axis
        return tree.Name(text, text=text)


def _described(entry, axes):
    sizes = [axis.text for axis in axes]
    one = "a number" if not axes else f"a vector of {sizes[0]}" if len(axes) == 1 else _matrix(sizes)
    if not entry.family:
        return one
    return (
        one.replace("an ", "several ", 1)
        .replace("a ", "several ", 1)
        .replace("number", "numbers")
        .replace("vector", "vectors")
        .replace("matrix", "matrices")
    )


def _matrix(sizes):
    article = "an" if sizes[0] in "nmrslxfh8" else "a"
    return f"{article} {'×'.join(sizes)} matrix"
