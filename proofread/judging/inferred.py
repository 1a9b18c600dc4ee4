"""What a verdict rests on that was inferred: in the verdict's message, and once a page in the command line's."""

from dataclasses import replace

from proofread.evaluate import Undefined


def with_reading(verdict, formula, scope, readings):
    """The same verdict, with how the names were read that its claims rest on and nothing declares."""
    reading = readings.formulas.get(formula)
    claims = () if reading is None else reading.claims
    if not claims:
        return verdict
    try:
        entries, _ = scope.gather(set().union(*(claim.mentions for claim in claims)), formula)
    except Undefined:
        return verdict
    read = [f"{key} as {entry.read}" for key, entry in sorted(entries.items()) if entry.read and entry.kind != "size"]
    noted = [formula, *dict.fromkeys(entry.formula for entry in entries.values() if entry.kind == "defined")]
    read += [note for place in noted for note in scope.notes.get(place, ())]
    if not read:
        return verdict
    return replace(verdict, message=f"{verdict.message}; I read {_listed(read)}", read=read)


def doubted(verdict, formula, scope, readings, judge):
    """A verdict that rests on a name which another reading, as likely, reads otherwise: the same there, or a question.

    `judge(formula, scope)` gives the verdict under another Scope of the page.
    """
    reading = readings.formulas.get(formula)
    keys = set().union(*(claim.mentions for claim in reading.claims)) if reading is not None else set()
    try:
        doubts = sorted(set(scope.gather(keys, formula)[0]) & set(scope.doubts)) if keys and scope.doubts else ()
    except Undefined:
        return verdict
    if not doubts or verdict.status not in ("checked", "false", "shapes"):
        return verdict
    if (verdict.status == "checked") == (judge(formula, scope.doubts).status == "checked"):
        return verdict
    said = (
        f"what is {doubts[0]}: a number, a vector, a matrix? Two readings fit, and this holds under one of them: say it"
    )
    return replace(verdict, status="undetermined", message=said, counterexample=None)


def _listed(parts):
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def how_read(verdicts):
    """How each name of a page was read that nothing declares, once: lines for people."""
    return list(dict.fromkeys(line for verdict in verdicts for line in verdict.read))
