"""One formula as HTML and MathML: KaTeX, run inside Python when the site is built."""

import functools
from pathlib import Path

from proofread.cache.store import Store

SCRIPT = Path(__file__).with_name("katex") / "katex.min.js"
LONGEST = 10_000

# A formula is text of a page, never a way to put links, classes or scripts into it: `trust` refuses by name what KaTeX
# would print in red. `maxSize` (em) and `maxExpand` bound what a formula can cost; `strict` refuses what isn't LaTeX.
RENDER = """
(function () {
  try {
    return {html: katex.renderToString(dukpy.latex, {
      displayMode: dukpy.display, output: "htmlAndMathml", throwOnError: true, strict: "error",
      maxSize: 20, maxExpand: 1000,
      trust: function (use) { throw new katex.ParseError(use.command + " isn't allowed on a page"); },
    })};
  } catch (error) {
    // What isn't a ParseError is the interpreter running out of stack or memory, on nesting without end.
    error = error || {};
    return {message: error.rawMessage || "nested too deeply; split it", position: error.position || 0};
  }
})()
"""


class KatexError(Exception):
    """KaTeX refuses a formula. `position` is the index of the character in its LaTeX where it stopped."""

    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


def render(latex, display):
    """The HTML of one formula: MathML for screen readers (its annotation is the LaTeX), and the glyphs beside it.

    Raises KatexError on anything that KaTeX doesn't know, and on commands that reach outside a formula.
    """
    if len(latex) > LONGEST:
        raise KatexError(f"{len(latex):,} characters, {LONGEST:,} at most; split it", 0)
    return rendered().find((latex, display), _render, latex, display)


@functools.cache
def rendered():
    """The Store of what was rendered."""
    return Store("katex", SCRIPT.read_bytes())


def _render(latex, display):
    answer = _interpreter().evaljs(RENDER, latex=latex, display=display)
    if "html" in answer:
        return answer["html"]
    raise KatexError(answer["message"], answer["position"])


@functools.cache
def _interpreter():
    from dukpy import JSInterpreter

    interpreter = JSInterpreter()
    interpreter.evaljs(SCRIPT.read_text(encoding="utf-8") + "; null")
    return interpreter
