"""Derivatives: by machine from the definitions, one direction at a time, and laid out as an array."""

import math

from proofread.evaluate.apply import applied, is_function, smooth
from proofread.evaluate.environment import TooMuch, Undecided, apart, attempt, evaluate, note, placed
from proofread.evaluate.extents import whole
from proofread.evaluate.indices import lookup, places
from proofread.evaluate.recurrence import start_of, step
from proofread.notation import tree
from proofread.values import elementary, tensor
from proofread.values.elementary import NOT_FINITE
from proofread.values.tensor import ShapeError, Tensor, TooLarge, Unsized

MOST = 512  # derivatives that are taken at once, in the hope that most of them are asked for


def derivative(node, env):
    return smooth(lambda: _entry(node, env), node)


def _entry(node, env):
    """By one entry of an array: taken from the derivatives by all entries, which are kept for its other entries.

    Where those by all aren't to be had, as at a kink of another entry, the one is taken alone.
    """
    bases = tuple(variable.base if isinstance(variable, tree.Index) else None for variable in node.variables)
    letters = frozenset().union(*(i.mentions for v in node.variables if isinstance(v, tree.Index) for i in v.indices))
    named = all(base.__class__ is tree.Name and base.key not in env.shared.recurring for base in bases)
    if letters <= node.body.mentions or letters.isdisjoint(env.indices) or not named:
        return _derive(node.body, node.variables, env, node)
    key = placed(node, node.body, env)
    found = env.memo.get(key)
    if found is None:
        found = env.memo[key] = apart(env.shared, _all, node, bases, env)
    (table, counts), scale = found
    if table is None:
        return _derive(node.body, node.variables, env, node)
    env.shared.scale, place = max(env.shared.scale, scale), 0
    for variable, count in zip(reversed(node.variables), counts, strict=True):
        point = lookup(variable.base.key, env)
        (position,), _ = _positions(variable, point, env)
        place = place * count + position
    return table[place]


def _all(node, bases, env):
    """The derivatives of a number by all entries of some arrays, the last one's axes first; and how many entries."""
    try:
        points = [lookup(base.key, env) for base in reversed(bases)]
        if math.prod(len(tensor.entries(point)) for point in points) > MOST:
            return None, ()
        if not all(isinstance(point, Tensor) for point in points):
            return None, ()  # an index on a number: taken alone, it says so
        table = _derive(node.body, bases, env, node)
    except TooMuch:
        raise
    except (elementary.Kink, Undecided, ShapeError, TooLarge, *NOT_FINITE):
        return None, ()
    axes = [axis for point in points for axis in point.shape]
    family = any(
        env.shared.members.get(b.key, math.inf) < len(point.shape)
        for b, point in zip(reversed(bases), points, strict=True)
    )
    if family or not isinstance(table, Tensor) or list(table.shape) != axes:
        return None, ()
    return table.data, [len(point.data) for point in points]


def _derive(body, variables, env, node):
    if not variables:
        return evaluate(body, env)
    variable, inner = variables[0], variables[1:]
    base = variable.base if isinstance(variable, tree.Index) else variable
    if not isinstance(base, tree.Name):
        raise Undecided(f"a derivative is taken by a name, not by {variable.text}")
    key = base.key
    if key in env.indices or isinstance(env.values.get(key), int):
        raise Undecided(f"a derivative by {key}, which is a whole number")
    if is_function(body, env) and not _is_made_of(body, key, env):
        body = at_names(body, base, env)
    if key in env.shared.definitions and key not in env.values and not _rests_on(body, key, env):
        raise Undecided(f"{body.text} isn't written in terms of {key}, so its derivative by it isn't known")
    if key in env.shared.recurring and isinstance(variable, tree.Index):
        return _derive_member(body, variable, inner, env, node)
    point = lookup(key, env)
    positions, value = _positions(variable, point, env)
    return _by_entries(body, inner, key, point, positions, value, env, node)


def _by_entries(body, inner, key, point, positions, value, env, node):
    """By the entries at some positions of an array or number, which is what `key` stands for: laid out as `value`."""

    def function(xs):
        data = list(tensor.entries(point))
        for position, x in zip(positions, xs, strict=True):
            data[position] = x
        moved = Tensor(point.shape, data, point.row) if isinstance(point, Tensor) else data[0]
        return _derive(body, inner, env.override({key: moved}), node)

    columns = env.shared.differentiate(function, [tensor.entries(point)[p] for p in positions], tensor.mapped)
    return _layout(columns, value, env if inner else None)


def _derive_member(body, variable, inner, env, node):
    """By a member of a recurrence, `h_{t-1}`, or an entry of it: those behind it move along, those before it stay."""
    key, number = variable.base.key, whole(variable.indices[0], env)
    point = step(key, number, env)
    rest = [whole(k, env) for k in variable.indices[1:]]
    positions, value = _part(variable, rest, point)
    return _by_entries(body, inner, start_of(key, number, env) or (key, number), point, positions, value, env, node)


