"""Relations between bare indices and sizes: those limit what a claim is about."""

from proofread.notation import tree

COMPARISONS = frozenset(["=", "<", ">", r"\le", r"\ge", r"\ne"])


def is_index_relation(chain, formula, scope):
    r"""Whether a relation is between bare indices or sizes: `i \ne j`, `1 \le i < n - 1`, `n = 8192`.

    Equations about sizes are claims: `4 n = 32`, `n + n = 3 n`, `n = n + 1`.
    """
    names = [key for term in chain.terms for key in term.mentions]
    if not names or not set(chain.signs) <= COMPARISONS or not all(is_index(key, formula, scope) for key in names):
        return False
    if not all(_is_shift(term) for term in chain.terms):
        return False
    if any(scope.kind_is_size(key, formula) and names.count(key) > 1 for key in names):
        return False
    steps = zip(chain.terms, chain.signs, chain.terms[1:], strict=False)
    return all(s != "=" or isinstance(a, tree.Name) or isinstance(b, tree.Name) for a, s, b in steps)


def _is_shift(term):
    """Whether a term is a number, a name, or a name and a number: `j + 1`."""
    parts = term.terms if isinstance(term, tree.Add) else (term,)
    named = sum(isinstance(part, tree.Name) for part in parts)
    return all(isinstance(part, tree.Name | tree.Number) for part in parts) and named <= 1 and len(parts) <= 2


def is_index(key, formula, scope):
    entry = scope.resolve(key, formula)
    if entry is None:
        return key in scope.letters
    return entry.kind == "size" or (
        entry.kind == "declared" and entry.space is not None and entry.space.kind == "range"
    )
