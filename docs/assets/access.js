// What the theme leaves out for those who read with a keyboard or a screen reader.

// A box that is wider than its place can be scrolled with the arrow keys once it can be focused.
const SCROLLED = ".md-typeset :is(pre > code, .figure, div.arithmatex, .md-typeset__scrollwrap)"
function focusable() {
  for (const box of document.querySelectorAll(SCROLLED)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
    else box.removeAttribute("tabindex")
  }
}

// The theme's script puts the copy button of each block into a navigation landmark: a page would have dozens.
function quiet() {
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) nav.role = "none"
}

document.querySelector(".md-search")?.setAttribute("aria-label", "Search")
document.fonts.ready.then(focusable)
addEventListener("resize", focusable)
new MutationObserver(quiet).observe(document.body, {childList: true, subtree: true})
focusable()
quiet()
