"""What axe finds on a page. It takes seconds on a page of formulas and code unless it is spared what repeats itself."""

from axe_playwright_python.base import AXE_SCRIPT

# Glyphs are hidden from screen readers, and copy the colour of the text around them; verdicts and the rows of a page's
# ledger are hidden until a reader opens them (test_marks.py looks at them open). Of the spans of a block of code that
# have the same class one is left, and of MathML its text.
SPARE = """(() => {
  document.querySelectorAll(".katex-html, .verdict, .ledger-rows tr + tr").forEach(node => node.remove())
  document.querySelectorAll("math").forEach(math => math.replaceChildren(math.textContent))
  const classes = new Set()
  for (const span of document.querySelectorAll("pre code span, pre code a")) {
    if (span.firstElementChild) continue
    if (classes.has(span.className)) span.replaceWith(span.textContent)
    classes.add(span.className)
  }
})()"""

# Colours come from an element's classes and those of its ancestors. So of the elements that show text, contrast is
# looked at on those whose path of classes no page before had. `known` are the paths of those; the new ones come back.
FRESH = """known => {
  const paths = new Set(known), fresh = []
  window.fresh = []
  const path = node => node === document.body || !node ? "" : path(node.parentElement) + " " + node.localName +
    "." + node.getAttribute("class") + (node.previousElementSibling ? "" : ":first") + (node.dataset.status ?? "")
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue
    if (!node.getClientRects().length || paths.has(path(node))) continue
    paths.add(path(node)); fresh.push(path(node)); window.fresh.push(node)
  }
  return fresh
}"""
CONTRAST = """axe.run({include: window.fresh}, {runOnly: ["color-contrast"], resultTypes: ["violations"]})"""

STRUCTURE = """axe.run({rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"]})"""


def prepare(page):
    """Make a page, that nobody else looks at any more, ready for axe: what repeats itself is taken out of it."""
    page.evaluate(SPARE)


def structure(page):
    """Every violation on a prepared page but those of contrast, each as a line."""
    return found(page, STRUCTURE)


def contrast(page, known):
    """The violations of contrast. `known` holds the paths of classes that were looked at in these colours; it grows."""
    fresh = page.evaluate(FRESH, sorted(known))
    known.update(fresh)
    return found(page, CONTRAST) if fresh else []


def found(page, run):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return lines(page.evaluate(run))


def lines(answer):
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(node['html'].split())[:160]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
