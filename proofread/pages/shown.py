r"""What readers see of a page as math without its being a formula: signs and relations in text, MathML, <sup>, LaTeX.

Nobody judges such math, so it's refused. A sign or a name that stands alone (∂, ½, ε, Aᵀ, C²) is a word, and so are the
numbers of a caption ("10⁻⁸", "n = 4,096"), sizes ("n × n") and a relation between words ("gcc ≥ 10"): the rules ask for
a sign between operands, or at one that it acts on.
"""

import ast
import re
from html import unescape

from proofread.pages.markup import MARKS, STASHED, unescaped

FORMULA, CODE, RAISED = "\ufffc", "\ufffd", "\ufffb"  # stand for a formula, for code, for a <sup> or <sub>
LATEX = "write it as a formula in LaTeX, $…$"
SIGN = f"math in the text isn't judged: {LATEX}; what is code, as code, `…`"
SPAN = f"math in a span of code isn't judged: {LATEX}"
LABEL = "math in a title or a text alternative isn't judged: say it in words"
MATHML = f"MathML isn't judged: {LATEX}"
COMMAND = "LaTeX that the site shows as text: a formula stands between dollars, $…$"

LETTER = "[A-Za-zα-ωΑ-Ωϵϑϕ]"
ONE = rf"(?<![\w°]){LETTER}(?![^\W_])"  # a letter by itself
OPERAND = rf"[\w)\]}}|‖'’′*%!{FORMULA}]"
BEGINS = rf"[\w(\[{{|‖\\+\-−±√∂∇∑∏∫{FORMULA}]"
RAISES = "⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿⁱ₀-₉₊₋₌₍₎ₐ-ₜᵢᵣᵤᵥⱼ"
ARITHMETIC = "−±·⋅⊙⊗∘∗"
COMPARES = "≠≈≤≥≡≅∝∈∉⊂⊆≪≫≔≜⩽⩾↦⇔"
SPACE = r"[ \u00a0\n]?"
# What only math has, wherever it stands; the first group of signs sits directly at what it acts on.
SIGNS = [
    rf"[∂∇∆∑∏∫∮√∀∃](?=[\w({{\[_^|‖²{FORMULA}])",
    rf"(?<={OPERAND}){SPACE}[{COMPARES}]{SPACE}(?={BEGINS})",
    rf"(?:{ONE}|[)\]{FORMULA}])[*'′{RAISES}]*{SPACE}[{ARITHMETIC}]{SPACE}(?:{BEGINS})",
    rf"[\w)\]{FORMULA}]{SPACE}[{ARITHMETIC}]{SPACE}(?:{ONE}|[(\[√∂∇∑{FORMULA}])",
    "[\U0001d400-\U0001d7ff]",
]
POWER = rf"(?:(?<!{LETTER}){LETTER}|[)\]}}{FORMULA}])[{RAISES}]"
# What is math in text, and may be code in a span of code.
PLAIN = [
    rf"(?<={OPERAND}){SPACE}[:<>!]?==?{SPACE}(?={BEGINS})",
    rf"(?:{ONE}|{FORMULA}|[)\]])[*'′]*{SPACE}[<>]{SPACE}(?:{ONE}|{FORMULA}|\d)",
    rf"(?:{ONE}|{FORMULA}|[)\]])[*'′]*{SPACE}[+*]{SPACE}(?:{ONE}|{FORMULA}|\d|\()",
    rf"(?:{ONE}|[)\]])\^[\w({{*+\-]|{ONE}_\{{",
    rf"{RAISED}(?![A-Za-z]{{2}}|\[)",  # 1<sup>st</sup>, a note[1]
    r"(?<!\w)d[A-Za-z]?/d[A-Za-z]{1,2}(?!\w)",
]
# A text without any of these has no math that the rules find.
TELLTALE = re.compile(f"[=<>+*^_/∂∇∆∑∏∫∮√∀∃{ARITHMETIC}{COMPARES}{RAISED}\U0001d400-\U0001d7ff]")
IN_CODE = re.compile("|".join([*SIGNS, POWER]))
IN_TEXT = re.compile("|".join([*SIGNS, *PLAIN]))
AS_TEXT = re.compile(r"\\(?:[A-Za-z]{2,}|[()\[\]])[^\n]*")
GREEK, OPERATOR = re.compile("[α-ωΑ-Ωϵϑϕ]"), re.compile("[-+*/^=<> ]")
# What looks like it and isn't.
WORD = r"(?:\d[\w.,]{0,40}|[A-Za-z][\w.-]{1,40})"
WORDS = [
    r"\w{1,20}://\S+",
    r"(?<!\w)[A-Za-z][ \u00a0]?=[ \u00a0]?\d[\d,.]*(?![\w(^]|[ \u00a0]?[-+*/=<>·×−]| [b-zA-HJ-Z]\b)",  # a caption's
    r"(?<=\d)[ \u00a0]?(?:[kcdmµn]?m|s|in|ft)[²³]|U\+[0-9A-F]{4,}",  # a unit; a character's code
    r"(?<!(?<!\w)\w)\s·\s|\s·\s(?!\w\b)",  # a dot between words; between words a relation:
    rf"(?<![\w*+/)^.])(?<![-*+/=] )[A-Za-z](?!_)[\w.-]{{1,40}}\w[ \u00a0]?(?:[<>!]?==?|[≤≥≈])[ \u00a0]?{WORD}"
    r"(?![\w^(]|[ \u00a0]?[-+*/^=<>·×−])",
    r"\b(?:an|as|at|be|by|if|in|is|of|on|or|so|to)[ \u00a0][≤≥≈<>](?=[ \u00a0]?\d)",
]
IN_WORDS = re.compile("|".join(WORDS))
# Dollars shown as text, but for a price ($6): one dollar, a digit behind it.
DOLLARS = re.compile(r"(?!\$[0-9][^$]*$)(\$\$?)([^$]*)\1?")
BRACKET = re.compile("(?:^|\n)[ \t]*\x0291\x03\\s")  # a `\\[` that begins a line
AMPERSAND = "\x02amp\x03"
HTML = re.compile(r"<!--.*?(?:-->|$)|<(/?)([a-zA-Z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.DOTALL)
SAYS = re.compile(r"\b(title|alt|aria-label|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ATTRIBUTES = ("title", "alt", "aria-label")
LATEX_IN_LABEL = re.compile(r"\$[^$]+\$|\\[A-Za-z]{2,}.*")
HIDDEN = frozenset(["code", "kbd", "samp", "pre", "script", "style", "svg", "template", "math"])
BREAKS = frozenset(["p", "div", "td", "th", "li", "tr", "br", "dt", "dd", "summary", "figcaption", "h1", "h2", "h3"])


def math_in(text):
    """The pieces of a text that are math, each as long as what is written without a word between."""
    if not TELLTALE.search(text):
        return []
    plain = IN_WORDS.sub(lambda found: "\u2026" * len(found[0]), text)
    spans = []
    for found in IN_TEXT.finditer(plain):
        if spans and found.end() <= spans[-1][1]:
            continue  # in words that were found: they aren't walked through again
        start, end = _around(plain, found)
        if spans and start <= spans[-1][1] + 3:
            start, before = spans.pop()
            end = max(end, before)
        spans.append((start, end))
    return [text[start:end].strip(" \u00a0\n,;:.¶") for start, end in spans]


def _around(text, found):
    """The span of what was found, with the words that it touches."""
    start, end = found.span()
    if text[start].isspace():
        start -= 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def is_math(code):
    """Whether a span of code is math in code's dress: it has signs of math, or adds Greek letters, and isn't Python."""
    code = code.strip()
    if not IN_CODE.search(code) and not (GREEK.search(code) and OPERATOR.search(code)):
        return False
    try:
        ast.parse(code)
    except (SyntaxError, ValueError):
        return True
    return False


def clean(text):
    """Text as readers see it: without marks, and with what Markdown keeps of `\\*` and `&` for later."""
    return unescape(unescaped(MARKS.sub("", text.replace(AMPERSAND, "&"))))


class Eye:
    """Goes through a page with its reader, block by block; `found` are pieces of math, each with what is wrong."""

    def __init__(self, stash):
        self.stash, self.pieces, self.hidden, self.found = stash, [], [], []

    def text(self, text):
        """Text of the page; raw HTML in it is what Markdown keeps by its number. Gives what is seen of that."""
        if BRACKET.search(text):
            self.found.append(("\\[", COMMAND))
        at = 0
        for found in STASHED.finditer(text):
            self.see(text[at : found.start()])
            at = found.end()
            yield from self.html(self.stashed(found[1]))
        self.see(text[at:])

    def stashed(self, number):
        """What Markdown keeps under a number, if that is text."""
        kept = self.stash[int(number)] if int(number) < len(self.stash) else ""
        return kept if isinstance(kept, str) else ""

    def html(self, raw):
        """Raw HTML; gives the text in it that readers see."""
        at = 0
        for tag in HTML.finditer(raw):
            yield from self.raw(raw[at : tag.start()])
            at = tag.end()
            if tag[2]:
                self.tag(tag[2].lower(), bool(tag[1]), tag[3])
        yield from self.raw(raw[at:])

    def raw(self, text):
        self.see(text)
        if text and not self.hidden:
            yield text

    def see(self, text):
        text = clean(DOLLARS.sub(" … ", text))  # what stands between dollars is told of as such
        if not self.hidden:
            self.pieces.append(text)
        elif self.hidden[-1] in ("code", "kbd", "samp"):
            self.code(text)

    def tag(self, name, closes, attributes):
        if closes and name in self.hidden:
            del self.hidden[self.hidden.index(name) :]
        if closes or self.hidden:
            return
        self.element(name, {key: a or b for key, a, b in SAYS.findall(attributes)})
        if name in BREAKS:
            self.pieces.append("\n")
        if name in HIDDEN and not attributes.endswith("/"):
            self.hidden.append(name)

    def element(self, name, attributes):
        """An element by its name, and what its attributes say to readers."""
        if name == "math":
            self.found.append(("<math", MATHML))
        if name in ("sup", "sub") and not attributes.get("id", "").startswith("fnref"):
            self.pieces.append(RAISED)
        for key in ATTRIBUTES:
            self.found += [(piece, LABEL) for piece in self.label(attributes.get(key, ""))]

    def label(self, text):
        """The pieces of math in a title, or in what stands in the place of a picture."""
        text = clean(text)
        return [found[0] for found in LATEX_IN_LABEL.finditer(text)] or math_in(text)

    def span(self, text):
        """A span of code, whose text Markdown may keep apart."""
        self.code(clean(STASHED.sub(lambda found: self.stashed(found[1]), text)))

    def code(self, code):
        self.pieces.append(CODE)
        if is_math(code):
            self.found.append((code, SPAN))

    def ends(self):
        """A block ends: what was seen in it, the pieces of math and what is wrong with each."""
        text = "".join(self.pieces)
        self.pieces, self.hidden = [], []
        command = AS_TEXT.search(text)
        seen = [(command[0].strip(), COMMAND)] if command else [(piece, SIGN) for piece in math_in(text)]
        found, self.found = [*self.found, *seen], []
        return found
