"""The home page leads to every page, in the groups and the order of the navigation."""

import re

import yaml
from project import ROOT


class Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags (an environment variable, a folder) don't matter here."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def listed(text):
    """The groups of a list of pages in Markdown: from each heading to the pages linked in the items under it."""
    groups = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^\d+\. +\[(.+?)\]\((.+?)\)", items, re.MULTILINE)
        for name, items in zip(groups[::2], groups[1::2], strict=True)
    }


def test_the_home_page_lists_what_the_navigation_has():
    groups = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)["nav"][1:]
    nav = {name: [item for entry in items for item in entry.items()] for g in groups for name, items in g.items()}
    ways = (ROOT / "docs/index.md").read_text().partition('<div class="ways"')[2].partition("</div>")[0]
    assert listed(ways) == nav
    assert list(listed(ways)) == list(nav)


def test_a_page_in_the_wrong_group_is_seen():
    assert listed("### A\n\n1.  [x](x.md)\n\n### B\n\n1.  [y](y.md)\n2.  [z](z.md)") == {
        "A": [("x", "x.md")],
        "B": [("y", "y.md"), ("z", "z.md")],
    }
