"""The MkDocs hook that cuts the built site's fonts down to the characters that its pages show."""

import base64
import io
import re
from pathlib import Path

import lxml.html
from fontTools import version
from mkdocs.config.defaults import MkDocsConfig

from proofread.cache.store import Store

ASCII = "".join(map(chr, range(32, 127)))
HIDDEN = {"script", "style", "head", "math"}  # MathML is for screen readers: the glyphs stand beside it
FEATURES = ["kern", "liga", "lnum", "mark", "mkmk"]

# The fonts of math come inside KaTeX's style sheet: with the sheet, before the first formula is laid out. As files of
# their own they come after it, and lines break anew under the reader's eyes.
FACE = re.compile(r"(@font-face\{[^}]*url\()(fonts/[\w-]+\.woff2)(\)[^}]*\})")

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
WEIGHTS = {"400": "normal", "700": "bold"}
PLAIN = ("KaTeX_Main", "normal", "normal")

_serving = False


def on_startup(command, dirty):
    global _serving
    _serving = command == "serve"  # while the author types, the whole fonts are there already


def on_post_build(config: MkDocsConfig):
    if not _serving:
        cut(Path(config.site_dir))


def characters(node, styles, text, math, font=None):
    """Add what an element shows: the characters of its text, and apart from them those of rendered math by their font.

    `math` maps (family, style, weight), as `styles` has them, to a set of characters; `font` is that of the parent.
    """
    if node.tag in HIDDEN or not isinstance(node.tag, str):  # a comment has no name
        return
    classes = set(node.get("class", "").split())
    for needed, family, style, weight in styles if font or "katex" in classes else ():
        if needed <= classes:
            font = tuple(new or old for new, old in zip((family, style, weight), font or PLAIN, strict=True))
    found = math.setdefault(font, set()) if font else text
    found.update(node.text or "")
    for child in node:
        characters(child, styles, text, math, font)
        found.update(child.tail or "")


def fonts_of_math(sheet):
    """What KaTeX's style sheet says of fonts: its rules, and the file of each (family, style, weight).

    A rule is (classes, family, style, weight), None where it is silent. It holds for an element that has these classes
    and for what stands in it; later rules outrank earlier ones.
    """
    rules, files = [], {}
    for selectors, body in RULE.findall(sheet):
        said = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        family = re.search(r"KaTeX_\w+", said.get("font-family", said.get("font", "")))
        weight = said.get("font-weight")
        font = family and family[0], said.get("font-style"), WEIGHTS.get(weight, weight)
        if selectors == "@font-face":
            files[font] = re.search(r"[\w-]+\.woff2", body)[0]
        elif any(font):
            last = [selector.split()[-1] for selector in selectors.replace(">span", "").split(",")]
            rules += [(set(re.findall(r"[\w-]+", classes)), *font) for classes in last]
    return rules, files


def shown(site):
    """All characters that the pages of the folder `site` show: those of text, and those of math by their file."""
    rules, files = fonts_of_math(next((site / "assets").rglob("katex.min.css")).read_text(encoding="utf-8"))
    text, math = set(ASCII), {name: set() for name in files.values()}
    fonts = {}
    for page in site.rglob("*.html"):
        html = lxml.html.document_fromstring(page.read_text(encoding="utf-8"))
        characters(html, rules, text, fonts)
    for font, used in fonts.items():
        # A browser takes the nearest face of a family that lacks the right one: any of them may be it.
        for name in [files[font]] if font in files else [name for other, name in files.items() if other[0] == font[0]]:
            math[name] |= used
    return text, math


def cut(site):
    """Rewrite each woff2 font below `site/assets`: KaTeX's with the math's characters, the others with the text's."""
    text, math = shown(site)
    store = Store("fonts", version)
    for path in sorted((site / "assets").rglob("*.woff2")):
        characters = "".join(sorted(math[path.name] if path.name.startswith("KaTeX") else text))
        whole = path.read_bytes()
        path.write_bytes(store.find((whole, characters), _cut, whole, characters))
    store.keep()
    for sheet in (site / "assets").rglob("katex.min.css"):
        _embed(sheet, {name for name, used in math.items() if used})


def _embed(sheet, used):
    """Move the fonts with the names `used` into the sheet that names their files; the others go, with their rules."""

    def data(face):
        before, url, after = face.groups()
        path = sheet.parent / url
        font = base64.b64encode(path.read_bytes()).decode()
        path.unlink()
        return f"{before}data:font/woff2;base64,{font}{after}" if path.name in used else ""

    sheet.write_text(FACE.sub(data, sheet.read_text()))


def _cut(whole, characters):
    """A woff2 font with the glyphs of some characters only; both as bytes."""
    from fontTools import subset  # 0.2 s, and only a build whose characters changed needs it

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = []  # Source is a reserved name: what was changed may not carry it
    font = subset.load_font(io.BytesIO(whole), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    subset.save_font(font, found := io.BytesIO(), options)
    return found.getvalue()
