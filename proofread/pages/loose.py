r"""A reader's text, brought nearer to what the site's Markdown takes for math: `$ x_i $` is a formula as `$x_i$` is."""

import re
from dataclasses import replace

from proofread.pages.source import Line

# With spaces inside, dollars hold a formula where something in them looks like one: else "5 $ and 6 $" would.
LOOSE = re.compile(r"(?<![\\$])\$(?!\$)(\s*)([^$\n]*?[\\^_=][^$\n]*?)(\s*)(?<!\\)\$(?![\$\d])")


def loosened(source):
    """The same source, line by line as long as it was, with the spaces outside of the dollars."""
    fenced = {k for fence in source.fences for k in range(fence.start, fence.end)}
    lines = [line if k in fenced or "$" not in line else _outside(line) for k, line in enumerate(source.lines)]
    return replace(source, lines=lines)


def _outside(line):
    text = LOOSE.sub(lambda found: f"{found[1]}${found[2]}${found[3]}" if found[2].strip() else found[0], line)
    return Line(text, line.path, line.number, line.indent)
