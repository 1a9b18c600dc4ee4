// What the theme leaves out for those who read with a keyboard or a screen reader.

// A box that is wider than its place can be scrolled with the arrow keys once it can be focused.
const SCROLLED = ".md-typeset :is(pre > code, .figure, div.arithmatex, .md-typeset__scrollwrap)"
function focusable(box) {
  const scrolls = box.scrollWidth > box.clientWidth
  if (scrolls && box.tabIndex < 0) box.tabIndex = 0
  if (!scrolls && box.hasAttribute("tabindex")) box.removeAttribute("tabindex")
}

// Whether it is wider is looked at whenever it, or what stands in it, changes its size: when it is laid out, when a tab or
// a details box opens, when the window or the fonts change.
const sizes = new ResizeObserver(entries => new Set(entries.map(({target}) => target.closest(SCROLLED))).forEach(focusable))
const watched = new WeakSet()
const watch = () => document.querySelectorAll(SCROLLED).forEach(box => {
  if (watched.has(box)) return
  watched.add(box)
  for (const part of [box, ...box.children]) sizes.observe(part)
})

// The theme's script puts the copy button of each block into a navigation landmark: a page would have dozens.
const quiet = () => document.querySelectorAll(".md-code__nav:not([role])").forEach(nav => nav.role = "none")

document.querySelector(".md-search")?.setAttribute("aria-label", "Search")
document.querySelector(".md-dialog")?.setAttribute("role", "status") // "Copied to clipboard"
new MutationObserver(records => {
  // The theme's script wraps tables and adds buttons, sooner or later.
  if (records.some(({type}) => type == "childList")) { watch(); quiet() }
  // On a touch screen it takes the focus from blocks of code, though a keyboard may be attached.
  for (const {type, target} of records) if (type == "attributes" && target.matches(SCROLLED)) focusable(target)
}).observe(document.body, {childList: true, subtree: true, attributeFilter: ["tabindex"]})
watch()
quiet()

// Opened from disk, an address that ends in a slash lists a folder, and the search may not read its index.
if (location.protocol == "file:") {
  document.querySelectorAll(".md-search, [for=__search]").forEach(part => part.style.display = "none")
  addEventListener("click", ({target}) => {
    const link = target.closest("a")
    if (link?.protocol == "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }, true)
}
