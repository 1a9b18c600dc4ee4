r"""Where formulas begin and end in what people write: $, \( \), \[ \], kramdown's \\( \\), GitHub's $`…`$, \begin.

In code and comments nothing is a formula.
"""

import re
from dataclasses import dataclass

from proofread.pages.dollars import MATHY, WORD, is_formula
from proofread.pages.macros import closing
from proofread.pages.traced import Traced

# Characters that stand for what the text's layout says; none is left in a formula.
BLOCK, CELL, OPEN, CLOSE = "\ue000", "\ue00d", "\ue00e", "\ue00f"
HEADING = "\ue000"  # and the level, 1 to 6
LAYOUT = re.compile("[\ue000-\ue00f]")
ENVIRONMENTS = (
    "align|alignat|flalign|equation|gather|multline|eqnarray|displaymath|math|dmath|IEEEeqnarray|subequations"
)
INNER = "aligned|alignedat|split|gathered|cases|array|[pbBvV]?matrix"
BEGIN = rf"\\begin[ ]*\{{(?P<name>(?:{ENVIRONMENTS})\*?|{INNER})\}}"
MARKDOWN = re.compile(
    rf"""(?P<comment><!--)
      | <(?P<raw>pre|code|kbd|samp|script|style|svg|math|template)\b[^<>]*>
      | (?P<tag></?[A-Za-z](?:[^<>$"']|"[^"<>]*"|'[^'<>]*')*>)
      | \{{%-?[ ]*(?P<liquid>\w+)[^%\n]*%\}} | (?P<role>\{{[\w:-]+\}}(?=`)|:[\w-]+:(?=`))
      | (?P<github>\$`+) | (?P<code>`+)
      | (?P<image>!\[[^\[\]\n]*\]\([^)\n]{{0,500}}\)) | (?P<link>\]\([^)\s]{{0,500}}(?:\s+"[^"\n]{{0,200}}")?\)) | (?P<url>https?://[^\s<>)]*)
      | (?P<double>\\\\[\[(]) | (?P<single>\\[\[(]) | {BEGIN}
      | (?P<escaped>\\.) | (?P<dollars>\$\$?)""",
    re.VERBOSE | re.DOTALL,
)
LATEX = re.compile(
    rf"(?P<single>\\[\[(])|{BEGIN}|(?P<ensured>\\ensuremath[ ]*(?=\{{))|(?P<escaped>\\.)|(?P<dollars>\$\$?)", re.DOTALL
)
INLINE = re.compile("(?:\\\\[^\ue000]|[^$\\\\\n\ue000-\ue006\ue00e\ue00f]|\n(?![ \t]*\n))*")
NESTED = 30  # environments of one name that stand in one another
CODE = ("highlight", "comment")  # blocks of Jekyll that are no text
TICKS = re.compile("`+")
KRAMDOWN = re.compile(r"\\\\(\\\\|[{},;!|])|\\([_*])")
GAP = re.compile(r"\n[ \t]*\n")
WORDS = re.compile(r"[\w\s,.;:'’“”\"!?-]*")
DOLLAR = "a $ that opens no formula: a formula stands between $…$, directly; a dollar is written \\$"
UNCLOSED = "a formula that doesn't end: its closing {} is missing, or a blank line stands in it"


@dataclass
class Piece:
    """A stretch of a page: its `kind` is text, code, image, mathml, inline, display or lost, and `at` where it begins.

    One that is "lost" looks like a formula and isn't one; `said` tells why.
    """

    kind: str
    content: Traced
    at: int
    said: str = ""


def unescaped(found):
    r"""What kramdown makes of an escape: of `\\\\` a row's end, of `\\{` and `\_` a brace and an index."""
    if found[2]:
        return found[2]
    return "\\\\" if found[1].startswith("\\") else "\\" + found[1]


