"""Where a built site points: links that lead nowhere, and requests to another host."""

import functools
import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html
from lxml import etree

# What makes a browser fetch something, by tag. A link that a reader follows (<a>) makes no request.
LOADED = {
    "script": ["src"],
    "link": ["href", "imagesrcset"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "iframe": ["src"],
    "frame": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "track": ["src"],
    "input": ["src"],
    "image": ["href", "xlink:href"],
    "use": ["href", "xlink:href"],
}
FOLLOWED = {"a": ["href", "ping"], "area": ["href"], "form": ["action"]}
NAMED = {"canonical"}  # a <link> that only says an address
SRCSETS = {"srcset", "imagesrcset"}
STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)
SCRIPT_URL = re.compile(r"""["'`]((?:https?|wss?)://[^"'`\s]+|//[^"'`\s]+\.[^"'`\s]+)""")


@dataclass(frozen=True)
class Link:
    """An address on a page as written, the tag it stands in, and whether the browser fetches it unasked."""

    tag: str
    address: str
    loaded: bool


def of_page(html):
    """Every Link of a page (parsed by lxml), those of its style and of its script's settings among them."""
    for node in html.iter(etree.Element):
        for table, loaded in ((LOADED, True), (FOLLOWED, False)):
            for name in table.get(node.tag, []):
                named = node.tag == "link" and set(node.get("rel", "").split()) <= NAMED
                for address in _addresses(name, node.get(name)):
                    yield Link(node.tag, address, loaded and not named)
        style = node.text or "" if node.tag == "style" else node.get("style", "")
        yield from (Link(node.tag, address, True) for address in of_style(style))
        if node.tag == "meta" and node.get("http-equiv", "").lower() == "refresh":
            yield Link("meta", node.get("content").partition("=")[2], True)
    for settings in html.xpath("//script[@id='__config']"):
        yield Link("script", json.loads(settings.text)["search"], True)


def _addresses(name, value):
    if value is None:
        return []
    return [part.split()[0] for part in value.split(",")] if name in SRCSETS else [value.strip()]


def of_style(css):
    """The addresses that a style sheet fetches, but for data written in it."""
    found = [a or b for a, b in STYLE_URL.findall(css)]
    return [address for address in found if not address.startswith(("data:", "#"))]


def of_script(javascript):
    """The addresses of other hosts that stand in a script as strings."""
    return [found for found in SCRIPT_URL.findall(javascript) if not found.startswith("http://www.w3.org/")]


@functools.cache
def parsed(path):
    """The page in the file `path`; a built site doesn't change while it is checked."""
    return lxml.html.document_fromstring(path.read_text())


def is_foreign(address):
    """Whether an address names a host."""
    return bool(urlsplit(address).netloc) or urlsplit(address).scheme in ("http", "https", "ws", "wss")


def requests(site, conditions):
    """What a page of the folder `site` could ask of another host, a line each.

    `conditions` maps the beginning of an address in the theme's own scripts to what a page must hold for it to be
    fetched: an XPath, or None where the address is never fetched.
    """
    pages = {path: parsed(path) for path in sorted(site.rglob("*.html"))}
    for path, html in pages.items():
        for link in of_page(html):
            if link.loaded and is_foreign(link.address):
                yield f"{path.relative_to(site)}: <{link.tag}> loads {link.address}"
        for script in html.iter("script"):
            for address in of_script(script.text or ""):
                yield f"{path.relative_to(site)}: a script names {address}"
        yield from (f"{path.relative_to(site)}: {problem}" for problem in policy(html))
    for path in sorted(site.rglob("*.css")):
        for address in filter(is_foreign, of_style(path.read_text())):
            yield f"{path.relative_to(site)}: loads {address}"
    for path in [*sorted(site.rglob("*.js")), *sorted(site.rglob("*.mjs"))]:
        for address in of_script(path.read_text()):
            condition = next((conditions[start] for start in conditions if address.startswith(start)), "/*")
            for page in (page for page, html in pages.items() if condition and html.xpath(condition)):
                yield f"{path.relative_to(site)}: names {address}, and {page.relative_to(site)} has what it takes"


def policy(html):
    """What is wrong with the page's content security policy, which has the browser refuse requests to other hosts."""
    rules = next(iter(html.xpath("//meta[@http-equiv='Content-Security-Policy']")), None)
    if rules is None:
        yield "has no content security policy"
    elif rules.xpath("preceding::script | preceding::style"):
        yield "a script or style stands before the content security policy"
    elif "default-src 'self'" not in rules.get("content") or re.search(r"\*|https?:|\w\.\w", rules.get("content")):
        yield f"the content security policy lets other hosts in: {rules.get('content')}"


def dead(site, address):
    """The links, anchors and assets of the folder `site`, published at `address`, that lead nowhere; a line each."""
    ids = {}

    def has(path, fragment):
        if path not in ids:
            ids[path] = {*parsed(path).xpath("//@id"), *parsed(path).xpath("//a/@name")}
        return fragment in ids[path]

    def problem(page, written):
        url, fragment = urldefrag(urljoin(urljoin(address, page), written))
        if urlsplit(url).netloc != urlsplit(address).netloc or urlsplit(url).scheme not in ("http", "https"):
            return None
        if not url.startswith(address):
            return "leaves the folder that the site is served from"
        target = site / unquote(urlsplit(url).path[len(urlsplit(address).path) :])
        target = target / "index.html" if url.endswith("/") else target
        if not target.is_file():
            return "leads to no file"
        if fragment and target.suffix == ".html" and not has(target, unquote(fragment)):
            return "leads to no anchor"
        return None

    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            written = {link.address for link in of_page(parsed(path))}
            # A host serves 404.html at any address: only links from the root of the host are right in it.
            name = "any/where/at/all" if name == "404.html" else name.removesuffix("index.html")
        elif path.suffix == ".css":
            written = set(of_style(path.read_text()))
        elif path.name == "sitemap.xml":
            written = set(re.findall(r"<loc>(.*?)</loc>", path.read_text()))
        else:
            continue
        for link in sorted(written):
            if found := problem(name, link):
                yield f"{path.relative_to(site)}: {link} {found}"
