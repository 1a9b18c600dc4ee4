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
REFERENCES = {"eq", "eqs", "eqn", "fig", "figs", "sec", "secs", "sect", "thm", "lem", "prop", "cor", "def", "alg"}
REFERENCES |= {"tab", "ch", "chap", "app", "ref", "refs", "vol", "al", "i.i.d", "a.s", "a.e"}
NUMBERED = {"no", "nos", "nr", "p", "pp"}  # abbreviations before a number; else words


ENDING = 20  # characters that an abbreviation and the end of a sentence take, at most


def stop(text, seen=0):
    """The place behind the last full stop that ends a sentence in a text, or 0. What may follow the text is open.

    In its first `seen` characters, but for the last of them, none was found before.
    """
    ends = [found.end() for found in STOP.finditer(text, max(seen - ENDING, 0)) if _ends(text, found)]
    return ends[-1] if ends else 0


def _ends(text, found):
    word, rest = WORD.search(text[max(found.start() - ENDING, 0) : found.start()]), text[found.end() : found.end() + 1]
    if not found[0].startswith(".") or not word:
        return True
    name, small = word[0].lower(), rest.islower()
    if name in INNER:
        return False
    if name in REFERENCES:
        return rest.isupper()
    if name in NUMBERED and rest.isdigit():
        return False
    return not (small and (name == "etc" or (len(name) == 1 and word[0].isupper())))
