"""Where a sentence ends: at a full stop that isn't an abbreviation's.

A premise lasts as long as its sentence. In doubt a sentence ends: a premise that is lost is asked for, one that goes on
into the next sentence would let a false formula pass.
"""

import re

STOP = re.compile(r"[.?!][)\]”\"’]*(?:\s+|$)")
WORD = re.compile(r"[A-Za-z](?:[A-Za-z.]*[A-Za-z])?$")
# Something always follows these.
INNER = {"e.g", "i.e", "cf", "vs", "w.r.t", "w.l.o.g", "s.t", "viz", "resp", "approx", "ca", "dr", "prof", "mr", "mrs"}
# What follows these goes on, unless it begins with a capital letter.
REFERENCES = {
    "eq",
    "eqs",
    "eqn",
    "fig",
    "figs",
    "sec",
    "secs",
    "sect",
    "thm",
    "lem",
    "prop",
    "cor",
    "def",
    "alg",
    "tab",
}
REFERENCES |= {"tab", "ch", "chap", "app", "ref", "refs", "vol", "al", "i.i.d", "a.s", "a.e"}
NUMBERED = {"no", "nos", "nr", "p", "pp"}  # abbreviations before a number; else words


def stop(text):
    """The place behind the last full stop that ends a sentence in a text, or 0. What may follow the text is open."""
    ends = [found.end() for found in STOP.finditer(text) if _ends(text, found)]
    return ends[-1] if ends else 0


def _ends(text, found):
    word, rest = WORD.search(text[: found.start()]), text[found.end() :]
    if not found[0].startswith(".") or not word:
        return True
    name, small = word[0].lower(), rest[:1].islower()
    if name in INNER:
        return False
    if name in REFERENCES:
        return rest[:1].isupper()
    if name in NUMBERED and rest[:1].isdigit():
        return False
    return not (small and (name == "etc" or (len(name) == 1 and word[0].isupper())))
