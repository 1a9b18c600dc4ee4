"""One visit of a page in a browser: what it fetched, moved, left out and hid. The tests only compare."""

import contextlib
import multiprocessing
import os
import shutil
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import axe
from playwright.sync_api import sync_playwright

# Debian's Chromium without its windows comes first: it needs two thirds of the time.
CHROMIUM = [os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]
PATIENCE = 180_000  # milliseconds; a machine may have other work to do meanwhile
PHONE, DESKTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
PAPER = {"width": 718, "height": 1000}  # A4 without its margins
CLIPBOARD = ["clipboard-read", "clipboard-write"]
MODES = {
    "desktop": {"viewport": DESKTOP, "color_scheme": "light", "permissions": CLIPBOARD},
    "phone, dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True},
    "no script": {"viewport": PAPER, "java_script_enabled": False},
}


def chromium():
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, filter(None, CHROMIUM))), None)


def launched(playwright):
    """That Chromium, running."""
    return playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", *QUIET])


@dataclass
class Visit:
    """A visit: the addresses asked for, the formulas seen, what the copy buttons gave; and what is wrong, in words."""

    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    shift: float = 0.0
    wide: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pale: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    math: int = 0


# Cumulative layout shift, as browsers define it but without their session windows: the plain sum, which is larger. The
# page has loaded and has its fonts; scripts may still move it for a third of a second.
SHIFT = """new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) sum += entry.value }))
    .observe({type: "layout-shift", buffered: true})
  document.fonts.ready.then(() => setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(sum), 30)), 300))
})"""

# How many formulas there are, once the fonts have come.
MATH = """document.fonts.ready.then(() => document.querySelectorAll("main .katex").length)"""

# What sticks out at the right. Boxes that scroll by themselves, and what stands in them, don't.
WIDE = """(() => {
  const page = document.scrollingElement
  if (page.scrollWidth <= page.clientWidth) return []
  const scrolls = node => node && node !== document.body && node !== page &&
    (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement))
  const out = [...document.body.querySelectorAll("*")].filter(node =>
    node.getBoundingClientRect().right > page.clientWidth + 0.5 && !scrolls(node.parentElement))
  return (out.length ? out : [page]).slice(0, 3).map(node => `${node.tagName} .${node.className}: ` +
    Math.round(node.getBoundingClientRect().right) + " of " + page.clientWidth + " px")
})()"""

# A display that has to be scrolled though there is room to break it: on a phone there may be none.
UNBROKEN = """[...document.querySelectorAll("article div.arithmatex")]
  .filter(box => box.scrollWidth > box.clientWidth + 1)
  .map(box => `${box.scrollWidth - box.clientWidth} px too wide: ` + box.querySelector("annotation").textContent)"""

# A formula is visible if its glyphs take room, aren't transparent, and are set in KaTeX's fonts, which have come and
# have them: a character that a font lacks is as wide as in the next font, whichever that is.
HIDDEN = """(() => {
const canvas = document.createElement("canvas").getContext("2d"), has = new Map()
const width = (font, c) => { canvas.font = font; return canvas.measureText(c).width }
const lost = glyphs => [...glyphs.querySelectorAll("*")].flatMap(span => {
  const text = [...span.childNodes].filter(child => child.nodeType == 3).map(child => child.data).join("")
  if (!text) return []
  const {fontStyle, fontWeight, fontFamily} = getComputedStyle(span)
  const font = `${fontStyle} ${fontWeight} 99px ${fontFamily.split(",")[0]}, `
  return [...text].filter(c => {
    if (!has.has(font + c)) has.set(font + c, width(font + "monospace", c) == width(font + "serif", c))
    return !has.get(font + c)
  })
})
return [...document.querySelectorAll("main .katex")].filter(math => !math.closest("[popover]")).flatMap(math => {
  const glyphs = math.querySelector(".katex-html"), name = math.querySelector("annotation")?.textContent ?? "?"
  if (!glyphs || !glyphs.textContent) return [name + ": no glyphs"]
  if (math.closest("details:not([open]), .tabbed-block") && !glyphs.getClientRects().length) return []
  const box = glyphs.getBoundingClientRect(), style = getComputedStyle(glyphs)
  if (box.width < 2 || box.height < 4) return [name + ": takes no room"]
  if (style.visibility != "visible" || style.opacity == 0) return [name + ": isn't visible"]
  if (!style.fontFamily.startsWith("KaTeX")) return [name + ": is set in " + style.fontFamily]
  return [...lost(glyphs)].map(c => `${name}: the font has no ${c}`)
}).concat([...document.fonts].filter(font => font.status == "error").map(font => font.family + ": didn't load"))
})()"""

# axe doesn't see text in SVG: its colour against what is painted under its middle, the paper or a shape.
PALE = """(() => {
  const linear = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const over = (colour, under) => {
    canvas.fillStyle = `rgb(${under})`; canvas.fillRect(0, 0, 1, 1)
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const paper = over(getComputedStyle(document.body).backgroundColor, [255, 255, 255])
  return [...document.querySelectorAll("main svg[role=img] text")].flatMap(text => {
    const box = text.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2
    const shapes = [...text.ownerSVGElement.querySelectorAll("rect, circle, path, polygon")].filter(shape => {
      const b = shape.getBoundingClientRect()
      return getComputedStyle(shape).fill != "none" && b.left <= x && x <= b.right && b.top <= y && y <= b.bottom
    })
    const under = shapes.reduce((seen, shape) => over(getComputedStyle(shape).fill, seen), paper)
    const [a, b] = [luminance(over(getComputedStyle(text).fill, under)), luminance(under)]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    return contrast < 4.5 ? [`${text.textContent}: contrast ${contrast.toFixed(2)}`] : []
  })
})()"""

