"""A notebook in jupytext's percent format as the lines of a Markdown page: its text, and a fence for each cell of code.

All cells of code are one block to the tests: each fence but the first continues the one before it.
"""

import re

HEADER = "# ---\n# jupyter:\n"
CELL = re.compile(r"# %%(?: (\[markdown\]))?")
CONTINUES = "<!--pytest-codeblocks:cont-->"


def is_notebook(path, text=None):
    """Whether a file, which holds (or will hold) `text`, is a notebook: Python that begins with jupytext's header."""
    if path.suffix != ".py":
        return False
    return (path.read_text(encoding="utf-8") if text is None else text).startswith(HEADER)


def lines(text):
    """Each line of the page: its text, the number of the line it was written on (from 1), its column there (from 0)."""
    cells = list(_cells(text.split("\n")))
    first = next((cell for cell in cells if cell[0] == "python"), None)
    for cell in cells:
        language, content = cell
        number = content[0][1] if content else 1
        if language == "markdown":
            # a line that is no comment is shown as it stands: nothing is lost
            yield from (
                (line[2:], k, 2) if line.startswith("# ") else (line.removeprefix("#"), k, 0) for line, k in content
            )
        elif content:
            yield from [(CONTINUES, number, 0), ("", number, 0)] if cell is not first else []
            yield from [("```python", number, 0), *((line, k, 0) for line, k in content), ("```", content[-1][1], 0)]
        yield "", number, 0


def _cells(written):
    """The language of each cell, and its lines with their numbers, without blank ones before and behind."""
    end = written.index("# ---", 1)  # of the header
    language, content = None, []
    for number, line in enumerate([*written[end + 1 :], "# %%"], end + 2):
        if marker := CELL.fullmatch(line):
            if language:
                yield language, _trimmed(content)
            language, content = "markdown" if marker[1] else "python", []
        else:
            content.append((line, number))


def _trimmed(content):
    inked = [k for k, (line, _) in enumerate(content) if line.strip()]
    return content[inked[0] : inked[-1] + 1] if inked else []
