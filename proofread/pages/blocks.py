"""A page's blocks of code as pytest-codeblocks finds them, once it is given the page as a reader sees it.

By itself it collects only bare fences, and executes an include line instead of what it includes; so it is given the
page with its includes expanded, and each fence that the site shows as Python reduced to a bare one.
"""

import io
import re

from pytest_codeblocks import extract_from_buffer

RUN = ("python", "sh", "bash")


def is_python(language):
    """Whether the site highlights a fence of this language as Python: python, py, python3, …"""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        return find_lexer_class_by_name(language).name == "Python"
    except ClassNotFound:
        return False


def reduced(page):
    """The page's text for pytest-codeblocks: its own comments and bare fences, each on its line, and nothing else."""
    lines = ["" for _ in page.lines]
    for i, line in enumerate(page.lines):
        if comment := re.match(r"[\s>]*(<!--[-\s]*pytest(?!-codeblocks:skipfile)[-.].*-->)\s*$", line):
            lines[i] = comment[1]
    for fence in page.fences:
        longest = max((len(run) for run in re.findall("`+", fence.code)), default=0)
        ticks = "`" * max(3, longest + 1)
        language = "python" if is_python(fence.language) else fence.language
        lines[fence.start : fence.end] = [ticks + language, *fence.code.split("\n")[:-1], ticks]
    return "\n".join(lines) + "\n"


def extracted(page):
    """What pytest-codeblocks takes for a block of the page, of any language; a block's output isn't one."""
    text = reduced(page)
    return extract_from_buffer(io.StringIO(text), max_num_lines=text.count("\n") + 2)


def blocks_of(page):
    """Each block of the page that pytest-codeblocks runs, with the origins (`Line`) of its lines of code."""
    found = extracted(page)
    starts = {block.lineno - 1: block for block in found}
    origins = {id(block): [] for block in found}
    block = None
    for fence in page.fences:
        block = starts.get(fence.start, block)
        # A fence that starts no block continues the one before it (`cont`), or is its expected output.
        if fence.start in starts or is_python(fence.language):
            origins[id(block)] += page.lines[fence.start + 1 : fence.end - 1]
    return [(block, origins[id(block)]) for block in found if block.syntax in RUN]