def _is_made_of(body, key, env):
    """Whether a function is made of another one by its bare name, as `z = x + y` of `x(t)`: its variable then."""
    return env.shared.definitions.get(key) is not None and _rests_on(body, key, env)


def _rests_on(body, key, env):
    uses = env.shared.uses
    return any(name == key or key in uses.get(name, ()) for name in body.mentions)


def at_names(body, variable, env):
    """A function that is differentiated by a name is meant at its own parameters, or at that name."""
    for node in tree.walk(body):
        if isinstance(node, tree.Name) and node.key in env.shared.definitions:
            parameters = env.shared.definitions[node.key].parameters
            if parameters and all(env.knows(parameter) for parameter in parameters):
                arguments = tuple(tree.Name(parameter, text=parameter) for parameter in parameters)
                return tree.Apply(body, arguments, text=body.text)
    return tree.Apply(body, (variable,), text=body.text)


def _positions(variable, point, env):
    """Where in the array the differentiated part lies, and that part."""
    if not isinstance(variable, tree.Index):
        return range(len(tensor.entries(point))), point
    if not isinstance(point, Tensor):
        raise ShapeError(f"{variable.text}: an index on {variable.base.text}, which is a number")
    numbers = places(variable, point, env)
    if len(numbers) < min(len(point.shape), env.shared.members.get(variable.base.key, math.inf)):
        raise ShapeError(f"{variable.text}: {len(numbers)} index for {len(point.shape)} axes")
    return _part(variable, numbers, point)


def _part(variable, numbers, point):
    """Where in an array its part at some indices lies, and that part."""
    if not numbers:
        return range(len(tensor.entries(point))), point
    order = Tensor(point.shape, list(range(len(point.data)))) if isinstance(point, Tensor) else point
    part = attempt(variable, tensor.element, order, numbers)
    return tensor.entries(part), part


def _layout(columns, variable, noting=None):
    """Derivatives by each entry of a variable as one array: the value's axes, then the variable's."""
    for column in columns if noting else ():
        note(noting, column)  # of second ones what is zero may be left of larger ones that cancel
    if not isinstance(variable, Tensor):
        return columns[0]
    first = columns[0]
    if isinstance(first, Unsized):
        raise Undecided("the derivative of a constant whose size is open")
    if not isinstance(first, Tensor):
        return Tensor(variable.shape, columns, variable.row)
    data = [column.data[k] for k in range(len(first.data)) for column in columns]
    return Tensor((*first.shape, *variable.shape), data)


def nabla(node, env):
    return smooth(lambda: _nabla(node, env), node)


def _nabla(node, env):
    body = node.body
    if node.variable is not None:
        value = _derive(body, (node.variable,) * node.order, env, node)
        probe = evaluate(_applied_body(body, node.variable, env), env)
        if isinstance(probe, Tensor | Unsized) and not (env.shared.reader and node.order == 1):
            said = f"in {node.text}: ∇ of {tensor.describe(probe)}"
            raise ShapeError(rf"{said}; for a Jacobian write \frac{{\partial}}{{}}")
        return value
    if isinstance(body, tree.Apply) and len(body.arguments) == 1:
        point = evaluate(body.arguments[0], env)
        return _gradient(lambda v: applied(body.function, [v], env, node), point, node.order, env, node)
    if is_function(body, env):
        parameters = at_names(body, None, env).arguments
        if len(parameters) == 1 and parameters[0] is not None:
            applied_body = tree.Apply(body, parameters, text=body.text)
            return nabla(tree.Nabla(applied_body, None, node.order, text=node.text), env)
    if variable := _argument(body):
        return _nabla(tree.Nabla(body, variable, node.order, text=node.text), env)
    raise Undecided(f"{node.text}: by what? Write \\nabla_y")


def _argument(body):
    """The name that all functions in a body are taken at, so that it's what varies; None where there are several."""
    arguments = [a for node in tree.walk(body) if isinstance(node, tree.Apply) for a in node.arguments]
    keys = {a.key if isinstance(a, tree.Name) else None for a in arguments}
    return arguments[0] if len(keys) == 1 and None not in keys else None


def _applied_body(body, variable, env):
    base = variable.base if isinstance(variable, tree.Index) else variable
    return at_names(body, base, env) if is_function(body, env) else body


def _gradient(function, point, order, env, node):
    """The gradient of a number, or its derivatives of an order; a reader's gradient may be of a vector."""
    if order == 0:
        value = function(point)
        if isinstance(value, Unsized) or (isinstance(value, Tensor) and not (env.shared.reader and node.order == 1)):
            raise ShapeError(f"in {node.text}: ∇ of {tensor.describe(value)}")
        return value

    def at(xs):
        moved = Tensor(point.shape, xs, point.row) if isinstance(point, Tensor) else xs[0]
        return _gradient(function, moved, order - 1, env, node)

    columns = env.shared.differentiate(at, list(tensor.entries(point)), tensor.mapped)
    return _layout(columns, point, env if order > 1 else None)
