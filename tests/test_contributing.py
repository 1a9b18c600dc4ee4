"""docs/contributing.md shows sources, and what becomes of them: the two have to be the same."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "contributing.md"
EXAMPLE = re.compile(r"^````markdown\n(.*?)^````\n", re.MULTILINE | re.DOTALL)


def shown_only(text):
    """The examples of a page, each a ````markdown fence, that the page shows and doesn't have itself."""
    examples = [example.replace(";--8<--", "--8<--") for example in EXAMPLE.findall(text)]
    assert examples, "the page shows no example"
    live = EXAMPLE.sub("", text)
    return [example for example in examples if example not in live]


def test_each_example_is_live_on_the_page():
    assert shown_only(PAGE.read_text()) == []


def test_an_example_that_differs_is_noticed():
    text = PAGE.read_text()
    example = EXAMPLE.search(text)
    changed = text[: example.start()] + example[0].replace("2 (y", "3 (y") + text[example.end() :]
    assert changed != text
    assert len(shown_only(changed)) == 1
