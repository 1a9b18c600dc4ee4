r"""A hint for a false claim, found by trying the usual slips on samples.

A factor, a sign, a transpose, a missing `\delta`, an index out of its sum.
"""

import itertools
from fractions import Fraction

from proofread.evaluate import evaluate
from proofread.notation import forms, tree
from proofread.values import tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized

# Factors that are slipped: as the hint says them, and as a function of one size letter's number n.
FACTORS = [("½ of", 0.5), ("twice", 2.0), ("minus", -1.0), ("minus twice", -2.0), ("minus ½ of", -0.5)]
FACTORS += [("¼ of", 0.25), ("four times", 4.0), ("three times", 3.0), ("⅓ of", 1 / 3)]
WANTED = 4  # samples that a hint has to fit
POINTS = 16  # of a sample, at which it has to


def guess(claim, failure, draw):
    """What is wrong with a step, in words; "" where no usual slip explains it on every sample."""
    step = forms.Chain((failure.left, failure.right), (failure.sign,))
    if failure.sign not in ("=", ":=") or claim.ordered:
        return ""
    samples = _samples(claim, draw)
    pairs = [pair for drawn in samples for pair in _pairs(step.terms, drawn)]
    if not pairs:
        return ""
    return (
        _factor(pairs)
        or _transposed(step.terms, samples)
        or _delta(pairs)
        or _misplaced(step.terms, claim.letters, samples)
        or _altered(step.terms, samples)
    )


def _samples(claim, draw):
    found = []
    for sizes in claim.sampling.assignments()[:3]:
        for _ in range(2):
            drawn = claim.sampling.sample(sizes, draw, "mixed")
            if drawn is not None and drawn.points:
                found.append(drawn)
    return found


def _pairs(terms, drawn):
    """Both sides at every point of a sample, entry by entry: (sizes, place, left, right)."""
    for point in drawn.points[:POINTS]:
        before = drawn.env.at(drawn.letters, point)
        left, right = (evaluate(term, drawn.env) for term in terms)
        drawn.env.indices = before
        left, right = tensor.fit(left, right)
        if isinstance(left, Unsized) or isinstance(right, Unsized) or not tensor.same(left, right):
            continue
        shape = left.shape if isinstance(left, Tensor) else ()
        places = itertools.product(*(range(1, n + 1) for n in shape))
        for place, x, y in zip(places, tensor.entries(left), tensor.entries(right), strict=True):
            yield drawn, (*point, *place), float(x), float(y)


def _near(x, y):
    return abs(x - y) <= 1e-8 * max(abs(x), abs(y)) + 1e-14


def _factor(pairs):
    """A factor between the sides that is the same everywhere, or a power of one size."""
    ratios = [(drawn, y / x) for drawn, _, x, y in pairs if abs(x) > 1e-9]
    if len(ratios) < min(WANTED, len(pairs)) or any(abs(x) <= 1e-9 < abs(y) for _, _, x, y in pairs):
        return ""
    for words, factor in FACTORS:
        if all(_near(ratio, factor) for _, ratio in ratios):
            return f"the right side is {words} the left, at every sample"
    first = ratios[0][1]
    if all(_near(ratio, first) for _, ratio in ratios) and len(ratios) >= WANTED and not ratios[0][0].sizes:
        return f"the right side is {_fraction(first)} times the left, at every sample"
    for letter in ratios[0][0].sizes:
        for words, power in ((f"{letter} times", 1), (f"1/{letter} of", -1)):
            for number, said in ((1, ""), (2, "2·"), (0.5, "½·")):
                if all(_near(ratio, number * drawn.sizes[letter] ** power) for drawn, ratio in ratios):
                    return f"the right side is {said}{words} the left, at every sample"
    return ""


def _fraction(x):
    guess = Fraction(x).limit_denominator(100)
    return str(guess) if _near(float(guess), x) else f"{x:.6g}"


def _transposed(terms, samples):
    left, right = terms
    if not all(isinstance(evaluate(side, _placed(samples[0])), Tensor) for side in terms):
        return ""
    if _fits(left, tree.Transpose(right, text=right.text), samples):
        return "the right side is the transpose of the left, at every sample"
    return ""


def _placed(drawn):
    """A sample's environment at its first point."""
    env = drawn.env.override({})
    env.at(drawn.letters, drawn.points[0])
    return env


def _delta(pairs):
    """A side that is right where two indices agree, and should be 0 elsewhere."""
    if any(len(place) != 2 for _, place, _, _ in pairs):
        return ""
    on = [(x, y) for _, (i, j), x, y in pairs if i == j]
    off = [(x, y) for _, (i, j), x, y in pairs if i != j]
    if on and off and all(_near(x, y) for x, y in on):
        if all(abs(x) < 1e-9 for x, _ in off):
            return r"a \delta is missing on the right: the sides agree where the indices do, elsewhere the left is 0"
        if all(abs(y) < 1e-9 for _, y in off):
            return r"a \delta is missing on the left: the sides agree where the indices do, elsewhere the right is 0"
    return ""


