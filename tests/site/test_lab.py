"""The lab: a cell's output stands behind it, is made again when anything changes, and an error stops the build."""

import re
from types import SimpleNamespace

import pytest
from a_notebook import TEXT, expanded
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from project import PAGES

from proofread.site import lab

LAB = [path for path in PAGES if path.suffix == ".py"]


@pytest.fixture
def root(tmp_path):
    """A project of one notebook and one snippet, of which nothing is known yet."""
    for name in ("docs/lab", "snippets"):
        (tmp_path / name).mkdir(parents=True)
    reads = '--8<-- "docs/_parts/part.py"\nopen("named.csv"), glob("data")\nb = 2'
    (tmp_path / "docs/lab/n.py").write_text(TEXT.replace("b = 2", reads))
    for name in ("data/one.csv", "named.csv", "docs/_parts/part.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    settings = f"markdown_extensions: [pymdownx.superfences, {{pymdownx.snippets: {{base_path: [{tmp_path}]}}}}]\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{settings}")
    (tmp_path / "snippets/s.py").write_text("a = 1\n")
    (tmp_path / "requirements.txt").write_text("numpy==1\n")
    return tmp_path


@pytest.fixture
def executed(monkeypatch):
    """The pages that were executed: here that gives one line of text a cell."""
    pages = []

    def execute(page):
        pages.append(page)
        return [[{"text": f"cell {k}"}] for k, _ in enumerate(page.fences)]

    monkeypatch.setattr(lab, "execute", execute)
    return pages


def test_what_a_cell_gave_stands_behind_it(root, executed):
    text = lab.markdown(root / "docs/lab/n.py", root)
    assert re.search(
        r"b = 2\n```\n\n```text\ncell 0\n```\n.*assert a \+ b == 3\n```\n\n```text\ncell 1\n```", text, re.DOTALL
    )


NAMES = ["docs/lab/n.py", "snippets/s.py", "snippets/new.py", "requirements.txt", "snippets/below/it.py"]
NAMES += ["snippets/below/data.csv", "docs/lab/data.csv", "docs/lab/below/data.csv", "data/one.csv", "named.csv"]
NAMES += ["docs/_parts/part.py"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_executed_again_when_something_changes_and_else_not(root, executed, name):
    path = root / "docs/lab/n.py"
    lab.markdown(path, root)
    lab.markdown(path, root)
    assert len(executed) == 1
    (root / name).parent.mkdir(exist_ok=True)
    before = (root / name).read_text() if (root / name).exists() else ""
    (root / name).write_text(before + "# changed\n")
    lab.markdown(path, root)
    assert len(executed) == 2
    lab.on_post_build(SimpleNamespace(config_file_path=str(root / "mkdocs.yml")))
    assert len(list((root / lab.KEPT).iterdir())) == 1, "what isn't needed any more is kept"


def test_a_cell_that_raises_stops_the_build_and_names_its_line():
    """In a real kernel: what was printed before is no excuse."""
    failing = expanded(TEXT.replace("assert a + b == 3", "print(a)\nassert a + b == 4, 'a sum'"))
    with pytest.raises(PluginError, match=r"docs/lab/n\.py:25: this cell raised AssertionError: a sum"):
        lab.execute(failing)


def test_a_figure_needs_a_text_alternative():
    with pytest.raises(PluginError, match="without a text alternative"):
        lab.figure({"svg": "<svg></svg>", "title": "t", "desc": ""}, "n-1")


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_figures_on_the_site(built, path):
    soup = BeautifulSoup((built / "lab" / path.stem / "index.html").read_text(), "html.parser")
    figures = soup.select("figure svg[role=img]")
    assert figures
    for svg in figures:
        title, desc = (soup.find(id=name) for name in svg["aria-labelledby"].split())
        assert title.text and len(desc.text) > 80
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgb\(", str(svg)), "a colour that doesn't follow light and dark"
        assert "var(--accent)" in str(svg) and "currentcolor" in str(svg)
        used = {name.removeprefix("#") for use in svg.select("use") for name in (use["xlink:href"],)}
        assert used and used <= {tag["id"] for tag in svg.select("[id]")}
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids)), "two elements have one id"
    assert not soup.select(".jp-Notebook, .jupyter-wrapper"), "it's JupyterLab's page, not ours"


def test_a_damaged_memory_is_as_none(root, executed):
    path = root / "docs/lab/n.py"
    expected = lab.markdown(path, root)
    (file,) = (root / lab.KEPT).iterdir()
    data = file.read_bytes()
    for other in (b"", b"[]", data[:-1], data.replace(b"cell 0", b"cell 9"), b"\xff" + data):
        file.write_bytes(other)
        assert lab.markdown(path, root) == expected
    assert len(executed) == 6
