"""What a verdict rests on that was inferred: in the verdict's message, and once a page in the command line's."""

from dataclasses import replace

from proofread.evaluate import Undefined
from proofread.notation import tree

SIZES = frozenset("nmdNDMK")  # letters that are more often sizes than other numbers


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


def asked(verdict, formula, scope, readings):
    """A verdict that fails on what nothing tells: a function that but one side has, a name seen once."""
    reading = readings.formulas.get(formula)
    if verdict.status not in ("false", "shapes") or reading is None:
        return verdict
    for claim in reading.claims:
        try:
            sides = [scope.gather(term.mentions, formula)[0] for term in claim.terms]
        except Undefined:
            return verdict
        pairs = zip(sides, claim.terms, strict=True)
        open_ = [{k for k, e in side.items() if _is_open(k, e, term)} for side, term in pairs]
        shared = set.intersection(*open_) | set.intersection(*(set(term.mentions) for term in claim.terms))
        unsaid = set().union(*open_) - shared
        left, supposed = claim.terms[0], scope.untold & {(key, formula.sentence) for side in sides for key in side}
        if supposed:
            said = f"what is supposed of {min(supposed)[0]} in words isn't read: write it as a formula"
            return replace(verdict, status="undetermined", message=said, counterexample=None)
        if isinstance(left, tree.Name) and scope.is_in(scope.varied, left.key, formula):
            said = f"does ${claim.text}$ solve an equation? Write it before: if $… = 0$, then"
            return replace(verdict, status="undetermined", message=said, counterexample=None)
        for node in (node for term in claim.terms for node in tree.walk(term)):
            if apart := _unrelated(node, formula, scope):
                said = f"{node.body.text} doesn't rest on {apart} as this page is read: say how it does"
                return replace(verdict, status="undetermined", message=said, counterexample=None)
        if loose := _loose_sizes(claim, sides):
            said = rf"is {min(loose)} a size? Say of what: x \in \mathbb{{R}}^{min(loose)}"
            return replace(verdict, status="undetermined", message=said, counterexample=None)
        if r"\approx" in claim.signs:
            said = r"how near is meant? Write it behind: to within $10^{-3}$"
            return replace(verdict, status="undetermined", message=said, counterexample=None)
        if unsaid:
            said = f"nothing says what {min(unsaid)} is, so that this could be its definition: say what it is"
            return replace(verdict, status="undetermined", message=said, counterexample=None)
    return verdict


def _unrelated(node, formula, scope):
    """The name that nothing declares by which a node differentiates what doesn't rest on it; or ""."""
    if not isinstance(node, tree.Derivative | tree.Nabla) or isinstance(node.body, tree.Number):
        return ""
    known = {key for key in node.body.mentions if scope.resolve(key, formula) is not None}  # no letters that are bound
    rests, _ = scope.gather(known, formula)
    for variable in getattr(node, "variables", None) or (node.variable,):
        base = variable.base if isinstance(variable, tree.Index) else variable
        entry = scope.resolve(base.key, formula) if isinstance(base, tree.Name) else None
        if entry is not None and entry.read and base.key not in rests:
            return base.key
    return ""


def _loose_sizes(claim, sides):
    """The letters in a claim that are more often sizes, and are of none of its arrays."""
    entries = {key: entry for side in sides for key, entry in side.items()}
    spaces = [entry.space for entry in entries.values() if entry.space is not None]
    used = {axis.text for space in spaces for axis in space.axes} | {e.upto.text for e in entries.values() if e.upto}
    named = set().union(*(term.mentions for term in claim.terms)) & SIZES & entries.keys()
    open_ = {k for k in named - used if entries[k].read or entries[k].kind == "size"}
    return open_ if any(space.axes for space in spaces) else set()


def _is_open(key, entry, term):
    """Whether nothing tells what a name is: a function without a formula, a name that stands here alone."""
    if entry.function:
        return bool(entry.read)
    return entry.once and key in term.mentions and not any(key in _variables(node) for node in tree.walk(term))


def _variables(node):
    """The names by which a node differentiates."""
    variables = getattr(node, "variables", None) or (getattr(node, "variable", None),)
    return {key for variable in variables if variable is not None for key in variable.mentions}


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
