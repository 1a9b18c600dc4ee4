"""The site's own Markdown, run on a page up to its element tree, with marks that tell where a formula was written."""

import functools
import re
from html import escape

from proofread.pages import source as sources

MATH = "pymdownx.arithmatex"
# Private characters that carry a formula's number through Markdown: a mark, then digits in base 16.
MARK, DIGIT = 0xF0010, 0xF0000
MARKS = re.compile(f"{chr(MARK)}([{chr(DIGIT)}-{chr(DIGIT + 15)}]+)")
ESCAPED = re.compile("\x02(\\d+)\x03")
STASH = re.compile("\x02[^\x03]*\x03")  # where Markdown keeps raw HTML
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")  # the same, with the number that it's kept under
# Where a mark can stand without changing what Markdown makes of the text: behind the first plain token of the formula,
# and not in a tag, a comment's end, a footnote's name or a list of attributes, if the dollar closes one before these.
INLINE = re.compile(r"\\.|[\w(+=,.;:|]|'(?![\s/>])|-(?!-?>)|\[(?!\^)|\{(?!:)")
DISPLAY = re.compile(r"(?:(?!\n[ \t>]*\n|<[/!\w])[^\w\\$])*(?:\\.|\w)")
BLANK = re.compile(r"\n[ \t>]*\n")


@functools.cache
def converter(config):
    """A converter as the mkdocs.yml at `config` sets it up."""
    import markdown
    from pymdownx.highlight import Highlight

    class Colourless(Highlight):
        """Nobody looks for formulas in a block of code, and colouring it takes half of the time."""

        def highlight(self, code, *given, inline=False, **options):
            return super().highlight(code, *given, inline=True, **options) if inline else f"<pre>{escape(code)}</pre>"

    names, settings = sources.settings(config)
    if MATH not in names:
        names, settings = [*names, MATH], {**settings, MATH: {"generic": True}}
    found = markdown.Markdown(extensions=names, extension_configs=settings)
    for extension in found.registeredExtensions:
        if hasattr(extension, "get_pymdownx_highlighter"):
            extension.get_pymdownx_highlighter = lambda: Colourless
    return found


def tree_of(markdown, text):
    """The element tree of the page: `Markdown.convert` without includes (expanded already) and without writing HTML."""
    markdown.reset()
    markdown.lines = lines = text.split("\n")
    for step in markdown.preprocessors:
        if type(step).__name__ != "SnippetPreprocessor":
            lines = markdown.lines = step.run(lines)
    root = markdown.parser.parseDocument(lines).getroot()
    for step in markdown.treeprocessors:
        if type(step).__name__ == "UnescapeTreeprocessor":
            continue  # so that `\\$` stays apart from a dollar
        changed = step.run(root)
        root = root if changed is None else changed
    return root


def mark(text):
    """Put a numbered mark into whatever could be a formula.

    Gives the text; and of each number where its dollars stand, and the dollars.
    """
    pieces, places, at, closing = [], [], 0, -1
    for dollars in re.finditer(r"(?<!\$)\$\$?(?!\$)", text):
        start, display = dollars.end(), len(dollars[0]) == 2
        if display:
            if dollars.start() == closing:
                continue
            closing = text.find("$$", start)
            if closing < 0 or BLANK.search(text, start, closing):
                closing = -1
                continue  # a mark might stand in what follows it: a tag, a fence, a box
        found = (DISPLAY if display else INLINE).match(text, start)
        if not found or found.end() < at:
            continue
        digits = "".join(chr(DIGIT + int(d, 16)) for d in f"{len(places):x}")
        pieces += [text[at : found.end()], chr(MARK), digits]
        at = found.end()
        places.append((dollars.start(), dollars[0]))
    return "".join([*pieces, text[at:]]), places


def unescaped(text):
    r"""Text with its escaped characters (`\$`) as the site shows them, and without stashed HTML."""
    return STASH.sub("", ESCAPED.sub(lambda found: chr(int(found[1])), text))


def number_of(mark):
    return int("".join(f"{ord(c) - DIGIT:x}" for c in mark[1]), 16)
