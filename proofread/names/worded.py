"""What the words of a page make of its names: entries with the shapes they tell, and values of the kind they tell."""

from dataclasses import replace
from fractions import Fraction

from proofread.evaluate import Definition
from proofread.names.entries import Entry, Names, NoNames
from proofread.names.wording import said_on
from proofread.notation import forms, parser, tree
from proofread.notation.tokens import Unreadable


def declared_in_words(scope, surveys):
    """Enter the names that words give sizes; gives all that words say."""
    found = list(said_on(scope, lambda formula: _spelled(scope, surveys, formula)))
    for said in found:
        entry = scope.resolve(said.key, said.formula)
        sized = said.sizes and all(_is_size(size, said.formula, scope) for size in said.sizes)
        if sized and (entry is None or (entry.kind == "size" and not entry.sign)):
            for letter in said.sizes:
                if not letter.isdigit() and scope.resolve(letter, said.formula) is None:
                    scope.add(Entry(letter, "size", said.formula))
            axes = tuple(_axis(size) for size in said.sizes)
            scope.add(Entry(said.key, "declared", said.formula, r"\in", space=forms.Space("real", axes)))
    return found


def _is_size(size, formula, scope):
    entry = scope.resolve(size, formula)
    return size.isdigit() or entry is None or entry.kind == "size"


def _axis(size):
    return tree.Number(int(size), text=size) if size.isdigit() else tree.Name(size, text=size)


def _spelled(scope, surveys, formula):
    """The names that a formula lists, or that it declares by `\\in`."""
    heads = [raw for raw in surveys[formula].heads if raw.sign == r"\in"]
    try:
        reader = parser.Parser(formula.latex, NoNames())
        heads = heads or reader.raw_heads()
        if not surveys[formula].heads and not reader.done():
            return []
    except Unreadable:
        return []
    return [key for key in (scope.spell(raw, formula)[0] for raw in heads) if key]


def qualified(scope, found):
    """Let names be of the kind that words say: symmetric, positive, one-hot, …"""
    for said in (said for said in found if said.qualities):
        entry = scope.resolve(said.key, said.formula)
        if entry is None or entry.kind != "declared" or entry.function or entry.family or entry.space is None:
            continue
        if said.supposed or _is_told_of(said.key, said.formula, scope):
            _suppose(said, scope)
            continue
        for quality, (rank, make) in MADE.items():
            if quality in said.qualities and len(entry.space.axes) == rank and entry.space.kind == "real":
                make(scope, entry)
                break
        else:
            if "positive" in said.qualities and entry.space.kind == "real":
                entry.space = replace(entry.space, bound=">0")


def _is_told_of(key, formula, scope):
    """Whether a page says something of a name before a formula, in another sentence: it was another one then."""
    for other in scope.formulas:
        if other.order >= formula.order or other.sentence == formula.sentence:
            continue
        if scope.resolve(key, other) is not scope.resolve(key, formula):
            continue
        clauses = getattr(scope.statements[other], "clauses", ())
        if any(isinstance(c, forms.Chain) and c.signs and key in c.mentions for c in clauses):
            return True
    return False


def _suppose(said, scope):
    """Let what words say of a name be a premise, from its formula on or in its sentence."""
    if not said.qualities & STATED.keys():
        scope.untold.add((said.key, said.formula.sentence))
    for quality in sorted(said.qualities & STATED.keys()):
        latex = STATED[quality].replace("X", said.key + " ")
        statement = parser.parse(latex, Names(scope, said.formula))
        scope.granted.append((statement.clauses[0], said.formula, said.supposed))


def _made(body, axes=lambda axes: axes):
    """What makes an entry a definition by a body in a hidden name that has some of its axes."""

    def make(scope, entry):
        hidden = rf"{entry.key}_{{\circ}}"
        space = forms.Space("real", axes(entry.space.axes))
        _enter(scope, Entry(hidden, "declared", entry.formula, r"\in", space=space))
        node = body(tree.Name(hidden, text=hidden), entry.space.axes[0])
        entry.kind, entry.definition = "defined", Definition((), None, node)

    return make


def _one_hot(scope, entry):
    size, hidden = entry.space.axes[0], rf"{entry.key}_{{\circ}}"
    ends = (tree.Number(1, text="1"), size)
    _enter(scope, Entry(hidden, "declared", entry.formula, r"\in", space=forms.Space("range", items=ends)))
    unit = tree.Unit(tree.Name(hidden, text=hidden), text="e")
    entry.kind, entry.definition = "defined", Definition((), None, tree.Product(_eye(size), "", unit, text=entry.key))


def _enter(scope, entry):
    found = scope.entries.setdefault((entry.key, entry.formula.section), [])
    found.append(entry)


def _eye(size):
    return tree.Constant("I", (size,), text="I")


def _sum(a, b, sign=1):
    return tree.Add((a, b), (1, sign), text=f"{a.text} {'+' if sign > 0 else '-'} {b.text}")


def _skew(a):
    return _sum(a, tree.Transpose(a, text=a.text), -1)


STATED = {
    "symmetric": r"X = X^\top",
    "positive definite": r"X = X^\top",
    "orthogonal": r"X^\top X = I",
    "unit": r"\lVert X\rVert = 1",
    "distribution": r"\sum_i X_i = 1",
    "positive": "X > 0",
}
HALF = tree.Number(Fraction(1, 2), text=r"\frac{1}{2}")
# By what words say: the rank that it's said of, and what makes a name so.
MADE = {
    "one-hot": (1, _one_hot),
    "positive definite": (
        2,
        _made(lambda a, n: _sum(tree.Product(a, "", tree.Transpose(a, text=a.text), text=a.text), _eye(n))),
    ),
    "orthogonal": (
        2,
        _made(
            lambda a, n: tree.Product(
                _sum(_eye(n), _skew(a), -1), "", tree.Inverse(_sum(_eye(n), _skew(a)), text=a.text), text=a.text
            )
        ),
    ),
    "diagonal": (2, _made(lambda a, n: tree.Call("diag", (a,), text=a.text), lambda axes: axes[:1])),
    "symmetric": (
        2,
        _made(lambda a, n: tree.Product(HALF, "", _sum(a, tree.Transpose(a, text=a.text)), text=a.text)),
    ),
    "distribution": (1, _made(lambda a, n: tree.Call("softmax", (a,), text=a.text))),
    "unit": (
        1,
        _made(lambda a, n: tree.Quotient(a, tree.Call("norm_2", (a,), text=a.text), text=a.text)),
    ),
}
