"""Differentials: `dL` is what L changes by, to first order, while the names with a differential vary."""

from proofread.evaluate.apply import is_function, smooth
from proofread.evaluate.differentiate import at_names
from proofread.evaluate.environment import Undecided, evaluate
from proofread.evaluate.indices import lookup
from proofread.notation import tree
from proofread.values import tensor


def differential(node, env):
    """The derivative along the direction in which the formula's names vary: `dy` is the direction of `y`."""
    varying = env.shared.varying
    if not varying:
        raise Undecided(f"{node.text}: while what varies? No name has a differential here")
    body = node.body
    if is_function(body, env):
        body = at_names(body, tree.Name(varying[0], text=varying[0]), env)

    def moved(ts):
        steps = {key: tensor.add(lookup(key, env), tensor.scale(ts[0], env.values[f"d{key}"])) for key in varying}
        return evaluate(body, env.override(steps))

    return smooth(lambda: env.shared.differentiate(moved, [0], tensor.mapped)[0], node)


def varying(nodes, uses):
    """The names that vary: those with a differential, but for what rests on others of them."""
    found = {name.key for top in nodes for node in tree.walk(top) if (name := _varied(node))}
    return tuple(sorted(key for key in found if found.isdisjoint(uses.get(key, ()))))


def _varied(node):
    """The name in `dy` and `dy_i`, or None."""
    body = node.body if isinstance(node, tree.Differential) else None
    body = body.base if isinstance(body, tree.Index) else body
    return body if isinstance(body, tree.Name) else None
