"""docs/contributing.md shows sources, and what becomes of them: the two have to be the same."""

from fences import EXAMPLE, shown_only
from project import ROOT

PAGE = ROOT / "docs" / "contributing.md"


def test_each_example_is_live_on_the_page():
    text = PAGE.read_text()
    assert EXAMPLE.search(text), "the page shows no example"
    assert shown_only(text) == []


def test_an_example_that_differs_is_noticed():
    text = PAGE.read_text()
    example = EXAMPLE.search(text)
    changed = text[: example.start()] + example[0].replace("2 (y", "3 (y") + text[example.end() :]
    assert changed != text
    assert len(shown_only(changed)) == 1