# What scrolls can be focused, or what stands in it can: else it can't be read with a keyboard.
UNREACHABLE = """[...document.querySelectorAll("body *:not(.katex *)")].filter(box =>
  (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) && box.tabIndex < 0 &&
  ["auto", "scroll"].some(way => getComputedStyle(box).overflow.includes(way)) && box.checkVisibility() &&
  ![...box.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].some(inner => inner.checkVisibility())
).map(box => `can't be scrolled with a keyboard: ${box.outerHTML.slice(0, 120)}`)"""

# Presses the copy button of each block of Python in turn, and reads what is then on the clipboard. What the page says
# of it stands there at once: axe would see a colour on its way.
PRESS = """(async () => {
  document.head.insertAdjacentHTML("beforeend", "<style>.md-dialog { transition: none !important }</style>")
  const found = []
  for (const button of document.querySelectorAll(".language-python .md-code__button[data-md-type=copy]")) {
    await navigator.clipboard.writeText("nothing")
    button.click()
    found.push(await navigator.clipboard.readText())
  }
  return found
})()"""

# What paper cuts off, a box that hides what is wider than it, or what sticks out; and what has no use there.
CUT = """(() => {
  const screen = ".md-header, .md-sidebar, .md-footer, .md-content__button, .md-code__nav, .mark, .ledger-rows"
  const name = box => `${box.tagName} .${box.getAttribute("class")}`, shown = box => box.getClientRects().length > 0
  const cut = [...document.querySelectorAll("article *:not(.katex *, svg *)")].filter(box => shown(box) &&
    (box.getBoundingClientRect().right > innerWidth + 1 || box.scrollWidth > box.clientWidth + 1 &&
      ["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)))
  return [...cut.map(box => name(box) + ": " + box.textContent.trim().slice(0, 60)),
    ...[...document.querySelectorAll(screen)].filter(shown).map(box => "on paper: " + name(box))]
})()"""

# As the theme's switch does it; and nothing is animated, or axe would see colours between two others.
DARK = """
  document.head.insertAdjacentHTML("beforeend", "<style>* { transition: none !important }</style>")
  document.body.dataset.mdColorScheme = "slate"
"""


@contextlib.contextmanager
def tab_of(browser, **options):
    """An empty tab that has patience, in a context of its own with these options."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(browser, address, **options):
    """Open `address` in a fresh context and look at everything that the tests ask about."""
    with tab_of(browser, **options) as tab:
        return looked_at(tab, address, defaultdict(set), True, **options)


def looked_at(tab, address, known, structure, **options):
    """Go to `address` in a tab that has these options; with its `structure` all is looked at that axe looks at.

    `known` holds, for each scheme of colours, the paths of classes whose contrast was looked at before (axe.py).
    """
    seen = Visit()
    watched = {
        "request": lambda request: seen.asked.append(request.url),
        "pageerror": lambda error: seen.errors.append(str(error)),
        "console": lambda said: seen.errors.append(said.text) if said.type == "error" else None,
    }
    for event, watch in watched.items():
        tab.on(event, watch)
    tab.goto(address)
    seen.math = tab.evaluate(MATH)
    seen.wide, seen.hidden = tab.evaluate(WIDE), tab.evaluate(HIDDEN)
    if options.get("java_script_enabled", True):
        seen.shift = tab.evaluate(SHIFT)
        seen.pale = tab.evaluate(PALE)
        if "permissions" in options:
            seen.wide += tab.evaluate(UNBROKEN)
            seen.copied = tab.evaluate(PRESS)
        seen.violations = tab.evaluate(UNREACHABLE)
        axe.prepare(tab)
        if structure:
            seen.violations += axe.structure(tab)
        seen.violations += axe.contrast(tab, known[options["color_scheme"]])
        if options["color_scheme"] == "light":
            tab.evaluate(DARK)
            seen.pale += tab.evaluate(PALE)
            seen.violations += axe.contrast(tab, known["made dark"])
    else:
        tab.emulate_media(media="print")
        seen.cut = tab.evaluate(CUT)
        tab.goto("about:blank")  # which is quicker to lay out again
        tab.emulate_media(media="screen")
    for event, watch in watched.items():
        tab.remove_listener(event, watch)
    return seen


def visits(address, pages):
    """A Visit for each page and mode; each mode has a process and a browser of its own."""
    with ProcessPoolExecutor(len(MODES), multiprocessing.get_context("spawn")) as processes:
        runs = {mode: processes.submit(of_mode, mode, address, pages) for mode in MODES}
        return {(page, mode): seen for mode, run in runs.items() for page, seen in run.result().items()}


def of_mode(mode, address, pages):
    """A Visit for each page in a mode: one after the other in a tab, as a reader goes from page to page."""
    options, known, found = MODES[mode], defaultdict(set), {}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with tab_of(browser, **options) as tab:
            for k, page in enumerate(pages):
                # On a phone the same elements stand in the same order, in a frame that all pages share.
                structure = options["viewport"] == DESKTOP or k % 8 == 0
                found[page] = looked_at(tab, address + page, known, structure, **options)
        browser.close()
    return found
