"""Where a tree is evaluated: what names and index letters mean, and the table of evaluators.

Nothing here assumes a kind of number: derivatives come from `Shared.directions`, which differentiates a function of
numbers: `dual.directions`, or that of the second judge in autograd.py.
"""

import functools
from dataclasses import dataclass, field

from proofread.evaluate.definition import Definition
from proofread.notation.tree import Big, Name
from proofread.values import dual, tensor
from proofread.values.tensor import ShapeError, Unsized

NODES = 60_000  # what may be evaluated of a formula, in nodes: half a second
PARTS = 48  # numbers that are handled in the time that a node takes
EVALUATORS = {}  # by class of node; proofread/evaluate.py fills it


class Undefined(Exception):
    """A name without a meaning where it stands."""


class Waiting(Undefined):
    """A name whose definition can't be read: `latex` is what has to be mended first."""

    def __init__(self, said, latex):
        super().__init__(said)
        self.latex = latex


class Undecided(Exception):
    """What can't be decided by evaluation here."""


class Unclear(Undecided):
    """What has two readings for values of this kind: says both, and how to write each."""


class Kinked(Undecided):
    """A derivative where the one-sided derivatives may differ."""


class TooMuch(Undecided):
    """More to evaluate than a Budget has."""


@dataclass(eq=False)
class Budget:
    """What may still be evaluated of a formula, in nodes: whatever a page says, its verdict comes."""

    left: int = NODES

    def spend(self, nodes):
        self.left -= nodes
        if self.left < 0:
            raise TooMuch("too much to evaluate: use smaller sums or fewer nested derivatives, or split the formula")


