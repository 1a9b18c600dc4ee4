"""Each Python block that the built site shows is run: none more, none less."""

from pathlib import Path

import census
import pytest
from project import PAGES, Run, judged, location


def test_every_block_on_the_site_is_run(built, blocks):
    """Pytest has each as an item, in this run of all tests too; what the item gives, it says there."""
    shown = census.shown(built)
    python = [block for block in shown if census.is_python(block.language)]
    assert census.problems(shown, blocks) == []
    assert len(python) == len(blocks) > 0


def test_all_math_on_the_site_was_judged(built):
    """What is rendered equals what was judged, formula by formula, on every page."""
    for path in PAGES:
        name = f"{location(path)}index.html"
        shown = list(census.math((built / name).read_text()))
        assert shown == [(f.latex.strip(), v.status) for f, v in judged(path)], name
        assert shown and not any(verdict.failing for _, verdict in judged(path))


def test_no_page_has_math_that_nobody_judged(built):
    judged = {f"{location(path)}index.html" for path in PAGES}
    others = {str(p.relative_to(built)) for p in built.rglob("*.html")} - judged
    assert [name for name in others if list(census.math((built / name).read_text()))] == []


def test_math_that_nobody_judged_is_seen():
    html = '<span class="katex"><annotation>x</annotation></span>'
    assert list(census.math(html)) == [("x", None)]
    assert list(census.math(f'<div data-status="checked">{html}</div>')) == [("x", "checked")]


def page(code, language="python"):
    css = f"language-{language} highlight" if language else "highlight"
    return list(census.on(f'<div class="{css}"><pre><span></span><code>{code}\n</code></pre></div>', "p/index.html"))


RUN = Run("docs/p.md", "docs/p.md:3", "assert 1\n", "passed")


def test_census_adds_up():
    assert census.problems(page("assert 1"), [RUN]) == []


@pytest.mark.parametrize(
    "blocks, runs, message",
    [
        (page("assert 2"), [RUN], "p/index.html: shown as Python but not run: assert 2"),
        (page("assert 1", "py"), [], "p/index.html: shown as Python but not run: assert 1"),
        (page("assert 1") + page("assert 1"), [RUN], "p/index.html: shown as Python but not run: assert 1"),
        (page("assert 1", "text"), [RUN], "docs/p.md:3: run but not shown as Python on the built site: assert 1"),
        (page("assert 1", ""), [], "p/index.html: a block of code without a language"),
        (
            list(census.on("<pre>assert 1</pre>", "p/index.html")),
            [],
            "p/index.html: a block of code without a language",
        ),
        (
            page("assert 1"),
            [Run("docs/p.md", "docs/p.md:3", "assert 1\n", "not run")],
            "docs/p.md:3: a block was not run",
        ),
    ],
)
def test_census_names_page_and_block(blocks, runs, message):
    assert any(problem.startswith(message) for problem in census.problems(blocks, runs))


def test_what_continues_a_block_belongs_to_it():
    """Whatever was printed in between; and a cell that was left out is missed."""
    cells = ['<div class="language-python highlight"><pre>a = 1</pre></div>', "<!--pytest-codeblocks:cont-->"]
    cells += ['<div class="language-text highlight"><pre>1</pre></div>', cells[0].replace("a = 1", "assert a")]
    blocks = list(census.on("".join(cells), "p"))
    assert [block.code for block in blocks] == ["a = 1\nassert a", "1"]
    whole = Run("docs/p.py", "docs/p.py:3", "a = 1\nassert a\n", "passed")
    assert census.problems(blocks, [whole]) == []
    assert census.problems(list(census.on("".join(cells[:3]), "p")), [whole])


def test_line_numbers_are_no_code():
    html = '<div class="language-python highlight"><table><td class="linenos"><div class="linenodiv"><pre>1</pre></div>'
    assert list(census.on(html, "p")) == []


def test_pages_of_the_navigation_are_built(built):
    """Guards the census itself: it has seen the pages that readers see."""
    seen = {Path(block.page).parent.name for block in census.shown(built)}
    assert {"collapse", "jacobian", "linear", "hardware"} <= seen
