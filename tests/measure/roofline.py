"""The roofline of a machine, drawn from its rates and from what was counted and measured: an SVG for a page."""

import math
import re
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 64, 620, 24, 280
DECADES = range(-2, 4)  # FLOPs a byte, from 10^-2 to 10^3


@dataclass(frozen=True)
class Point:
    """A way to a loss: its name, FLOPs a byte, and FLOPs a second."""

    name: str
    intensity: float
    rate: float


def x(intensity):
    """Where so many FLOPs a byte stand, in pixels from the left."""
    return LEFT + (math.log10(intensity) - DECADES[0]) / (DECADES[-1] - DECADES[0]) * (RIGHT - LEFT)


def y(rate, lowest):
    """Where so many FLOPs a second stand, in pixels from the top: a decade is as long as one of x."""
    return BOTTOM - (math.log10(rate) - lowest) * (BOTTOM - TOP) / 4


def roofline(points, beta, P, source):
    """A figure, as HTML: the two roofs, and a dot for each point, numbered, with a legend that names it."""
    top = math.ceil(math.log10(P))
    lowest = top - 4
    ridge = P / beta

    def at(intensity, rate):
        return f"{x(intensity):.1f} {y(rate, lowest):.1f}"

    start = 10 ** max(DECADES[0], lowest - math.log10(beta))
    rows = [
        '<figure class="figure" markdown="0">',
        '<svg viewBox="0 0 640 330" role="img" aria-labelledby="roofline-title roofline-desc">',
        '<title id="roofline-title">Each way to a loss lies near the roof that its FLOPs a byte put over it.</title>',
        '<desc id="roofline-desc">FLOPs a second against FLOPs a byte, both axes in powers of ten. The roof rises with '
        f"{beta / 1e9:.1f} GB/s and is flat at {P / 1e9:.0f} GFLOP/s; they meet at {ridge:.1f} FLOPs a byte. "
        + " ".join(f"{p.name}: {p.intensity:.2f} FLOPs a byte, {p.rate / 1e9:.2f} GFLOP/s." for p in points)
        + "</desc>",
    ]
    for k in DECADES:
        rows.append(f'<path class="fig-muted" d="M{x(10.0**k):.1f} {TOP} V{BOTTOM}"/>')
        rows.append(_text(x(10.0**k), BOTTOM + 18, _number(k), "middle"))
    for k in range(lowest, top + 1):
        rows.append(f'<path class="fig-muted" d="M{LEFT} {y(10.0**k, lowest):.1f} H{RIGHT}"/>')
        rows.append(_text(LEFT - 8, y(10.0**k, lowest) + 4, _number(k - 9), "end"))
    rows += [
        _text((LEFT + RIGHT) / 2, BOTTOM + 40, "FLOPs a byte", "middle"),
        _text(LEFT - 8, TOP - 10, "GFLOP/s", "end"),
        f'<path class="fig-line fig-thick" d="M{at(start, beta * start)} L{at(ridge, P)} L{at(1e3, P)}"/>',
    ]
    dots = [(x(p.intensity), y(p.rate, lowest)) for p in points]
    for k, (across, down) in enumerate(dots):
        near = sum(abs(across - a) + abs(down - b) < 20 for a, b in dots[:k])  # their numbers stand over each other
        rows.append(f'<circle class="fig-accent" cx="{across:.1f}" cy="{down:.1f}" r="4"/>')
        rows.append(_text(across, down - 9 - 14 * near, str(k + 1), "middle"))
    rows.append("</svg>")
    names = "; ".join(f"{k} {p.name}" for k, p in enumerate(points, 1))
    source = re.sub("`(.*?)`", r"<code>\1</code>", source)
    rows.append(f"<figcaption>{names}. Pages kept. {source}</figcaption>")
    return "\n".join([*rows, "</figure>"]) + "\n"


def _text(x, y, said, anchor):
    return f'<text class="fig-text fig-small" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{said}</text>'


def _number(k):
    """A power of ten as a plain number."""
    return f"{10**k:,}" if k >= 0 else f"{10.0**k:.{-k}f}"
