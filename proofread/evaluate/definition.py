"""What a defined name means: its body, with the indices and parameters that it's made with."""

import functools
from dataclasses import dataclass, field

from proofread.notation.tree import Add, Index, Name, Node, Number, walk


@dataclass(eq=False)
class Definition:
    """What a name means: `body`, with `indices` (`f_i = …`) and `parameters` (`f(y) = …`; None for a plain value).

    `starts` are the names of the members at which a recurrence starts, by their numbers: `h_0`.
    """

    indices: tuple[str, ...]
    parameters: tuple[str, ...] | None
    body: Node
    starts: dict[int, str] = field(default_factory=dict)

    @functools.cached_property
    def rests(self):
        """The names that the body mentions, but for its own indices and parameters; and the starts."""
        return self.body.mentions.difference(self.indices, self.parameters or ()).union(self.starts.values())

    @functools.cached_property
    def stepped(self):
        """The names of which the body mentions only members that lie back: `h_{t-1}`, where `t` is the first index."""
        found = {}
        for node in walk(self.body) if self.indices else ():
            if isinstance(node, Index) and isinstance(node.base, Name):
                found.setdefault(node.base.key, []).append(_is_back(node.indices[0], self.indices[0]))
        plain = {node.key for node in _unindexed(self.body)} if found else set()
        return frozenset(key for key, back in found.items() if all(back) and key not in plain)


def _is_back(index, letter):
    """Whether an index is `t - 1`, or another number before t."""
    match index:
        case Add((Name(key), Number(k)), (1, -1)):
            return key == letter and k >= 1
    return False


def _unindexed(node):
    """The names in a tree that no index stands on."""
    if isinstance(node, Name):
        yield node
    for child in node.children:
        if not (isinstance(node, Index) and child is node.base and isinstance(child, Name)):
            yield from _unindexed(child)
