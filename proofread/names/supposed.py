"""What is supposed of a page's names before any formula is parsed: which are functions, which indices labels."""

from proofread.names.likely import letter

FUNCTIONS = frozenset([*"fghFGHLJCEuvpq", r"\phi", r"\varphi", r"\psi", r"\ell", r"\rho", r"\pi"])
CONSTANTS = frozenset(["I", "e", r"\delta", r"\mathbf{1}", r"\mathbb{1}", r"\mathbf{I}", r"\log", "}", ")"])
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


def numbered(surveys):
    """The letters that stand with numbers below only, as in `W_1` and `W_2`: each is a name of its own."""
    below, bare = {}, set()
    for formula, survey in surveys.items():
        section = formula.section[:1]
        bare |= {(base, section) for base in survey.bare}
        for base, text in survey.groups:
            below.setdefault((base, section), set()).add(text.isdigit())
    own = {place for place, digits in below.items() if digits == {True} and place[0] not in CONSTANTS}
    return frozenset(own - bare)


def supposed(scope, surveys):
    r"""What a page's names are that nothing makes known: functions where they stand before parentheses.

    `\sigma` is a value where it never does, and `d` a size.
    """
    applied = {(key, formula) for formula, survey in surveys.items() for key in survey.applied}
    called = {key for survey in surveys.values() for key in survey.called}
    functions = {(k, f) for k, f in applied if letter(k) in FUNCTIONS or k in called}
    found = {k: "function" for k, f in functions if scope.resolve(k, f) is None}
    if r"\sigma" not in {key for key, _ in applied} and not any(r"\sigma'" in f.latex for f in surveys):
        found[r"\sigma"] = "value"
    return found | {"d": "size"}
