"""The rooms of proofread/: README names each, imports run down only, and what is outside comes in by the door."""

import ast
import re

import pytest
from project import ROOT, SETTINGS

PACKAGE = ROOT / "proofread"
README = (ROOT / "README.md").read_text()
# As README lists them, each above those that it may import from.
ROOMS = re.findall(r"^\| \[(\w+)(?:\.py|/)\]\(proofread/", README, re.MULTILINE)


def imports(text):
    """The rooms that a file's text imports from."""
    for node in ast.walk(ast.parse(text)):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if names and names[0] == "proofread" and isinstance(node, ast.ImportFrom):
            names = [f"proofread.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name and name.startswith("proofread."))


def upwards(room, text):
    """The rooms above this one that a text of it imports from."""
    return {other for other in imports(text) if ROOMS.index(other) < ROOMS.index(room)}


def test_the_readme_names_every_room_of_the_checker():
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__", "__main__"} == set(ROOMS) and len(ROOMS) == len(set(ROOMS))


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_runs_up(room):
    files = [PACKAGE / f"{room}.py"] if (PACKAGE / f"{room}.py").exists() else (PACKAGE / room).glob("*.py")
    assert {path.name: found for path in files if (found := upwards(room, path.read_text()))} == {}


def test_an_import_that_runs_up_is_seen():
    assert upwards("values", "from proofread.judging import judge\nfrom proofread.values import dual") == {"judging"}
    assert upwards("values", "def f():\n    import proofread.site.katex") == {"site"}
    assert upwards("judging", "from proofread import values, cache") == {"cache"}


def test_the_makefile_finds_what_pytest_finds():
    (paths,) = re.findall(r"^TESTS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert paths.split(":") == SETTINGS["pythonpath"]
