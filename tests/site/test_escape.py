"""What an author wrote as text never becomes a tag: not on the page, its marks and ledger, not in search results."""

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from project import ROOT

from proofread.judging.verdict import PASSING, STATUSES, Counterexample, Verdict
from proofread.pages import page, source
from proofread.site import hook, lab, ledger, marks

TAG = "<img src=x onerror=alert(1)>"
TEXT = TAG.replace("<", "&lt;")
SETTINGS = f"""
site_name: small
theme: material
plugins: [material/search]
hooks: [{ROOT / "proofread/site/hook.py"}, {ROOT / "proofread/site/search.py"}]
site_description: a site
markdown_extensions:
  - admonition
  - toc: {{permalink: true}}
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.snippets
  - pymdownx.superfences
"""
PAGE = f"""---
title: 'Front {TAG}'
description: '" {TAG}'
author: '{TAG}'
---

# Title {TEXT} and `{TAG}`

First, {TEXT}. Let $a \\in \\mathbb{{R}}$.

## Heading {TEXT} `{TAG}`

$$
a {TAG} = a
$$

$$
a = a \\tag{{x" onmouseover="alert(1)}}
$$

$$
a = a \\tag{{a">{TAG}}}
$$

Here $\\text{{{TAG}}}$, $x_{{{TAG}}}$ and $"><svg onload=alert(1)>$.

!!! unchecked "because {TEXT}"
    $$
    a = O(a)
    $$

!!! failure "F {TEXT}"
    $$
    a = 2 a \\text{{{TAG}}}
    $$

```text title="{TAG}"
</code></pre>{TAG}
```
"""


def scripts(html):
    """The elements that run a script when they are shown, or touched."""
    return [
        str(tag) for tag in BeautifulSoup(html, "lxml").find_all(True) if any(k.startswith("on") for k in tag.attrs)
    ]


def test_it_is_seen():
    assert scripts(f"<p>{TAG}</p>") and not scripts(f"<p>{TEXT}</p>")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A page that does all it can, as `make serve` shows it, where no failure stops the build."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS)
    (folder / "docs/index.md").write_text(PAGE)
    (folder / "docs/two.md").write_text(f"# Two {TEXT}\n\n$$\n1 + 1 = 2 \\tag{{two}}\n$$\n")
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_startup(command="build", dirty=False)
    return folder / "site"


def test_no_page_has_a_tag_that_was_text(built):
    pages = list(built.rglob("*.html"))
    assert len(pages) >= 3
    for path in pages:
        assert scripts(path.read_text()) == [], path


def test_no_search_result_has_one(built):
    entries = json.loads((built / "search/search_index.json").read_text())["docs"]
    assert any("two" in entry["location"] and "eq-" in entry["location"] for entry in entries)
    for entry in entries:
        assert scripts(entry["title"]) == [] == scripts(entry["text"]), entry


def verdict(status, **details):
    return Verdict(ROOT / "docs/p.md", 1, 1, "display", status, TAG, TAG, assumptions=[TAG], signs=["="], **details)


@pytest.mark.parametrize("status", [status.name for status in STATUSES])
def test_a_mark_and_the_ledger_escape_all_that_a_verdict_says(status):
    found = Counterexample(TAG, {TAG: 1}, {TAG: 2}, {TAG: 3.0}, 1.0, 2.0, TAG)
    (formula,) = page.parse(source.expand(ROOT / "docs/p.md", "$a$")).formulas
    formula.latex = f"a \\tag{{{TAG}}}"
    for counterexample in (found, None):
        one = verdict(status, samples=1, sizes=[{TAG: 1}], counterexample=counterexample)
        config = SimpleNamespace(config_file_path=str(ROOT / "mkdocs.yml"), repo_url=TAG)
        shown = ledger.ledger([formula], [one], 1, config) + hook.element(formula, one, "", TAG)
        if status in PASSING:
            shown += marks.mark(one, 1, TAG)
        assert scripts(shown) == []


def test_what_a_notebook_prints_and_draws_is_text():
    assert scripts(lab.figure({"svg": '<svg viewBox="0"></svg>', "title": f"</title>{TAG}", "desc": TAG}, "n-1")) == []
    import markdown

    shown = lab._markdown({"text": f"```\n{TAG}\n\n{TAG}"}, "n-1")
    assert scripts(markdown.markdown(shown, extensions=["pymdownx.superfences"])) == []
