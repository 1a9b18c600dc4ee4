"""Names, index letters with their ranges, and what runs over them: how each is evaluated."""

import itertools
import math
from fractions import Fraction

from proofread.evaluate.conditions import holds
from proofread.evaluate.environment import TooMuch, Undecided, Undefined, apart, attempt, evaluate, note
from proofread.notation import tree
from proofread.values import elementary, products, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized


def name(node, env):
    return lookup(node.key, env)


def lookup(key, env):
    if key in env.indices:
        return env.indices[key]
    value = env.values.get(key)
    if value is not None:
        if callable(value):
            raise Undecided(f"{key} is a function: say of what, {key}(…)")
        return value
    found = env.derived.get(key)
    if found is None:
        definition = env.shared.definitions.get(key)
        if definition is None:
            raise Undefined(f"{key} has no value here")
        found = env.derived[key] = apart(env.shared, define, key, definition, env)
    value, scale = found
    if scale > env.shared.scale:
        env.shared.scale = scale
    return value


def define(key, definition, env):
    """The value of a defined name; of a function, at the names that its definition calls its parameters."""
    before, env.indices = env.indices, {}
    try:
        for parameter in definition.parameters or ():
            if not env.knows(parameter):
                raise Undecided(f"{key} is a function: say of what, {key}(…)")
        return tabulate(definition.body, definition.indices, env)
    finally:
        env.indices = before


def tabulate(body, letters, env):
    """The value of a body; with index letters, the array of its values."""
    if not letters:
        return evaluate(body, env)
    shape = [extent(letter, (body,), env)[-1] for letter in letters]
    data = []
    for point in itertools.product(*(range(1, n + 1) for n in shape)):
        before = env.at(letters, point)
        data.append(evaluate(body, env))
        env.indices = before
    if any(isinstance(x, Tensor | Unsized) for x in data):
        raise ShapeError(f"{body.text} is {tensor.describe(data[0])} for each {', '.join(letters)}, not a number")
    return Tensor(shape, data)


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
        env.shared.extents[key] = declared or (1, size)
    return env.shared.extents[key]


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


def index(node, env):
    base = node.base
    if isinstance(base, tree.Constant) and base.kind == "I" and len(node.indices) == 2:
        i, j = (whole(k, env) for k in node.indices)
        return int(i == j)
    value = evaluate(base, env)
    numbers = places(node, value, env)
    if isinstance(value, Unsized):  # of any size: large enough
        value = value.make([axis or max(numbers) + 16 for axis in value.pattern])
    if not isinstance(value, Tensor):
        raise ShapeError(f"{node.text}: an index on {base.text}, which is a number")
    family = isinstance(base, tree.Name) and base.key in env.shared.families
    if len(numbers) < len(value.shape) and not family:
        raise ShapeError(f"{node.text}: {len(numbers)} index for {len(value.shape)} axes of {base.text}")
    try:
        return tensor.element(value, numbers)
    except ShapeError as error:
        raise ShapeError(f"{node.text}: {error}") from None


def places(node, value, env):
    """The numbers of an index's letters; the digits of `W_{12}`, which are an index each on an array of two axes."""
    numbers = [whole(k, env) for k in node.indices]
    several = isinstance(value, Tensor) and len(value.shape) > 1
    if several and len(numbers) == 1 and isinstance(node.indices[0], tree.Number):
        digits = [int(c) for c in str(numbers[0])]
        return digits if len(digits) == len(value.shape) else numbers
    return numbers


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


def big(node, env):
    values = []
    for point in points(node, env):
        before = env.at(node.letters, point)
        if all(holds(condition, env) for condition in node.conditions):
            values.append(evaluate(node.body, env))
        env.indices = before
    if node.operator == "sum":
        return _total(node, values, env)
    if node.operator == "prod":
        return _fold(node, values, products.product, 1)
    if not values:
        raise Undecided(f"{node.text} is taken over nothing")
    choose = elementary.maximum if node.operator == "max" else elementary.minimum
    return _fold(node, values, lambda a, b: tensor.zipped(choose, a, b, "compare"), None)


def _total(node, values, env):
    for value in values:
        note(env, value)
    result = attempt(node, tensor.total, values) if values else 0
    return elementary.bounded(result) if env.shared.exact else result


def _fold(node, values, combine, empty):
    if not values:
        return empty
    result = values[0]
    for value in values[1:]:
        result = elementary.bounded(attempt(node, combine, result, value))
    return result


def points(node, env):
    """The numbers that the letters of a sum run over."""
    if node.lower is not None:
        first, last = whole(node.lower, env), whole(node.upper, env)
        spans = [(first, last)] * len(node.letters)
    else:
        spans = [extent(letter, (node.body, *node.conditions), env) for letter in node.letters]
    count = math.prod(max(last - first + 1, 0) for first, last in spans)
    if count > env.shared.budget.left:
        raise TooMuch(f"{node.text} has {count} terms: too much to evaluate")
    return list(itertools.product(*(range(first, last + 1) for first, last in spans)))
