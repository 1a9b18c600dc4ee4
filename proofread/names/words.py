"""The English words directly before a formula that decide what it is: a premise, a condition, or neither."""

import functools
import re

from proofread.names import reach

CONDITION_WORDS = frozenset(["if", "for", "when", "whenever", "with", "take", "at", "over", "unless"])
# Behind these a value is one of its sentence: "crosses one half at $z = 0$".
SPOTS = frozenset(["at", "from", "near", "around", "over"])
PLACE_WORDS = SPOTS | {"for", "when", "whenever"}
# These bind their part of a sentence, as PLACE_WORDS do; the other words bind while their names live.
IF_WORDS = frozenset(["if", "given", "provided", "assuming", "unless"])
PASSING_WORDS = PLACE_WORDS | IF_WORDS | {"where"}
REASONS = frozenset(["as", "since", "because", "using", "recall", "given"])  # before what a reader is to grant
PREMISE_WORDS = PASSING_WORDS | {"let", "assume", "suppose", "with", "such that", "that is"}
# What says the same in several words, or in one that means it at a sentence's start only.
PHRASES = [
    (re.compile(r"^(?:but |and |now |here )?as$"), "given"),
    (re.compile(r"\b(?:iff|(?:as|so) long as|in case|under(?: the (?:condition|assumption)s?(?: that)?)?)$"), "if"),
    (re.compile(r"\b(?:on (?:the )?condition that|subject to)$"), "if"),
    (re.compile(r"\b(?:except|not) (?:at|for|if|when|whenever|where)$"), "unless"),
]
# Before a value they say where something is so, too: "(here $b = 3$)", "from the guess $r = 1$".
PLACES = re.compile(
    r"\b(?:here|say|e\.g\.|i\.e\.|for (?:example|instance)|such as|like|in (?:the|this|that|our) case"
    r"|(?:at|from|near|around|by|for|in|of) (?:the|a|an|its|our|this|that) (?:[a-z-]+ )?[a-z-]+),?$"
)
BOTH = re.compile(r"\b(?:iff|if,? and only if|(?:exactly|precisely|just) (?:if|when|whenever|for|at|where))$")
ONLY = re.compile(r"\bonly (?:if|when|whenever|for|at|where)$")
JOINED = re.compile(r"(?:,|;)?\s*(?:and|and let|and that|let)?")
# Under these a comma goes on: "Suppose $a > 0$, $b > 0$"; under the others it ends the premises, unless *and* follows.
LISTING_WORDS = frozenset(["let", "assume", "suppose", "take", "where", "such that"])
OPENING = re.compile(r"^\W*(?:let|assume|suppose|take|consider)\b")  # of a sentence that claims nothing up to a *then*
QUANTIFIERS = frozenset(["all", "every", "each", "any", "some"])


@functools.lru_cache(4096)
def lead_word(text):
    """The word directly before a formula, in small letters; what several words say as one is one of PREMISE_WORDS."""
    text = text.lower().replace("*", " ").replace('"', " ").strip()
    for phrase, word in PHRASES:
        text = phrase.sub(word, text)
    words = re.findall(r"[a-z]+|[^\sa-z]", text)
    if words[-3:] == ["that", "is", ","]:
        words.pop()
    if not words:
        return ""
    if words[-1] in QUANTIFIERS and words[-2:-1] in (["for"], ["if"], ["when"]):
        return words[-2]
    if words[-2:] in (["such", "that"], ["that", "is"]):
        return " ".join(words[-2:])
    if words[-1] == "that" and len(words) > 1 and words[-2] in PREMISE_WORDS:
        return words[-2]
    return words[-1] if words[-1].isalpha() else ""


def is_premise_word(lead):
    return lead_word(lead) in PREMISE_WORDS


def ways(formula):
    """ "iff" or "only", by what stands directly before a formula; "" for one way."""
    lead = formula.lead.lower().strip()
    return "iff" if BOTH.search(lead) else "only" if ONLY.search(lead) else ""


def word_of(formula, last, goes_on):
    """The word that a formula stands under: the one before it, or `last` where it's joined to what stands there."""
    word, joint = lead_word(formula.lead), JOINED.fullmatch(formula.lead.strip().lower())
    listed = not word and last in PREMISE_WORDS | CONDITION_WORDS and (last in LISTING_WORDS or goes_on)
    return last if last and joint and ("and" in joint[0] or (listed and formula.lead.strip())) else word


def goes_on(formulas, k):
    """Whether a comma before a formula goes on with a list of premises, also under words that don't begin lists.

    So it does in a sentence that begins with *Let*, and where *and* closes the list before a consequence.
    """
    sentence = [f for f in formulas[max(k - 20, 0) : k + 20] if f.sentence == formulas[k].sentence]
    place = sentence.index(formulas[k])
    if OPENING.search(sentence[0].lead.lower()):
        return not any(reach.HENCE.search(f.lead.lower()) for f in sentence[: place + 1])
    for f, following in zip(sentence[place:], sentence[place + 1 :], strict=False):
        joint = JOINED.fullmatch(f.lead.strip().lower())
        if not joint:
            return False
        if "and" in joint[0]:
            return bool(reach.HENCE.search(following.lead.lower())) or following.lead.strip() == ","
    return False
