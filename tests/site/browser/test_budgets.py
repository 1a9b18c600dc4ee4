"""What every page of the built site keeps to in a browser: desktop and phone, light and dark, without scripts."""

import json
import random
import string

import bench_math
import census
import pytest
from serve import compressed, serve
from visit import DESKTOP, MATH, MODES, SHIFT, tab_of, visit

HEAVIEST = 180 * 1024  # bytes over the line, for a first visit
MOVED = 0.01  # cumulative layout shift; a page that moves by a tenth of this isn't seen to move
STYLED = 3  # times that an element is given its style while a page loads, on average; by the theme alone: 6
WORK = "UpdateLayoutTree"  # as Chromium calls the giving of styles


def each(visited, wrong):
    """What `wrong` finds in each Visit, with the page and the mode before it."""
    return [f"{page} ({mode}): {found}" for (page, mode), seen in visited.items() for found in wrong(seen)]


def foreign(seen, address):
    return [asked for asked in seen.asked if not asked.startswith((address, "data:", "blob:"))]


def first_visit(browser, site, page):
    """The bytes of every answer that a first visit of a page gets, by path."""
    site.sent.clear()
    with tab_of(browser) as tab:
        tab.goto(site.address + page)
        tab.evaluate(MATH)
    return dict(site.sent)


def styled(browser, address):
    """How often an element of a page is given its style until the page has loaded, on average."""
    with tab_of(browser, viewport=DESKTOP) as tab:
        browser.start_tracing(page=tab, categories=["devtools.timeline"])
        tab.goto(address)
        tab.evaluate(SHIFT)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        elements = tab.evaluate("document.querySelectorAll('*').length")
    return sum(event["args"].get("elementCount", 0) for event in events if event["name"] == WORK) / elements


def heavy(sent):
    total = sum(sent.values())
    parts = sorted(((size, path.rpartition("/")[2] or path) for path, size in sent.items()), reverse=True)
    return f"{total:,} bytes of {HEAVIEST:,}: {parts}" if total > HEAVIEST else ""


def test_no_request_leaves_the_site(visited, site):
    assert each(visited, lambda seen: foreign(seen, site.address)) == []


def test_no_axe_violation(visited):
    assert each(visited, lambda seen: seen.violations) == []


def test_nothing_shifts(visited):
    assert each(visited, lambda seen: [seen.shift] if seen.shift >= MOVED else []) == []


def test_nothing_sticks_out_on_a_phone_and_no_formula_is_scrolled_on_a_desktop(visited):
    assert each(visited, lambda seen: seen.wide) == []


def test_math_is_visible_with_and_without_scripts(visited):
    assert each(visited, lambda seen: seen.hidden) == []
    assert {mode for (_, mode), seen in visited.items() if seen.math} == set(MODES)


def test_figures_are_legible_in_light_and_dark(visited):
    assert each(visited, lambda seen: seen.pale) == []


def test_the_heaviest_page_is_light(browser, site, built, pages):
    """Pages differ only by their own bytes: the one with the most of them is weighed with all that it fetches."""
    heaviest = max(pages, key=lambda page: len(compressed((built / page).read_bytes())))
    assert heavy(first_visit(browser, site, heaviest)) == ""


def test_a_page_is_not_styled_again_and_again_while_it_loads(browser, site):
    assert styled(browser, site.address + "precision/") <= STYLED


def test_no_page_has_errors_in_its_console(visited):
    assert each({key: seen for key, seen in visited.items() if key[0] != "404.html"}, lambda seen: seen.errors) == []


def test_nothing_is_cut_on_paper(visited):
    assert [f"{page}: {cut}" for (page, _), seen in visited.items() for cut in seen.cut] == []


def test_each_copy_button_gives_the_text_that_was_run(visited, built, pages):
    for page in pages:
        shown = [block.code for block in census.on((built / page).read_text(), page) if block.language == "python"]
        copied = [text.strip("\n") for text in visited[page, "desktop"].copied]
        # A notebook is one program; each of its cells has a button.
        assert (["\n".join(copied)] if page.startswith("lab/") else copied) == shown, page


