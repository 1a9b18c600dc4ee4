"""The sizes at which a claim is tried."""

import itertools

from proofread.evaluate import Undecided

LARGEST = 4  # of the sizes, while there are no more than four letters
ASSIGNMENTS = 4
# Sizes for claims about nothing but sizes: those aren't arrays, so that large ones cost little.
FAR = (5, 7, 16, 11, 37, 23)
HUGE = (10**3, 10**6, 10**9)


def assignments(letters, allowed, fixed, far, ordered):
    """Up to four assignments of pairwise different sizes to letters, 1 among them; with `far`, large ones too.

    For an `ordered` claim, one that isn't an equation, equal sizes are tried too, and very large ones.
    `fixed` letters keep their number; `allowed(sizes)` tells whether an assignment meets the conditions.
    """
    letters = sorted(set(letters) - set(fixed))
    if not letters:
        return [dict(fixed)] if allowed(dict(fixed)) else []
    if len(letters) > 6:
        raise Undecided(f"{len(letters)} size letters in one claim; six is the limit")
    top = max(LARGEST, len(letters))
    found = [
        {**fixed, **dict(zip(letters, p, strict=True))} for p in itertools.permutations(range(1, top + 1), len(letters))
    ]
    found = [sizes for sizes in found if allowed(sizes)]
    found.sort(key=lambda sizes: [(sizes[letter] * 5 + 3 * i) % 7 for i, letter in enumerate(letters)])
    chosen = [next((s for s in found if 1 not in s.values()), None)]
    for letter in letters:  # each size is 1 once
        chosen.append(next((s for s in found if s[letter] == 1 and s not in chosen), None))
    chosen = [s for s in chosen if s][: max(ASSIGNMENTS, len(letters) + 1)]
    chosen += [s for s in found if s not in chosen][: max(ASSIGNMENTS - len(chosen), 0)]
    equal = dict.fromkeys(letters, 2)
    if ordered and len(letters) > 1 and allowed({**fixed, **equal}):
        chosen.append({**fixed, **equal})
    if far:
        for k in range(3):
            sizes = {**fixed, **{letter: FAR[(i + 2 * k) % len(FAR)] for i, letter in enumerate(letters)}}
            chosen += [sizes] if allowed(sizes) else []
    for size in HUGE if far and ordered else ():
        sizes = {**fixed, **{letter: size + i for i, letter in enumerate(letters)}}
        chosen += [sizes] if allowed(sizes) else []
    return chosen
