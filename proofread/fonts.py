"""The MkDocs hook that cuts the built site's fonts down to the characters that its pages show."""

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

ASCII = "".join(map(chr, range(32, 127)))
HIDDEN = {"script", "style", "head", "math"}  # MathML is for screen readers: the glyphs stand beside it
FEATURES = ["kern", "liga", "lnum", "mark", "mkmk"]

# Fonts that nearly every page with math needs come inside KaTeX's style sheet: with the sheet, before the first formula
# is laid out. As files of their own they come after it, and lines break anew under the reader's eyes.
EMBEDDED = re.compile(r"url\((fonts/KaTeX_(?:AMS-Regular|Main-Regular|Math-Italic|Size[1-4]-Regular)\.woff2)\)")

_serving = False


def on_startup(command, dirty):
    global _serving
    _serving = command == "serve"  # while the author types, the whole fonts are there already


def on_post_build(config: MkDocsConfig):
    if not _serving:
        cut(Path(config.site_dir))


class Shown(HTMLParser):
    """The characters of a page's text, and apart from them those of its rendered math."""

    def __init__(self):
        super().__init__()
        self.text, self.math, self.open = set(), set(), []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, "katex" in (dict(attributes).get("class") or "").split()))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag in HIDDEN for tag, _ in self.open):
            return
        (self.math if any(katex for _, katex in self.open) else self.text).update(data)


VOID = set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


def shown(site):
    """All characters that the pages of the folder `site` show: those of text, and those of math."""
    text, math = set(ASCII), set()
    for page in site.rglob("*.html"):
        parser = Shown()
        parser.feed(page.read_text(encoding="utf-8"))
        text |= parser.text
        math |= parser.math
    return text, math


def cut(site):
    """Rewrite each woff2 font below `site/assets`: KaTeX's with the math's characters, the others with the text's."""
    text, math = shown(site)
    for path in sorted((site / "assets").rglob("*.woff2")):
        _cut(path, math if path.name.startswith("KaTeX") else text)
    for sheet in (site / "assets").rglob("katex.min.css"):
        _embed(sheet)


def _embed(sheet):
    def data(url):
        return f"url(data:font/woff2;base64,{base64.b64encode((sheet.parent / url[1]).read_bytes()).decode()})"

    sheet.write_text(EMBEDDED.sub(data, sheet.read_text()))


def _cut(path, characters):
    from fontTools import subset  # 0.2 s, and only a build needs it

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = []  # Source is a reserved name: what was changed may not carry it
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    subset.save_font(font, path, options)
