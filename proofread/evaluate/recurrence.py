"""Recurrences: `h_t = f(h_{t-1})` from a start `h_0`, evaluated member by member, each once."""

from proofread.evaluate.environment import TooMuch, Undefined, apart, evaluate
from proofread.notation import tree
from proofread.values.tensor import ShapeError, Tensor, Unsized, zeros

NOTHING = Unsized((None,), zeros)  # the vector of zeros, of any size


def start_of(key, number, env):
    """The name of a recurrence's member where that is a start; else ""."""
    return env.shared.definitions[key].starts.get(number, "")


def step(key, number, env):
    """The member of a recurrence at a number. Raises Undefined before its start."""
    if start := start_of(key, number, env):
        return _start(key, number, start, env)
    first = max((k for k in env.shared.definitions[key].starts if k < number), default=0) + 1
    if number - first > env.shared.budget.left:
        raise TooMuch(f"{key} has {number} members there: too much to evaluate")
    known = max(number, first)
    while known > first and not _is_known(key, known - 1, env):
        known -= 1
    for k in range(known, number + 1):  # in order, so that nothing nests
        value = _member(key, k, env)
    if number < first:
        raise Undefined(f"{key} at {number} lies before its start: declare or define the member that it starts from")
    return value


def _start(key, number, start, env):
    """The value of a start; a plain 0 is of the shape that the members have."""
    value = evaluate(tree.Name(start, text=start), env)
    if value.__class__ is not int or value != 0 or start in env.values:
        return value
    if (start, number) not in env.derived:
        env.derived[start, number] = value
        env.derived[start, number] = _zero_as(key, start, env)
    return env.derived[start, number]


def _zero_as(key, start, env):
    """The zero that a recurrence can start from: a number where the first member is one, else an array like that."""
    definition = env.shared.definitions[key]
    for zero in (0, NOTHING):
        try:
            after = _define(definition, max(definition.starts) + 1, env.override({start: zero}))
        except ShapeError:
            continue
        if zero is NOTHING or not isinstance(after, Tensor | Unsized):
            return zeros(after.shape) if isinstance(after, Tensor) else zero
    return 0


def _is_known(key, number, env):
    return (key, number) in env.values or (key, number) in env.derived


def _member(key, number, env):
    if (key, number) in env.values:  # moved, by who differentiates by it
        return env.values[key, number]
    found = env.derived.get((key, number))
    if found is None:
        found = env.derived[key, number] = apart(env.shared, _define, env.shared.definitions[key], number, env)
    value, scale = found
    if scale > env.shared.scale:
        env.shared.scale = scale
    return value


def _define(definition, number, env):
    before, env.indices = env.indices, {definition.indices[0]: number}
    try:
        return evaluate(definition.body, env)
    finally:
        env.indices = before
