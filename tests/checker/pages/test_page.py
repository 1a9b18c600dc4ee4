"""The page reader against the site's own Markdown: the same formulas, at their places in the source."""

import re
from html import unescape

import pytest
from project import ROOT

from proofread.pages import page, source

PAGE = r"""# Title with $t_1$

Let $y \in \mathbb{R}^n$ cost \$5 or $6 and `$code$` and <!-- $comment$ --> then $y_i$; see[^note].

## Heading $h$

$$
a
  = b \tag{first}
$$

| cell $c$ | $\lvert d \rvert$ |
|---|---|
| $e$ | **bold $f$** |

- item $g$

    $$
    i < j
    $$

> quote $k$
>
> $$
> l = 1
> $$

!!! failure "Wrong $m$"
    $$
    n = 2
    $$

    Inline $o$.

??? unchecked "A limit"
    $$
    p = 3
    $$

=== "Tab $q$"

    In the tab $r$.

```text
$fence$
```

    $indented$

[link $s$](https://example.invalid/$notmath$) and `$n$` then $n$ and $n$.

<div markdown>
inside $u$
</div>

[^note]: A note with $v$.
"""


def parsed(text, path=ROOT / "docs" / "test.md"):
    return page.parse(source.expand(path, text))


def rendered(text):
    """The formulas of the page as the site renders it, in order."""
    import markdown
    from mkdocs.config import load_config

    config = load_config(str(ROOT / "mkdocs.yml"))
    html = markdown.markdown(text, extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    html = re.sub("<!--.*?-->", "", html, flags=re.S)  # no reader sees what stands in a comment
    found = re.findall(r'class="arithmatex">\\[(\[](.*?)\\[)\]]</', html, re.S)
    return [unescape(unescape(latex)).strip("\n") for latex in found]


def test_finds_what_the_site_renders():
    found = [formula.latex for formula in parsed(PAGE).formulas]
    assert found == rendered(PAGE)
    assert len(found) == 24
    assert found[-1] == "v", "footnotes come last, as on the site"


def test_every_formula_stands_where_it_says():
    lines = PAGE.split("\n")
    for formula in parsed(PAGE).formulas:
        opening = "$$" if formula.kind == "display" else "$"
        assert lines[formula.line - 1][formula.column - 1 :].startswith(opening), formula
        line, column = formula.locate(0)
        assert lines[line - 1][column - 1] == formula.latex[0], formula
    twice = [f for f in parsed(PAGE).formulas if f.latex == "n"]
    assert [f.column for f in twice] == [62, 70], "not the one in the code span before"


def test_a_token_in_a_later_row_is_located():
    first = next(f for f in parsed(PAGE).formulas if "first" in f.latex)
    line, column = first.locate(first.latex.index("b"))
    assert PAGE.split("\n")[line - 1][column - 1] == "b"


def test_boxes_sections_and_kinds():
    by = {formula.latex: formula for formula in parsed(PAGE).formulas}
    assert by["n = 2"].box.kind == "failure" and by["n = 2"].box.title.startswith("Wrong")
    assert by["o"].box.kind == "failure" and by["o"].kind == "inline"
    assert by["p = 3"].box == page.Box("unchecked", "A limit")
    assert by["r"].box is None
    assert by["t_1"].section == () == by["y_i"].section
    assert len(by["h"].section) == 1 == len(by["r"].section)
    assert by["v"].section == by["u"].section, "a footnote belongs to the section that it is written in"


def test_sentences():
    text = "Let $a$ and $b$. If $c$ then\n\n$$\nd\n$$\n\nwhere $e$. New $f$, e.g. $g$."
    text += "\n\nAnd $h$:\n\n$$\ni\n$$\n\nUpper $j$."
    found = {f.latex: (f.sentence, f.lead) for f in parsed(text).formulas}
    assert found["a"][0] == found["b"][0] != found["c"][0]
    assert found["c"][0] == found["d"][0] == found["e"][0] != found["f"][0]
    assert found["f"][0] == found["g"][0]
    assert found["h"][0] == found["i"][0] != found["j"][0]
    assert [found[k][1] for k in "abce"] == ["Let", "and", "If", "where"]


def test_an_included_formula_knows_its_file(tmp_path):
    (tmp_path / "part.md").write_text("Text.\n\nHere $z$.\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nmarkdown_extensions:\n  - pymdownx.superfences\n"
        f"  - pymdownx.snippets: {{base_path: [{tmp_path}], check_paths: true}}\n"
        "  - pymdownx.arithmatex: {generic: true}\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "page.md").write_text('Front $a$.\n\n--8<-- "part.md"\n\nBack $b$.\n')
    found = page.read(tmp_path / "page.md").formulas
    assert [(f.latex, f.path.name, f.line, f.column) for f in found] == [
        ("a", "page.md", 1, 7),
        ("z", "part.md", 3, 6),
        ("b", "page.md", 5, 6),
    ]


def test_a_page_outside_any_project_is_read_with_all_extensions(tmp_path):
    path = tmp_path / "page.md"
    path.write_text('Here $a$.\n\n!!! failure "no"\n    $$\n    b\n    $$\n')
    assert [(f.latex, f.box and f.box.kind) for f in page.read(path).formulas] == [("a", None), ("b", "failure")]


@pytest.mark.parametrize("text", ["Text\n$$\nx\n$$\n", "- item\n    $$\n    x\n    $$\n", "Before $$x$$ after."])
def test_a_display_that_the_site_shows_as_text_is_a_stray(text):
    assert parsed(text).strays


def test_no_stray_on_a_good_page():
    assert parsed(PAGE).strays == []
