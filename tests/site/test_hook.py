"""The MkDocs hook: what stops a build, what a page then shows, and what `make serve` does instead of stopping."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from project import ROOT
from project import build as build_apart

from proofread.pages import page, source
from proofread.site import hook

SETTINGS = f"""
site_name: small
strict: true
validation: {{links: {{anchors: warn}}}}
hooks: [{ROOT / "proofread/site/hook.py"}]
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.snippets: {{base_path: [!relative $config_dir], check_paths: true}}
  - pymdownx.superfences
"""


@pytest.fixture
def site(tmp_path, monkeypatch, caplog):
    """A small project. `main` builds a page and gives what it shows, `refused` gives why it isn't built."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)

    def config(command="build"):
        config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        config.plugins.on_startup(command=command, dirty=False)
        return config

    def write(text, name="docs/index.md"):
        (tmp_path / name).write_text(text)

    def refused(text):
        write(text)
        with pytest.raises(Abort):
            build(config())
        return caplog.text

    def main(text):
        write(text)
        build(config())
        return BeautifulSoup((tmp_path / "site/index.html").read_text(), "html.parser").find(role="main")

    return SimpleNamespace(folder=tmp_path, config=config, write=write, refused=refused, main=main)


@pytest.mark.parametrize(
    "text, where",
    [
        (r"# T" "\n\n" r"Here $y + \grad L$.", "docs/index.md:3:11"),
        ("# T\n\n$$\n1 + 1 \\\\\n  = \\grad L\n$$\n", "docs/index.md:5:5"),
        ("---\nhide: [toc]\n---\n# T\n\n- An item.\n\n    $$\n    \\grad\n    $$\n", "docs/index.md:9:5"),
        ('# T\n\n!!! note "N"\n    Here $\\grad$.\n', "docs/index.md:4:11"),
        ("# T\n\nFine: $1 = 1$.\n\n```text\n$\\grad$\n```\n\nNot $\\grad$.\n", "docs/index.md:9:6"),
    ],
)
def test_refused_formula_names_page_line_and_column(site, text, where):
    log = site.refused(text)
    assert f"{where}: KaTeX: Undefined control sequence: \\grad\n" in log


def test_refused_formula_of_an_included_file_names_that_file(site):
    site.write("One.\n\nTwo $\\grad$.\n", "part.md")
    log = site.refused('# T\n\n--8<-- "part.md"\n')
    assert "part.md:3:6: KaTeX: Undefined control sequence: \\grad\n    \\grad" in log


def test_every_refused_formula_of_every_page_is_named(site):
    site.write("# U\n\n$\\three$\n", "docs/other.md")
    log = site.refused("# T\n\n$\\one$ and $\\two$\n")
    assert "docs/other.md:3:2: KaTeX: Undefined control sequence: \\three" in log
    assert "docs/index.md:3:2: KaTeX: Undefined control sequence: \\one" in log
    assert "docs/index.md:3:13: KaTeX: Undefined control sequence: \\two" in log


@pytest.mark.parametrize(
    "text, message",
    [
        ("# The $y$\n", "docs/index.md:1:7: a heading can't hold math"),
        ("# T\n\n$$a=1 \\tag{A b}$$\n", "docs/index.md:3:1: \\tag{A b} isn't a name"),
        (
            "# T\n\n$$a=1 \\tag{a}$$\n\n$$b=1 \\tag{a}$$\n",
            "docs/index.md:5:1: \\tag{a} is taken by docs/index.md:3:1; choose another name",
        ),
        ("# T\n\nText\n$$\na = 1\n$$\n", "docs/index.md:4:1: this dollar sign opens no math: $$"),
        ("# T\n\nThen ∂L/∂x = 2x.\n", "docs/index.md:3:6: ∂L/∂x = 2x: math in the text isn't judged"),
        ("# T\n\n<math><mi>a</mi></math>\n", "docs/index.md:3:1: <math: MathML isn't judged"),
        ("# T\n\nText $ a$ here.\n", "docs/index.md:3:6: this dollar sign opens no math: $ a$ here."),
        ("# T\n\n[to](#eq-b)\n\n$$a=1 \\tag{a}$$\n", "contains a link '#eq-b', but there is no such anchor"),
    ],
)
def test_refuses(site, text, message):
    assert message in site.refused(text)


def test_missing_include_names_page_and_line(site):
    assert "docs/index.md:3: Snippet" in site.refused('# T\n\n--8<-- "missing.md"\n')


def test_a_refused_formula_ends_the_command_with_an_error(site):
    site.write("# T\n\n$\\grad$\n")
    run = build_apart(site.folder, site.folder / "site")
    assert run.returncode != 0
    assert "docs/index.md:3:2: KaTeX: Undefined control sequence: \\grad" in run.stderr
    assert not (site.folder / "site/index.html").exists()


