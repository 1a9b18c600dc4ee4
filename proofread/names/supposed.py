"""What is supposed of a page's names before any formula is parsed: which are functions, which indices labels."""

from proofread.names.likely import letter

FUNCTIONS = frozenset([*"fghFGHLJCEuvpq", r"\phi", r"\varphi", r"\psi", r"\ell", r"\rho", r"\pi"])
INDICES = frozenset("ijklmnrstpq")


def labels(surveys, letters):
    """The letters below names that are labels, as in `v_c` and `W_{hh}`: no sum runs over them, no index is called so.

    Those that stand beside an index are indices, too.
    """
    found = {letter for letter in letters if letter not in INDICES and not letter.isupper()}
    heads = [raw for survey in surveys.values() for raw in survey.heads]
    arrays = {raw.base for raw in heads if not raw.subscript and raw.sign in (r"\in", "=", ":=")}
    for survey in surveys.values():
        found -= survey.bound
        for base, group in survey.groups:
            found -= set() if set(group) <= found and base not in arrays else set(group)
    return frozenset(found)


def supposed(scope, surveys):
    """The names of a page that stand before parentheses, as functions do, and that nothing makes known."""
    found = {(key, formula) for formula, survey in surveys.items() for key in survey.applied if _may_be_function(key)}
    return frozenset(key for key, formula in found if scope.resolve(key, formula) is None)


def _may_be_function(key):
    return letter(key) in FUNCTIONS
