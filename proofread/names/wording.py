"""Names that are declared in words: "X is an $m \\\\times n$ matrix", "$x$ and $y$ are vectors of length $n$".

One list of words. What isn't on it stays words.
"""

import itertools
import re
from dataclasses import dataclass, field

NAMES = r"(?P<names>§\d+(?:(?:,| and|, and| or) §\d+)*)"
IS = r"(?: (?:is|are|be|as|denotes?|represents?|is given by|being)|,| \(|(?= (?:an?|the) ))"
BESIDE = """the a an any some both all real real-valued given fixed square random column row data design weight input
general arbitrary constant dense two three corresponding our invertible symmetric nonsingular non-singular positive
definite positive-definite orthogonal diagonal unit one-hot expected target output hidden parameter feature probability
covariance [a-z]+ed"""  # words that may stand between a name and what it is
FILL = rf"(?: (?:{'|'.join(BESIDE.split())}))*"
SIZED = r"§(?P<size>\d+)"
OF_SIZE = (
    r"(?: (?:of|with|in)(?: (?:the|a))? (?:length|size|shape|dimensions?|order|dimensionality)"
    r"|,? of size|,? with shape)"
)
KINDS = {"matrix": 2, "matrices": 2, "vector": 1, "vectors": 1, "column": 1, "columns": 1}
KINDS |= dict.fromkeys(["scalar", "scalars", "number", "numbers", "constant", "constants", "real"], 0)
KIND = rf"(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})\b"
# In words, as regular expressions over a sentence in which §k stands for its k-th formula.
SHAPES = [
    re.compile(rf"{NAMES}{IS}{FILL} {SIZED}(?:[- ]dimensional)?{FILL} {KIND}"),
    re.compile(rf"{NAMES}{IS}?{FILL}(?: [a-z]+){{0,3}} {KIND}(?: [a-z]+){{0,4}}?{OF_SIZE} {SIZED}"),
    re.compile(rf"{NAMES}(?:{IS}(?: [a-z]+){{0,7}}?)?{OF_SIZE} {SIZED}"),
    re.compile(rf"{NAMES}{IS}{FILL} {SIZED}[,.]"),
    re.compile(rf"{NAMES}{IS}{FILL} {KIND}"),
    re.compile(rf"(?:^|\b)(?P<kind>vectors?|matrix|matrices|scalars?) {NAMES}"),
]
FUNCTION = re.compile(
    rf"{NAMES}{IS}{FILL}(?: [a-z]+){{0,3}} (?:function|loss|objective|cost)(?: that)? (?:of|depends on|depending on) "
    r"(?P<of>§\d+(?:(?:,| and|, and) §\d+)*)"
)
# What is said of a name beside its shape.
QUALITIES = {
    "positive definite": r"(?:symmetric )?positive[- ](?:semi-?)?definite|\b(?:spd|psd)\b",
    "symmetric": r"symmetric",
    "orthogonal": r"orthogonal|orthonormal",
    "diagonal": r"diagonal",
    "one-hot": r"one[- ]hot",
    "distribution": r"(?:probability )?distributions?\b|probability vectors?|(?:sums?|adds? up) to (?:one|1)",
    "unit": r"unit (?:vector|norm|length)",
    "positive": r"positive(?! (?:semi-?)?definite)(?!-)",
    "invertible": r"invertible|nonsingular|non-singular",
}
DENIED = re.compile(r"\bnot\b|n't\b|\bneither\b")
IFS = re.compile(r"\b(?:if|when|whenever|unless|for|provided|in case)\b")  # what follows holds in its sentence
IF = re.compile(r"\b(?:if|when|whenever|unless|provided|in case)\b")
# "for a symmetric matrix $A$"
INTRODUCED = re.compile(
    rf"(?P<said>(?:[a-z-]+ ){{1,4}})(?:matrix|matrices|vectors?|numbers?|constants?|scalars?) {NAMES}"
)
QUALIFIED = re.compile(rf"{NAMES}(?P<said>{IS}?[^§.;]{{0,60}})")


