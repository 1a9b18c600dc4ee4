"""Relations by form: between bare indices and sizes, steps of an algorithm, what says of a name what it's like."""

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


def is_update(chain):
    """Whether a relation is a step of an algorithm: `w = w - \\eta g`, `w_{t+1} = w_t - \\eta g_t`."""
    if set(chain.signs) != {"="} or len(chain.terms) != 2:
        return False
    match chain.terms[0]:
        case tree.Name(key):
            return key in chain.terms[1].mentions and isinstance(chain.terms[1], tree.Add)
        case tree.Index(tree.Name(key), (tree.Add((tree.Name(), tree.Number()), (1, 1)),)):
            return key in chain.terms[1].mentions
    return False


def is_plain(chain):
    """Whether a relation says of a name what it's like, `\\sum_i y_i = 1`, `A = A^\\top`: it's no lemma."""
    number = any(isinstance(term, tree.Number) for term in chain.terms)
    return number or all(isinstance(term, tree.Name | tree.Transpose) for term in chain.terms)
