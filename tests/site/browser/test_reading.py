"""What a reader does on a page: searches, copies, changes tabs, prints, opens the folder from disk."""

import re

import pytest
from serve import serve
from visit import CLIPBOARD, DESKTOP, HIDDEN, MODES, tab_of, visit

COPY = """async ([from, to]) => {
  getSelection().setBaseAndExtent(from, 0, to, to.childNodes.length)
  document.execCommand("copy")
  return navigator.clipboard.readText()
}"""


@pytest.fixture(scope="module")
def reader(browser, site):
    """A page of a reader who lets the site use the clipboard."""
    with tab_of(browser, viewport=DESKTOP, permissions=CLIPBOARD) as page:
        page.address = site.address
        yield page


def search(page, words):
    """The addresses and titles that the search shows for some words, best first."""
    page.goto(page.address)
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__meta", has_text=re.compile(r"\d+ matching")).wait_for()
    return page.eval_on_selector_all(".md-search-result__link", "links => links.map(link => link.href)")


def test_a_formula_is_found_by_its_name(reader):
    assert any(link.endswith("#eq-weight-entries") for link in search(reader, "weight-entries"))


@pytest.mark.parametrize(
    "words, address",
    [
        ("where did the sum go", "collapse/"),
        ("silent broadcast", "broadcast/"),
        ("backward wants a scalar", "vjp/"),
    ],
)
def test_a_question_is_found_by_its_words(reader, words, address):
    links = [re.split(r"[?#]", link.removeprefix(reader.address))[0] for link in search(reader, words)]
    found = list(dict.fromkeys(links))[:3]  # the first pages
    assert address in found


@pytest.mark.parametrize(
    "formula, latex",
    [
        ("span.arithmatex", r"$y_j$"),
        ("#eq-gradient", "$$\n\\nabla_y L = 2 (y - y^*)\\tag{gradient}\n$$"),
    ],
)
def test_a_copied_formula_is_its_latex(reader, formula, latex):
    reader.goto(reader.address + "collapse/")
    element = reader.locator(formula).first.element_handle()
    copied = reader.evaluate(COPY, [element, element])
    assert "".join(copied.split()) == "".join(latex.split())


def test_a_copied_paragraph_has_its_formulas_as_latex_and_no_marks(reader):
    reader.goto(reader.address + "collapse/")
    paragraph = reader.locator("article p:has(.mark)").first.element_handle()
    copied = reader.evaluate(COPY, [paragraph, paragraph])
    assert copied.count("$") >= 2 and "random points" not in copied and "Checked" not in copied


def test_a_page_that_is_cut_off_on_its_way_is_shown_as_far_as_it_came(browser, site, built):
    html = (built / "collapse/index.html").read_text()
    with tab_of(browser, viewport=DESKTOP) as page:
        page.route("**/collapse/", lambda route: route.fulfill(body=html[: len(html) // 2], content_type="text/html"))
        page.goto(site.address + "collapse/")
        assert page.locator("h1").is_visible() and page.locator("html:not([data-unset])").count()


def test_a_link_to_a_formula_opens_the_page_there(reader):
    reader.goto(reader.address + "collapse/#eq-gradient")
    assert 0 < reader.evaluate("document.querySelector('#eq-gradient').getBoundingClientRect().top") < 200


def test_a_screen_reader_has_every_formula_as_math(reader):
    """Those in view and those below, but none of a popover that is closed."""
    reader.goto(reader.address + "collapse/")
    nodes = reader.context.new_cdp_session(reader).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    shown = """[...document.querySelectorAll("main math")].filter(math => math.checkVisibility()).length"""
    assert roles.count("MathMLMath") == reader.evaluate(shown) > 20


def test_a_choice_of_library_holds_on_the_next_page(reader):
    reader.goto(reader.address + "collapse/")
    reader.locator(".tabbed-labels > label", has_text="NumPy").first.click()
    reader.goto(reader.address + "jacobian/")
    chosen = ".tabbed-set > input:checked"
    label = reader.eval_on_selector(chosen, "input => document.querySelector(`label[for=${input.id}]`).textContent")
    assert label.strip() == "NumPy"


def test_the_colours_are_those_of_the_system_until_a_reader_chooses(browser, site):
    """From the first moment on: they don't wait for the theme's script. The browser's own parts follow."""
    scheme = "[document.body.dataset.mdColorScheme, getComputedStyle(document.documentElement).colorScheme]"
    with tab_of(browser, viewport=DESKTOP, color_scheme="dark") as page:
        page.route("**/bundle*.js", lambda route: route.abort())
        page.goto(site.address)
        assert page.evaluate(scheme) == ["slate", "dark"]
        page.unroute("**/bundle*.js")
        page.goto(site.address)
        assert page.evaluate(scheme) == ["slate", "dark"]
        page.get_by_title("Switch to light").click()
        assert page.evaluate(scheme) == ["default", "normal"]
        page.route("**/bundle*.js", lambda route: route.abort())
        page.goto(site.address + "404.html")
        assert page.evaluate(scheme) == ["default", "normal"]


CUT_OFF = """<!doctype html><title>Cut</title><main><article><pre style="overflow: auto; width: 300px">{}</pre>
<p>Fits.</p><div style="width: 900px">Sticks out.</div><nav class="md-header">Menu</nav></article></main>"""


def test_what_paper_cuts_off_is_seen(browser, tmp_path):
    (tmp_path / "index.html").write_text(CUT_OFF.format("x" * 200))
    with serve(tmp_path) as site:
        cut = visit(browser, site.address, **MODES["no script"]).cut
    assert [line.partition(":")[0] for line in cut] == ["PRE .null", "DIV .null", "on paper"]


def test_the_folder_works_from_disk(browser, built):
    """All but the search, which a browser doesn't let read a file: so it isn't offered."""
    with tab_of(browser, viewport=DESKTOP) as page:
        page.goto((built / "collapse/index.html").as_uri())
        assert page.evaluate(HIDDEN) == []
        assert page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).fontSize") != "16px"
        assert not page.locator(".md-search").is_visible()
        page.locator("article a[href='../jacobian/']").first.click()
        page.wait_for_url("**/jacobian/index.html")
        assert page.locator("h1").inner_text().startswith("Gradient and Jacobian")
