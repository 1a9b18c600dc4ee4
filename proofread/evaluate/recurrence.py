"""Recurrences: `h_t = f(h_{t-1})` from a start `h_0`, evaluated member by member, each once."""

from proofread.evaluate.environment import Undefined, apart, evaluate
from proofread.notation import tree


def recurs(key, env):
    """Whether a name's members come from its earlier ones."""
    return key in env.shared.uses.get(key, ())


def start_of(key, number, env):
    """The name of a recurrence's member where that is a start; else ""."""
    return env.shared.definitions[key].starts.get(number, "")


def step(key, number, env):
    """The member of a recurrence at a number. Raises Undefined before its start."""
    if start := start_of(key, number, env):
        return evaluate(tree.Name(start, text=start), env)
    first = max((k for k in env.shared.definitions[key].starts if k < number), default=0) + 1
    for k in range(first, number + 1):  # in order, so that nothing nests
        value = _member(key, k, env)
    if number < first:
        raise Undefined(f"{key} at {number} lies before its start: declare or define the member that it starts from")
    return value


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
