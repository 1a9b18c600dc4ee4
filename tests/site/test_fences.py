"""No page hides what isn't checked: every fence is run or compared, no block skipped, every unchecked box known."""

import fences
import pytest
from project import ROOT

from proofread.pages import source

PAGES = sorted((ROOT / "docs").glob("*.md"))


def problems(text):
    return fences.problems(source.expand(ROOT / "docs/page.md", text), text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_hides_nothing(path):
    assert fences.problems(source.read(path), path.read_text()) == []


def test_every_unchecked_box_that_is_known_is_there():
    found = {reason for path in PAGES for reason in fences.UNCHECKED.findall(path.read_text())}
    assert found == fences.LEFT_UNCHECKED


RUN = "```python\nprint(1)\n```\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RUN + "```text\n1\n```\n", "that no block prints"),
        ("```text\nassert 1\n```\n", "that no block prints"),
        ("```console\nassert 1\n```\n", "doesn't begin with a command"),
        ("```console\n$ make\n3\n```\n", "more than commands"),
        ("```js\n1\n```\n", "a fence of js"),
        ('<!--pytest.mark.skip(reason="later")-->\n\n' + RUN, "marked skip"),
        ('<!--pytest.mark.xfail(reason="later")-->\n\n' + RUN, "marked xfail"),
        ("<!--pytest-codeblocks:skip-->\n\n" + RUN, "is left out"),
        ("<!--pytest-codeblocks:importorskip(jax)-->\n\n" + RUN, "where jax is missing"),
        ('!!! unchecked "later"\n    $1 = 2$\n', "left unchecked: later"),
    ],
)
def test_what_hides_something_is_named(text, said):
    (problem,) = problems(text)
    assert said in problem


def test_what_hides_nothing_passes():
    assert problems(RUN + "<!--pytest-codeblocks:expected-output-->\n\n```text\n1\n```\n") == []
    assert problems("```console\n$ make test\n```\n") == []
    skipif = '<!--pytest.mark.skipif(sys.platform == "win32", reason="no fork")-->\n\n'
    assert problems(skipif + RUN) == []