def _misplaced(terms, letters, samples):
    """An index out of its sum, a sum that should have collapsed, or one index for another."""
    for side, which in ((1, "right"), (0, "left")):
        for i, j in itertools.product(letters, letters):
            for words, altered in _moved(terms[side], i, j):
                if _fits(*((terms[0], altered) if side else (altered, terms[1])), samples):
                    return f"{words} on the {which}"
    return ""


def _moved(node, i, j):
    r"""Trees in which a sum over `i` stands before the whole, or `j` takes the place of `i` or of a sum."""
    if i == j and i in node.mentions:
        yield rf"the index {i} is out of its sum: it holds with \sum_{i} before the whole", _summed(node, i)
    elif i in node.mentions:
        yield f"it holds with the index {j} in place of {i}", _renamed(node, i, j)
    for part in tree.walk(node) if i == j else ():
        if isinstance(part, tree.Big) and part.operator == "sum" and len(part.letters) == 1:
            collapsed = _renamed(part.body, part.letters[0], j)
            words = f"the sum over {part.letters[0]} should be gone: it holds with its term at {j} alone"
            yield words, tree.rebuild(node, lambda n, part=part, term=collapsed: term if n is part else None)


def _summed(node, letter):
    return tree.Big("sum", (letter,), None, None, (), node, text=rf"\sum_{letter} {node.text}")


def _renamed(node, old, new):
    name = tree.Name(new, text=new)
    return tree.rebuild(node, lambda n: name if isinstance(n, tree.Name) and n.key == old else None)


def _altered(terms, samples):
    """A single change of the right side, or of the left, after which the step holds."""
    env = _placed(samples[0])
    for side, which in ((1, "right"), (0, "left")):
        other = evaluate(terms[1 - side], env)
        for words, altered in _alterations(terms[side]):
            changed = (terms[0], altered) if side else (altered, terms[1])
            if _meets(altered, other, env) and _fits(*changed, samples):
                return f"it holds with {words} on the {which}"
    return ""


def _meets(altered, other, env):
    """Whether an altered side has the value of the other one at a point: a quick look before all of them."""
    try:
        left, right = tensor.fit(evaluate(altered, env), other)
        if isinstance(left, Unsized) or isinstance(right, Unsized):
            return True  # as where all points are looked at
        pairs = zip(tensor.entries(left), tensor.entries(right), strict=True)
        return tensor.same(left, right) and all(_near(float(x), float(y)) for x, y in pairs)
    except (ShapeError, ArithmeticError, ValueError):
        return False


def _alterations(node):
    """Trees that differ from this one by one usual slip, with words for the change."""
    for part in itertools.islice(tree.walk(node), 60):
        for words, new in _slips(part):
            yield words, tree.rebuild(node, lambda n, part=part, new=new: new if n is part else None)


def _slips(part):
    match part:
        case tree.Add(terms, signs):
            for k, term in enumerate(terms):
                flipped = tuple(-s if i == k else s for i, s in enumerate(signs))
                yield f"the other sign before {term.text}", tree.Add(terms, flipped, text=part.text)
        case tree.Transpose(base):
            yield f"{base.text} in place of {part.text}", base
        case tree.Product(left, operator, right):
            yield f"{right.text} before {left.text}", tree.Product(right, operator, left, text=part.text)
            for k, factor in enumerate((left, right)):
                if isinstance(factor, tree.Name | tree.Differentiation) or _bracketed(factor):
                    turned = tree.Transpose(factor, text=rf"{factor.text}^\top")
                    pair = (turned, right) if k == 0 else (left, turned)
                    yield (
                        f"{turned.text} in place of {factor.text}",
                        tree.Product(pair[0], operator, pair[1], text=part.text),
                    )
        case tree.Power(base, tree.Number(value), entrywise) if value in (1, 2, 3):
            for other in (value - 1, value + 1):
                exponent = tree.Number(other, text=str(other))
                yield f"the power {other} of {base.text}", tree.Power(base, exponent, entrywise, text=part.text)
        case tree.Index(base, (i, j)):
            yield f"the indices of {part.text} exchanged", tree.Index(base, (j, i), text=part.text)


def _bracketed(node):
    return node.text.startswith("(")


def _fits(left, right, samples):
    """Whether a step holds on all samples, to the digit."""
    total = 0
    for drawn in samples:
        count = 0
        try:
            for _, _, x, y in _pairs((left, right), drawn):
                if not _near(x, y):
                    return False
                count += 1
        except (ShapeError, ArithmeticError, ValueError):
            return False
        if not count:
            return False
        total += count
    return total >= 2
