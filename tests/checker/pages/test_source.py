"""The expanded page knows where each of its lines was written, and finds the fences that the site finds."""

import textwrap

import pytest
from project import ROOT

from proofread.pages import source

FILES = {
    "snippets/f.py": """\
        import math

        # --8<-- [start:f]
        def f(x):
            # --8<-- [start:body]
            y = math.sin(x)
            return y
            # --8<-- [end:body]
        # --8<-- [end:f]
        """,
    "docs/_nested.md": """\
        From the nested page:

            --8<-- "snippets/f.py:body"
        """,
}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads a page of a project that has the site's own Markdown settings."""
    settings = (ROOT / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n" + settings[settings.index("markdown_extensions:") :])
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text))
    monkeypatch.chdir(tmp_path)

    def read(text):
        page = tmp_path / "docs/page.md"
        page.write_text(text)
        return source.read(page)

    return read


def places(page):
    return [(line.where, str(line)) for line in page.lines]


def test_included_lines_keep_file_and_line(read):
    page = read('# A\n\n--8<-- "snippets/f.py:f"\n\nend')
    assert places(page) == [
        ("docs/page.md:1", "# A"),
        ("docs/page.md:2", ""),
        ("snippets/f.py:4", "def f(x):"),
        ("snippets/f.py:6", "    y = math.sin(x)"),
        ("snippets/f.py:7", "    return y"),
        ("docs/page.md:4", ""),
        ("docs/page.md:5", "end"),
    ]


def test_nested_includes_are_dedented_and_indented_and_keep_their_columns(read):
    page = read('=== "x"\n\n    --8<-- "docs/_nested.md"\n')
    assert ("docs/_nested.md:1", "    From the nested page:") in places(page)
    line = next(line for line in page.lines if "sin" in line)
    # Written at column 5, shown at column 9: four columns off for the section, eight on for the two includes.
    assert (line.where, str(line), line.indent) == ("snippets/f.py:6", "        y = math.sin(x)", 4)


def test_escaped_includes_keep_their_places(read):
    page = read('# A\n\n;--8<-- "snippets/none.py"\n# ;--8<-- [start:x]\nend\n')
    assert places(page)[2:5] == [
        ("docs/page.md:3", '--8<-- "snippets/none.py"'),
        ("docs/page.md:4", "# --8<-- [start:x]"),
        ("docs/page.md:5", "end"),
    ]


def test_front_matter_counts_as_lines(read):
    page = read("---\ntitle: x\n---\n\n# A\n\n```python\nx = 1\n```\n")
    assert [page.lines[fence.start].where for fence in page.fences] == ["docs/page.md:7"]


def test_fences_are_those_of_the_site(read):
    page = read('```` { .py title="x" }\n```\nx\n````\n\n> ~~~ text\n> y\n>\n>   z\n> ~~~\n\n```python\nnever closed\n')
    assert [(fence.language, fence.code) for fence in page.fences] == [("py", "```\nx\n"), ("text", "y\n\n  z\n")]


def test_a_missing_include_says_where_and_what_to_do(read):
    with pytest.raises(source.SourceError) as caught:
        read('# A\n\n--8<-- "snippets/f.py:f"\n--8<-- "snippets/f.py:g"\n')
    message = str(caught.value)
    assert message.startswith("docs/page.md:4: ") and "'g'" in message and "correct the path" in message


def test_a_page_outside_any_project_is_read_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("# A\n\n```python\nx = 1\n```\n")
    assert [fence.code for fence in source.read(tmp_path / "page.md").fences] == ["x = 1\n"]


def test_a_page_reaches_no_file_outside_its_project(tmp_path, read):
    (tmp_path.parent / "secret.txt").write_text("secret")
    with pytest.raises(source.SourceError):
        read('--8<-- "../secret.txt"\n')