WRONG = """<!doctype html><html lang="en"><head><title>Wrong</title></head><body><main><h1>Wrong</h1>
<p style="color: #aaa">Pale.</p><button></button><img src="http://127.0.0.1:9/far.png" alt="far">
<svg role="img" aria-label="pale" viewBox="0 0 100 50"><text x="10" y="20" fill="#ccc">faint</text></svg>
<div style="width: 700px">wide</div>
<span class="katex"><annotation>x</annotation><span class="katex-html" style="font-family: KaTeX_Main"></span></span>
<span class="katex"><annotation>y</annotation><span class="katex-html" style="display: none">y</span></span>
<span class="katex"><annotation>z</annotation><span class="katex-html" style="font-family: KaTeX_Main"><b>m</b></span>
</span><div style="width: 100px; overflow: auto" id="far"><div style="width: 200px">far</div></div>
<p id="late"></p><p>Below.</p>
<script>setTimeout(() => { document.getElementById("late").style.height = "300px" }, 50)</script>
<script>throw new Error("broken")</script><script src="big.js"></script></main></body></html>"""


@pytest.fixture(scope="module")
def wrong(browser, tmp_path_factory):
    """The visit of a page on which everything is wrong, and the address of its site."""
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "index.html").write_text(WRONG)
    (folder / "404.html").write_text("none")
    (folder / "big.js").write_text("//" + "".join(random.Random(0).choices(string.ascii_letters, k=260_000)))
    with serve(folder) as site:
        yield visit(browser, site.address, **MODES["phone, dark"]), first_visit(browser, site, ""), site.address


def test_each_budget_catches_what_breaks_it(wrong):
    seen, sent, address = wrong
    assert foreign(seen, address) == ["http://127.0.0.1:9/far.png"]
    rules = {violation.partition(":")[0] for violation in seen.violations}
    assert {"color-contrast", "button-name", "can't be scrolled with a keyboard"} <= rules
    assert seen.shift >= MOVED
    assert [found.partition(":")[0] for found in seen.wide] == ["DIV ."]
    assert seen.hidden == ["x: no glyphs", "y: takes no room", "z: the font has no m"]
    assert [found.partition(":")[0] for found in seen.pale] == ["faint"]
    assert "big.js" in heavy(sent)
    assert "broken" in " ".join(seen.errors)


def test_a_page_that_is_styled_again_and_again_is_seen(browser, tmp_path):
    (tmp_path / "404.html").write_text("none")
    change = "document.body.className += 'a'; document.body.offsetTop;"
    (tmp_path / "index.html").write_text(
        f"<style>[class] * {{ color: red }}</style>{99 * '<p>x'}<script>{5 * change}</script>"
    )
    with serve(tmp_path) as site:
        assert styled(browser, site.address) > STYLED


def test_a_formula_that_should_be_broken_is_seen(browser, tmp_path):
    (tmp_path / "404.html").write_text("none")
    (tmp_path / "index.html").write_text(
        "<article><div class=arithmatex style='width: 9em; overflow: auto'><p style='width: 20em'>x</p>"
        "<annotation>x + x</annotation></div></article>"
    )
    with serve(tmp_path) as site:
        (found,) = visit(browser, site.address, **MODES["desktop"]).wide
    assert "px too wide: x + x" in found


def test_math_that_needs_a_script_is_seen(browser, tmp_path):
    (tmp_path / "404.html").write_text("none")
    (tmp_path / "index.html").write_text(
        "<main><p id=p></p><script>p.innerHTML = '<span class=katex><span class=katex-html>z</span></span>'</script>"
    )
    with serve(tmp_path) as site:
        assert visit(browser, site.address, **MODES["desktop"]).math == 1
        assert visit(browser, site.address, **MODES["no script"]).math == 0


def test_every_page_shows_its_math_without_scripts(visited):
    for page in {page for page, _ in visited}:
        assert visited[page, "no script"].math == visited[page, "desktop"].math, page


def test_what_the_benchmark_sees_of_a_visit(browser, site):
    size, requests, shift, settled = bench_math.visit(browser, site, "collapse/index.html", *bench_math.LINES["fast"])
    assert 50_000 < size < 180_000 and requests > 5 and shift < 0.01 and settled > 0
