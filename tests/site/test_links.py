"""The built site stands by itself: every link, anchor and asset resolves, and no page asks another host."""

import links
import pytest
from mkdocs.config import load_config
from project import REPOSITORY, ROOT

# The addresses in Material's own scripts, and what on a page would make them fetch one.
CONDITIONS = {
    "https://api.github.com/": "//*[@data-md-component='source']",
    "https://${e}/api/v4/": "//*[@data-md-component='source']",  # GitLab's
    "https://unpkg.com/mermaid@": "//*[contains(@class, 'mermaid')]",
    "https://unpkg.com/resize-observer-polyfill": None,  # for browsers of before 2020, and the page's policy refuses it
}
ADDRESS = "https://pages.example/some/where/"


def test_built_site_asks_no_other_host(built):
    assert links.parsed(built / "index.html").xpath(f"//a[@class='md-source' and @href='{REPOSITORY}']")
    assert list(links.requests(built, CONDITIONS)) == []


def test_built_site_leads_everywhere_it_points(built):
    assert list(links.dead(built, load_config(str(ROOT / "mkdocs.yml")).site_url)) == []
    page = links.parsed(built / "collapse/index.html")
    (edit,), (source,) = page.xpath("//*[@rel='edit']"), page.xpath("//*[@title='View source of this page']")
    assert edit.get("href") == f"{REPOSITORY}/edit/main/docs/collapse.md"
    assert source.get("href") == f"{REPOSITORY}/raw/main/docs/collapse.md"


def test_the_publishing_workflow_says_where_the_site_stands(monkeypatch):
    monkeypatch.setenv("SITE_URL", ADDRESS)
    assert load_config(str(ROOT / "mkdocs.yml")).site_url == ADDRESS


def test_the_checks_see_the_whole_site(built):
    """Guards the checks themselves: they have found pages, fonts and the search worker."""
    addresses = {link.address for link in links.of_page(links.parsed(built / "collapse/index.html"))}
    assert {"../assets/site.css", "../assets/copy.js", "../jacobian/"} <= addresses
    assert any("workers/search" in address for address in addresses)
    sheet = (built / "assets/site.css").read_text()
    fonts = links.of_style(sheet)
    assert fonts and all(font.endswith(".woff2") for font in fonts)
    bundle = next((built / "assets/javascripts").glob("bundle.*.js")).read_text()
    assert all(any(found.startswith(start) for found in links.of_script(bundle)) for start in CONDITIONS)


POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""


