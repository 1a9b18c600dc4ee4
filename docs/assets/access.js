// What the theme leaves out for those who read with a keyboard or a screen reader.

// A box that is wider than its place can be scrolled with the arrow keys once it can be focused.
const SCROLLED = ".md-typeset :is(pre > code, .figure, div.arithmatex, .md-typeset__scrollwrap)"
function focusable(box) {
  const scrolls = box.scrollWidth > box.clientWidth
  if (scrolls && box.tabIndex < 0) box.tabIndex = 0
  if (!scrolls && box.hasAttribute("tabindex")) box.removeAttribute("tabindex")
}
const all = () => document.querySelectorAll(SCROLLED).forEach(focusable)

// The theme's script puts the copy button of each block into a navigation landmark: a page would have dozens.
const quiet = () => document.querySelectorAll(".md-code__nav:not([role])").forEach(nav => nav.role = "none")

document.querySelector(".md-search")?.setAttribute("aria-label", "Search")
document.fonts.ready.then(all)
addEventListener("resize", all)
new MutationObserver(records => {
  quiet()
  // On a touch screen the theme takes the focus from blocks of code, though a keyboard may be attached.
  for (const {type, target} of records) if (type == "attributes" && target.matches(SCROLLED)) focusable(target)
}).observe(document.body, {childList: true, subtree: true, attributeFilter: ["tabindex"]})
all()
quiet()
