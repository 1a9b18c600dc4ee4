"""Samples of a claim: sizes that its conditions allow, and numbers that meet its premises."""

import itertools
import math
from dataclasses import dataclass, field, replace
from fractions import Fraction

from proofread.evaluate import Environment, Undecided, evaluate
from proofread.evaluate.conditions import holds
from proofread.evaluate.extents import extent
from proofread.judging import draws, sizes, solve, ties
from proofread.judging.residuals import bounds, residuals
from proofread.notation import tree
from proofread.values import dual, tensor
from proofread.values.elementary import NOT_FINITE

MOST = 20_000  # values of the free indices that are looked through
DRAWN = 60  # nodes that could be evaluated in the time that a sample takes to be drawn
POINTS = 400  # values of the free indices, a sample


@dataclass(eq=False)
class Sample:
    """Values for all names at one assignment of sizes, and the points (index values) at which to look.

    `twins` are environments with the same numbers, of many digits; `blunt` tells that not even they decided a step.
    """

    env: Environment
    sizes: dict
    letters: tuple
    points: list
    spread: str
    drawn: dict
    twins: dict = field(default_factory=dict)
    blunt: bool = False


class Sampling:
    """How a claim is sampled: at which sizes, by which numbers, and how these are moved onto its premises."""

    def __init__(self, claim):
        self.claim = claim

    def fixed(self):
        """Size letters that a condition gives their number."""
        found = {}
        for c in self.claim.size_conditions:
            if c.signs == ("=",) and isinstance(c.terms[0], tree.Name) and isinstance(c.terms[1], tree.Number):
                found[c.terms[0].key] = c.terms[1].value
        if self.claim.drawn and any(value > 64 for value in found.values()):
            raise Undecided("arrays of that size aren't drawn; state the claim about numbers, or for a smaller size")
        return found

    def allowed(self, sizes):
        env = Environment(sizes, self.claim.shared())
        return all(key in sizes for c in self.claim.size_conditions for key in c.mentions) and all(
            holds(c, env) for c in self.claim.size_conditions
        )

    def assignments(self):
        drawn = bool(self.claim.drawn)
        return sizes.assignments(
            self.claim.size_letters, self.allowed, self.fixed(), far=not drawn, ordered=self.claim.ordered
        )

    def spreads(self, first=True):
        """How the samples at one assignment of sizes are spread, the `first` one or another."""
        if not self.claim.drawn:
            return ("mixed",)
        exact = draws.EXACT * (first and self.claim.rational)
        edges = exact + draws.EDGES + draws.TIES * (self.claim.kinked and (1 if self.claim.size_letters else 4))
        if self.claim.ordered:
            return draws.SPREADS + edges + draws.SPREADS + draws.EXTREMES
        signs = draws.SPREADS[:4]  # at each of several sizes once, else twice
        if self.claim.kinked:
            return signs * (1 if self.claim.size_letters else 2) + edges
        return (signs[:3] if self.claim.size_letters else signs * 2) + exact

    def sample(self, sizes, draw, spread):
        """One sample; None where the premises can't be met from this draw."""
        self.claim.budget.spend(DRAWN)
        values, spans = draws.draw_values(
            self.claim.entries,
            sizes,
            lambda values: Environment(values, self.claim.shared()),
            draw,
            spread,
            self.claim.labels,
            self.claim.turn,
        )
        shared = self.claim.shared(spans, spread == "exact")
        if self.claim.premises:
            values = self.moved(values, shared, 0.0 if spread == "named" else draw.uniform(0.02, 0.2))
            if values is None:
                return None
        values |= self.steps_of(values, shared, draw, spread)
        env = Environment(values, shared)
        ranges = [extent(letter, self.claim.terms, env) for letter in self.claim.letters]
        points = list(itertools.islice(itertools.product(*(range(a, min(b, a + MOST) + 1) for a, b in ranges)), MOST))
        if self.claim.conditions:
            points = [p for p in points if self.meets(env, p)]
        if len(points) > POINTS:
            points = draw.sample(points, POINTS)
        found = self.placed(Sample(env, sizes, self.claim.letters, points, spread, {}), values)
        return ties.tied(self.claim, found, draw) if spread in draws.TIES else found

    def steps_of(self, values, shared, draw, spread):
        """For each name that varies, the direction in which it does: `dy` for `y`."""
        env, found = Environment(values, shared), {}
        for key in self.claim.varying:
            value = evaluate(tree.Name(key, text=key), env)
            if isinstance(value, tensor.Unsized):
                raise Undecided(f"the size of {key} stays open, and so does that of d{key}")
            step = (lambda _: Fraction(draw.randint(-40, 40), 8)) if spread == "exact" else lambda _: draw.gauss(0, 1)
            found[f"d{key}"] = tensor.mapped(step, value)
        return found

    def placed(self, drawn, values, spread=None):
        """The same sample at other values."""
        env = Environment(values, drawn.env.shared)
        keys = [*sorted(self.claim.drawn), *(f"d{key}" for key in self.claim.varying)]
        shown = {key: values[key] for key in keys if not callable(values[key])}
        return Sample(env, drawn.sizes, drawn.letters, drawn.points, spread or drawn.spread, shown)

    def judged(self, drawn):
        """The same sample in the judge's numbers. Samples are drawn, and moved, in floats and dual numbers for all."""
        numbers = self.claim.scope.numbers
        if numbers is dual:
            return drawn
        values = dict(drawn.env.values)
        values |= {key: tensor.mapped(numbers.number, values[key]) for key in self.movable(values)}
        shared = replace(drawn.env.shared, directions=numbers.directions, exact=not self.claim.drawn)
        return replace(drawn, env=Environment(values, shared))

    def meets(self, env, point):
        before = env.at(self.claim.letters, point)
        try:
            return all(holds(c, env) for c in self.claim.conditions)
        finally:
            env.indices = before

    def movable(self, values):
        """The names whose numbers a premise or a tie may move."""
        return sorted(key for key in self.claim.drawn if _is_movable(key, self.claim, values))

    def moved(self, values, shared, margin, gaps=None, rest=math.inf):
        """Values near those given that satisfy the premises, and at which `gaps(env)` vanish; None if not reached.

        Inequalities hold by a `margin`; with none, up to their edge.
        """
        stated = set().union(*(p.chain.mentions for p in self.claim.premises))
        stated |= {key for key, entry in self.claim.drawn.items() if entry.space.kind == "interval"}
        if not stated and not gaps:
            return values
        movable = [key for key in self.movable(values) if gaps or key in stated]

        def errors(moved):
            return (gaps(Environment(moved, shared)) if gaps else []) + self.unmet(moved, shared, movable, margin)

        try:
            return solve.project(values, movable, errors, rest, shared.spend)
        except NOT_FINITE:
            return None

    def unmet(self, values, shared, movable, margin):
        """What has to vanish for the premises to hold, and for the movable numbers to stay within their spaces."""
        env, found = Environment(values, shared), []
        for premise in self.claim.premises:
            found += residuals(premise.chain, self.claim.scope, premise.formula, env, margin)
        for key in movable:
            found += bounds(self.claim.entries[key].space, values[key], margin, env)
        return found


def _is_movable(key, claim, values):
    entry = claim.drawn.get(key)
    moves = entry is not None and key in values and not callable(values[key])
    return moves and entry.space.kind in ("real", "interval")
