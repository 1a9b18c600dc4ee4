"""How far a premise reaches within its sentence: to *in general*, to *otherwise*, to the next *if*.

A sentence has parts. What an *if* says holds in its part only; in one that begins with *otherwise*, the opposite holds.
"""

import re
from dataclasses import dataclass

from proofread.notation import forms, tree

# Behind these nothing is assumed any more.
FREE = re.compile(
    r"\b(?:in general|generally|in (?:all|any) cases?|regardless|unconditionally|whatever|"
    r"without (?:it|this|that|them|these|those|the|any|such)\b)"
)
BARE = re.compile(r"\bwithout (?:it|this|that|them|these|those|any|such)\b")
OTHERWISE = re.compile(r"\b(?:otherwise|or else|if not|elsewhere|in the other case)\b")
SAME = re.compile(r"^(?:and |but |so )?in (?:that|this|which) case\b")
HENCE = re.compile(r"\b(?:then|so|hence|thus|therefore|consequently|we (?:have|get|find|obtain|see)|it follows|also)\b")
APART = re.compile(r"[,;:–—]|\b(?:and|but|while|whereas|or)\b")  # what parts one *if* from what stands before it
AGAINST = re.compile(r";|\b(?:but|while|whereas)\b")  # what sets one claim with its *if* against another
ALONE = re.compile(
    r"^(?:(?:and|but|so|then|thus|hence|now|here|also|moreover)\b|[\s,;:(])*[a-z]+(?: (?:all|every|any|each|some))?$"
)
OPPOSITE = {"=": r"\ne", r"\ne": "=", "<": r"\ge", r"\ge": "<", ">": r"\le", r"\le": ">"}


@dataclass(eq=False)
class Part:
    """A part of a sentence. `opposed` is one whose premises don't hold here; `unclear` says why that isn't clear.

    In a `bare` one nothing holds that was assumed before, in other sentences either.
    """

    opposed: "Part | None" = None
    unclear: str = ""
    bare: bool = False


def parts(formulas, readings):
    """The Part of each formula; `formulas` stand in their order, `readings` tells what each is."""
    found, last, sentence = {}, Part(), []
    for k, formula in enumerate(formulas):
        sentence.append(formula)
        if k + 1 == len(formulas) or formulas[k + 1].sentence != formula.sentence:
            last = _of_sentence(sentence, readings, found, last)
            sentence = []
    return found


def _of_sentence(sentence, readings, found, last):
    """Enter the parts of one sentence, which comes behind the part `last`; gives its last one."""
    part, led, claims, closed, placed = Part(), False, False, False, set()
    for k, formula in enumerate(sentence):
        lead, reading = formula.lead.lower(), readings[formula]
        conditional, rest = reading.conditional, sentence[k + 1 :]
        own = {key for premise in reading.premises if premise.place for key in premise.chain.terms[0].mentions}
        if k == 0 and SAME.search(lead):
            part = last
        elif OTHERWISE.search(lead):
            part, led, claims, closed = Part(part if k else last), True, False, False
        elif (
            FREE.search(lead)
            or (closed and not HENCE.search(lead))
            or (conditional and claims and led and APART.search(lead))
            or (claims and led and AGAINST.search(lead) and _claims(reading) and _another_if(rest[:1], readings))
            or (reading.mention and own & placed)  # "at $x = 0$, and at $x = 1$"
            or (
                _claims(reading)
                and _ends(sentence[:k], readings)
                and _another_if(rest, readings)
                and not HENCE.search(lead)
            )
        ):
            part, led, claims, closed, placed = Part(bare=bool(BARE.search(lead))), False, False, False, set()
        placed |= own if reading.mention else set()
        led |= conditional and not claims
        claims |= _claims(reading)
        closed = reading.mention and not ALONE.search(lead)
        found[formula] = part
    return part


def _claims(reading):
    return bool(reading.claims)


def _ends(before, readings):
    """Whether what stands before ends with an *if* that followed a claim: `A if B, …`."""
    first, last = (_first_conditional(order, readings) for order in (before, reversed(before)))
    return first is False and last is True


def _first_conditional(formulas, readings):
    """Whether the first one that says an *if* or claims says an *if*; None without any."""
    kinds = (readings[f].conditional for f in formulas if readings[f].conditional or _claims(readings[f]))
    return next(kinds, None)


def _another_if(rest, readings):
    return any(readings[f].conditional for f in rest)


def turned(chain, scope, formula):
    """The opposite of a relation; None where it isn't one relation between numbers, or an equation."""
    if len(chain.signs) != 1 or chain.signs[0] not in OPPOSITE:
        return None
    if chain.signs[0] not in ("=", r"\ne") and any(_is_array(term, scope, formula) for term in chain.terms):
        return None
    sign = OPPOSITE[chain.signs[0]]
    return forms.Chain(chain.terms, (sign,), text=f"{chain.terms[0].text} {sign} {chain.terms[1].text}")


def _is_array(node, scope, formula):
    """Whether an expression may be an array: names of arrays stand in it, not only their entries and norms."""
    match node:
        case tree.Index() | tree.Call(function="det" | "tr" | "inner"):
            return False
        case tree.Call(function=function) if function.startswith("norm"):
            return False
        case tree.Name(key):
            entry = scope.resolve(key, formula)
            return entry is not None and (entry.space is None or bool(entry.space.axes) or entry.family)
    return any(_is_array(child, scope, formula) for child in node.children)
