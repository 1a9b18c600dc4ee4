"""Whether two sides agree, up to rounding, and how a value is shown."""

import itertools
import math
from fractions import Fraction

from proofread.evaluate.conditions import COMPARE
from proofread.evaluate.environment import Undecided, evaluate
from proofread.judging.draws import EXTREMES
from proofread.notation import tree
from proofread.values import tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized

RELATIVE = 1e-9
# Of the largest term that was added: what cancellation leaves of a float64.
CANCELLED = 2e-14
ORDER = {"<": 1, r"\le": 1, ">": -1, r"\ge": -1}  # what a step upwards from left to right counts
BLUNT = 1e-6  # of the sides: where more than that may be lost, floats don't tell whether they are equal
ROUNDED = ("near", "large", *EXTREMES)
NEAR = 1e-2  # \\approx


def belongs(value, space, node, env):
    """Whether a value has the shape of a space, and lies within its bound."""
    axes = tuple(evaluate(axis, env) for axis in space.axes)
    shape = value.shape if isinstance(value, Tensor) else ()
    if isinstance(value, Unsized) or shape != axes or space.kind not in ("real", "interval"):
        wanted = tensor.describe(Tensor(axes, [0] * tensor.count_of(axes)) if axes else 0)
        raise ShapeError(f"{node.text} is {tensor.describe(value)}, and {space.text} holds {wanted}s")
    low, high = -math.inf, math.inf
    if space.kind == "interval":
        low, high = (float(evaluate(item, env)) for item in space.items)
    if space.bound:
        low = 0.0
    return all(low <= float(x) <= high and (space.bound != ">0" or float(x) > 0) for x in tensor.entries(value))


def agree(left, sign, right, claim, k, drawn):
    """The entries of two sides in pairs, and whether each stands in a relation: True, False, or None for who knows."""
    zero = [isinstance(claim.terms[i], tree.Number) and claim.terms[i].value == 0 for i in (k, k + 1)]
    left, right = tensor.fit(left, right)
    if any(isinstance(v, Unsized) for v in (left, right)):
        numbers = [v for v in (left, right) if not isinstance(v, Unsized)]
        if numbers and not any(zero):
            raise ShapeError(f"{claim.terms[k].text} and {claim.terms[k + 1].text}: a number and an array")
        raise Undecided(r"the size of a constant stays open; give it one: \mathbf{1}_n, I_n")
    if not any(zero) and not tensor.same(left, right):
        raise ShapeError(
            f"{claim.terms[k].text} is {tensor.describe(left)}, {claim.terms[k + 1].text} is {tensor.describe(right)}"
            + at(drawn.sizes, {})
        )
    pairs = in_pairs(left, right)
    for x in itertools.chain(*pairs):
        if not isinstance(x, int | Fraction) and not math.isfinite(float(x)):
            raise OverflowError("a side isn't finite")
    related = [relate(x, sign, y, claim, drawn) for x, y in pairs]
    if None in related and sign != r"\approx":  # what an entry may have lost is measured by the largest one
        largest = max(abs(_float(x)) for pair in pairs for x in pair)
        if CANCELLED * drawn.env.shared.scale <= BLUNT * largest:
            met = COMPARE["=" if sign == ":=" else sign](0)
            related = [met if known is None else known for known in related]
    return pairs, related


def in_pairs(a, b):
    """The entries of two values, in pairs: a number goes with every entry of an array."""
    a, b = tensor.fit(a, b)
    a, b = tensor.entries(a), tensor.entries(b)
    return list(zip(a * len(b) if len(a) == 1 else a, b * len(a) if len(b) == 1 else b, strict=True))


def together(sign, related):
    """Whether two sides stand in a relation, by whether their entries do: True, False, or None for who knows."""
    enough = sign == r"\ne"
    if enough in related:
        return enough
    return None if None in related else not enough


def plain(pairs, lost, share=BLUNT):
    """Whether two numbers of some pairs differ by more than a share of them, and by what no rounding makes."""
    return any(_differ(x, y, lost, share) for x, y in pairs)


def _differ(x, y, lost, share):
    if isinstance(x, int | Fraction) and isinstance(y, int | Fraction):
        return x != y and lost < math.inf
    x, y = float(x), float(y)
    return abs(x - y) > share * max(abs(x), abs(y)) > BLUNT**2 and lost < BLUNT * abs(x - y)


def nearness(claim, drawn):
    r"""By which share the sides of an `\approx` may differ."""
    return NEAR if claim.within is None else float(evaluate(claim.within, drawn.env))


def relate(x, sign, y, claim, drawn):
    """Whether two numbers stand in a relation, up to rounding; None where that may have hidden a difference."""
    shared = drawn.env.shared
    exact = isinstance(x, int | Fraction) and isinstance(y, int | Fraction) and shared.scale < math.inf
    if exact and sign != r"\approx":
        return COMPARE["=" if sign == ":=" else sign]((x > y) - (x < y))
    x, y = float(x), float(y)
    size, lost = max(abs(x), abs(y)), CANCELLED * shared.scale
    if sign == r"\approx":
        near = nearness(claim, drawn) * size
        return abs(x - y) <= near if lost <= BLUNT * near else None
    same = abs(x - y) <= RELATIVE * size + lost + 10 * shared.slack
    if same and sign not in ("=", ":=") and (drawn.spread in ROUNDED or sign in (r"\le", r"\ge")):
        return True  # where numbers are large, sides that are nearly equal may be so by rounding
    if same and lost > BLUNT * size and drawn.spread != "touching":
        return None
    return COMPARE["=" if sign == ":=" else sign](0 if same else 1 if x > y else -1)


def at(sizes, indices):
    found = [f"{k} = {v}" for k, v in {**indices, **sizes}.items()]
    return f" at {', '.join(found)}" if found else ""


def show(value):
    """A value in a message: four digits, arrays as nested lists."""
    if isinstance(value, Tensor):
        return str(nested(value)).replace("'", "")
    if isinstance(value, Fraction | int) and max(value.numerator.bit_length(), value.denominator.bit_length()) < 36:
        return str(value)
    return f"{_float(value):.6g}"


def _float(value):
    """A number as a float; a whole one that is too large for that as infinity."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def nested(value, digits=True):
    """A Tensor as nested lists, of short strings or of numbers."""
    convert = (lambda x: f"{_float(x):.4g}") if digits else _float
    if not isinstance(value, Tensor):
        return convert(value)
    if len(value.shape) == 1:
        return [convert(x) for x in value.data]
    width = math.prod(value.shape[1:])
    parts = [Tensor(value.shape[1:], value.data[i * width : (i + 1) * width]) for i in range(value.shape[0])]
    return [nested(part, digits) for part in parts]
