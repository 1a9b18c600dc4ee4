"""Names that a page doesn't declare: each gets the likeliest rank under which the page's shapes fit, and its sizes.

The ranks of a group of names that formulas connect are searched together, best first and only so far; sizes are then
joined by union-find. What comes out are entries as if the page had declared the names, each saying how it was read.
"""

from dataclasses import dataclass

from proofread.names.algebra import NUMBER, Shape, size_of
from proofread.names.likely import guesses
from proofread.names.shapes import Shapes
from proofread.names.sizes import Clash, Fresh, Loose, Sizes

CLASH = 8.0  # what a formula that doesn't fit costs a reading; a definition more
DEFINED = 4.0
LOOKED = 4000  # choices that are tried for a group
MANY = 9  # more axes than an array has
CLOSE = 1.0  # two readings that are nearer than that are both likely


@dataclass(eq=False)
class Item:
    """Something that has to fit: sides of a relation at a formula, and the names in them that nothing declares."""

    terms: tuple
    signs: tuple
    formula: object
    weight: float
    keys: tuple

    @property
    def text(self):
        return f" {self.signs[0]} ".join(term.text for term in self.terms) if self.signs else self.terms[0].text


@dataclass(eq=False)
class Group:
    """Names that items connect, and the guesses that fit best; `doubts` are names with another likely reading."""

    names: list
    items: list
    doubts: dict


class Reading:
    """The shapes of names under some guesses at a formula."""

    def __init__(self, scope, formula, chosen, shapes=None, domains=None):
        self.scope, self.formula, self.chosen = scope, formula, chosen
        self.shapes, self.domains = {} if shapes is None else shapes, {} if domains is None else domains

    def entry(self, key):
        return self.scope.resolve(key, self.formula)

    def shape(self, key):
        if key not in self.shapes:
            self.shapes[key] = self.supposed(key)
        return self.shapes[key]

    def supposed(self, key):
        guess = self.chosen.get(key)
        if guess is not None:
            return Shape(tuple(Fresh() for _ in range(guess.rank + guess.family)))
        entry = self.entry(key)
        if entry is None or entry.kind == "size":
            return NUMBER
        if entry.space is None or entry.sign == r"\sqcup":
            return None
        axes = tuple(map(size_of, entry.space.axes))
        upto = (size_of(entry.upto) if entry.upto is not None else Fresh(),) if entry.family else ()
        return Shape((*upto, *axes))

    def members(self, key):
        """How many indices tell a member of a family; of an array, more than it has axes."""
        guess, entry = self.chosen.get(key), self.entry(key)
        if guess is not None or entry is None:
            return 1 if guess is not None and guess.family else MANY
        return 1 if entry.family else len(getattr(entry.definition, "indices", None) or ()) or MANY

    def domain(self, key, shapes):
        guess = self.chosen.get(key)
        if guess is not None:
            return (NUMBER,) if guess.each else self.domains.setdefault(key, shapes)
        entry = self.entry(key)
        if entry is None or not entry.domain or any(space.kind != "real" for space in entry.domain):
            return None
        return tuple(Shape(tuple(map(size_of, space.axes))) for space in entry.domain)


def groups_of(names, items):
    """The groups of names, by union over the items."""
    parent = {key: key for key in names}

    def root(key):
        while parent[key] != key:
            key = parent[key]
        return key

    for item in items:
        for key in item.keys[1:]:
            parent[root(key)] = root(item.keys[0])
    found = {}
    for key in names:
        found.setdefault(root(key), Group([], [], {})).names.append(key)
    for item in items:
        found[root(item.keys[0])].items.append(item)
    return list(found.values())


class Search:
    """The cheapest guesses for a group of names: depth first, the likelier first, cut where dearer than the best."""

    def __init__(self, scope, group, options):
        self.scope, self.group, self.options = scope, group, options
        self.known, self.left = {}, LOOKED
        self.best, self.cost, self.rest = {}, float("inf"), {}  # rest: by name, the cost of the best with another guess
        place = {key: k for k, key in enumerate(group.names)}
        self.closing = {key: [] for key in group.names}
        for item in group.items:
            self.closing[max(item.keys, key=place.__getitem__)].append(item)
        self.least = [sum(options[key][0].cost for key in group.names[k:]) for k in range(len(group.names) + 1)]

    def run(self):
        self.step(0, {}, 0.0)
        return self.best, self.cost

    def step(self, k, chosen, cost):
        self.left -= 1
        if cost + self.least[k] >= self.cost + CLOSE or (self.left < 0 and self.best):
            return
        if k == len(self.group.names):
            self.note(dict(chosen), cost)
            return
        key = self.group.names[k]
        for guess in self.options[key]:
            chosen[key], total = guess, cost + guess.cost
            for item in self.closing[key]:
                if total + self.least[k + 1] >= self.cost + CLOSE:
                    break
                total += self.price(item, chosen)
            self.step(k + 1, chosen, total)
        del chosen[key]

    def note(self, chosen, cost):
        if cost < self.cost:
            self.best, self.cost = chosen, cost
        self.rest.setdefault(round(cost, 3), chosen)

    def price(self, item, chosen):
        """What an item costs under the guesses for its names."""
        key = (item, *(chosen[name] for name in item.keys))
        if key not in self.known:
            reading = Reading(self.scope, item.formula, chosen)
            shapes = Shapes(reading, reading.entry, Loose())
            try:
                shapes.chain(item.terms, item.signs)
                self.known[key] = shapes.cost
            except Clash:
                self.known[key] = CLASH + item.weight
        return self.known[key]

    def clashes(self):
        """The items that don't fit; and the names of which the page tells nothing else, or that it defines so."""
        found = [item for item in self.group.items if self.price(item, self.best) >= CLASH]
        fitting = {key for item in self.group.items if item not in found for key in item.keys}
        lost = {key for item in found for key in item.keys if item.weight or key not in fitting}
        return found, lost

    def doubts(self):
        """The names that another reading, nearly as likely, reads otherwise: that reading's guesses."""
        close = [c for cost, c in sorted(self.rest.items(), key=lambda pair: pair[0]) if cost < self.cost + CLOSE]
        others = [chosen for chosen in close if chosen is not self.best]
        return {key: guess for key, guess in others[0].items() if guess != self.best[key]} if others else {}


def sized(scope, items, chosen):
    """The shapes of names and domains of functions when sizes are joined, definitions first; and the sizes."""
    sizes, shapes, domains, steps = Sizes(), {}, {}, {}
    for item in sorted(items, key=lambda item: -item.weight):
        own = {key: shapes[key] for key in chosen if key in shapes}
        reading, mark = Reading(scope, item.formula, chosen, own, domains), len(sizes.log)
        try:
            Shapes(reading, reading.entry, sizes, steps).chain(item.terms, item.signs)
        except Clash:
            sizes.undo(mark)
        shapes |= {key: shape for key, shape in reading.shapes.items() if key in chosen}
    return shapes, domains, sizes


def options_of(uses, arrays, ranks):
    """The guesses for each name; where words say its rank, those with it."""
    found = {}
    for key, use in uses.items():
        options = guesses(use, arrays)
        told = [guess for guess in options if guess.rank == ranks.get(key, guess.rank)]
        found[key] = told or options
    return found
