"""The built fonts: cut down, and yet with a glyph for every character that the pages show."""

import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from fontTools.ttLib import TTFont
from project import ROOT

from proofread.site import fonts


def missing(site):
    """Characters of a page's text that a font of docs/assets has and the built one lacks: font, page, characters.

    Which font a character of math is set in only a browser knows: tests/site/browser/visit.py looks whether it has
    a glyph.
    """
    pages = {path: set(text(path)) for path in sorted(site.rglob("*.html"))}
    for whole in sorted((ROOT / "docs/assets/fonts").glob("*.woff2")):
        path = site / whole.relative_to(ROOT / "docs")
        cut = {chr(code) for code in cmap(whole) - cmap(path)}
        for page, shown in pages.items():
            if lost := sorted(shown & cut):
                yield path.name, page.name, "".join(lost)


def text(path):
    html = lxml.html.fromstring(path.read_text())
    for part in [*html.find_class("katex"), *html.iter("script", "style", "head")]:
        part.clear(keep_tail=True)
    return html.text_content()


def cmap(path):
    return set(TTFont(path).getBestCmap())


def test_no_character_lost_its_glyph(built):
    assert list(missing(built)) == []


def test_a_lost_glyph_is_found(built, tmp_path):
    site = shutil.copytree(built, tmp_path / "site")
    page = site / "index.html"
    page.write_text(page.read_text().replace("</article>", "<p>Ångström</p></article>"))
    assert {(font.split("-")[0], name, lost) for font, name, lost in missing(site)} == {
        ("SourceSerif4", "index.html", "Åö")
    }


def test_the_fonts_are_small(built):
    for path in (built / "assets").rglob("*.woff2"):
        assert path.stat().st_size < 0.75 * (ROOT / "docs" / path.relative_to(built)).stat().st_size, path.name


def test_the_fonts_of_math_come_inside_their_sheet_and_those_alone_that_pages_need(built):
    sheet = (built / "assets/katex/katex.min.css").read_text()
    whole = (ROOT / "docs/assets/katex/katex.min.css").read_text()
    assert "woff2)" not in sheet and not list((built / "assets/katex").rglob("*.woff2"))
    assert 8 <= sheet.count("url(data:font/woff2;") == sheet.count("@font-face") < whole.count("@font-face") == 20
    assert fonts.FACE.sub("", whole) == re.sub(r"@font-face\{[^}]*\}", "", sheet)  # all else stays


def test_what_was_cut_does_not_carry_the_reserved_name(built):
    for path in (built / "assets/fonts").glob("*.woff2"):
        assert not [n for n in TTFont(path)["name"].names if "Source" in n.toUnicode()], path.name


KATEX = """.katex{font:normal 1em KaTeX_Main,serif}
.katex .it{font-family:KaTeX_Math;font-style:italic}.katex .b{font-weight:700}"""
FACE = "@font-face{{font-family:KaTeX_{};font-style:{};font-weight:{};src:url({}.woff2)}}"


@pytest.mark.parametrize(
    "html, text, math",
    [
        ("<p>αβ<span class=katex><math>γ</math><span class=katex-html>δ</span></span>ε</p>", "αβε", "δ"),
        ("<head><title>γ</title></head><body>α<br>β<script>γ</script>", "αβ", ""),
        ('<p title="γ">α<img alt="γ">β</p><svg><text>y₁</text></svg>', "αβ₁", ""),
    ],
)
def test_shown_characters(tmp_path: Path, html, text, math):
    shown = shown_of(tmp_path, html)
    assert (shown[0] - set(fonts.ASCII), shown[1]["plain.woff2"]) == (set(text), set(math))


def test_characters_of_math_by_their_font(tmp_path: Path):
    html = '<i class="katex">α<b class="it">β<b class="b">γ</b><i>δ</i></b><b class="b">ε</b>ζ</i><b class="it">η</b>'
    _, math = shown_of(tmp_path, html)
    # There is no bold italic: a browser makes one, of whatever face it finds.
    assert {name: "".join(sorted(shown)) for name, shown in math.items()} == {
        "plain.woff2": "αζ",
        "bold.woff2": "ε",
        "italic.woff2": "βγδ",
    }


def shown_of(folder, html):
    """fonts.shown of a site of one page, whose fonts of math have a plain, a bold and an italic face."""
    (folder / "a.html").write_text(html)
    (folder / "assets").mkdir()
    faces = [("Main", "normal", 400, "plain"), ("Main", "normal", 700, "bold"), ("Math", "italic", 400, "italic")]
    (folder / "assets/katex.min.css").write_text("".join(FACE.format(*face) for face in faces) + KATEX)
    return fonts.shown(folder)
