"""The MkDocs hook for those who look for something: named formulas in the search, and all pages in llms.txt."""

import json
import re
from html import unescape
from pathlib import Path

from mkdocs.structure.nav import Section

FORMULA = re.compile(r'class="arithmatex" id="eq-([a-z0-9-]+)"')
FIRST = re.compile(r"<p>(.*?)</p>", re.DOTALL)

_nav = None
_lines = {}  # page → what it says first


def on_nav(nav, config, files):
    global _nav
    _nav = nav


def on_page_content(html, page, config, files):
    _lines[page.file.src_uri] = first(html)


def on_post_build(config):
    site = Path(config.site_dir)
    _extend(site / "search/search_index.json", site)
    (site / "llms.txt").write_text(llms(config), encoding="utf-8")


def first(html):
    """The first paragraph of a page as plain text in one line; math is its LaTeX in dollars."""
    text = unescape(re.sub(r"<[^>]*>", "", (FIRST.search(html) or ["", ""])[1]))
    return re.sub(r"\\([()])", "$", " ".join(text.split()))


def llms(config):
    """The text of llms.txt: each page of the navigation, in its order, with its address and what it says first."""
    lines = [f"# {config.site_name}", "", f"> {' '.join(config.site_description.split())}"]
    for item in _nav.items:
        if isinstance(item, Section):
            lines += ["", f"## {item.title}", "", *map(_line, item.children)]
        else:
            lines += ["", _line(item)]
    return "\n".join(lines) + "\n"


def _line(page):
    return f"- [{unescape(page.title)}]({page.canonical_url}): {_lines[page.file.src_uri]}"


def _extend(index, site):
    """Each formula with a name is found by it: an entry of the search index, below that of its page."""
    if not index.exists():
        return  # a site without the search
    found = json.loads(index.read_text(encoding="utf-8"))
    titles = {entry["location"]: entry["title"] for entry in found["docs"] if "#" not in entry["location"]}
    for location, title in titles.items():
        names = FORMULA.findall((site / location / "index.html").read_text(encoding="utf-8"))
        found["docs"] += [
            {"location": f"{location}#eq-{name}", "title": name, "text": f"<p>A formula of {title}.</p>"}
            for name in names
        ]
    index.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
