// Copied text has each formula as its LaTeX, in dollars, and none of the marks beside formulas.
addEventListener("copy", event => {
  const selection = getSelection()
  if (selection.isCollapsed) return
  const range = selection.getRangeAt(0).cloneRange()
  const math = node => (node.nodeType == 1 ? node : node.parentElement)?.closest(".katex-display, .katex")
  if (math(range.startContainer)) range.setStartBefore(math(range.startContainer))
  if (math(range.endContainer)) range.setEndAfter(math(range.endContainer))
  const copied = document.createElement("div")
  copied.append(range.cloneContents())
  if (!copied.querySelector(".katex")) return
  copied.querySelectorAll(".mark, .verdict, .headerlink").forEach(part => part.remove())
  for (const formula of copied.querySelectorAll(".katex-display, .katex")) {
    const latex = formula.querySelector("annotation")?.textContent.trim()
    if (latex) formula.replaceWith(formula.matches(".katex-display") ? `\n$$\n${latex}\n$$\n` : `$${latex}$`)
  }
  copied.style.cssText = "position: fixed; left: -100vw; white-space: pre-wrap" // laid out, so that paragraphs stay apart
  document.body.append(copied)
  event.clipboardData.setData("text/plain", copied.innerText.trim())
  copied.remove()
  event.preventDefault()
})
