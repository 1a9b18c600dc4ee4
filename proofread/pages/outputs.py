"""Outputs: what a page shows as printed, though nobody compares it."""

from proofread.pages.blocks import RUN, extracted, is_python

TEXT = ("", "text", "txt", "plain", "plaintext", "output", "none")
SESSIONS = ("pycon", "doctest", "python-repl", "ipython", "ipythonconsole")
SHELLS = ("console", "shell-session", "shellsession", "sh-session", "bash-session", "shell", "terminal")
SAID = {
    "text": "an output that nobody compares: put <!--pytest-codeblocks:expected-output--> between the block and it",
    "session": "a session that nobody runs: write it as Python, and what it prints as its expected output",
    "shell": "an output that nobody compares: a shell session has commands only, each behind $; let Python print it",
}


def uncompared(page):
    """Each output of a page that nobody compares, as (the line of its fence, message).

    That is a session, a line of a shell session that is no command, and a text behind a block that runs, with at most
    a paragraph between them.
    """
    blocks = {block.lineno - 1 for block in extracted(page)}
    before = None
    for fence in page.fences:
        line = page.lines[fence.start]
        if fence.language in SESSIONS:
            yield line, SAID["session"]
        elif fence.language in SHELLS and answers(fence.code):
            yield line, SAID["shell"]
        elif fence.language in TEXT and fence.start in blocks and before is not None and _is_close(before, fence, page):
            yield line, SAID["text"]
        before = fence


def _is_close(before, fence, page):
    """Whether a fence stands behind one that runs, with nothing between, or one paragraph."""
    lines = "\n".join(line.strip(" \t>") for line in page.lines[before.end : fence.start])
    paragraphs = [part for part in lines.split("\n\n") if part.strip() and not part.lstrip().startswith("<!--")]
    runs = is_python(before.language) or before.language in RUN
    return runs and len(paragraphs) < 2 and not any(part.lstrip().startswith("#") for part in paragraphs)


def answers(code):
    """Whether something in a shell session is no command: neither behind `$` or `#`, nor its continuation."""
    continued = False
    for line in code.splitlines():
        if line.strip() and not continued and not line.lstrip().startswith(("$ ", "# ", "> ", "% ")):
            return True
        continued = line.endswith("\\")
    return False
