"""What keeps a fence, a box or a mark from hiding what isn't checked: `problems(page, text)` names each."""

import re

from proofread.pages.blocks import blocks_of, is_python
from proofread.pages.outputs import answers

# Machines may lack these; what runs on them is skipped nowhere else.
MAY_LACK = {"triton", "numba"}
SKIPS = re.compile(r"<!--\s*pytest\.mark\.(skip|xfail)\b[^>]*-->")
LACKING = re.compile(r"<!--\s*pytest-codeblocks:\s*(skip|importorskip)\(?([\w.]*)\)?\s*-->")
UNCHECKED = re.compile(r'^ *(?:!!!|\?\?\?\+?) unchecked "([^"]*)"', re.MULTILINE)
# Every formula that the site leaves unchecked, by the reason that its reader is told.
LEFT_UNCHECKED = {
    "an asymptotic statement is about all large n",
    "the second term is only known up to a factor",
    "a statement about all large n",
}

EXAMPLE = re.compile(r"^````markdown\n(.*?)^````\n", re.MULTILINE | re.DOTALL)


def shown_only(text):
    """The examples of Markdown, each a ````markdown fence, that a page shows and doesn't have itself."""
    live = EXAMPLE.sub("", text)
    return [shown for shown in EXAMPLE.findall(text) if shown.replace(";--8<--", "--8<--") not in live]


def problems(page, text):
    """What a page hides, a line each: `page` is its source.Source, `text` what is written in its file."""
    outputs = {block.expected_output.strip("\n") for block, _ in blocks_of(page) if block.expected_output is not None}
    found = []
    for fence in page.fences:
        where = page.lines[fence.start].where
        if fence.language == "text" and fence.code.strip("\n") not in outputs:
            found.append(f"{where}: a text fence that no block prints: only output that is compared is shown")
        elif fence.language == "console" and not fence.code.lstrip().startswith("$ "):
            found.append(f"{where}: a console fence that doesn't begin with a command")
        elif fence.language == "console" and answers(fence.code):
            found.append(f"{where}: a console fence with more than commands: nothing compares what they print")
        elif not (is_python(fence.language) or fence.language in ("text", "console", "markdown")):
            found.append(f"{where}: a fence of {fence.language or 'no language'}: nothing runs or compares it")
    for mark in SKIPS.finditer(text):
        found.append(f"a block is marked {mark[1]}: whether it holds, nobody sees")
    for mark in LACKING.finditer(text):
        if mark[1] == "skip" or mark[2] not in MAY_LACK:
            found.append(f"a block is left out where {mark[2] or 'anything'} is missing, which every machine has")
    for box in UNCHECKED.finditer(text):
        if box[1] not in LEFT_UNCHECKED:
            found.append(f"a formula is left unchecked: {box[1]}: if that's right, tests/site/fences.py has to say so")
    for example in shown_only(text):
        found.append(f"an example of Markdown isn't what becomes of it on the page: {example.splitlines()[0]}")
    return found
