"""The built fonts: cut down, and yet with a glyph for every character that the pages show."""

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from project import ROOT

from proofread import fonts


def missing(site):
    """Characters shown on a page that a font of docs/assets has and the built one lacks: font, page, characters."""
    pages = {path: texts(path) for path in sorted(site.rglob("*.html"))}
    for whole in sorted((ROOT / "docs/assets").rglob("*.woff2")):
        path = site / whole.relative_to(ROOT / "docs")
        had, has = cmap(whole), cmap(path)
        for page, (text, math) in pages.items():
            shown = math if path.name.startswith("KaTeX") else text
            if lost := sorted({c for c in shown if ord(c) in had - has}):
                yield path.name, page.name, "".join(lost)


def texts(path):
    """A page's text, and what its rendered math shows."""
    soup = BeautifulSoup(path.read_text(), "html.parser")
    math = "".join(part.get_text() for part in soup.select(".katex-html"))
    for part in soup.select(".katex, script, style, head"):
        part.decompose()
    return soup.get_text(), math


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


def test_what_was_cut_does_not_carry_the_reserved_name(built):
    for path in (built / "assets/fonts").glob("*.woff2"):
        assert not [n for n in TTFont(path)["name"].names if "Source" in n.toUnicode()], path.name


@pytest.mark.parametrize(
    "html, text, math",
    [
        ("<p>αβ<span class=katex><math>γ</math><span class=katex-html>δ</span></span>ε</p>", "αβε", "δ"),
        ("<head><title>γ</title></head><body>α<br>β<script>γ</script>", "αβ", ""),
        ('<p title="γ">α<img alt="γ">β</p><svg><text>y₁</text></svg>', "αβ₁", ""),
    ],
)
def test_shown_characters(tmp_path: Path, html, text, math):
    (tmp_path / "a.html").write_text(html)
    shown = fonts.shown(tmp_path)
    assert (shown[0] - set(fonts.ASCII), shown[1]) == (set(text), set(math))
