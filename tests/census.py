"""The census: what the built site shows as code, held against what was run."""

from collections import Counter
from dataclasses import dataclass

from bs4 import BeautifulSoup

from proofread.collect import is_python


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
    """Every block of code of one page: each <pre> but the column of line numbers."""
    soup = BeautifulSoup(html, "html.parser")
    for pre in soup.find_all("pre"):
        if pre.find_parent(class_="linenodiv"):
            continue
        box = pre.find_parent(class_="highlight")
        classes = box.get("class", []) if box else []
        language = next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
        yield Shown(page, language, pre.get_text().strip("\n"))


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
    soup = BeautifulSoup(html, "html.parser")
    for katex in soup.select(".katex"):
        if katex.find_parent(class_="verdict"):
            continue  # a verdict repeats pieces of formulas that were judged
        holder = katex.find_parent(attrs={"data-status": True})
        yield katex.find("annotation").get_text().strip(), holder and holder["data-status"]


def start(code):
    """The first line of a block, to recognise it by."""
    return next((line.strip() for line in code.splitlines() if line.strip()), "(empty)")
