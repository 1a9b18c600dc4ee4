"""What a name may stand for that a page doesn't declare, and how likely each is: the field's own habits of writing."""

from dataclasses import dataclass

CAPITALS = (r"\Sigma", r"\Theta", r"\Lambda", r"\Phi", r"\Psi", r"\Omega", r"\Delta", r"\Gamma", r"\Xi", r"\Pi")
STYLED = ("mathbf", "boldsymbol", "bm", "vec")
# Capitals that are more often numbers: losses, costs, energies, counts.
NUMBERS = frozenset("LEJCNTFRSZ")
EACH = frozenset([r"\phi", r"\varphi", r"\psi", r"\sigma", r"\rho", "g", "h", "s"])  # functions of one number at a time


@dataclass(frozen=True)
class Guess:
    """A name as an array with `rank` axes, or a `family` of those; `each`: a function of one number at a time."""

    cost: float
    rank: int
    family: bool = False
    each: bool = False


def guesses(use, arrays):
    """What a name may be, the likelier first. `arrays` tells whether the page has arrays beside it."""
    costs = _costs(use.key, arrays)
    if use.arguments:
        number, vector = (0.0, 2.5) if not _is_bold(use.key) else (2.0, 0.0)
        each = 0.5 if use.key in EACH else 1.5
        found = [Guess(number, 0), Guess(vector, 1), Guess(vector + 3, 2)]
        found += [Guess(each, 0, each=True)] if max(use.arguments) == 1 else []
        return sorted(found, key=lambda guess: guess.cost)
    found = []
    if use.indices:
        count = max(use.indices)
        found = [Guess(0.0, count)]
        if use.plain == use.bodies and use.indices == {1}:  # members only
            bold = _is_bold(use.key)
            found = [Guess(3.0 if bold else 0.0, 1), Guess(0.0 if bold else 1.5, 1, family=True)]
            found.append(Guess(costs[2] + 1.5, 2, family=True))
    else:
        loss = 6.0 if letter(use.key) in NUMBERS and use.bodies == use.count and not _is_bold(use.key) else 0.0
        found = [Guess(cost + loss * bool(rank), rank) for rank, cost in enumerate(costs)]
        found = [Guess(g.cost + 3 * (not g.rank and (use.transposed or use.square)), g.rank) for g in found]
    return sorted(found, key=lambda guess: guess.cost)


def _costs(key, arrays):
    """What a number, a vector, a matrix by that name would cost."""
    base = letter(key)
    if key.startswith(r"\mathcal"):
        return 0.0, 4.0, 4.0
    if base in CAPITALS or (len(base) == 1 and base.isupper()):
        if _is_bold(key):
            return 6.0, 2.0, 0.0
        if base in NUMBERS:
            return 0.0, 3.0, 1.0 if arrays else 3.0
        return (1.5, 2.5, 0.0) if arrays else (0.2, 2.5, 0.0)
    if _is_bold(key):
        return 6.0, 0.0, 4.0
    if base.startswith("\\"):
        return 0.0, 1.5, 5.0
    return 0.0, 1.2, 5.0


def _is_bold(key):
    return key.startswith(tuple("\\" + style for style in STYLED)) or any(f"{{\\{style}" in key for style in STYLED)


def letter(key):
    """The letter of a name, without its ornaments and indices."""
    base = key.split("_")[0].split("^")[0]
    while base.endswith("}") and "{" in base:
        base = base[base.index("{") + 1 : -1]
    return base.strip("{} ")
