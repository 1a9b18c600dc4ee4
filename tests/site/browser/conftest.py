"""Debian's Chromium, driven by Playwright, on the built site as a host would serve it."""

import os

import pytest
from playwright.sync_api import sync_playwright
from serve import serve
from visit import chromium, launched, visits


@pytest.fixture(scope="session")
def browser():
    if chromium() is None:
        # In CI a test that nobody runs would be a hole; .ci/run installs the browser there.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here: install Debian's chromium")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(built):
    """The built site as a serve.Site: on this machine, under the subpath that it has on its host."""
    with serve(built) as site:
        yield site


@pytest.fixture(scope="session")
def pages(built):
    """The addresses of all pages within the site."""
    return sorted(str(path.relative_to(built)) for path in built.rglob("*.html"))


@pytest.fixture(scope="session")
def visited(browser, site, pages):  # the browser: without one this skips
    """What each page did in each of visit.MODES: a dict from (page, mode) to a visit.Visit."""
    return visits(site.address, pages)
