"""Right in the other layout: a row where a derivative is a column here, or a transposed Jacobian."""

from proofread.evaluate import Budget, Undefined
from proofread.judging.assumptions import around, tried
from proofread.judging.verdict import on
from proofread.notation import forms, tree

MOST = 5  # sides of a chain that is tried in the other layout


def in_other_layout(verdict, formula, scope, readings):
    """A verdict `false` or `shapes` on a derivative that holds once sides are transposed: `layout`, and which."""
    reading = readings.formulas.get(formula)
    if verdict.status not in ("false", "shapes") or reading is None or formula.box is not None:
        return verdict
    turned = [_turned(claim, formula, scope, readings) for claim in reading.claims]
    if not turned or None in turned:
        return verdict
    sides = [side for found in turned for side in found]
    if not sides:
        return verdict
    said = f"right in the other layout: here a derivative has the shape of its variable, so ${sides[0]}$ is transposed"
    return on(formula, "layout", said, tag=verdict.tag)


def _turned(claim, formula, scope, readings):
    """The sides of a claim that are transposed: none where it holds as it's written, None where it holds in no way."""
    conditions, premises = around(formula, scope, readings)

    def holds(chain):
        return tried(chain, formula, scope, conditions, premises, Budget()).status == "checked"

    try:
        if holds(claim):
            return []
        if set(claim.signs) - {"=", ":="} or len(claim.terms) > MOST or not any(map(_is_derivative, claim.terms)):
            return None
        for k in range(1, len(claim.terms)):
            if not any(map(_is_derivative, claim.terms[k - 1 : k + 1])):
                continue
            other = [tree.Transpose(term, text=term.text) for term in claim.terms[k:]]
            if holds(forms.Chain((*claim.terms[:k], *other), claim.signs, text=claim.text)):
                return [term.text for term in claim.terms[k:]]
    except Undefined:
        pass
    return None


def _is_derivative(term):
    return any(isinstance(node, tree.Derivative | tree.Nabla | tree.Prime) for node in tree.walk(term))
