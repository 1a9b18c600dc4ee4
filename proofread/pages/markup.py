"""The site's own Markdown, run on a page up to its element tree, with stamps that tell where a formula was written."""

import functools
import re
from html import escape

from proofread.pages import source as sources

MATH = "pymdownx.arithmatex"
# Private characters that carry a formula's number through Markdown: a stamp, then digits in base 16.
STAMP, DIGIT = 0xF0010, 0xF0000
STAMPS = re.compile(f"{chr(STAMP)}([{chr(DIGIT)}-{chr(DIGIT + 15)}]+)")
ESCAPED = re.compile("\x02(\\d+)\x03")
STASH = re.compile("\x02[^\x03]*\x03")  # where Markdown keeps raw HTML
# Where a stamp can stand without changing what Markdown makes of the text: behind the first plain token of the formula.
INLINE = re.compile(r"\\.|[\w(\[{+\-=,.;:'|]")
DISPLAY = re.compile(r"(?:(?!\n[ \t>]*\n)[^\w\\$])*(?:\\.|\w)")


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


def stamp(text):
    """Put a numbered stamp into whatever could be a formula.

    Gives the text, and the place of the dollar of each number.
    """
    pieces, places, at = [], [], 0
    for dollars in re.finditer(r"(?<!\$)\$\$?(?!\$)", text):
        start = dollars.end()
        found = (DISPLAY if len(dollars[0]) == 2 else INLINE).match(text, start)
        if not found or found.end() < at:
            continue
        digits = "".join(chr(DIGIT + int(d, 16)) for d in f"{len(places):x}")
        pieces += [text[at : found.end()], chr(STAMP), digits]
        at = found.end()
        places.append((dollars.start(), len(dollars[0])))
    return "".join([*pieces, text[at:]]), places


def unescaped(text):
    r"""Text with its escaped characters (`\$`) as the site shows them, and without stashed HTML."""
    return STASH.sub("", ESCAPED.sub(lambda found: chr(int(found[1])), text))


def number_of(stamp):
    return int("".join(f"{ord(c) - DIGIT:x}" for c in stamp[1]), 16)
