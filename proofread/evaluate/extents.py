"""What index letters run over: the axes they stand on, the range that is declared, the bounds of a sum."""

import itertools
import math
from fractions import Fraction

from proofread.evaluate.environment import TooMuch, Undecided, evaluate
from proofread.notation import tree
from proofread.values import tensor
from proofread.values.tensor import ShapeError, Tensor

STEPS = 4  # of a recurrence that nothing tells the end of


def extent(letter, nodes, env):
    """The range of an index letter, as (first, last).

    The size of the axes it stands on, or what it is declared to run over.
    """
    key = (letter, nodes)
    if key not in env.shared.extents:
        found = {}
        for node in nodes:
            _axes(letter, node, env, found)
        if len({size for size, _ in found.values()}) > 1:
            said = ", ".join(f"{size} in {text}" for size, text in found.values())
            raise ShapeError(f"the index {letter} runs over axes of different size: {said}")
        declared = env.shared.spans.get(letter) or (None if found else _linked(letter, nodes, env))
        size = next(iter(found.values()))[0] if found else math.inf
        if declared and declared[1] > size:
            raise ShapeError(f"the index {letter} is declared up to {declared[1]}, and the axis has {size}")
        if not found and not declared:
            raise Undecided(
                f"the range of the index {letter} isn't told: it stands on no axis (write \\sum_{{{letter}=1}}^n)"
            )
        env.shared.extents[key] = declared or (_first(letter, nodes, env), size)
    return env.shared.extents[key]


def _first(letter, nodes, env):
    """The first number of a letter: behind the starts of the recurrences that it stands on."""
    first = 1
    for key in env.shared.recurring:
        if any(_stands_on(node, key, letter) for top in nodes for node in tree.walk(top)):
            first = max([first, *(k + 1 for k in env.shared.definitions[key].starts)])
    return first


def _stands_on(node, key, letter):
    return isinstance(node, tree.Index) and _is_name(node.base, key) and _is_name(node.indices[0], letter)


def _linked(letter, nodes, env):
    r"""The range of a letter that only stands in `\delta_{ij}` or `[i = j]`: that of the other letter."""
    everything = [node for top in nodes for node in tree.walk(top)]
    for node in everything:
        if (
            isinstance(node, tree.Relation)
            and len(node.terms) == 2
            and all(isinstance(t, tree.Name) for t in node.terms)
        ):
            pair = [term.key for term in node.terms]
            other = pair[1 - pair.index(letter)] if letter in pair else letter
            for big in everything:
                if other != letter and isinstance(big, tree.Big) and other in big.letters:
                    numbers = [point[big.letters.index(other)] for point in points(big, env)]
                    return (min(numbers), max(numbers)) if numbers else None
            found = {}
            for top in nodes if other != letter else ():
                _axes(other, top, env, found)
            if found:
                return (1, next(iter(found)))
    return None


def _axes(letter, node, env, found):
    if letter not in node.mentions:
        return
    if isinstance(node, tree.Index):
        for position, index in enumerate(node.indices):
            if _is_name(index, letter):
                size = _axis(node.base, position, env)
                if size is not None:
                    found.setdefault(size, (size, node.text))
    if isinstance(node, tree.Apply) and isinstance(node.function, tree.Name):
        function = env.values.get(node.function.key)
        domain = getattr(function, "last", None)
        if domain is not None and _is_name(node.arguments[0], letter):
            found.setdefault(domain, (domain, node.text))
    if isinstance(node, tree.Relation) and node.signs == (r"\in",) and _is_name(node.terms[0], letter):
        last = env.values[node.terms[1].base.key].last
        found.setdefault(last, (last, node.text))
    for child in node.children:
        _axes(letter, child, env, found)


def _is_name(node, key):
    return isinstance(node, tree.Name) and node.key == key


def _axis(base, position, env):
    """The size of one axis of an expression; index letters that have no number yet stand at 1."""
    if isinstance(base, tree.Name) and base.key in env.shared.recurring:
        return length(base.key, env) if position == 0 else None
    if isinstance(base, tree.Name) and callable(env.values.get(base.key)):
        return dict(enumerate(getattr(env.values[base.key], "shape", ()))).get(position)
    unbound = [key for key in base.mentions if not env.knows(key)]
    before = env.at(unbound, [1] * len(unbound))
    try:
        value = evaluate(base, env)
    finally:
        env.indices = before
    if not isinstance(value, Tensor):
        return None
    if position >= len(value.shape):
        raise ShapeError(f"{position + 1} indices on {base.text}, {tensor.describe(value)}")
    return value.shape[position]


def length(key, env):
    """How many members a recurrence has, by what else its index stands on; None while that's being found out."""
    definition = env.shared.definitions[key]
    if key not in env.shared.extents:
        env.shared.extents[key] = None
        found = {}
        _axes(definition.indices[0], definition.body, env, found)
        declared = env.shared.spans.get(definition.indices[0])
        env.shared.extents[key] = declared[1] if declared else next(iter(found), STEPS)
    return env.shared.extents[key]


def whole(node, env):
    """The value of an index: a whole number."""
    if node.__class__ is tree.Name and node.key in env.indices:
        return env.indices[node.key]
    value = evaluate(node, env)
    if value.__class__ is int:
        return value
    if isinstance(value, Fraction | float) and value == int(value):
        value = int(value)
    if not isinstance(value, int):
        raise ShapeError(f"the index {node.text} is {tensor.describe(value)}, not a whole one")
    return value


def points(node, env):
    """The numbers that the letters of a sum run over."""
    if node.lower is not None:
        first, last = whole(node.lower, env), whole(node.upper, env)
        spans = [(first, last)] * len(node.letters)
    else:
        spans = [extent(letter, (node.body, *node.conditions), env) for letter in node.letters]
    return places(spans, node, env)


def places(spans, node, env):
    """All numbers of some letters, each from a first to a last one. Raises TooMuch before anybody makes too many."""
    count = math.prod(max(last - first + 1, 0) for first, last in spans)
    if count > env.shared.budget.left:
        raise TooMuch(f"{node.text} has {count} terms: too much to evaluate")
    return list(itertools.product(*(range(first, last + 1) for first, last in spans)))
