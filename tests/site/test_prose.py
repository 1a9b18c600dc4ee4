"""Each number in prose has something that holds it, and a sentence whose number changes is asked about again."""

import prose
import pytest
from drift import values
from project import PAGES, ROOT


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_every_number_in_prose_is_held():
    listed = values.listed()
    assert [said for path in PAGES for said in prose.problems(path, listed.get(name(path), {}))] == []
    assert set(listed) <= set(map(name, PAGES))


@pytest.fixture
def problems(tmp_path):
    def problems(text, listed):
        path = tmp_path / "page.md"
        path.write_text(text)
        return list(prose.problems(path, listed))

    return problems


LINE, PAGE = "It has 12 bytes.", "It has 12 bytes.\n\nLet $n \\in \\mathbb{N}$. Then $n + n = 2 n$.\n"


def test_a_number_that_changed_is_asked_about(problems):
    assert problems(PAGE, {LINE: "formula: n + n = 2 n"}) == []
    new, gone = problems(PAGE.replace("12", "13"), {LINE: "formula: n + n = 2 n"})
    assert "page.md:1: no one has said" in new and "hasn't any more: It has 12 bytes." in gone


@pytest.mark.parametrize("said", ["formula: n + n = 3 n", "code: 12", "test: tests/test_of_nothing.py"])
def test_what_holds_a_number_has_to_be_there(problems, said):
    (found,) = problems(PAGE.replace("12", "14"), {"It has 14 bytes.": said})
    assert "isn't there" in found


def test_a_formula_that_does_not_hold_holds_no_number(problems):
    assert problems(PAGE.replace("= 2 n", "= 3 n"), {LINE: "formula: n + n = 3 n"})


def test_a_kind_of_its_own_is_refused(problems):
    with pytest.raises(KeyError):
        problems(PAGE, {LINE: "trust: me"})