def site(folder, html, name="index.html"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(html)
    return folder


@pytest.mark.parametrize(
    "html",
    [
        "<script src='https://cdn.example/a.js'></script>",
        "<script src='//cdn.example/a.js'></script>",
        "<script>fetch('https://api.example/')</script>",
        "<script>import(`//api.example/a.mjs`)</script>",
        "<link rel='stylesheet' href='https://cdn.example/a.css'>",
        "<link rel='preconnect' href='https://cdn.example'>",
        "<link rel='canonical stylesheet' href='https://cdn.example/a.css'>",
        "<img src='https://img.example/a.png'>",
        "<img src='a.png' srcset='a.png 1x, https://img.example/b.png 2x'>",
        "<picture><source srcset='https://img.example/b.png'></picture>",
        "<iframe src='https://www.example/'></iframe>",
        "<object data='https://www.example/'></object>",
        "<svg><image href='https://img.example/a.png'/></svg>",
        "<svg><use xlink:href='https://img.example/a.svg#b'/></svg>",
        "<style>@import 'https://cdn.example/a.css';</style>",
        "<p style='background: url(//img.example/a.png)'></p>",
        "<meta http-equiv='refresh' content='0; url=https://www.example/'>",
        "<video poster='https://img.example/a.png'></video>",
    ],
)
def test_finds_a_request_of_a_page(tmp_path, html):
    (problem,) = links.requests(site(tmp_path, POLICY + html), CONDITIONS)
    assert problem.startswith("index.html: ") and ".example" in problem


@pytest.mark.parametrize(
    "name, text",
    [
        ("a.css", "@import url('https://cdn.example/a.css');"),
        ("a.css", '@import "//cdn.example/a.css";'),
        ("a.css", "@font-face { src: url(https://cdn.example/a.woff2) }"),
        ("a.js", 'fetch("https://api.example/")'),
        ("a.mjs", "import a from '//api.example/a.mjs'"),
    ],
)
def test_finds_a_request_of_a_file(tmp_path, name, text):
    site(tmp_path, POLICY)
    (problem,) = links.requests(site(tmp_path, text, name), CONDITIONS)
    assert problem.startswith(f"{name}: ")


@pytest.mark.parametrize("html", ["<a data-md-component=source></a>", "<pre class=mermaid></pre>"])
def test_finds_what_makes_the_theme_ask_another_host(tmp_path, html):
    script = 'a("https://unpkg.com/mermaid@11"); b(`https://api.github.com/repos/`)'
    site(tmp_path, script, "bundle.js")
    site(tmp_path, POLICY + "<p>", "plain.html")
    assert list(links.requests(tmp_path, CONDITIONS)) == []
    (problem,) = links.requests(site(tmp_path, POLICY + html), CONDITIONS)
    assert problem.startswith("bundle.js: names https://") and problem.endswith("index.html has what it takes")


@pytest.mark.parametrize(
    "html, problem",
    [
        ("<p>", "has no content security policy"),
        ("<script>1</script>" + POLICY, "stands before the content security policy"),
        (POLICY.replace("'self'", "'self' cdn.example"), "lets other hosts in"),
        (POLICY.replace("default-src 'self'", "script-src 'self'"), "lets other hosts in"),
        (POLICY.replace("'self'", "'self'; img-src *"), "lets other hosts in"),
        (POLICY.replace("'self'", "'self'; img-src https:"), "lets other hosts in"),
    ],
)
def test_finds_a_page_without_a_strict_policy(tmp_path, html, problem):
    (found,) = links.requests(site(tmp_path, html), CONDITIONS)
    assert problem in found


def test_a_link_to_follow_is_no_request(tmp_path):
    html = "<link rel=canonical href='https://www.example/'><a href='https://www.example/'>there</a><img src=data:,x>"
    assert list(links.requests(site(tmp_path, POLICY + html), CONDITIONS)) == []


@pytest.mark.parametrize(
    "page, html, problem",
    [
        ("p/index.html", "<a href='../q/'>", "../q/ leads to no file"),
        ("p/index.html", "<a href='../#nowhere'>", "../#nowhere leads to no anchor"),
        ("p/index.html", "<a href='#nowhere'>", "#nowhere leads to no anchor"),
        ("p/index.html", "<a href='../../'>", "../../ leaves the folder that the site is served from"),
        ("p/index.html", "<a href='/'>", "/ leaves the folder that the site is served from"),
        ("p/index.html", "<img src='a.png'>", "a.png leads to no file"),
        ("p/index.html", "<a href='..'>", None),
        ("p/index.html", "<a href='../#here'>", None),
        ("p/index.html", "<a href='https://other.example/p/'>", None),
        ("404.html", "<a href='p.html'>", "p.html leads to no file"),
        ("404.html", "<a href='/some/where/#here'>", None),
        ("a.css", "a { background: url(b.png) }", "b.png leads to no file"),
        ("sitemap.xml", f"<loc>{ADDRESS}q/</loc>", "q/ leads to no file"),
        (
            "p/index.html",
            '<script id="__config" type="application/json">{"search": "worker.js"}</script>',
            "worker.js leads to no file",
        ),
    ],
)
def test_finds_a_dead_link(tmp_path, page, html, problem):
    site(tmp_path, "<p id=here>")
    found = list(links.dead(site(tmp_path, html, page), ADDRESS))
    assert len(found) == (problem is not None)
    assert all(line.startswith(f"{page}: ") and line.endswith(problem) for line in found)
