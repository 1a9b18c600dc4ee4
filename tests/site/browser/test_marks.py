"""Verdicts as readers meet them: marks opened by keyboard, mouse and touch, and the line that holds each page."""

import re

import axe
import pytest
from project import ROOT, judged
from visit import DESKTOP, PHONE, tab_of


@pytest.fixture(scope="module")
def desk(browser, site):
    with tab_of(browser, viewport=DESKTOP) as page:
        page.address = site.address
        yield page


def opened(page, name, mark):
    """What the mark of a formula opens on a page, as text; `mark` is a selector."""
    page.goto(page.address + name)
    page.locator(mark).first.click()
    return " ".join(page.locator(".verdict:popover-open").inner_text().split())


def test_a_mark_opens_and_closes_by_keyboard_and_has_a_name(desk):
    desk.goto(desk.address + "collapse/")
    mark = desk.locator("#eq-gradient .mark")
    mark.focus()
    assert desk.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus isn't seen"
    desk.keyboard.press("Enter")
    verdict = desk.locator(".verdict:popover-open")
    assert verdict.is_visible()
    desk.keyboard.press("Escape")
    assert verdict.count() == 0
    assert desk.get_by_role("button", name="Formula checked").first.is_visible()


def test_a_mark_opens_by_touch(browser, site):
    with tab_of(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(site.address + "collapse/")
        page.locator("#eq-gradient .mark").tap()
        box = page.locator(".verdict:popover-open").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_a_checked_formula_says_samples_sizes_and_judges(desk):
    said = opened(desk, "checked/", "#eq-tried .mark")
    verdict = next(verdict for _, verdict in judged(ROOT / "docs/checked.md") if verdict.tag == "tried")
    assert f"{verdict.samples} random points" in said
    assert "n = 1, 2, 3, 4" in said
    assert "dual numbers" in said and "PyTorch’s autograd" in said and "How this site is checked" in said


def test_a_checked_formula_says_what_it_assumed(desk):
    said = opened(desk, "checked/", "[data-status=checked]:has(.verdict:has-text('Assuming')) .mark")
    assert "Assuming" in said


def test_a_refuted_formula_shows_its_counterexample(desk):
    said = opened(desk, "checked/", "[data-status=refuted] .mark")
    assert re.search(r"fails at .*n = \d+: With .* = \(.*\) the left side is \(.*\), the right side \(.*\)\.", said), (
        said
    )


def test_an_unchecked_formula_says_why(desk):
    assert "a statement about all large n" in opened(desk, "checked/", "[data-status=unchecked] .mark")


def test_a_page_says_what_holds_it(desk):
    desk.goto(desk.address + "checked/")
    said = desk.locator(".ledger > summary").inner_text()
    verdicts = [verdict.status for _, verdict in judged(ROOT / "docs/checked.md")]
    checked, refuted = verdicts.count("checked"), verdicts.count("refuted")
    start = f"What holds this page: {checked} formulas checked, {refuted} mistakes refuted, 1 block run; commit "
    assert said.startswith(start) and re.fullmatch("[0-9a-f]{7}", said.removeprefix(start)), said


def test_what_opens_has_no_axe_violation(desk):
    desk.goto(desk.address + "checked/")
    desk.locator(".ledger > summary").click()
    desk.locator("[data-status=refuted] .mark").first.click()
    desk.evaluate(axe.AXE_SCRIPT)
    desk.evaluate("document.querySelectorAll('.katex-html').forEach(node => node.remove())")
    found = desk.evaluate("axe.run({include: ['.ledger', '.verdict:popover-open']}, {resultTypes: ['violations']})")
    assert axe.lines(found) == []
