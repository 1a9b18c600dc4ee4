"""`make bench`: a page of the site beside its twin, the same page with its math set by MathJax in the browser."""

import hashlib
import re
import shutil
import statistics
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from project import ROOT, build
from serve import serve
from visit import DESKTOP, chromium

PAGE = "softmax/index.html"  # the heaviest chapter but for two that are tables of formulas
VERSION, SHA256 = "3.2.2", "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09"
CACHE = ROOT / ".cache"
LINES = {
    "fast": (None, 1),
    "slow": ({"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}, 2),
}

# As the theme's own pages tell to set it up, and what the clock below waits for.
SETUP = r"""<script>window.MathJax = {
  tex: {inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]], processEscapes: true, processEnvironments: true},
  options: {ignoreHtmlClass: ".*|", processHtmlClass: "arithmatex"},
  startup: {pageReady: () => MathJax.startup.defaultPageReady().then(() => { window.typeset = true })}
}</script><script async src="{}/es5/tex-mml-chtml.js"></script>"""

# Math is settled with the first of five frames on which it's shown, typeset, and no font is on its way; that this frame
# has been laid out and painted, the second shows.
CLOCK = """{
  let shift = 0, first = 0, frames = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value))
    .observe({type: "layout-shift", buffered: true})
  const settled = () => document.querySelector(".md-footer") && !document.documentElement.matches("[data-unset]") &&
    (document.querySelector("main .katex") || window.typeset) &&
    [...document.fonts].every(font => !/KaTeX|MJX/.test(font.family) || font.status != "loading")
  const frame = () => {
    frames = settled() ? frames + 1 : 0
    if (frames == 2) first = performance.now()
    if (frames < 5) requestAnimationFrame(frame)
    else setTimeout(() => { window.clock = {settled: first, shift} }, 300)
  }
  requestAnimationFrame(frame)
}"""


def mathjax():
    """The folder of MathJax, of the version and with the checksum that stand above; npm fetches it once."""
    folder = CACHE / f"mathjax-{VERSION}"
    if not folder.exists():
        CACHE.mkdir(exist_ok=True)
        subprocess.run(["npm", "pack", f"mathjax@{VERSION}", "--silent"], cwd=CACHE, check=True, capture_output=True)
        archive = CACHE / f"mathjax-{VERSION}.tgz"
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        assert found == SHA256, f"{archive} has the checksum {found}: it isn't the package that was measured before"
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder / "package"


def twin(html, address):
    """The page with LaTeX where the rendered math stood, for the MathJax at `address` to set; else the same."""
    soup = BeautifulSoup(html, "html.parser")
    for math in soup.select(".katex-display, .katex"):
        if math.find_parent(class_="katex-display"):
            continue
        latex = math.find("annotation").get_text()
        holder = soup.new_tag("span", attrs={"class": "arithmatex"})
        holder.string = f"\\[{latex}\\]" if "katex-display" in math["class"] else f"\\({latex}\\)"
        math.replace_with(holder)
    for part in soup.select("link[href*=katex], [href*='copy.js'], [src*='copy.js']"):
        part.decompose()
    waiting = r"<script>(\s*document\.documentElement\.setAttribute\(\"data-unset\"|fonts\.finally).*?</script>"
    text = re.sub(waiting, "", str(soup), flags=re.S)
    return text.replace("</head>", SETUP.replace("{}", address) + "</head>", 1)


def visit(browser, host, name, line, slower):
    """What a first visit of a page costs: bytes, requests, layout shift, milliseconds until its math is settled."""
    host.sent.clear()
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.set_default_timeout(120_000)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    if line:
        tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(CLOCK)
    page.goto(host.address + name)
    while not (clock := page.evaluate("window.clock")):
        page.wait_for_timeout(100)
    page.evaluate("document.fonts.ready.then(() => true)")
    context.close()
    return sum(host.sent.values()), len(host.sent), clock["shift"], clock["settled"]


def bench(times=5):
    """Print a table: the page and its twin, on a fast line and on a slow one; medians of `times` first visits."""
    executable = chromium()
    if executable is None or shutil.which("npm") is None:
        print("\nNo Chromium or no npm here: the site's math isn't measured beside MathJax's.")
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name)
        done = build(ROOT, site)
        assert done.returncode == 0, done.stderr
        shutil.copytree(mathjax() / "es5", site / "mathjax/es5")
        (site / "twin").mkdir()
        (site / "twin/index.html").write_text(twin((site / PAGE).read_text(), "../mathjax"))
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        print(f"\nMath set at build, and by MathJax {VERSION} in the browser: {PAGE}, median of {times} first visits")
        print(f"{'':22}{'bytes':>10}{'requests':>10}{'shift':>8}{'math settled, ms':>18}")
        with serve(site) as host:
            for line, (conditions, slower) in LINES.items():
                settled = []
                for what, address in (("this site", PAGE), ("with MathJax", "twin/index.html")):
                    runs = [visit(browser, host, address, conditions, slower) for _ in range(times)]
                    size, requests, shift, took = map(statistics.median, zip(*runs, strict=True))
                    print(f"{line + ': ' + what:22}{size:10,.0f}{requests:10.0f}{shift:8.3f}{took:18,.0f}")
                    settled.append(took)
                print(f"{line + ': ratio':22}{settled[0] / settled[1]:46.2f}")
        browser.close()


if __name__ == "__main__":
    bench()
