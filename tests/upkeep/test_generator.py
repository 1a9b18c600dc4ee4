"""What builds the site: MkDocs until its theme's end comes near, and then ProperDocs, which builds the same."""

import datetime
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import REPOSITORY, ROOT, build

END = datetime.date(2027, 5, 5)
FROM = datetime.date(2027, 2, 1)  # three months are time to look
TAG = re.compile(rb'<meta name="generator" content="[^"]*">')


def today():
    return datetime.date.today()


def generator():
    """What `make build` builds with, unless it's told."""
    return re.search(r"^GENERATOR := (\w+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]


def test_the_site_has_moved_on_before_its_theme_ends():
    assert today() < FROM or generator() != "mkdocs", (
        f"the theme, Material for MkDocs, reaches its end of life on {END}. Look at the site that `make build "
        "GENERATOR=properdocs` gives, then write GENERATOR := properdocs in the Makefile, and build by it in "
        "tests/project.py. Not by Zensical: it ignores hooks in silence, so its build is green and checks nothing."
    )


@pytest.mark.parametrize(
    "day, by, red",
    [
        ("2026-12-01", "mkdocs", False),
        ("2027-01-31", "mkdocs", False),
        ("2027-02-01", "mkdocs", True),
        ("2028-01-01", "mkdocs", True),
        ("2028-01-01", "properdocs", False),
    ],
)
def test_it_is_asked_for_from_february_2027_on(monkeypatch, day, by, red):
    monkeypatch.setitem(globals(), "today", lambda: datetime.date.fromisoformat(day))
    monkeypatch.setitem(globals(), "generator", lambda: by)
    try:
        test_the_site_has_moved_on_before_its_theme_ends()
    except AssertionError as error:
        assert red and "make build GENERATOR=properdocs" in str(error)
    else:
        assert not red


def test_the_theme_says_when_it_ends_and_so_do_we():
    (theme,) = importlib.util.find_spec("material").submodule_search_locations
    assert f"end of life on {END:%B} {END.day}, {END.year}" in Path(theme, "templates/__init__.py").read_text()
    for name in ("Makefile", "docs/contributing.md"):
        text = (ROOT / name).read_text()
        assert f"end of life on {END.day} {END:%B %Y}" in text and f"From {FROM:%B %Y} on" in text, name


def files(site):
    """The bytes of each file of a built site, without the tag that names what built it."""
    paths = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): TAG.sub(b"", path.read_bytes()) for path in paths}


def test_properdocs_builds_the_same_site(built, tmp_path):
    day = str(int((built / "sitemap.xml").stat().st_mtime))  # a page names the day on which it was built
    run = build(ROOT, tmp_path, "properdocs", REPO_URL=REPOSITORY, SOURCE_DATE_EPOCH=day)
    assert run.returncode == 0, run.stderr
    ours, theirs = files(built), files(tmp_path)
    assert [name for name in ours | theirs if ours.get(name) != theirs.get(name)] == []
    assert b"ProperDocs" in TAG.search((tmp_path / "index.html").read_bytes())[0]


def test_a_false_formula_stops_properdocs_too(built, tmp_path):
    for name in ("Makefile", "requirements.txt", "mkdocs.yml", "snippets", "proofread", "docs", ".cache"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    with (tmp_path / "docs/linear.md").open("a") as page:
        page.write("\nAnd $1 + 1 = 3$.\n")
    command = ["make", "build", "GENERATOR=properdocs", f"BIN={Path(sys.executable).parent}"]
    run = subprocess.run([*command, "--assume-old=.venv/installed"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0 and "-m properdocs build" in run.stdout
    assert re.search(r"docs/linear\.md:\d+:5: false: the step ", run.stderr)
    assert not (tmp_path / "site").exists()
