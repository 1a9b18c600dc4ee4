"""Results kept on disk: those that the last run asked for, and never those of another package."""

import functools
import pickle

import pytest

from proofread.cache import store
from proofread.cache.store import Store
from proofread.site import katex


@pytest.fixture
def kept(tmp_path):
    """Makes the Store of a run: each new one knows what the one before it has kept."""
    return functools.partial(Store, "numbers", "squares", tmp_path)


def made(kept, *numbers, **how):
    """Which of the numbers a run has to square, as it asks for the squares of all of them."""
    found, run = [], kept(**how)

    def square(x):
        found.append(x)
        return x * x

    for x in numbers:
        assert run.find(x, square, x) == x * x
    run.keep()
    return found


def test_what_was_made_is_not_made_again(kept):
    assert made(kept, 2, 3, 2) == [2, 3]
    assert made(kept, 2, 3) == []
    assert made(kept, 2, 3, anew=True) == [2, 3]


def test_what_nobody_asked_for_is_dropped(kept):
    made(kept, 2, 3)
    assert made(kept, 3, 4) == [4]
    assert made(kept, 2, 4) == [2]


def test_another_subject_and_another_package_make_their_own(kept, tmp_path, monkeypatch):
    made(kept, 2)
    assert made(functools.partial(Store, "numbers", "cubes", tmp_path), 2) == [2]
    (tmp_path / "square.py").write_text("another rule")
    monkeypatch.setattr(store, "PACKAGE", tmp_path)
    store.package.cache_clear()
    try:
        assert made(kept, 2) == [2]
    finally:
        store.package.cache_clear()


def test_a_file_that_was_cut_off_is_made_again(kept, tmp_path):
    made(kept, 2)
    (file,) = tmp_path.rglob("*.pickle")
    file.write_bytes(file.read_bytes()[:8])
    assert made(kept, 2) == [2]
    assert made(kept, 2) == []


def test_what_can_not_be_made_is_not_kept(kept):
    with pytest.raises(ZeroDivisionError):
        (run := kept()).find(0, divmod, 1, 0)
    run.keep()
    assert made(kept, 0) == [0]


def test_the_oldest_files_are_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MOST", 2)
    for subject in range(4):
        made(functools.partial(Store, "numbers", subject, tmp_path), 2)
    assert len(list(tmp_path.rglob("*.pickle"))) == 2


def test_a_formula_is_rendered_once(tmp_path, monkeypatch):
    known = Store("katex", "", tmp_path)
    monkeypatch.setattr(katex, "rendered", lambda: known)
    first = katex.render("x + 1", False)
    monkeypatch.setattr(katex, "_interpreter", None)
    assert katex.render("x + 1", False) == first
    with pytest.raises(TypeError):
        katex.render("x + 1", True)  # as a display it's another one


def damaged(data):
    """What may become of a file: each of its bytes changed, its end cut off, something else in its place."""
    for k in range(len(data)):
        yield data[:k] + bytes([data[k] ^ 0xFF]) + data[k + 1 :]
        yield data[:k]
    yield from (data + b"\0", b"\0" * len(data), data[::-1], pickle.dumps({2: 5}), pickle.dumps([2]), b"\x80\x04.")


def test_a_damaged_file_is_as_no_file(kept, tmp_path):
    made(kept, 2)
    (file,) = tmp_path.rglob("*.pickle")
    data = file.read_bytes()
    for other in damaged(data):
        file.write_bytes(other)
        assert made(kept, 2) == [2]
        assert file.read_bytes() == data, "it's written anew"
    assert made(kept, 2) == []


def test_a_file_of_another_subject_is_as_no_file(kept, tmp_path):
    made(kept, 2)
    (file,) = tmp_path.rglob("*.pickle")
    cubes = functools.partial(Store, "numbers", "cubes", tmp_path)
    cubes().path.write_bytes(file.read_bytes())
    assert made(cubes, 2) == [2]


def test_what_can_not_be_read_or_written_is_as_no_file(kept, tmp_path):
    made(kept, 2)
    (file,) = tmp_path.rglob("*.pickle")
    file.unlink()
    file.mkdir()
    assert made(kept, 2) == [2] == made(kept, 2)
    assert [path.name for path in tmp_path.rglob("*.pickle*")] == [file.name], "nothing is left behind"
    (tmp_path / "a file").write_text("")
    assert made(functools.partial(Store, "numbers", "squares", tmp_path / "a file"), 2) == [2]