@dataclass(eq=False)
class Said:
    """What words say of a name at a formula: its rank, or its sizes (LaTeX), qualities; what it's a function of.

    What is `supposed` is so in its sentence only.
    """

    key: str
    formula: object
    rank: int | None = None
    sizes: tuple = ()
    qualities: set = field(default_factory=set)
    of: tuple = ()
    supposed: bool = False


def said_on(scope, spelled):
    """What the words of a page say of its names; `spelled(formula)` gives the keys of a formula that lists names."""
    found = {}
    for _, sentence in itertools.groupby(scope.formulas, lambda formula: (formula.sentence, formula.box_id)):
        formulas = list(sentence)
        text = _text(formulas)
        if any(c.isalpha() for c in text):
            for said in _said(text, formulas, spelled):
                if said.qualities:
                    yield said
                known = found.setdefault((said.key, said.formula.section), said)
                known.rank = said.rank if known.rank is None else known.rank
                known.sizes, known.of = known.sizes or said.sizes, known.of or said.of
    yield from (said for said in found.values() if not said.qualities or said.rank is not None or said.of)


def _text(formulas):
    parts = [f"{formula.lead} §{k} " for k, formula in enumerate(formulas)]
    text = " ".join("".join(parts).split()) + " " + formulas[-1].tail
    return (
        re.sub(r"\s+([,.;)])", r"\1", text.replace("(", " ( ").replace("*", " ")).replace("  ", " ").replace("§ ", "§")
    )


def _said(text, formulas, spelled):
    lower = re.sub(r"\b[A-Z](?=[a-z])", lambda c: c[0].lower(), text)
    for pattern in SHAPES:
        for found in pattern.finditer(lower):
            groups = found.groupdict()
            sizes = sizes_of(formulas[int(groups["size"])].latex) if groups.get("size") else ()
            rank = KINDS.get(groups.get("kind") or "")
            if sizes is None or (rank is None and not sizes) or (rank == 0 and sizes):
                continue
            if rank == 1 and len(sizes) == 2:
                sizes = sizes[:1] if sizes[1] == "1" else sizes[1:]
            if rank == 2 and len(sizes) == 1:
                sizes = sizes * 2
            for key, formula in _keys(groups["names"], formulas, spelled):
                yield Said(key, formula, len(sizes) if sizes else rank, tuple(sizes))
    for found in FUNCTION.finditer(lower):
        of = tuple(key for key, _ in _keys(found["of"], formulas, spelled))
        for key, formula in _keys(found["names"], formulas, spelled):
            yield Said(key, formula, of=of)
    for found in QUALIFIED.finditer(lower):
        named = {name for name, word in QUALITIES.items() if re.search(word, found["said"])}
        if named and not DENIED.search(found["said"]):
            supposed = bool(IFS.search(lower[: found.start()]))
            for key, formula in _keys(found["names"], formulas, spelled, last=True):
                yield Said(key, formula, qualities=set(named), supposed=supposed)
    for found in INTRODUCED.finditer(lower):
        named = {name for name, word in QUALITIES.items() if re.search(word, found["said"])}
        if named and not DENIED.search(lower[: found.start()]):
            for key, formula in _keys(found["names"], formulas, spelled):
                yield Said(key, formula, qualities=named, supposed=bool(IF.search(lower[: found.start()])))


def _keys(names, formulas, spelled, last=False):
    """The names that a list of formulas has; with `last`, no formula before one that declares its names."""
    found = [formulas[int(number)] for number in re.findall(r"§(\d+)", names)]
    declare = [k for k, formula in enumerate(found[:-1]) if r"\in" in formula.latex]
    for formula in found[declare[-1] + 1 :] if last and declare else found:
        yield from ((key, formula) for key in spelled(formula))


def sizes_of(latex):
    r"""The sizes in `m \times n`, `n`, `n \times 1`, `(m, n)`; None where a formula is none of these."""
    parts = [part.strip(" {}()") for part in re.split(r"\\times|×|,", latex)]
    if not all(re.fullmatch(r"[A-Za-z]|\d+|[A-Za-z]_[A-Za-z0-9]", part) for part in parts) or len(parts) > 2:
        return None
    return tuple(parts)