@dataclass(eq=False)
class Shared:
    """What all environments of one claim have in common.

    `definitions` maps names to Definitions, `uses` each of those to all names it rests on, `families` the names that
    are declared as `x_1, …, x_N`, `varying` those that have a differential (the value of "dy" is that of `dy`).
    `exact` asks for whole numbers and fractions in place of floats. `scale` grows to the largest term that was added,
    and `slack` to the error of the limits taken: the judge compares by them. A product of two numbers is one of `parts`
    plain ones while derivatives are taken: each with its value, and by each direction. With `rows`, `(a, b)` is a row:
    the page writes columns as `(a, b)^⊤`. In `reader` mode `f'(x)` of a vector is a row.
    """

    definitions: dict[str, Definition]
    uses: dict[str, frozenset[str]]
    families: dict[str, dict[int, str]] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    varying: tuple[str, ...] = ()
    exact: bool = False
    directions: object = dual.directions
    scale: float = 0.0
    slack: float = 0.0
    budget: Budget = field(default_factory=Budget)
    parts: int = 1
    extents: dict = field(default_factory=dict)
    rows: bool = False
    reader: bool = False

    @functools.cached_property
    def recurring(self):
        """The names whose members come from earlier ones."""
        return frozenset(key for key, own in self.uses.items() if key in own)

    @functools.cached_property
    def stepwise(self):
        """The names of which single members may have names, or values, of their own."""
        return self.recurring.union(key for key, starts in self.families.items() if starts)

    @functools.cached_property
    def members(self):
        """How many indices tell which member of a family is meant, by the family's name."""
        defined = {key: len(d.indices) for key, d in self.definitions.items() if d.indices}
        return defined | dict.fromkeys(self.families, 1)

    def spend(self, numbers=1):
        """Count that so many numbers are handled; raises TooMuch where that's too many."""
        self.budget.spend(1 + numbers * self.parts // PARTS)

    def differentiate(self, function, xs, mapped):
        """The derivatives of a function of numbers by each of `xs`, as `directions` gives them."""
        before, self.parts = self.parts, self.parts * (1 + 2 * len(xs))
        try:
            return self.directions(function, xs, mapped)
        finally:
            self.parts = before


class Environment:
    """Values by name, index letters by number; and what was evaluated already.

    Within a function, `bound` are its parameters, and `page` is the environment outside of it, where they aren't.
    """

    __slots__ = ("bound", "derived", "indices", "memo", "page", "shared", "values")

    def __init__(self, values, shared, derived=None, indices=None):
        self.values, self.shared, self.page, self.bound = values, shared, None, frozenset()
        self.derived, self.indices, self.memo = derived or {}, indices or {}, {}

    def override(self, changes):
        """A new environment in which some names have other values, and what rests on them is evaluated anew."""
        uses, names = self.shared.uses, {_named(key) for key in changes}
        kept = {key: value for key, value in self.derived.items() if uses[_named(key)].isdisjoint(names)}
        for key in changes:
            kept.pop(key, None)
        changed = Environment({**self.values, **changes}, self.shared, kept, dict(self.indices))
        if self.page is not None:
            changed.bound = self.bound
            changed.page = self.page.override({k: v for k, v in changes.items() if k not in self.bound})
        return changed

    def inside(self, parameters):
        """The environment of a called function: it sees the page's names and its own parameters, not the caller's."""
        page = self if self.page is None else self.page
        inner = page.override(parameters)
        inner.indices, inner.page, inner.bound = {}, page, frozenset(parameters)
        return inner

    def knows(self, key):
        return key in self.indices or key in self.values or key in self.shared.definitions

    def at(self, letters, numbers):
        """Bind index letters; gives what restores them."""
        before = self.indices
        self.indices = {**before, **dict(zip(letters, numbers, strict=True))}
        return before


def _named(key):
    """The name that a key is one of; a recurrence's members have keys of their own, `("h", 2)`."""
    return key[0] if key.__class__ is tuple else key


def evaluate(node, env):
    """The value of a node.

    Raises ShapeError, Undefined, Undecided, Kink; and Python's own errors where it isn't finite.
    """
    shared = env.shared
    budget = shared.budget
    budget.left -= 1 + shared.parts // PARTS
    if budget.left < 0:
        budget.spend(0)
    key, kind = node, node.__class__
    evaluator = EVALUATORS.get(kind)
    if evaluator is None:
        raise Undecided(f"{node.text} has no value")
    if kind is Name or not node.mentions.isdisjoint(env.indices):
        if kind is not Big:
            return evaluator(node, env)
        key = placed(node, node, env)  # a sum over rows is the same for all columns
    found = env.memo.get(key)
    before = shared.scale
    if found is None:  # as apart does, without its call: this is where most of the time goes
        shared.scale = 0.0
        value = evaluator(node, env)
        scale = shared.scale
        env.memo[key] = value, scale
    else:
        value, scale = found
    shared.scale = scale if scale > before else before
    return value


def placed(node, body, env):
    """A node together with the numbers of the index letters that a body of it mentions: what its value rests on."""
    indices = env.indices
    return (node, *[(letter, indices[letter]) for letter in body.mentions if letter in indices])


def apart(shared, find, *arguments):
    """What `find(*arguments)` gives, and the scale of what was added for it alone."""
    before, shared.scale = shared.scale, 0.0
    value = find(*arguments)
    scale, shared.scale = shared.scale, before
    return value, scale


def note(env, value):
    """Remember how large a number was that is about to be added."""
    scale = largest(value)
    if scale > env.shared.scale:
        env.shared.scale = scale


def largest(value):
    """The largest magnitude in a value, derivatives included."""
    if value.__class__ is float:
        return abs(value)
    if isinstance(value, Unsized):
        try:
            value = value.make([size or 2 for size in value.pattern])
        except ShapeError:  # a unit vector of more than two entries
            return 1.0
    return max(map(dual.magnitude, tensor.entries(value)), default=0.0)


def attempt(node, function, *values):
    """`function(*values)`; a ShapeError names the node in which it happened."""
    try:
        return function(*values)
    except ShapeError as error:
        said = str(error)
        raise error.__class__(said if said.startswith("in ") else f"in {node.text}: {said}") from None
