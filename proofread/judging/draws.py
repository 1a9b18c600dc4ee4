"""Samples: sizes for the size letters, numbers for the declared names, smooth functions for the declared functions.

Everything is drawn from a generator that is seeded by the formula, so that a verdict can be repeated.
"""

import copy
import math
from fractions import Fraction
from typing import NamedTuple

from proofread.evaluate import Undecided, evaluate
from proofread.evaluate.environment import NODES, PARTS, TooMuch
from proofread.evaluate.partitions import Partition
from proofread.judging import reach
from proofread.values import elementary, tensor
from proofread.values.dual import Dual
from proofread.values.tensor import ShapeError, Tensor

# How samples are spread: signs and magnitudes.
SPREADS = ("mixed", "positive", "mixed", "negative", "small", "large")
EDGES = ("zero", "equal", "one")
EXTREMES = ("tiny", "huge")
EXACT = ("exact",)  # fractions: for claims of nothing but + − × ÷, where nothing is rounded
TIES = ("tied",) * 2  # moved to where two numbers that are compared are equal
MAGNITUDES = {"tiny": 1e-4, "small": 0.02, "large": 12.0, "huge": 1e3}


class Curve(NamedTuple):
    """`wave · sin(x + turns · π/2) + bend · x² + tilt · x + level`, whose slope is a curve too."""

    wave: float
    bend: float
    tilt: float
    level: float = 0
    turns: int = 0

    def __call__(self, x):
        """The value at a number of any kind; a Dual goes through the curve in one step."""
        return x.through(self) if x.__class__ is Dual else self.plain(x)

    def plain(self, x):
        turned = elementary.cos(x) if self.turns % 2 else elementary.sin(x)
        wave = -self.wave if self.turns % 4 > 1 else self.wave
        return turned * wave + (x * self.bend + self.tilt) * x + self.level

    def slope(self, x, _):
        return Curve(self.wave, 0, 2 * self.bend, self.tilt, self.turns + 1)(x)


class Smooth:
    """A smooth function drawn at random: for each entry of its value, sines, squares and multiples of its arguments.

    They are flat or steep, of either sign; some are linear, and a few constant.
    """

    def __init__(self, draw, domain, shape, bound):
        self.domain, self.shape, self.bound, self.level = domain, shape, bound, 0.3
        count, width = math.prod(shape or ()), sum(math.prod(axes) for axes in domain)
        self.work = 14 * count * (width + 8)  # numbers handled in a call, of which each takes as long as eight others
        if self.work > NODES * PARTS:
            raise TooMuch(f"a function of {width} numbers that gives {count}: too much to evaluate")
        kind = draw.random()
        gain = 10 ** draw.uniform(-1, 0.2 if bound else 1.4)
        wave, bend, slope = 0.0 if kind < 0.1 else gain, 0.0 if kind < 0.1 else 0.2 * gain, 0.0 if kind < 0.03 else gain
        self.entries = [
            [
                (
                    Curve(wave * draw.uniform(0.4, 1.2), bend * draw.gauss(0, 1), slope * draw.gauss(0, 0.5)),
                    draw.uniform(-1, 1),
                    [draw.gauss(0, 0.7) for _ in range(width)],
                )
                for _ in range(3)
            ]
            for _ in range(count)
        ]

    def __call__(self, *arguments):
        if self.domain == ((),) and not self.shape and arguments and isinstance(arguments[0], Tensor):
            return tensor.mapped(self, arguments[0])
        if len(arguments) != len(self.domain):
            raise ShapeError(f"{len(arguments)} arguments, not {len(self.domain)}")
        xs = []
        for value, axes in zip(arguments, self.domain, strict=True):
            if (value.shape if isinstance(value, Tensor) else ()) != axes or getattr(value, "row", False):
                wanted = tensor.describe(Tensor(axes, [0] * tensor.count_of(axes)) if axes else 0)
                raise ShapeError(f"the argument is {tensor.describe(value)}, not {wanted}")
            xs += tensor.entries(value)
        values = [self.value(entry, xs) for entry in self.entries]
        return Tensor(self.shape, values) if self.shape else values[0]

    def mapped(self, number):
        """The same function with `number(x)` for each of its numbers."""
        found = copy.copy(self)
        found.level = number(self.level)
        found.entries = [
            [
                (Curve(*map(number, curve[:4]), curve.turns), number(shift), list(map(number, weights)))
                for curve, shift, weights in entry
            ]
            for entry in self.entries
        ]
        return found

    def value(self, entry, xs):
        terms = [self.level]
        for curve, shift, weights in entry:
            inner = elementary.sum_of([x * w for x, w in zip(xs, weights, strict=True)]) + shift
            terms.append(curve(inner))
        total = elementary.sum_of(terms)
        return elementary.exp(total) if self.bound == ">0" else total * total if self.bound else total


class IntegerMap:
    """A map between index ranges, drawn at random; `last` is the end of its domain."""

    def __init__(self, draw, first, last, low, high):
        self.first, self.last = first, last
        tensor.count_of((last - first + 1,))
        self.table = [draw.randint(low, high) for _ in range(first, last + 1)]

    def __call__(self, k):
        if not isinstance(k, int) or not self.first <= k <= self.last:
            raise ShapeError(f"index {k} outside of {self.first} … {self.last}")
        return self.table[k - self.first]


