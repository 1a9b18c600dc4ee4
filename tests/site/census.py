"""The census: what the built site shows as code, held against what was run."""

from collections import Counter
from dataclasses import dataclass

import lxml.etree
import lxml.html

from proofread.pages.blocks import is_python

CONTINUES = "pytest-codeblocks:cont"


@dataclass(frozen=True)
class Shown:
    """A block of code on a built page: its language ("" where the page names none) and its text."""

    page: str
    language: str
    code: str


def shown(site):
    """Every block of code on the pages built into the folder `site`."""
    return [block for page in sorted(site.rglob("*.html")) for block in on(page.read_text(), str(page))]


def on(html, page):
    """Every block of code of one page: each <pre> but the column of line numbers.

    A block of Python behind pytest-codeblocks' comment `cont` belongs to the one before it, as a notebook's cells do.
    """
    found, continued = [], False
    for node in lxml.html.fromstring(html).iter("pre", lxml.etree.Comment):
        if node.tag is lxml.etree.Comment:
            continued = continued or CONTINUES in node.text
            continue
        around = [set(node.get("class", "").split()) for node in node.iterancestors()]
        if any("linenodiv" in classes for classes in around):
            continue
        box = next((classes for classes in around if "highlight" in classes), ())
        language = next((name.removeprefix("language-") for name in box if name.startswith("language-")), "")
        block = Shown(page, language, node.text_content().strip("\n"))
        if continued and is_python(language):
            k = max(k for k, before in enumerate(found) if is_python(before.language))
            found[k] = Shown(page, found[k].language, f"{found[k].code}\n{block.code}")
            continued = False
        else:
            found.append(block)
    return found


def problems(blocks, runs):
    """What keeps the census from adding up, a line each: `blocks` are shown, `runs` were run."""
    found = [
        f"{block.page}: a block of code without a language: name it (python, text, console …): {start(block.code)}"
        for block in blocks
        if not block.language
    ]
    found += [f"{run.where}: a block was {run.outcome}" for run in runs if run.outcome not in ("passed", "skipped")]
    python = Counter(block.code for block in blocks if is_python(block.language))
    ran = Counter(run.code.strip("\n") for run in runs)
    for code in python - ran:
        pages = sorted({block.page for block in blocks if block.code == code})
        found.append(f"{', '.join(pages)}: shown as Python but not run: {start(code)}")
    for code in ran - python:
        places = sorted({run.where for run in runs if run.code.strip("\n") == code})
        found.append(f"{', '.join(places)}: run but not shown as Python on the built site: {start(code)}")
    return found


def math(html):
    """Each piece of rendered math on a page: its LaTeX, and the status that its element carries (None without)."""
    for katex in lxml.html.fromstring(html).find_class("katex"):
        around = list(katex.iterancestors())
        if any("verdict" in node.get("class", "").split() for node in around):
            continue  # a verdict repeats pieces of formulas that were judged
        status = next((node.get("data-status") for node in around if node.get("data-status")), None)
        yield next(katex.iter("annotation")).text_content().strip(), status


def start(code):
    """The first line of a block, to recognise it by."""
    return next((line.strip() for line in code.splitlines() if line.strip()), "(empty)")
