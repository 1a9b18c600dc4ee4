"""The site's own Markdown, run on a page up to its element tree, with marks that tell where a formula was written."""

import functools
import re

# What a page outside any MkDocs project is read with.
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"] + [
    f"pymdownx.{name}" for name in ["details", "superfences", "tabbed"]
]
MATH = "pymdownx.arithmatex"
# Private characters that carry a formula's number through Markdown: a mark, then digits in base 16.
MARK, DIGIT = 0xF0010, 0xF0000
MARKS = re.compile(f"{chr(MARK)}([{chr(DIGIT)}-{chr(DIGIT + 15)}]+)")
# Where a mark can stand without changing what Markdown makes of the text: behind the first plain token of the formula.
INLINE = re.compile(r"\\.|[\w(\[{+\-=,.;:'|]")
DISPLAY = re.compile(r"(?:(?!\n[ \t>]*\n)[^\w\\$])*(?:\\.|\w)")


@functools.cache
def converter(config):
    """A converter as the mkdocs.yml at `config` sets it up."""
    import markdown

    names, settings = EXTENSIONS, {}
    if config is not None:
        from mkdocs.config import load_config

        loaded = load_config(str(config))
        names, settings = loaded.markdown_extensions, loaded.mdx_configs
    if MATH not in names:
        names, settings = [*names, MATH], {**settings, MATH: {"generic": True}}
    return markdown.Markdown(extensions=names, extension_configs=settings)


def tree_of(markdown, text):
    """The element tree of the page: `Markdown.convert` without includes (expanded already) and without writing HTML."""
    markdown.reset()
    markdown.lines = lines = text.split("\n")
    for step in markdown.preprocessors:
        if type(step).__name__ != "SnippetPreprocessor":
            lines = markdown.lines = step.run(lines)
    root = markdown.parser.parseDocument(lines).getroot()
    for step in markdown.treeprocessors:
        changed = step.run(root)
        root = root if changed is None else changed
    return root


def mark(text):
    """Put a numbered mark into whatever could be a formula.

    Gives the text, and the place of the dollar of each number.
    """
    pieces, places, at = [], [], 0
    for dollars in re.finditer(r"(?<!\$)\$\$?(?!\$)", text):
        start = dollars.end()
        found = (DISPLAY if len(dollars[0]) == 2 else INLINE).match(text, start)
        if not found or found.end() < at:
            continue
        digits = "".join(chr(DIGIT + int(d, 16)) for d in f"{len(places):x}")
        pieces += [text[at : found.end()], chr(MARK), digits]
        at = found.end()
        places.append((dollars.start(), len(dollars[0])))
    return "".join([*pieces, text[at:]]), places


def number_of(mark):
    return int("".join(f"{ord(c) - DIGIT:x}" for c in mark[1]), 16)