def draw_values(entries, sizes, environment, draw, spread, labels=frozenset(), turn=None):
    """Draw every declared name among `entries`. `environment` evaluates sizes.

    Gives values, and index letters' ranges.
    """
    values, spans = dict(sizes), {}
    numbers = environment(values)
    pool = {"zero": [0.0], "one": [1.0]}.get(spread, [])
    if spread == "equal":
        pool = [draw.gauss(0, 1) for _ in range(64)]
    for key in sorted(entries):
        entry = entries[key]
        if entry.kind != "declared":
            continue
        space = entry.space
        if space is None:
            raise Undecided(f"{key} is declared on line {entry.formula.line} by a formula that can't be read")
        axes = tuple(_size(axis, numbers) for axis in space.axes)
        if entry.function:
            values[key] = _function(entry, axes, numbers, draw)
        elif space.kind == "partition":
            values[key] = Partition(draw, *(_size(end, numbers) for end in (entry.upto, space.items[-1])))
        elif space.kind == "range" and not axes and key not in labels:
            spans[key] = tuple(_size(item, numbers, least=0) for item in space.items)
        else:
            if entry.family:
                if entry.upto is None:
                    raise Undecided(f"how many {key}_i are there? Write {key}_1, \\dots, {key}_N \\in …")
                axes = (_size(entry.upto, numbers), *axes)
            if spread == "level":
                pool = [draw.gauss(0, 1)]
            one = (
                _named(space, numbers, draw, turn) if spread == "named" else _drawer(space, numbers, draw, spread, pool)
            )
            values[key] = Tensor(axes, [one(k) for k in range(tensor.count_of(axes))]) if axes else one(0)
            if spread == "level" and len(axes) == 2 and axes[0] == axes[1] and space.kind == "real" and not space.bound:
                values[key] = tensor.scale(pool[0], tensor.eye(axes[0]))
    return values, spans


def _size(node, env, least=1):
    value = evaluate(node, env)
    if not isinstance(value, int) or value < least:
        raise Undecided(f"the size {node.text} is {value}")
    return value


def _function(entry, axes, numbers, draw):
    domain, space = entry.domain, entry.space
    if space.kind == "range" and len(domain) == 1 and domain[0].kind == "range":
        ends = [_size(item, numbers) for item in (*domain[0].items, *space.items)]
        return IntegerMap(draw, *ends)
    if any(d.kind != "real" for d in domain) or space.kind not in ("real", "interval"):
        raise Undecided(f"the function {entry.key} isn't one between spaces of real numbers")
    shapes = tuple(tuple(_size(axis, numbers) for axis in d.axes) for d in domain)
    many = (_size(entry.upto, numbers),) if entry.upto else ()
    return Smooth(draw, shapes, (*many, *axes), space.bound)


def _named(space, numbers, draw, turn):
    """A function that draws one entry of a space at an end, a member or a number that the claim names, in turn."""
    if space.kind == "interval":
        low, high = (float(evaluate(item, numbers)) for item in space.items)
        inside = 1e-3 * (high - low)
        ends = [low + inside * space.open[0], high - inside * space.open[1], draw.uniform(low, high)]
        return lambda k: turn.pick(ends)
    if space.kind == "set":
        items = [evaluate(item, numbers) for item in space.items]
        return lambda k: turn.pick(items)
    if space.kind == "range" or not turn.numbers:
        return _drawer(space, numbers, draw, "mixed", [])
    if space.kind in ("natural", "integer"):
        items = reach.whole_about(turn.numbers)
    else:
        items = [float(x) for x in reach.about(turn.numbers)]
    if space.kind == "natural" or space.bound:
        items = [x for x in items if x > 0]
    return lambda k: draw.choice(items) if k else turn.pick(items)


def _drawer(space, numbers, draw, spread, pool):
    """A function that draws one entry of a space; from the `pool`, if there is one."""
    if space.kind == "interval":
        low, high = (float(evaluate(item, numbers)) for item in space.items)
        return lambda k: draw.uniform(low, high)
    if space.kind == "set":
        items = [evaluate(item, numbers) for item in space.items]
        return lambda k: draw.choice(items)
    if space.kind in ("natural", "integer", "range"):
        low, high = (1, 6) if space.kind == "natural" else (-4, 4)
        if space.kind == "range":
            low, high = (_size(item, numbers) for item in space.items)
        else:
            stretch = math.ceil(MAGNITUDES.get(spread, 1.0))
            low, high = low * stretch, high * stretch
        return lambda k: draw.randint(low, high)
    positive = bool(space.bound)

    def one(k):
        if spread == "exact":
            return Fraction(draw.randint(1, 40) * (1 if positive else draw.choice((-1, 1))), 8)
        x = pool[k % len(pool)] if pool else draw.gauss(0, 1) * MAGNITUDES.get(spread, 1.0)
        if spread in ("positive", "negative"):
            x = abs(x) + 0.05 if spread == "positive" else -abs(x) - 0.05
        if positive:
            x = abs(x) if spread in (*EDGES, *MAGNITUDES) else math.exp(0.7 * draw.gauss(0, 1))
            return x or (0.0 if space.bound == ">=0" else 1e-3)
        return x

    return one
