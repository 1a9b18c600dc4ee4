"""The MkDocs hook of the lab: a notebook is a page like any other, with what its cells print and draw behind each.

mkdocs-jupyter makes it a page. Its own template would bring JupyterLab's styles, and scripts of other hosts, and leave
the math to them; so the page is rendered as Markdown, as all others are. The notebook is executed by nbclient, and what
came out is kept until the notebook, or what it may read, changes. An error in a cell stops the build.
"""

import hashlib
import json
import os
import platform
import re
from html import escape
from pathlib import Path

from mkdocs.exceptions import PluginError

from proofread.cache import store
from proofread.pages import notebook, source

KEPT = Path(".cache/lab")
NAMED = re.compile(r"[\"']([^\"'\n\0]{1,200})[\"']")
# Runs before the first cell: figures as SVG, with the label of each, which is its text alternative.
PROLOGUE = """
import io

import matplotlib
from IPython.display import display
from matplotlib import pyplot

matplotlib.use("svg")
matplotlib.rcParams.update(SETTINGS)

def show():
    for number in pyplot.get_fignums():
        figure, drawn = pyplot.figure(number), io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        title = " · ".join(axes.get_title() for axes in figure.axes)
        said = {"svg": drawn.getvalue(), "title": title, "desc": figure.get_label()}
        display({"application/vnd.figure+json": said}, raw=True)
    pyplot.close("all")

pyplot.show = show
"""
# Colours as the light site has them. On a page each becomes its name in site.css, which follows light and dark.
COLOURS = {
    "#1d2228": "currentcolor",
    "#0b6072": "var(--accent)",
    "#b3261e": "var(--wrong)",
    "#8a4b08": "var(--number)",
    "#dfdbd2": "var(--rule)",
}
INK, *LINES, GRID = COLOURS
SETTINGS = {
    "figure.figsize": [6.4, 3.8],
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "lab",  # the same names at each run
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "legend.frameon": False,
    "grid.color": GRID,
    **{name: INK for name in ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")},
}


def on_pre_page(page, config, files):
    if _is_notebook(page):
        page.__dict__.pop("render", None)  # what mkdocs-jupyter put in the place of the site's own


def on_page_read_source(page, config):
    """The notebook as Markdown, with its outputs; None for other pages, which MkDocs reads itself."""
    if _is_notebook(page):
        return markdown(Path(page.file.abs_src_path), Path(config.config_file_path).parent)


def on_post_build(config):
    """Drop what was kept of notebooks as they were."""
    root = Path(config.config_file_path).parent
    names = {kept(path, root).name for path in (root / "docs/lab").glob("*.py")}
    for path in (root / KEPT).glob("*.json"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _is_notebook(page):
    return notebook.is_notebook(Path(page.file.abs_src_path))


def markdown(path, root):
    """A notebook's Markdown with what each cell gave behind it: text as a fence, figures as SVG."""
    page = source.read(path)
    lines, shown = [], iter(outputs(path, page, root))
    ends = {fence.end for fence in page.fences if fence.language == "python"}
    for number, line in enumerate(page.lines, 1):
        lines.append(line)
        if number in ends:
            lines += [part for output in next(shown) for part in ("", _markdown(output, f"{path.stem}-{number}"))]
    return "\n".join(lines)


def outputs(path, page, root):
    """What each cell of code gave: a list a cell, of texts and figures. Executed only where it isn't known."""
    known = kept(path, root)
    if (data := store.read(known)) is None:
        data = json.dumps(execute(page)).encode()
        store.write(known, data)
    return json.loads(data)


def kept(path, root):
    """Where the outputs of a notebook are kept: under a name that changes with all that they depend on.

    That is its page, includes expanded; every file in snippets/ and beside it that is no notebook itself; the files and
    folders that its code names; the requirements; this file, and Python.
    """
    page = source.read(path)
    read = {root / "requirements.txt", Path(__file__)}
    for place in (root / "snippets", path.parent, *_named(page, (root, path.parent))):
        read.update(place.rglob("*") if place.is_dir() else [place])
    read = [part for part in sorted(read) if part.is_file() and "__pycache__" not in part.parts]
    read = [part for part in read if not notebook.is_notebook(part)]
    said = [
        platform.python_version(),
        *page.lines,
        *(f"{os.path.relpath(part, root)} {_digest(part)}" for part in read),
    ]
    key = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return root / KEPT / f"{path.stem}-{key[:16]}.json"


def _named(page, folders):
    """The files and folders below the first of some folders that a text in the code names, from one of them."""
    code = "\n".join(fence.code for fence in page.fences if fence.language == "python")
    for said in set(NAMED.findall(code)):
        for place in ((folder / said).resolve() for folder in folders):
            if folders[0].resolve() in place.parents and place.exists():
                yield place


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def execute(page):
    """Run the cells of a notebook's page in a kernel of its own. Raises PluginError with the place of a failing one."""
    import nbclient
    import nbformat
    from traitlets.config import Config

    fences = [fence for fence in page.fences if fence.language == "python"]
    setup = {**SETTINGS, "axes.prop_cycle": f"cycler(color={LINES})"}
    cells = [PROLOGUE.replace("SETTINGS", repr(setup)), *(fence.code for fence in fences)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    settings = Config({"KernelManager": {"transport": "ipc"}})  # files, and no ports that others could listen at
    try:
        nbclient.NotebookClient(
            book, config=settings, timeout=120, startup_timeout=300, kernel_name="python3"
        ).execute()
    except nbclient.exceptions.CellExecutionError as error:
        failed = next(k for k, cell in enumerate(book.cells) if any(o.output_type == "error" for o in cell.outputs))
        place = page.lines[fences[failed - 1].start].where if failed else "the lab's prologue"
        raise PluginError(f"{place}: this cell raised {error.ename}: {error.evalue}") from None
    return [_outputs(cell) for cell in book.cells[1:]]


def _outputs(cell):
    found, text = [], "".join(output.text for output in cell.outputs if output.output_type == "stream")
    if text.strip():
        found.append({"text": text.rstrip("\n")})
    return found + [
        output.data["application/vnd.figure+json"] for output in cell.outputs if output.output_type == "display_data"
    ]


def _markdown(output, name):
    if "text" in output:
        ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", output["text"])), default=0))
        return f"{ticks}text\n{output['text']}\n{ticks}"
    return f'<figure class="figure" markdown="0" data-search-exclude>\n{figure(output, name)}\n</figure>'


def figure(output, name):
    """Matplotlib's SVG as one of the site: its colours and fonts, a title and a text alternative, names of its own."""
    if not output["desc"]:
        raise PluginError(f"{name}: a figure without a text alternative: give it by plt.subplots(num='…')")
    svg = output["svg"][output["svg"].index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>|<style\b.*?</style>", "", svg, flags=re.DOTALL)
    head, _, rest = svg.partition(">")
    box = re.search(r'viewBox="[^"]*"', head)[0]
    rest = re.sub(r'\bid="', f'id="{name}-', rest)
    rest = re.sub(r'(href="#|url\(#)', rf"\1{name}-", rest)
    rest = re.sub(r"font-family: [^;\"]*", "font-family: var(--sans)", rest)
    for colour, called in COLOURS.items():
        rest = rest.replace(colour, called)
    opening = f'<svg {box} role="img" aria-labelledby="{name}-title {name}-desc">'
    title, desc = escape(output["title"]), escape(output["desc"])
    said = f'<title id="{name}-title">{title}</title>\n<desc id="{name}-desc">{desc}</desc>'
    return re.sub(r"\n\s*\n", "\n", f"{opening}\n{said}\n{rest}").strip()
