"""Names, entries of arrays, and sums: how each is evaluated."""

import itertools
import math

from proofread.evaluate import recurrence
from proofread.evaluate.conditions import holds
from proofread.evaluate.environment import Undecided, Undefined, apart, attempt, evaluate, note
from proofread.evaluate.extents import extent, points, whole
from proofread.notation import tree
from proofread.values import elementary, products, tensor
from proofread.values.tensor import ShapeError, Tensor, Unsized


def name(node, env):
    value, members = lookup(node.key, env), env.shared.members
    if (
        node.key in members
        and node.key not in env.shared.families
        and members[node.key] < len(getattr(value, "shape", ()))
    ):
        one = tensor.element(value, [1] * members[node.key])
        raise ShapeError(f"{node.text} is a family of {tensor.describe(one)}: say which one")
    return value


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
        if key in env.shared.recurring:
            raise Undecided(f"{key} is a recurrence: say which of its members, {key} with an index")
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
    tensor.count_of(shape)
    for point in itertools.product(*(range(1, n + 1) for n in shape)):
        before = env.at(letters, point)
        data.append(evaluate(body, env))
        env.indices = before
    first = data[0]
    if first.__class__ is Tensor and not first.row and all(tensor.same(first, x) for x in data):
        return Tensor((*shape, *first.shape), [entry for x in data for entry in x.data])
    if any(isinstance(x, Tensor | Unsized) for x in data):
        raise ShapeError(f"{body.text} is {tensor.describe(first)} for each {', '.join(letters)}, not a number")
    return Tensor(shape, data)


def index(node, env):
    base = node.base
    if isinstance(base, tree.Constant) and base.kind == "I" and len(node.indices) == 2:
        i, j = (whole(k, env) for k in node.indices)
        return int(i == j)
    named = base.__class__ is tree.Name
    if named and base.key in env.shared.stepwise:
        number, *inner = (whole(k, env) for k in node.indices)
        if (value := member(base.key, number, env)) is not None:
            return attempt(node, tensor.element, value, inner) if inner else value
    value = lookup(base.key, env) if named else evaluate(base, env)
    numbers = places(node, value, env)
    if isinstance(value, Unsized):  # of any size: large enough
        value = value.make([axis or max(numbers) + 16 for axis in value.pattern])
    if not isinstance(value, Tensor):
        raise ShapeError(f"{node.text}: an index on {base.text}, which is a number")
    if len(numbers) < len(value.shape) and not (named and len(numbers) >= env.shared.members.get(base.key, math.inf)):
        raise ShapeError(f"{node.text}: {len(numbers)} index for {len(value.shape)} axes of {base.text}")
    try:
        return tensor.element(value, numbers)
    except ShapeError as error:
        raise ShapeError(f"{node.text}: {error}") from None


def member(key, number, env):
    """The member of a family that has a name or a value of its own; None where the array of all has it."""
    if key in env.shared.recurring:
        return recurrence.step(key, number, env)
    start = env.shared.families[key].get(number)
    return lookup(start, env) if start else None


def places(node, value, env):
    """The numbers of an index's letters; the digits of `W_{12}`, which are an index each on an array of two axes."""
    numbers = [whole(k, env) for k in node.indices]
    several = isinstance(value, Tensor) and len(value.shape) > 1
    if several and len(numbers) == 1 and isinstance(node.indices[0], tree.Number):
        digits = [int(c) for c in str(numbers[0])]
        return digits if len(digits) == len(value.shape) else numbers
    return numbers


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
