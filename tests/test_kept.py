"""Verdicts that are kept: the same as judged anew, and never those of another page or of another package."""

import pytest

from proofread import judge, kept, page

RIGHT, WRONG = "Let $x \\in \\mathbb{R}$. Then $x + x = 2 x$.\n", "Let $x \\in \\mathbb{R}$. Then $x + x = 3 x$.\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "page.md"


def read(path, text):
    path.write_text(text)
    return page.read(path)


def test_what_was_judged_is_not_judged_again(path, tmp_path, monkeypatch):
    first = kept.judge(read(path, WRONG), tmp_path)
    assert first == judge.judge(page.read(path)) and first[-1].failing
    monkeypatch.setattr(judge, "judge", None)
    assert kept.judge(page.read(path), tmp_path) == first


@pytest.mark.parametrize("text", [WRONG, "\n" + RIGHT, RIGHT.replace("Then", "Hence")])
def test_a_page_that_changed_is_judged_anew(path, tmp_path, text):
    kept.judge(read(path, RIGHT), tmp_path)
    found = read(path, text)
    assert kept.judge(found, tmp_path) == judge.judge(found)
    assert len(list(tmp_path.glob("*.pickle"))) == 2


def test_another_package_judges_anew(path, tmp_path, monkeypatch):
    kept.judge(read(path, RIGHT), tmp_path)
    package = tmp_path / "package"
    package.mkdir()
    (package / "judge.py").write_text("another rule")
    kept.package.cache_clear()
    monkeypatch.setattr(kept, "PACKAGE", package)
    monkeypatch.setattr(judge, "judge", lambda found: ["judged anew"])
    try:
        assert kept.judge(page.read(path), tmp_path) == ["judged anew"]
    finally:
        kept.package.cache_clear()


def test_a_file_that_was_cut_off_is_no_verdict(path, tmp_path):
    found = read(path, RIGHT)
    right = kept.judge(found, tmp_path)
    (file,) = tmp_path.glob("*.pickle")
    file.write_bytes(file.read_bytes()[:20])
    assert kept.judge(found, tmp_path) == right == kept.judge(found, tmp_path)


def test_the_oldest_are_dropped(path, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    for n in range(4):
        kept.judge(read(path, RIGHT.replace("2 x", f"2 x + {n} - {n}")), tmp_path)
    assert len(list(tmp_path.glob("*.pickle"))) == 2
