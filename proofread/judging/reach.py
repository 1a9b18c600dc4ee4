"""Where samples hardly fall: about the numbers that a claim names, at ends of intervals, at each member of a set.

And at sizes beyond those of all samples: a bound may hold up to four entries.
"""

import itertools
import math
from fractions import Fraction

from proofread.evaluate import Environment, Undecided, evaluate
from proofread.notation import tree
from proofread.values.tensor import ShapeError, TooLarge

FAR = 20_000
CONSTANTS = 6  # that are looked at
NEAR = 2  # the largest number that random ones reach from both sides
TURNS, FEW = 64, 8  # samples at one assignment of sizes; where there are others
AROUND = (1, Fraction(9, 8), Fraction(7, 8), 2, Fraction(1, 2), 10)  # times a constant
WIDE = 12  # the largest number of entries that a constant asks for
LARGE = (16, 128)  # sizes of arrays for what isn't an equation
EVEN = ("mixed", "zero", "equal", "one", "level")
SIZES = 24
NUMERIC = tree.Number | tree.Product | tree.Quotient | tree.Power | tree.Add


def constants(claim):
    """The numbers that a claim names, and its premises: what is made of numbers only, such as `2^{10}`, as one.

    Those that random numbers reach anyway are left out.
    """
    ends = _named([term for premise in claim.premises for term in premise.chain.terms])
    return sorted({c for c in _named(claim.nodes) if c > NEAR} | ends)[-CONSTANTS:]


def _named(nodes):
    found = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if not _is_numeric(node):
            waiting += node.children
        elif (value := _value(node)) is not None:
            found.add(abs(value))
    return found - {0}


def _is_numeric(node):
    return isinstance(node, NUMERIC) and all(map(_is_numeric, node.children))


def is_far(node):
    """Whether a node is a large number, or has many digits, as `10^{-7}` has: beside it, floats may not show a slip."""
    if node.__class__ is tree.Number:
        value = Fraction(node.value)
    elif isinstance(node, tree.Power | tree.Product | tree.Quotient) and _is_numeric(node):
        value = _value(node) or Fraction(0)
    else:
        return False
    return abs(value) > FAR or value.denominator > FAR


def _value(node):
    from proofread.evaluate import Shared

    try:
        found = evaluate(node, Environment({}, Shared({}, {}, exact=True)))
    except (Undecided, ShapeError, TooLarge, ArithmeticError, ValueError):
        return None
    return Fraction(found) if isinstance(found, int | Fraction) and abs(found) < 10**15 else None


class Turn:
    """One of the ways to choose from some lists: `pick` takes the next choice of each list in turn."""

    def __init__(self, number, numbers=()):
        self.rest, self.numbers = number, numbers

    def pick(self, items):
        self.rest, place = divmod(self.rest, len(items))
        return items[place]


def about(numbers):
    """Numbers at and around some constants, of both signs; and between two of them."""
    between = [(a + b) / 2 for a, b in itertools.pairwise(numbers)]
    scaled = [c * factor for factor in AROUND for c in numbers]
    return [sign * x for x in (*numbers, *between, *scaled[len(numbers) :]) for sign in (1, -1)]


def whole_about(numbers):
    """Whole numbers at and beside some constants."""
    found = [math.floor(c) + k for k in (0, 1, -1) for c in numbers] + [2 * math.ceil(c) for c in numbers]
    return [sign * k for k in dict.fromkeys(found) for sign in (1, -1)]


def turns(claim, numbers):
    """How many samples it takes to choose each way once."""
    count = 1
    for entry in claim.drawn.values():
        space = entry.space
        if entry.function or space is None:
            continue
        if space.kind == "set":
            count *= len(space.items)
        elif space.kind == "interval":
            count *= 3
    if numbers and (claim.kinked or claim.ordered):
        count *= len(about(numbers))
    return min(count, FEW if claim.size_letters else TURNS) if count > 1 else 0


def sizes(claim, numbers):
    """Assignments of sizes beyond the usual ones, each with the ways in which samples are spread there.

    An equation without cases holds at all sizes if it does at some: it's made of polynomials, powers and the like.
    """
    if not (claim.kinked or claim.ordered):
        return []
    letters, fixed = sorted(claim.size_letters - set(claim.sampling.fixed())), claim.sampling.fixed()
    near = [k for c in numbers for k in (math.ceil(c) - 1, math.ceil(c), math.ceil(c) + 1, 2 * math.ceil(c))]
    near += [math.floor(math.sqrt(c)) + k for c in numbers if claim.ordered for k in (0, 1)]
    near = [k for k in dict.fromkeys(near) if k > 4]
    if claim.drawn:
        near = [k for k in near if k <= WIDE] + [k for k in LARGE if claim.ordered]
    found = []
    for k, letter in itertools.product(near[:SIZES], letters):
        assigned = {**fixed, **{other: 2 + i for i, other in enumerate(letters)}, letter: k}
        found += [assigned] if claim.sampling.allowed(assigned) else []
    spreads = EVEN if claim.drawn else EVEN[:1]
    return [(at, spread) for at in found for spread in (spreads if max(at.values()) < LARGE[1] else spreads[-1:])]