@pytest.mark.parametrize(
    "shown, message",
    [
        (["a"], "docs/p.md:1:16: b\n    is formula 2 of the source, but the page shows nothing"),
        (["a", "a"], "docs/p.md:1:16: b\n    is formula 2 of the source, but the page shows a"),
        (["a", "b", "a"], "docs/p.md: nothing\n    is formula 3 of the source, but the page shows a"),
    ],
)
def test_census_of_math(shown, message):
    text = source.expand(Path("docs/p.md"), "Here $a$, then $b$.")
    html = "".join(rf'<span class="arithmatex">\({latex}\)</span>' for latex in shown)
    with pytest.raises(PluginError) as error:
        hook.census(html, page.parse(text).formulas, text)
    assert str(error.value) == message


def test_page_shows_its_math(site):
    page = site.main(
        "# T\n\nSee [it](#eq-loss): `$5$`, &#36;6, $1 < 2$ [^1].\n\n"
        "[^1]: Last, $3$.\n\n$$\n\\begin{aligned}1 &= 1\\end{aligned} \\tag{loss}\n$$\n"
    )
    latex = [math.text.strip() for math in page.select("annotation")]
    assert latex == ["1 < 2", "\\begin{aligned}1 &= 1\\end{aligned} \\tag{loss}", "3"]
    assert page.select_one("#eq-loss .katex-display")
    assert page.code.text == "$5$" and "$6" in page.get_text()


def test_search_index_holds_words_and_no_glyphs(site):
    site.write(SETTINGS.replace("plugins: [search]", "theme: material\nplugins: [material/search]"), "mkdocs.yml")
    site.write("# T\n\nHere $\\tanh 0 = 0$, and:\n\n$$\\cosh 0 = 1$$\n\nAnd words.\n")
    build(site.config())
    text = (site.folder / "site/search/search_index.json").read_text()
    assert "tanh 0" in text and "And words" in text
    assert not [noise for noise in ("katex", "mathml", "cosh") if noise in text]


@pytest.mark.parametrize(
    "text, message",
    [
        ("# T\n\nHere $1 + 1 = 3$.\n", "docs/index.md:3:6: false: "),
        ("# T\n\n$$\n\\begin{aligned}2 &= 2 \\\\ &= 3\\end{aligned}\n$$\n", "docs/index.md:3:1: false: "),
        ("# T\n\nHere $1 + q = 2$.\n", "docs/index.md:3:6: undefined: "),
        ('# T\n\n!!! failure "F"\n    $$1 + 1 = 2$$\n', "docs/index.md:4:5: holds: "),
    ],
)
def test_a_page_that_does_not_hold_is_not_built(site, text, message):
    log = site.refused(text)
    assert message in log
    assert not (site.folder / "site/index.html").exists()


def test_the_failing_step_and_both_its_sides_are_named(site):
    log = site.refused("# T\n\nHere $1 + 1 = 2 = 3$.\n")
    report = next(line for line in log.splitlines() if "docs/index.md:3:6: false: " in line)
    assert "2 = 3" in report and "left" in report and "right" in report


def test_page_shows_its_verdicts(site):
    page = site.main('# T\n\nHere $1 + 1 = 2$ and $5$.\n\n!!! failure "F"\n    $$1 + 1 = 3$$\n')
    assert [math["data-status"] for math in page.select(".arithmatex")] == ["checked", "expression", "refuted"]
    said = [verdict.get_text(" ") for verdict in page.select(".verdict")]
    assert said[0].startswith("Checked") and "the left side is 2, the right side 3." in said[1]
    assert not page.select(".formula-wrong, .formula-problem")


def test_serve_shows_what_does_not_hold_beside_its_formula(site):
    site.write("# T\n\nHere $1 + 1 = 2$ and $1 + 1 = 3$.\n")
    build(site.config("serve"))
    page = BeautifulSoup((site.folder / "site/index.html").read_text(), "html.parser")
    (wrong,) = page.select(".formula-wrong")
    assert wrong["data-status"] == "false" and wrong.annotation.text == "1 + 1 = 3"
    assert wrong.select_one("[role=alert]").text.startswith("docs/index.md:3:22: false: ")


def test_serve_shows_a_refused_formula_in_red_beside_the_others(site):
    site.write("# T\n\nFine $1$, not $\\grad$.\n")
    build(site.config("serve"))
    page = BeautifulSoup((site.folder / "site/index.html").read_text(), "html.parser")
    wrong = page.select(".formula-wrong")
    assert [formula.code.text for formula in wrong] == ["\\grad"]
    assert wrong[0].select_one("[role=alert]").text.startswith("docs/index.md:3:16: KaTeX: Undefined control")
    assert len(page.select(".arithmatex math")) == 1


def test_serve_keeps_the_last_good_site(site, caplog):
    site.write("# Good\n")
    build(site.config("serve"))
    server = SimpleNamespace(root=str(site.folder / "site"), builder=None)
    config = site.config("serve")
    config.plugins.on_serve(server, config=config, builder=lambda: build(site.config("serve")))
    site.write('# Bad\n\n--8<-- "missing.md"\n')
    server.builder()
    assert "missing.md" in caplog.text
    assert "Good" in (site.folder / "site/index.html").read_text()
    site.write("# Better\n")
    server.builder()
    assert "Better" in (site.folder / "site/index.html").read_text()


def test_page_without_a_repository_has_no_edit_link(site):
    assert site.config().repo_url is None
    assert not site.main("# T\n").select("a[title^=Edit]")
