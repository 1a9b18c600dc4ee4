"""Dollars: what stands between two of them may be a formula, or a text between prices or a shell's variables."""

import re

TEXTS = re.compile(r"\\(?:text\w*|mathrm|operatorname\*?|mbox|label|ref|eqref|tag|begin|end)\s*\{[^{}]*\}")
PROSE = re.compile(r"(?<![\\A-Za-z])[a-z’']{2,},? [a-z’']{2,}(?![A-Za-z(])")
WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z(_^])")
MATHY = re.compile(r"[\\^_=+<>]")


def is_formula(content, after):
    """Whether what stands between two dollars is a formula, by what it looks like and the character `after` it."""
    inked = content.strip()
    if not inked or after.isdigit():
        return False
    words = TEXTS.sub("", content)
    if PROSE.search(words) or (inked[0].isdigit() and WORD.search(words)):
        return False
    tight = not content[0].isspace(), not content[-1].isspace()
    if tight[0] == tight[1]:
        return tight[0] or not WORD.search(words) or bool(MATHY.search(inked))
    return not WORD.search(words) and (len(inked) <= 3 or bool(MATHY.search(inked)))
