"""What is found of the built site: formulas by their names, pages by their words, and all pages in llms.txt."""

import json
import re

import pytest
from mkdocs.config import load_config
from project import PAGES, ROOT, location

from proofread.pages import page
from proofread.site import search


@pytest.fixture(scope="module")
def entries(built):
    return {entry["location"]: entry for entry in json.loads((built / "search/search_index.json").read_text())["docs"]}


def names(path):
    """The names that a page's formulas have in its source."""
    latex = [formula.latex for formula in page.read(path).formulas]
    return [name for text in latex for name in re.findall(r"\\tag\{([a-z0-9-]+)\}", text)]


def test_each_named_formula_is_in_the_search_index(entries):
    for path in PAGES:
        found = [key.partition("#eq-")[2] for key in entries if key.startswith(f"{location(path)}#eq-")]
        assert found == names(path), path.name
    assert entries["collapse/#eq-gradient"]["title"] == "gradient"


def test_the_search_index_has_no_glyphs(entries):
    text = "".join(entry["title"] + entry["text"] for entry in entries.values())
    assert "katex" not in re.sub(r"<code>.*?</code>", "", text).lower()
    assert "\u200b" not in text and "<math" not in text
    assert max(len(entry["text"]) for entry in entries.values()) < 20_000


def test_llms_txt_has_a_line_for_each_page(built):
    config = load_config(str(ROOT / "mkdocs.yml"))
    lines = re.findall(r"^- \[(.+?)\]\((\S+)\): (.+)$", (built / "llms.txt").read_text(), re.MULTILINE)
    pages = {config.site_url + location(path) for path in PAGES}
    assert {address for _, address, _ in lines} == pages and len(lines) == len(pages)
    assert all(len(said) > 40 and "<" not in re.sub(r"\$.*?\$", "", said) for _, _, said in lines)
    assert (built / "llms.txt").read_text().startswith(f"# {config.site_name}\n\n> ")


def test_what_a_page_says_first():
    assert (
        search.first("<h1>A</h1><p><strong>One &amp;\n two</strong>, <span>\\(x\\)</span>.</p><p>B</p>")
        == "One & two, $x$."
    )
    assert search.first("<h1>A</h1>") == ""
