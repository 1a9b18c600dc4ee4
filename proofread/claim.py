"""What a claim rests on (names, index letters, conditions, premises, sizes), and samples of it."""

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction

from proofread import differentiate, dual, functions, sample, solve, tensor, ties, tree
from proofread.conditions import holds
from proofread.evaluate import Environment, Shared, Undecided, Undefined, evaluate
from proofread.indices import extent
from proofread.premises import bounds, names, residuals

MOST = 20_000  # values of the free indices that are looked through
POINTS = 400  # values of the free indices, a sample
NOT_FINITE = (ZeroDivisionError, OverflowError, ValueError)


@dataclass(eq=False)
class Sample:
    """Values for all names at one assignment of sizes, and the points (index values) at which to look."""

    env: Environment
    sizes: dict
    letters: tuple
    points: list
    spread: str
    drawn: dict


class Claim:
    """What a claim rests on: names, index letters, conditions, premises, sizes."""

    def __init__(self, terms, signs, formula, scope, conditions=(), premises=(), within=None):
        self.terms, self.signs, self.formula, self.scope = terms, signs, formula, scope
        self.within = within
        keys = set().union(*(term.mentions for term in terms))
        self.entries, self.free = scope.gather(keys, formula)
        self.premises = self.relevant(premises)
        spans = {k for k in keys if k in self.entries and _is_span(self.entries[k])}
        self.letters = tuple(sorted(self.free | spans))
        self.size_letters = {key for key, entry in self.entries.items() if entry.kind == "size"}
        known = set(self.letters) | self.size_letters
        conditions = [c for c in conditions if c.mentions <= known]
        conditions += [_fits(entry) for entry in self.entries.values() if entry.sign == r"\sqcup"]
        self.size_conditions = [c for c in conditions if c.mentions <= self.size_letters]
        self.conditions = [c for c in conditions if c not in self.size_conditions]
        self.definitions = {k: e.definition for k, e in self.entries.items() if e.kind == "defined"}
        self.drawn = {k: e for k, e in self.entries.items() if e.kind == "declared" and not _is_span(e)}
        self.families = frozenset(k for k, e in self.entries.items() if e.family)
        self.uses = self.closures()
        nodes = [*terms, *(d.body for d in self.definitions.values())]
        functions = {k for k, e in self.entries.items() if e.function}
        self.varying = tuple(key for key in differentiate.varying(nodes, self.uses) if key not in functions)
        self.kinked = any(_is_kinked(node) for top in nodes for node in tree.walk(top))
        self.projected = any("=" in premise.chain.signs for premise in self.premises)
        self.rational = not self.premises and not any(_is_rough(node) for top in nodes for node in tree.walk(top))
        self.ordered = bool({"<", ">", r"\le", r"\ge", r"\ne"} & set(signs))
        self.steps = 0

    def relevant(self, premises):
        """The premises that speak of the claim's names, or of names of such premises; takes up what they rest on."""
        found, waiting = [], list(premises)
        while True:
            touching = [p for p in waiting if self.touches(p)]
            if not touching:
                return found
            for premise in touching:
                waiting.remove(premise)
                found.append(premise)
                entries, _ = self.scope.gather(names(premise.chain), premise.formula)
                self.entries |= entries

    def touches(self, premise):
        declared = {k for k, e in self.entries.items() if e.kind == "declared"}
        return any(key in declared for key in names(premise.chain))

    def closures(self):
        """For each defined name, all names that it rests on."""
        found = {}

        def close(key, path):
            if key in path:
                raise Undefined(f"{key} is defined by itself: {' → '.join([*path, key])}")
            if key not in found:
                rests = set()
                definition = self.definitions.get(key)
                if definition is not None:
                    for other in (definition.body.mentions - set(definition.indices)) | set(
                        definition.parameters or ()
                    ):
                        own = other in (definition.parameters or ())
                        rests |= {other} | (frozenset() if own else close(other, [*path, key]))
                found[key] = frozenset(rests)
            return found[key]

        for key in self.definitions:
            close(key, [])
        return found

    def shared(self, spans=None, exact=False):
        exact = exact or not self.drawn
        numbers = {"exact": exact, "steps": self.steps}
        return Shared(self.definitions, self.uses, self.families, spans or {}, self.varying, **numbers)

    # samples

    def fixed(self):
        """Size letters that a condition gives their number."""
        found = {}
        for c in self.size_conditions:
            if c.signs == ("=",) and isinstance(c.terms[0], tree.Name) and isinstance(c.terms[1], tree.Number):
                found[c.terms[0].key] = c.terms[1].value
        if self.drawn and any(value > 64 for value in found.values()):
            raise Undecided("arrays of that size aren't drawn; state the claim about numbers, or for a smaller size")
        return found

    def allowed(self, sizes):
        env = Environment(sizes, self.shared())
        return all(key in sizes for c in self.size_conditions for key in c.mentions) and all(
            holds(c, env) for c in self.size_conditions
        )

    def assignments(self):
        drawn = bool(self.drawn)
        return sample.assignments(self.size_letters, self.allowed, self.fixed(), far=not drawn, ordered=self.ordered)

    def spreads(self, first=True):
        """How the samples at one assignment of sizes are spread, the `first` one or another."""
        if not self.drawn:
            return ("mixed",)
        exact = sample.EXACT * (first and self.rational)
        edges = exact + sample.EDGES + sample.TIES * (self.kinked and (1 if self.size_letters else 2))
        if self.ordered:
            return sample.SPREADS + edges + sample.SPREADS + sample.EXTREMES
        if self.kinked:
            return sample.SPREADS[:4] * 2 + edges
        plain = ("mixed", "positive", "mixed") if self.size_letters else sample.SPREADS[:4] * 2
        return plain + exact

    def sample(self, sizes, draw, spread):
        """One sample; None where the premises can't be met from this draw."""
        values, spans = sample.draw_values(
            self.entries, sizes, lambda values: Environment(values, self.shared()), draw, spread
        )
        shared = self.shared(spans, spread == "exact")
        if self.premises:
            values = self.moved(values, shared, draw.uniform(0.02, 0.2))
            if values is None:
                return None
        values |= self.steps_of(values, shared, draw, spread)
        env = Environment(values, shared)
        ranges = [extent(letter, self.terms, env) for letter in self.letters]
        points = list(itertools.islice(itertools.product(*(range(a, min(b, a + MOST) + 1) for a, b in ranges)), MOST))
        if self.conditions:
            points = [p for p in points if self.meets(env, p)]
        if len(points) > POINTS:
            points = draw.sample(points, POINTS)
        found = self.placed(Sample(env, sizes, self.letters, points, spread, {}), values)
        return ties.tied(self, found, draw) if spread in sample.TIES else found

    def steps_of(self, values, shared, draw, spread):
        """For each name that varies, the direction in which it does: `dy` for `y`."""
        env, found = Environment(values, shared), {}
        for key in self.varying:
            value = evaluate(tree.Name(key, text=key), env)
            if isinstance(value, tensor.Unsized):
                raise Undecided(f"the size of {key} stays open, and so does that of d{key}")
            step = (lambda _: Fraction(draw.randint(-40, 40), 8)) if spread == "exact" else lambda _: draw.gauss(0, 1)
            found[f"d{key}"] = tensor.mapped(step, value)
        return found

    def placed(self, drawn, values, spread=None):
        """The same sample at other values."""
        env = Environment(values, drawn.env.shared)
        keys = [*self.drawn, *(f"d{key}" for key in self.varying)]
        shown = {key: values[key] for key in keys if not callable(values[key])}
        return Sample(env, drawn.sizes, drawn.letters, drawn.points, spread or drawn.spread, shown)

    def judged(self, drawn):
        """The same sample in the judge's numbers. Samples are drawn, and moved, in floats and dual numbers for all."""
        numbers = self.scope.numbers
        if numbers is dual:
            return drawn
        values = dict(drawn.env.values)
        values |= {key: tensor.mapped(numbers.number, values[key]) for key in self.movable(values)}
        shared = replace(drawn.env.shared, directions=numbers.directions, exact=not self.drawn)
        return replace(drawn, env=Environment(values, shared))

    def meets(self, env, point):
        before = env.at(self.letters, point)
        try:
            return all(holds(c, env) for c in self.conditions)
        finally:
            env.indices = before

    def movable(self, values):
        """The names whose numbers a premise or a tie may move."""
        return sorted(key for key in self.drawn if _is_movable(key, self, values))

    def moved(self, values, shared, margin, gaps=None, rest=math.inf):
        """Values near those given that satisfy the premises, and at which `gaps(env)` vanish; None if not reached.

        Inequalities hold by a `margin`; with none, up to their edge.
        """
        stated = set().union(*(names(p.chain) for p in self.premises))
        stated |= {key for key, entry in self.drawn.items() if entry.space.kind == "interval"}
        if not stated and not gaps:
            return values
        movable = [key for key in self.movable(values) if gaps or key in stated]

        def errors(moved):
            return (gaps(Environment(moved, shared)) if gaps else []) + self.unmet(moved, shared, movable, margin)

        try:
            return solve.project(values, movable, errors, rest)
        except NOT_FINITE:
            return None

    def unmet(self, values, shared, movable, margin):
        """What has to vanish for the premises to hold, and for the movable numbers to stay within their spaces."""
        env, found = Environment(values, shared), []
        for premise in self.premises:
            found += residuals(premise.chain, self.scope, premise.formula, env, margin)
        for key in movable:
            found += bounds(self.entries[key].space, values[key], margin, env)
        return found


def _is_span(entry):
    return (
        entry.kind == "declared"
        and not entry.function
        and entry.space is not None
        and (entry.space.kind == "range" and not entry.space.axes and not entry.family)
    )


def _fits(partition):
    """That a partition has no more parts than indices."""
    last = partition.space.items[-1]
    return tree.Relation((partition.upto, last), (r"\le",), text=rf"{partition.upto.text} \le {last.text}")


def _is_movable(key, claim, values):
    entry = claim.drawn.get(key)
    return entry is not None and not callable(values[key]) and entry.space.kind in ("real", "interval")


def _is_rough(node):
    """Whether a node gives no fractions for fractions: it takes rounding to decide what it's in."""
    match node:
        case tree.Call(function=function) | tree.Builtin(function=function):
            return function not in ("tr", "det", "diag", "vec", "inner", *functions.KINKED)
    return isinstance(node, tree.Limit)


def _is_kinked(node):
    match node:
        case tree.Bracket(conditions):
            return any(set(c.signs) != {"="} for c in conditions) or node.text.startswith("[")
        case tree.Cases():
            return True
        case tree.Big(operator=operator):
            return operator in ("max", "min")
        case tree.Call(function=function) | tree.Builtin(function=function):
            return function in functions.KINKED
    return False