class Ahead:
    """Finds the next place of a string, again and again from later places on, in one way through the text."""

    def __init__(self, text):
        self.text, self.found = text, {}

    def find(self, string, start):
        return self.next(string, start, lambda: self.text.find(string, start))

    def gap(self, start):
        """Where the next blank line is; the text's end, where none is."""
        found = self.next(None, start, lambda: getattr(GAP.search(self.text, start), "start", int)() or -1)
        return len(self.text) if found < 0 else found

    def next(self, key, start, search):
        before, last = self.found.get(key, (0, -2))
        if before <= start and (start <= last or last == -1):
            return last
        self.found[key] = start, search()
        return self.found[key][1]


class Scan:
    """One way through a text, which gives its Pieces. In `latex` only a backslash keeps a dollar from a formula."""

    def __init__(self, text, latex=False):
        self.whole, self.text, self.latex, self.ahead = text, text.text, latex, Ahead(text.text)

    def pieces(self):
        at, plain, pattern = 0, 0, LATEX if self.latex else MARKDOWN
        while found := pattern.search(self.text, at):
            start = found.start()
            piece, at = self.piece(found)
            if piece:
                yield from self.plain(plain, start)
                yield piece
                plain = at
        yield from self.plain(plain, len(self.text))

    def plain(self, start, end):
        if start < end:
            yield self.made("text", start, start, end)

    def made(self, kind, at, start, end, said=""):
        return Piece(kind, self.whole[start:end], self.whole.at[at], said)

    def piece(self, found):
        """What begins here, if it isn't text, and the place behind it."""
        start, end, kind = found.start(), found.end(), found.lastgroup
        if kind == "dollars":
            return self.dollars(start, found[0])
        if kind == "name":
            return self.environment(start, found["name"])
        if kind in ("double", "single"):
            return self.bracket(start, found[0])
        if kind == "ensured":
            close = closing(self.text, end)
            return self.made("inline", start, end + 1, close), close + 1
        if kind == "comment":
            return self.until("hidden", start, end, "-->")
        if kind == "raw":
            shown = {"math": "mathml", "code": "code", "pre": "hidden"}.get(found["raw"], "hidden")
            return self.until(shown, start, end, f"</{found['raw']}>")
        if kind == "github":
            ticks = found[0][1:]
            close = self.ahead.find(ticks + "$", end)
            if close >= 0 and self.ahead.gap(end) > close:
                return self.made("inline", start, end, close), close + len(ticks) + 1
            return None, start + 1
        if kind == "role":  # of MyST or reStructuredText
            piece, behind = self.code(end, TICKS.match(self.text, end)[0])
            if piece:
                piece.kind = "inline" if found[0] in ("{math}", ":math:") else "hidden"
            return piece, behind
        if kind == "liquid":
            close = self.ahead.find(f"end{found['liquid']}", end) if found["liquid"] in CODE else -1
            end = end if close < 0 else max(self.ahead.find("%}", close) + 2, end)
            return self.made("hidden", start, start, end), end
        if kind == "code":
            return self.code(start, found[0])
        if kind in ("image", "tag", "link", "url"):
            return self.made(kind if kind in ("image", "tag") else "hidden", start, start, end), end
        return None, end  # an escaped character

    def until(self, kind, start, inner, end):
        close = self.ahead.find(end, inner)
        if close < 0:
            return None, inner
        return self.made(kind, start, inner, close), close + len(end)

    def code(self, start, ticks):
        """A span of code: it ends at as many ticks as it begins with, before the next blank line."""
        at = start + len(ticks)
        while (close := self.ahead.find(ticks, at)) >= 0:
            end = close + len(ticks)
            while end < len(self.text) and self.text[end] == "`":
                end += 1
            if end - close == len(ticks):
                gap = self.ahead.gap(start) < close
                return (None, start + len(ticks)) if gap else (self.made("code", start, start + len(ticks), close), end)
            at = end
        return None, start + len(ticks)

    def environment(self, start, name):
        r"""What stands between \begin and \end, with them: its name says what its rows are."""
        opening, ending = f"\\begin{{{name}}}", f"\\end{{{name}}}"
        inner = self.text.index("}", start) + 1
        close = self.ahead.find(ending, inner)
        again = self.ahead.find(opening, inner)
        nests = re.fullmatch(INNER, name)
        if close < 0 or (0 <= again < close and not nests):
            return self.made("lost", start, start, inner, UNCLOSED.format(ending)), inner
        for _ in range(NESTED):
            if not 0 <= again < close:
                break
            close, again = self.text.find(ending, close + 1), self.text.find(opening, again + 1)
        if close < 0 or 0 <= again < close:
            return self.made("lost", start, start, inner, UNCLOSED.format(ending)), inner
        end = close + len(ending)
        return self.made("display", start, start, end), end

    def bracket(self, start, opening):
        r"""`\[ … \]`, `\( … \)`; with two backslashes in what kramdown reads."""
        ending = opening[:-1] + {"(": ")", "[": "]"}[opening[-1]]
        inner = start + len(opening)
        close = self.ahead.find(ending, inner)
        inline = opening.endswith("(")
        shown = "inline" if inline else "display"
        if close >= 0 and self.text[close - 1] == "\\" and len(opening) == 2:  # a row that ends: \\]
            close = -1
        if close < 0 or (inline and self.ahead.gap(inner) < close):
            shows = (
                self.latex
                or len(opening) == 3
                or MATHY.search(self.text, inner, min(self.ahead.gap(inner), inner + 200))
            )
            return (self.made("lost", start, start, inner, UNCLOSED.format(ending)) if shows else None), inner
        content = self.text[inner:close]
        end = close + len(ending)
        if not self.latex and len(opening) == 2 and (WORDS.fullmatch(content) and WORD.search(content)):
            return None, end  # an escaped bracket of a text: \[sic\]
        if len(opening) == 3:
            return Piece(shown, self.whole[inner:close].replaced(KRAMDOWN, unescaped), self.whole.at[start]), end
        return self.made(shown, start, inner, close), end

    def dollars(self, start, dollars):
        inner = start + len(dollars)
        if len(dollars) == 2:
            return self.double(start, inner)
        end = self.closing(inner)
        content, after = self.text[inner:end], self.text[end + 1 : end + 2]
        if self.text[end : end + 1] == "$" and (self.latex or is_formula(LAYOUT.sub("", content), after)):
            return self.made("inline", start, inner, end), end + 1
        price = self.text[inner : inner + 1]
        if not self.latex and (not price or price.isdigit() or price in " .,;:)\n-" or price in LAYOUT.pattern):
            return None, inner
        return self.made("lost", start, start, inner, DOLLAR), inner

    def closing(self, inner):
        r"""Where the formula's dollar is: behind those that stand in its braces, as in `\text{if $x$}`."""
        first = end = INLINE.match(self.text, inner).end()
        for _ in range(NESTED):
            content = self.text[inner:end]
            depth = content.count("{") - content.count("}") - content.count("\\{") + content.count("\\}")
            if depth <= 0 or "\\text" not in content or self.text[end : end + 1] != "$":
                return end if depth == 0 else first
            end = INLINE.match(self.text, end + 1).end()
        return first

    def double(self, start, inner):
        """`$$ … $$`: without a blank line in it, or with dollars that have lines of their own."""
        close = self.ahead.find("$$", inner)
        if close >= 0 and self.ahead.gap(inner) < close:
            own = self.text.startswith("\n", inner) and self.text[close - 1] == "\n"
            close = close if own and self.text[inner:close].strip() else -1
        if close < 0:
            return self.made("lost", start, start, inner, UNCLOSED.format("$$")), inner
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        behind = self.text[close + 2 : self.text.find("\n", close) % (len(self.text) + 1)]
        alone = not line.strip(" \t>" + BLOCK) or not behind.strip(" \t.,;:" + BLOCK)
        return self.made("display" if alone else "inline", start, inner, close), close + 2
