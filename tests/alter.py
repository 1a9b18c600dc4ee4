"""Formulas with a token altered, and a page judged again where only that can have changed something.

`alterations(latex)` gives each token of a formula dropped, doubled, and replaced by its neighbours in the grammar: by
tokens of the same kind. `page_with` puts an altered formula in a page, as `edited` does in its source, and `rejudged`
judges that page, taking over the verdicts on formulas that rest on nothing that changed.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from proofread import judge, kept, page, roles, tokens
from proofread.assumptions import binds
from proofread.scope import Scope
from proofread.tokens import Unreadable

# The tokens that may stand where another of them does.
FAMILIES = [
    ["=", r"\ne", "<", ">", r"\le", r"\ge", r"\approx", ":=", r"\leftarrow", r"\in"],
    ["+", "-", "/", r"\cdot", r"\odot", r"\otimes", r"\circ"],
    [r"\sum", r"\prod", r"\max", r"\min"],
    [r"\exp", r"\log", r"\sin", r"\cos", r"\tanh", r"\cosh", r"\sinh", r"\det"],
    ["^", "_"],
    ["(", "[", r"\{", r"\lvert", r"\lVert", r"\langle"],
    [")", "]", r"\}", r"\rvert", r"\rVert", r"\rangle"],
    [r"\dots", r"\vdots", r"\ddots"],
    [r"\partial", "d", r"\nabla"],
    [r"\top", "-1", "*", r"\infty"],
    [r"\frac", r"\sqrt"],
    [",", ";", ".", r"\quad"],
    [r"\hat", r"\bar", r"\tilde"],
    [r"\begin{pmatrix}", r"\begin{cases}", r"\begin{aligned}"],
    [r"\end{pmatrix}", r"\end{cases}", r"\end{aligned}"],
]
NEIGHBOURS = {token: [other for other in family if other != token] for family in FAMILIES for token in family}
# The same for the arguments of \operatorname{…}, \mathbf{…}, \text{…}.
ARGUMENTS = {
    r"\operatorname": ["tr", "diag", "vec", "relu", "sign", "softmax"],
    r"\mathbb": ["R", "N", "1"],
    r"\mathbf": ["1", "0", "2"],
    r"\text": ["if", "for all", "where", "otherwise", "and"],
    r"\tag": ["renamed"],
}


@dataclass(frozen=True)
class Alteration:
    """What is done to a formula: `old` at offset `at` of its LaTeX becomes `new`; `latex` is the whole outcome."""

    at: int
    old: str
    new: str
    latex: str

    def __str__(self):
        return f"{self.old.strip()} → {self.new.strip() or 'nothing'} at {self.at}"


def altered(latex, at, old, new):
    """The Alteration of `latex` that puts `new` in the place of `old` at an offset, apart from what is around it.

    No space is left at either end: `$ x$` isn't a formula.
    """
    assert latex.startswith(old, at)
    end = at + len(old)
    new = f" {new} "
    if not latex[:at].strip():
        new = new.lstrip()
        end += 0 if new else len(latex[end:]) - len(latex[end:].lstrip())
    if not latex[end:].strip():
        new = new.rstrip()
        at -= 0 if new else len(latex[:at]) - len(latex[:at].rstrip())
    return Alteration(at, latex[at:end], new, latex[:at] + new + latex[end:])


def alterations(latex):
    """Each token of a formula dropped, doubled, and replaced by each of its neighbours; nothing for spaces."""
    found = tokens.tokenize(latex)[:-1]
    letters = sorted({token.text for token in found if token.kind == "letter"})
    for token in found:
        for new in ("", f"{token.text} {token.text}", *neighbours(token, letters)):
            yield altered(latex, token.at, token.text, new)


def neighbours(token, letters=()):
    """What may stand in a token's place: a number's neighbours, the letters around it, or the rest of its family."""
    if token.kind == "number":
        value = tokens.number(token.text)
        return [str(value + 1)] if isinstance(value, int) else [f"{float(value) + 1:.6g}"]
    if token.kind == "letter" and token.text not in NEIGHBOURS:
        others = [letter for letter in letters if letter != token.text]
        after = sum(letter < token.text for letter in others)
        return [*others[after:], *others[:after]][:2]
    if token.argument and "{" in token.text:
        command = token.text[: token.text.index("{")].strip()
        opening = token.text[: token.text.index("{") + 1]
        return [
            opening + argument + "}" for argument in ARGUMENTS.get(command, ()) if argument != token.argument.strip()
        ]
    return NEIGHBOURS.get(tokens.plain(token), [])


def page_with(found, formula, latex):
    """The page with another LaTeX in the place of one formula's; that of the others is shared, and so are they."""
    offsets = [formula.locate(0)] * (latex.count("\n") + 1)
    new = replace(formula, latex=latex, rows=formula.rows + offsets[len(formula.rows) :])
    return replace(found, formulas=[new if f is formula else f for f in found.formulas])


