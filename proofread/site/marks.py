"""A verdict as readers see it: a quiet mark beside its formula, and what the mark opens.

The mark is a button with `popovertarget`: it works with keyboard, touch and screen reader, and without JavaScript.
All of it is spans, so that it may stand inside a paragraph.
"""

from html import escape

from proofread.site import katex

# Inline formulas with these verdicts have a mark; displays always have one. What claims nothing is left in peace.
MARKED = ("checked", "refuted", "assumption", "unchecked")
LABELS = {"checked": "Formula checked", "refuted": "Formula refuted", "unchecked": "Formula not checked"}
TITLES = {"checked": "Checked", "refuted": "Refuted", "unchecked": "Not checked"}
CLAIMS_NOTHING = {
    "assumption": "An assumption. The samples of the formulas that need it are chosen to meet it.",
    "definition": "A definition: the name on its left now means its right side. There is nothing to check.",
    "declaration": "A declaration: it says what kind of thing a name stands for. There is nothing to check.",
    "condition": "A condition: it limits the claims of its sentence.",
    "step": "A step of an algorithm: it changes a value, and claims nothing.",
    "expression": "An expression: it claims nothing. Each of its names is known.",
}


def is_marked(formula, verdict):
    return verdict.status in MARKED or (formula.kind == "display" and verdict.status in CLAIMS_NOTHING)


def mark(verdict, number, about):
    """The button of a page's `number`-th formula and the popover that it opens, as HTML.

    `about` is the address of the page that says how formulas are checked, or "" where the site has none.
    """
    label = LABELS.get(verdict.status, "Formula without a claim")
    said = "".join(f"<span>{line}</span>" for line in lines(verdict))
    more = f'<a href="{escape(about)}">How this site is checked</a>' if about else ""
    title = TITLES.get(verdict.status, "Nothing to check")
    return (
        f'<button class="mark" type="button" popovertarget="verdict-{number}" aria-label="{label}"></button>'
        f'<span class="verdict" id="verdict-{number}" role="note" popover><b>{title}</b>{said}{more}</span>'
    )


def lines(verdict):
    """What a verdict says, line by line, as HTML."""
    match verdict.status:
        case "checked":
            return _checked(verdict)
        case "refuted":
            return _refuted(verdict)
        case "unchecked":
            return [f"No evaluation decides it: {escape(verdict.message)}"]
        case status:
            return [CLAIMS_NOTHING.get(status, escape(verdict.message))]


def _checked(verdict):
    if verdict.samples:
        points = "one random point" if verdict.samples == 1 else f"{verdict.samples} random points"
        sizes = f", with {_sizes(verdict.sizes)}" if verdict.sizes else ""
        yield f"At {points}{sizes}, {_held(verdict.signs)}."
    else:
        yield "It holds for its numbers."
    if verdict.assumptions:
        yield "Assuming " + ", ".join(map(_math, verdict.assumptions)) + "."
    yield "Derivatives from the definitions, by dual numbers. The tests judge it again, with PyTorch’s autograd."
    yield "That finds mistakes; it isn’t a proof."


def _held(signs):
    others = set(signs) - {"=", ":="}
    if not others:
        return "both sides of each step came out equal to nine digits"
    near = ", ≈ within its tolerance" if r"\approx" in others else ""
    search = ", and a search found no counterexample" if others != {r"\approx"} else ""
    return f"each step held{near}{search}"


def _refuted(verdict):
    found = verdict.counterexample
    if found is None:
        yield "Its shapes don’t fit: " + escape(verdict.message.removeprefix("shapes: "))
        return
    indices = ", ".join(f"{_math(name)} = {value}" for name, value in {**found.indices, **found.sizes}.items())
    yield f"{_math(found.step)} fails" + (f" at {indices}" if indices else "") + ":"
    if values := [f"{_math(name)} = {_number(value)}" for name, value in found.values.items()]:
        yield "With " + ", ".join(values)
    left, right = _apart(found.left, found.right)
    yield f"the left side is {left}, the right side {right}."
    if found.hint:
        yield "It seems that " + escape(found.hint) + "."


def _sizes(sizes):
    """Sizes in words: `n = 1, 2, 3 and 4`, or `(m, n) = (3, 1), (1, 2) …`."""
    letters = list(sizes[0])
    if len(letters) == 1:
        numbers = sorted({size[letters[0]] for size in sizes})
        return f"<i>{escape(letters[0])}</i> = " + ", ".join(map(str, numbers))
    tuples = ", ".join("(" + ", ".join(str(size[k]) for k in letters) + ")" for size in sizes)
    return f"(<i>{escape(', '.join(letters))}</i>) = {tuples}"


def _apart(left, right):
    """Two values with four digits, or with as many more as tell them apart."""
    pairs = [(_number(left, digits), _number(right, digits)) for digits in (4, 7, 10)]
    return next((pair for pair in pairs if len(set(pair)) > 1), pairs[0])


def _number(value, digits=4):
    if isinstance(value, list):
        return "(" + ", ".join(_number(part, digits) for part in value) + ")"
    return f"{value:.{digits}g}".replace("-", "−")


def _math(latex):
    try:
        return katex.render(latex, False)
    except katex.KatexError:  # a piece of a formula may not stand alone: a name with an unclosed brace, say
        return f"<code>{escape(latex)}</code>"
