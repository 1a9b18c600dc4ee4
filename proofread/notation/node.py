"""A part of a formula: what all nodes of the expression tree have in common."""

import dataclasses
import functools
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Node:
    """A part of a formula. `text` is its LaTeX, for messages."""

    text: str = field(default="", kw_only=True)

    @functools.cached_property
    def children(self):
        """The nodes directly below, in order."""
        found = []
        for entry in dataclasses.fields(self):
            _collect(getattr(self, entry.name), found)
        return tuple(found)

    @functools.cached_property
    def mentions(self):
        """The names and index letters that stand free in the node: not bound by a sum or a limit within it."""
        return frozenset().union(*(child.mentions for child in self.children))

    @functools.cached_property
    def structure(self):
        """The whole tree as text: of two nodes with the same one, each says what the other says."""
        try:
            return repr(self)
        except RecursionError:
            return f"{self.text} too deep: {id(self)}"  # like no other one


def _collect(value, found):
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, found)


def walk(node):
    """The node and all below it."""
    yield node
    for child in node.children:
        yield from walk(child)


def rebuild(node, change):
    """The tree with `change(node)` in place of each node for which that isn't None, from the top."""
    changed = change(node)
    if changed is not None:
        return changed
    values = {f.name: getattr(node, f.name) for f in dataclasses.fields(node)}
    new = {name: _rebuild(value, change) for name, value in values.items()}
    return node if all(new[name] is values[name] for name in new) else dataclasses.replace(node, **new)


def _rebuild(value, change):
    if isinstance(value, Node):
        return rebuild(value, change)
    if isinstance(value, tuple):
        items = tuple(_rebuild(item, change) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    return value
