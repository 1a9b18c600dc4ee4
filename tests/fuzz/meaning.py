"""What a formula of a page says, as values: at samples that are drawn the same way whatever was altered.

`meaning(formula, scope, readings)` gives, one after the other, the roles of its clauses and the values of their sides;
`differ` compares two. Formulas that say different things have different meanings, but for what differs at no sample.
"""

import dataclasses
import itertools
import random
import zlib
from fractions import Fraction

from proofread.evaluate import evaluate
from proofread.evaluate.environment import Environment, Undecided, Undefined
from proofread.judging import judge
from proofread.judging.claim import Claim
from proofread.judging.compare import relate
from proofread.judging.draws import IntegerMap, Smooth
from proofread.judging.sampling import Sample
from proofread.notation import forms, tree
from proofread.notation.tokens import Unreadable
from proofread.values import elementary
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import ShapeError, Tensor, TooLarge, Unsized

FAILURES = (ShapeError, TooLarge, Undefined, Undecided, elementary.Kink, RecursionError, *NOT_FINITE)
SIZES = 3  # assignments of sizes
POINTS = 6  # values of the free indices that are looked at, a sample
DRAWS = 8  # for one sample
NUMBERS = float | int | Fraction
# What a relation says of pairs of numbers is what it means.
PAIRS = [(1.0, 2.0), (2.0, 2.0), (3.0, 2.0), (2.002, 2.0)]


def meaning(formula, scope, readings, times=1):
    """Words, numbers and tuples of them; "refused" for a formula that can't be read. At so many `times` the samples."""
    statement = scope.statements.get(formula)
    if statement is None or isinstance(statement, Unreadable):
        yield "refused"
        return
    conditions, premises = judge.around(formula, scope, readings)
    yield (statement.tag, *readings.formulas[formula].roles, str(formula.box))
    for clause in statement.clauses:
        if isinstance(clause, forms.Declaration):
            for head in clause.names:
                yield from _values((), (), (head.key,), formula, scope)
        else:
            within = statement.within
            yield from _values(clause.terms, clause.signs, (), formula, scope, conditions, premises, within, times)
    for relation in statement.conditions:
        yield from _values(relation.terms, relation.signs, (), formula, scope)


def _values(terms, signs, names, formula, scope, conditions=(), premises=(), within=None, times=1):
    """The values of the sides of a chain, or of drawn names, at a few samples.

    A side that has a value at none of them stands there as its tree.
    """
    sides = [term for term in terms if not isinstance(term, forms.Space)]
    yield tuple((term.kind, term.bound, term.open, len(term.axes)) for term in terms if isinstance(term, forms.Space))
    sides += [item for term in terms if isinstance(term, forms.Space) for item in (*term.axes, *term.items)]
    try:
        claim = Claim(tuple(sides), signs, formula, scope, conditions, premises, within)
        claim.entries |= scope.gather(names, formula)[0] if names else {}
        claim.size_letters |= {key for key, entry in claim.entries.items() if entry.kind == "size"}
        assignments = claim.sampling.assignments()[:SIZES]
    except FAILURES as error:
        yield (type(error).__name__, *signs, *map(_tree, terms))
        return
    yield tuple(_says(sign, claim) for sign in signs)
    without = set(range(len(sides)))
    for sizes, (k, spread) in itertools.product(assignments, enumerate(times * _spreads(claim, names))):
        found = _at(claim, sizes, spread, k, names)
        yield found
        without -= {k for values in found for k, x in enumerate(values) if not isinstance(x, str)}
    yield tuple(_tree(sides[k]) for k in sorted(without))


def _tree(node):
    """A tree as words: the kinds of its nodes, and what they hold."""
    held = [getattr(node, entry.name) for entry in dataclasses.fields(node) if entry.name != "text"]
    own = [str(value) for value in held if not isinstance(value, tree.Node | tuple)]
    words = [str(x) for value in held if isinstance(value, tuple) for x in value if isinstance(x, str | int)]
    return (type(node).__name__, *own, *words, *map(_tree, node.children))


def _spreads(claim, names):
    if claim.kinked or claim.ordered:
        return ("mixed", "large", "zero", "equal", "tied", "tied")
    return ("mixed", "zero") if names else ("mixed",) if claim.size_letters else ("mixed", "mixed")


def _says(sign, claim):
    """What a relation says of a few pairs of numbers."""
    if sign in (r"\in", r"\leftarrow", r"\mapsto"):
        return sign
    nowhere = Sample(Environment({}, claim.shared()), {}, (), [], "mixed", {})
    return tuple(relate(x, sign, y, claim, nowhere) for x, y in PAIRS)


def _at(claim, sizes, spread, k, names):
    """At each of a few points of a sample, the values of the sides; first those of the names."""
    seed = f"{claim.formula.line}:{claim.formula.column} {sizes} {spread} {k}"
    draw = random.Random(zlib.crc32(seed.encode()))
    try:
        drawn = next(filter(None, (claim.sampling.sample(sizes, draw, spread) for _ in range(DRAWS))), None)
    except FAILURES as error:
        return ((type(error).__name__,),)
    if drawn is None:
        return (("never",),)
    found = [tuple(_plain(drawn.env.values.get(name)) for name in names)] if names else []
    for point in drawn.points[:: max(1, len(drawn.points) // POINTS)]:
        before = drawn.env.at(drawn.letters, point)
        found.append(tuple(_value(term, drawn.env) for term in claim.terms))
        drawn.env.indices = before
    return tuple(found)


def _value(side, env):
    try:
        return _plain(evaluate(side, env))
    except FAILURES as error:
        return type(error).__name__


def _plain(value):
    """A value as words and numbers."""
    match value:
        case Tensor():
            return (value.shape, value.row, tuple(float(x) for x in value.data))
        case Unsized():
            return (value.pattern, value.row, _plain(value.make([axis or 3 for axis in value.pattern])))
        case IntegerMap():
            return (value.first, tuple(value.table))
        case Smooth():
            waves = tuple(number for entry in value.entries for number in entry[0][:4])
            return (str(value.domain), value.shape, value.bound, waves)
        case None | str() | tuple():
            return value
    if isinstance(value, int | Fraction):
        return value
    return float(value) if hasattr(value, "__float__") else str(vars(value))


def differ(a, b):
    """Whether two values differ by more than rounding."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) != len(b) or any(map(differ, a, b))
    numbers = isinstance(a, NUMBERS) and isinstance(b, NUMBERS)
    if numbers and (isinstance(a, float) or isinstance(b, float)):
        return not (a == b or abs(a - b) <= 1e-8 * max(abs(a), abs(b)) + 1e-12)
    return a != b
