"""The order of the suite: what takes long comes first, and a seed decides the rest."""

from pathlib import Path
from types import SimpleNamespace

from project import LONG, PAGES, ROOT, put_in_order


def test_what_takes_longest_comes_first_then_pages_in_another_order_than_that_of_their_names():
    """tests/conftest.py orders items so: those of a file stay together."""
    first = [ROOT / "tests" / name for name in LONG]
    assert all(path.is_file() for path in first)
    items = [SimpleNamespace(path=path) for path in [Path(__file__), *PAGES, *PAGES, *first]]
    put_in_order(items)
    paths = [item.path for item in items]
    pages = paths[len(first) : -1]
    assert paths[: len(first)] == first and paths[-1] == Path(__file__)
    assert pages[::2] == pages[1::2] != sorted(PAGES) == sorted(pages[::2])


def test_a_seed_decides_the_order_of_files_and_of_the_tests_in_each():
    def ordered(seed):
        items = [SimpleNamespace(path=Path(f"{k // 10}.py"), name=k) for k in range(100)]
        put_in_order(items, seed)
        return [item.name for item in items]

    assert ordered(0) == list(range(100)) and ordered(1) == ordered(1) != ordered(2)
    for seed in (1, 2):
        files = [name // 10 for name in ordered(seed)]
        assert len(dict.fromkeys(files)) == 10 and files != sorted(files) and files[::10] == files[9::10]
        assert sorted(ordered(seed)) == ordered(0)
