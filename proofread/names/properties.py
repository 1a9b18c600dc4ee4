"""What a sentence says of a name in words that no formula states: `If $A$ is symmetric then …`."""

import itertools
import re

from proofread.notation import forms, tree

# What a word says, as an example of the formula that would say it.
STATED = {
    "symmetric": r"A^\top = A", "orthogonal": r"A^\top A = I", "orthonormal": r"A^\top A = I",
    "antisymmetric": r"A^\top = -A", "skew-symmetric": r"A^\top = -A", "idempotent": "A A = A",
    "diagonal": r"A = \operatorname{diag}(a)", "singular": r"\det A = 0", "positive": "a > 0", "negative": "a < 0",
    "nonnegative": r"a \ge 0", "unit": r"\lVert a \rVert = 1", "constant": r"a \in \mathbb{R}",
    "one-hot": r"\sum_i y_i = 1", "normalized": r"\lVert a \rVert = 1", "definite": r"A = B^\top B",
}  # fmt: skip
SAID = re.compile(
    r"^\s*(?:is|are|be|were|being)\s+(?:(?:a|an|both|all|also|positive)\s+)*("
    + "|".join(map(re.escape, STATED))
    + r")\b"
)


def unread(formula, scope):
    """What to ask about a claim that fails in a sentence that says more in words than formulas; "" where it doesn't."""
    sentence = [f for f in scope.formulas if f.sentence == formula.sentence and f.order <= formula.order]
    for before, after in itertools.pairwise(sentence):
        said = SAID.search(after.lead.lower())
        if said and _is_bare(scope.statements[before]):
            as_in = f"write it as a formula, as in ${STATED[said[1]]}$"
            return f"what “{before.latex} is {said[1]}” assumes isn't read: {as_in}"
    return ""


def _is_bare(statement):
    """Whether a formula is but a name."""
    match getattr(statement, "clauses", ()):
        case (forms.Chain((tree.Name(),), ()),):
            return True
    return False
