"""What a verdict rests on, as text: where that is what it was, so is the verdict, wherever its formula stands."""

from proofread.judging.assumptions import around, binds
from proofread.notation.tokens import Unreadable


def rests_of(formula, scope, readings):
    """All that a formula's verdict rests on, as text in tuples; an assumption's, on the claims that may need it too."""
    premises = getattr(readings.formulas.get(formula), "premises", ())
    bound = [f for f in readings.formulas if any(binds(premise, f, scope, readings) for premise in premises)]
    return tuple(_rests(f, scope, readings) for f in (formula, *bound))


def _rests(formula, scope, readings):
    """The formula as it was read, its names' entries and what those rest on, its conditions and premises."""
    own = (formula.latex, formula.kind, formula.box)
    statement = scope.statements.get(formula)
    if statement is None or isinstance(statement, Unreadable):
        return (*own, statement and (statement.message, statement.at))
    reading = readings.formulas[formula]
    conditions, premises = around(formula, scope, readings)
    terms = [*statement.clauses, *statement.conditions, *conditions, *(p.chain for p in premises)]
    entries, pending = {}, _names(terms)
    while pending:
        key = pending.pop()
        if key in entries:
            continue
        entry = scope.resolve(key, formula)
        mentioned = _mentioned(entry, scope)
        pending += mentioned
        # A definition isn't usable where its names mean something else than where it was made.
        other = [k for k in mentioned if scope.resolve(k, formula) is not scope.resolve(k, entry.formula)]
        entries[key] = (*_said(entry, scope), *other) if entry else key in scope.letters
    return (
        *own,
        statement.structure,
        tuple(reading.roles),
        tuple(sorted(entries.items())),
        tuple(c.text for c in conditions),
        tuple((p.chain.text, p.passing, p.own, p.place, tuple(c.text for c in p.converse)) for p in premises),
        (reading.ways, reading.unclear, readings.parts[formula].unclear),
        scope.rows,
    )


def _said(entry, scope):
    """An entry's kind, its last index, and its formula as it was read."""
    said = scope.statements[entry.formula]
    said = said.message if isinstance(said, Unreadable) else said.structure
    return entry.kind, entry.sign, entry.function, entry.family, entry.letters, entry.upto and entry.upto.text, said


def _mentioned(entry, scope):
    """All names that an entry's formula mentions."""
    said = entry and scope.statements[entry.formula]
    return [] if not said or isinstance(said, Unreadable) else _names(said.clauses)


def _names(clauses):
    return sorted(set().union(*(clause.mentions for clause in clauses), *map(_heads, clauses)))


def _heads(clause):
    """The names that a clause makes known, and the indices and parameters that it makes them with."""
    heads = [*getattr(clause, "names", ()), *([clause.head] if getattr(clause, "head", None) else [])]
    return {name for head in heads for name in (head.key, *head.indices, *(head.parameters or ()))}