def edited(text, formula, alteration):
    """The page's source with the alteration in it; `text` is the file's that the formula is written in."""
    line, column = formula.locate(0)
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    assert text.startswith(formula.latex.split("\n")[0], start), "the formula isn't written as it is read"
    line, column = formula.locate(alteration.at)
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    assert text.startswith(alteration.old, start)
    return text[:start] + alteration.new + text[start + len(alteration.old) :]


@dataclass(eq=False)
class Judged:
    """A page and its verdicts, a list; `rests` has, for each formula, all that its verdict rests on."""

    page: page.Page
    verdicts: list
    rests: list


def judged(found):
    """A page, judged now or before: a Judged."""
    _, _, every = _read(found)
    return Judged(found, kept.judge(found)[: len(found.formulas)], every)


def rejudged(found, known):
    """Judge a page of which most is as in the page that is `known`, a Judged: only what may have changed is tried."""
    scope, readings, every = _read(found)
    old = defaultdict(list)
    for formula, verdict, rests in zip(known.page.formulas, known.verdicts, known.rests, strict=True):
        old[formula.line, formula.column].append((rests, verdict))
    verdicts = []
    for formula, rests in zip(found.formulas, every, strict=True):
        same = next((verdict for before, verdict in old[formula.line, formula.column] if before == rests), None)
        verdicts.append(same or judge._verdict(formula, scope, readings))
    return Judged(found, judge._tagged_once(verdicts), every)


def _read(found):
    """The scope of a page, its readings, and all that each formula rests on."""
    scope = Scope(found)
    readings = roles.read(scope)
    return scope, readings, [rests_of(formula, scope, readings) for formula in found.formulas]


def rests_of(formula, scope, readings):
    """All that a formula's verdict rests on, as text; an assumption's, on the claims that may need it too."""
    premises = getattr(readings.formulas.get(formula), "premises", ())
    bound = [f for f in readings.formulas if any(binds(premise, f, scope) for premise in premises)]
    return tuple(_rests(f, scope, readings) for f in (formula, *bound))


def _rests(formula, scope, readings):
    """The formula, its names' entries, its conditions and premises."""
    own = (formula.latex, formula.kind, formula.box)
    statement = scope.statements.get(formula)
    if statement is None or isinstance(statement, Unreadable):
        return (*own, str(statement))
    reading = readings.formulas[formula]
    conditions, premises = judge.around(formula, scope, readings)
    terms = [*statement.clauses, *statement.conditions, *conditions, *(p.chain for p in premises)]
    names = set().union(*(term.mentions for term in terms), *(_heads(clause) for clause in statement.clauses))
    entries, pending = {}, sorted(names)
    while pending:
        key = pending.pop()
        if key in entries:
            continue
        entry = scope.resolve(key, formula)
        entries[key] = entry and (entry.kind, entry.function, entry.family, entry.formula.latex, entry.formula.order)
        if entry and not isinstance(said := scope.statements[entry.formula], Unreadable):
            pending += sorted(set().union(*(c.mentions for c in said.clauses), *(_heads(c) for c in said.clauses)))
    return (
        *own,
        tuple(reading.roles),
        tuple(sorted(entries.items())),
        tuple(c.text for c in conditions),
        tuple((p.chain.text, p.passing) for p in premises),
    )


def _heads(clause):
    """The names that a clause makes known, and the indices and parameters that it makes them with."""
    heads = [*getattr(clause, "names", ()), *([clause.head] if getattr(clause, "head", None) else [])]
    return {name for head in heads for name in (head.key, *head.indices, *(head.parameters or ()))}
