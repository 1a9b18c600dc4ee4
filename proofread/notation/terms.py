r"""What terms in a row have in common: `y_1`, `y_2`, dots, `y_n` are `y_k` for k from 1 to n."""

import dataclasses
import functools

from proofread.notation import tree

LETTER = "⋯"  # what counts; one more ⋯ for each that is nested


@dataclasses.dataclass
class General:
    """What stands at every place: `body`, whose `letter` counts over `span` (lower, upper; None: it's constant)."""

    body: tree.Node
    letter: str
    span: tuple | None


def general(items, letter=""):
    """The General of items in a row, one of which is None for dots; None where they don't agree.

    The first and the last item give it; those between have to be what it is at their place.
    """
    dots = items.index(None)
    if not items[:dots] or len(items) != dots + 2:
        return None  # one term stands behind the dots
    first, last = items[0], items[-1]
    letter = letter or LETTER * (1 + max(_nested(first), _nested(last)))
    ends = []
    body = _generalize(first, last, letter, ends)
    if body is None or any(not alike(pair, ends[0]) for pair in ends):
        return None
    if not ends:
        return General(body, letter, None) if all(alike(first, item) for item in items[1:dots]) else None
    start, end = map(linear, ends[0])
    places = [{**start, "": start[""] + k} for k in range(dots)]
    if not _ascends(start, end) or not all(map(functools.partial(alike, body, letter=letter), items[:dots], places)):
        return None
    return General(body, letter, ends[0])


def _ascends(start, end):
    """Whether one linear form may come before another: from 1 to n, not from n to 1."""
    rise = {key: end.get(key, 0) - start.get(key, 0) for key in {*start, *end}}
    return max([rise[key] for key in rise if key and rise[key]] or [rise[""]]) > 0


def _nested(node):
    return max((len(key) for n in tree.walk(node) for key in getattr(n, "letters", ()) if key[0] == LETTER), default=0)


def _generalize(a, b, letter, ends):
    """What two trees have in common, with the letter where they count; None where their forms differ."""
    if alike(a, b):
        return a
    if linear(a) is not None and linear(b) is not None:
        ends.append((a, b))
        return tree.Name(letter, text=letter)
    if isinstance(a, tuple) and isinstance(b, tuple):
        found = [_generalize(x, y, letter, ends) for x, y in zip(a, b, strict=True)] if len(a) == len(b) else [None]
        return None if None in found else tuple(found)
    if not isinstance(a, tree.Node) or a.__class__ is not b.__class__:
        return None
    a, b = _split(a, b), _split(b, a)
    names = [f.name for f in dataclasses.fields(a) if f.name != "text"]
    pairs = {name: (getattr(a, name), getattr(b, name)) for name in names}
    changed = {name: x if x is y or x == y else _generalize(x, y, letter, ends) for name, (x, y) in pairs.items()}
    if any(value is None and pairs[name][0] is not None for name, value in changed.items()):
        return None
    return dataclasses.replace(a, **changed)


def _split(node, other):
    """`W_{11}`, whose index is read as eleven, with as many indices as another `W_{1n}` has."""
    match node, other:
        case tree.Index(indices=(tree.Number(value),)), tree.Index(indices=several) if len(several) == len(str(value)):
            digits = tuple(tree.Number(int(digit), text=digit) for digit in str(value))
            return dataclasses.replace(node, indices=digits)
    return node


def alike(a, b, at=None, letter=None):
    """Whether two trees say the same, with the linear form `at` in the place of a letter of the first."""
    if letter is not None and isinstance(a, tree.Name) and a.key == letter:
        return linear(b) == at
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(alike(x, y, at, letter) for x, y in zip(a, b, strict=True))
    if not isinstance(a, tree.Node) or not isinstance(b, tree.Node):
        return a == b
    form = linear(a)
    if form is not None and letter not in form:
        return form == linear(b)
    if a.__class__ is not b.__class__:
        return False
    a, b = _split(a, b), _split(b, a)
    return all(
        alike(getattr(a, f.name), getattr(b, f.name), at, letter) for f in dataclasses.fields(a) if f.name != "text"
    )


def linear(node):
    """`n - 1` as {"n": 1, "": -1}: names and numbers, added; None for anything else."""
    match node:
        case tree.Number(int(value)):
            return {"": value}
        case tree.Name(key):
            return {key: 1, "": 0}
        case tree.Product(tree.Number(int(value)), "", right) if linear(right) is not None:
            return {key: value * count for key, count in linear(right).items()}
        case tree.Add(terms, signs):
            found = {"": 0}
            for term, sign in zip(terms, signs, strict=True):
                form = linear(term)
                if form is None:
                    return None
                for key, count in form.items():
                    found[key] = found.get(key, 0) + sign * count
            return {key: count for key, count in found.items() if count or not key}
    return None
