"""How a page uses the names that it doesn't declare: what their ranks are guessed from."""

from dataclasses import dataclass, field

from proofread.notation import forms, tree
from proofread.notation.tokens import Unreadable

FROM = 24  # characters of a formula by which a name is shown in its place


@dataclass(eq=False)
class Use:
    """What a page does with one name.

    `places` has the first formula outside of boxes, or else in each; `source` is a piece of a formula around the name.
    `formulas` are all it stands in, `count` counts how often. `indices` are the numbers of indices on it, `plain`
    counts where it has none, `bodies` where it's but differentiated, by the names in `variables`; `arguments` are how
    many it's taken of as a function.
    """

    key: str
    places: dict = field(default_factory=dict)
    source: str = ""
    indices: set = field(default_factory=set)
    count: int = 0
    formulas: set = field(default_factory=set)
    plain: int = 0
    bodies: int = 0
    variables: set = field(default_factory=set)
    arguments: set = field(default_factory=set)
    transposed: bool = False
    square: bool = False

    @property
    def formula(self):
        return next(iter(self.places.values()))

    def at(self, formula):
        self.formulas.add(formula)
        if not formula.box_id:
            self.places = {0: self.places.get(0, formula)}
        elif 0 not in self.places:
            self.places.setdefault(formula.box_id, formula)


def clauses_of(scope):
    """The chains of a page with their formulas, but for those that are a name alone."""
    for formula in scope.formulas:
        statement = scope.statements[formula]
        for clause in () if isinstance(statement, Unreadable) else statement.clauses:
            if isinstance(clause, forms.Chain) and (clause.signs or not isinstance(clause.terms[0], tree.Name)):
                yield clause, formula


def uses_of(scope, clauses, letters):
    """The Use of each name of some clauses that the page doesn't declare, by its key."""
    found = {}
    for clause, formula in clauses:
        unknown = {key for key in clause.mentions if key not in letters and scope.resolve(key, formula) is None}
        if not unknown:
            continue
        for key in sorted(unknown):
            found.setdefault(key, Use(key)).at(formula)
        for term in clause.terms:
            _note(term, (), unknown, found)
    return found


def _note(node, above, unknown, found):
    if node.mentions.isdisjoint(unknown):
        return
    if isinstance(node, tree.Name):
        _note_name(found[node.key], node, above)
    for child in node.children:
        _note(child, (*above, node), unknown, found)


def _note_name(use, node, above):
    parent = above[-1] if above else None
    use.count += 1
    texts = [up.text for up in above if len(up.text) <= FROM]
    use.source = use.source or next(iter(texts), node.text)
    outer = above[-2] if len(above) > 1 else None
    inside = parent
    if isinstance(parent, tree.Index) and parent.base is node:
        use.indices.add(len(parent.indices))
        inside, node = outer, parent
    else:
        use.plain += not (isinstance(parent, tree.Apply) and parent.function is node)
    if isinstance(inside, tree.Derivative | tree.Nabla | tree.Differential) and inside.body is node:
        use.bodies += 1
        by = getattr(inside, "variables", None) or (getattr(inside, "variable", None),)
        use.variables |= {v.base.key if isinstance(v, tree.Index) else v.key for v in by if _is_named(v)}
    use.transposed |= isinstance(inside, tree.Transpose)
    use.square |= isinstance(inside, tree.Inverse)
    use.square |= isinstance(inside, tree.Call) and inside.function in ("det", "tr")
    if isinstance(parent, tree.Apply) and parent.function is node:
        use.arguments.add(len(parent.arguments))


def _is_named(variable):
    base = variable.base if isinstance(variable, tree.Index) else variable
    return isinstance(base, tree.Name)


def letters_of(clauses):
    """The names that stand as indices somewhere, or that sums run over; and those that are ends of sums or sizes."""
    letters, ends = set(), set()
    for clause, _ in clauses:
        for node in (node for term in clause.terms for node in tree.walk(term)):
            match node:
                case tree.Index(_, indices):
                    letters |= {key for index in indices for key in index.mentions if len(key) == 1}
                case tree.Unit(index):
                    letters |= index.mentions
                case tree.Big(letters=own, upper=upper):
                    letters |= set(own)
                    ends |= upper.mentions if upper is not None else set()
                case tree.Constant(sizes=sizes):
                    ends |= {key for size in sizes for key in size.mentions}
    return letters, ends
