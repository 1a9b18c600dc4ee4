"""Names that a page only differentiates, functions of what they are differentiated by; and labels of definitions."""

from proofread.evaluate import Definition
from proofread.names import inference
from proofread.names.entries import Entry
from proofread.names.shapes import Shapes
from proofread.names.sizes import Clash, Sizes
from proofread.notation import forms, tree


class Dependents:
    """Mixed into Inferred."""

    def label(self, definition, formula):
        """Let an index that a definition leaves open, `E = (t_k - o_k)^2`, be a label: some index of its axis."""
        letters = sorted(k for k in definition.rests & self.letters if self.scope.resolve(k, formula) is None)
        if not letters:
            return
        sizes, reading = Sizes(), inference.Reading(self.scope, formula, {})
        shapes = Shapes(reading, reading.entry, sizes)
        try:
            shapes.definition(definition)
        except Clash:
            return
        free = shapes.steps | shapes.free
        for key in set(letters) & free.keys():
            ends = (tree.Number(1, text="1"), self.size(free[key], sizes, formula))
            self.enter(Entry(key, "declared", formula, r"\in", space=forms.Space("range", items=ends)))

    def depend(self, use):
        """Let a name that is but differentiated be a function of what it's differentiated by, the last of it."""
        key, formula = use.key, use.formula
        entry = self.scope.resolve(key, formula)
        below = {v: self.below(v, formula) for v in use.variables}
        last = [v for v in sorted(use.variables) if not any(v in below[w] for w in use.variables if w != v)]
        domain = [self.space_at(v, formula) for v in last]
        if entry is None or not last or None in domain:
            return
        hidden = f"{key}(\\cdot)"
        arguments = tuple(tree.Name(v, text=v) for v in last)
        body = tree.Apply(tree.Name(hidden, text=key), arguments, text=f"{key}({', '.join(last)})")
        said = f"a function of ${', '.join(last)}$"
        for place in use.places.values():
            entry = self.scope.resolve(key, place)
            function = Entry(hidden, "declared", place, ":", True, space=entry.space, domain=tuple(domain))
            self.enter(function)
            entry.kind, entry.sign, entry.space, entry.read = "defined", "=", None, said
            entry.definition = Definition((), None, body)

    def below(self, key, formula):
        """All that a name rests on, by its definition or as one that is differentiated by it."""
        found, pending = set(), [key]
        while pending:
            entry = self.scope.resolve(key := pending.pop(), formula)
            rests = entry.definition.rests if entry is not None and entry.definition is not None else set()
            if key in self.uses and self.uses[key] in self.dependent:
                rests = rests | self.uses[key].variables
            pending += rests - found
            found |= rests
        return found

    def space_at(self, key, formula):
        """The space of a name's values, as a domain; None where it isn't known."""
        sizes = Sizes()
        reading = inference.Reading(self.scope, formula, {})
        try:
            shape = Shapes(reading, reading.entry, sizes).of(tree.Name(key, text=key))
        except Clash:
            return None
        return None if shape is None or shape.row else space_of([self.size(s, sizes, formula) for s in shape.axes])


def space_of(axes):
    """The space of arrays with these axes."""
    named = r" \times ".join(axis.text for axis in axes)
    return forms.Space("real", tuple(axes), text=rf"\mathbb{{R}}^{{{named}}}" if named else r"\mathbb{R}")
