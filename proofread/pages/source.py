"""A page's source as the site sees it: includes expanded and fences found by the site's own Markdown extensions."""

import functools
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from proofread.pages import notebook

# What a page outside of any MkDocs project is read with.
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"] + [
    f"pymdownx.{name}" for name in ["details", "snippets", "superfences", "tabbed"]
]
LONGEST = 2_000_000  # characters that a page has in reader mode


class SourceError(Exception):
    """The page can't be expanded: an include is missing. Says page, line and what to do."""


class Line(str):
    """A line of the expanded page that knows the file and line (from 1) that it was written on.

    `indent` counts the characters that an indented include put before it.
    """

    def __new__(cls, text, path, number, indent=0):
        line = super().__new__(cls, text)
        line.path, line.number, line.indent = path, number, indent
        return line

    def replace(self, old, new, count=-1):
        # pymdownx.snippets takes the escape off a line by `replace`.
        return Line(str.replace(self, old, new, count), self.path, self.number, self.indent)

    def column(self, k):
        """The column (from 1) in its file of the line's k-th character."""
        return k - self.indent + 1

    @property
    def where(self):
        """`file:line`, the file relative to the current folder where it lies in it."""
        return f"{shorten(self.path)}:{self.number}"

    def __radd__(self, space):
        # pymdownx.snippets indents what it includes by `space + line`: the origin has to survive that.
        return Line(str.__add__(space, self), self.path, self.number, self.indent + len(space))


@dataclass(frozen=True)
class Fence:
    """A fenced block. `start` and `end` index the page's lines: the opening fence, and one past the closing one."""

    language: str
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """The expanded page: `lines` with their origins, `fences` in their order on the page, `front` matter above."""

    path: Path
    lines: list[Line]
    fences: list[Fence]
    front: tuple[Line, ...] = ()


def shorten(path):
    """`path` relative to the current folder where it lies in it."""
    path = Path(path)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def read(path, reader=False):
    """Expand the page, or the notebook, at `path`. Raises SourceError on a missing include, with page and line."""
    # utf-8-sig and the front matter as MkDocs reads them
    return expand(Path(path), Path(path).read_text(encoding="utf-8-sig"), reader)


def expand(path, text, reader=False):
    """Expand `text`, which stands (or will stand) in the file `path`; for the `reader` mode, without any other file."""
    from mkdocs.utils.meta import get_data

    if reader:
        return Source(path, _written(path, text), [])
    if notebook.is_notebook(path, text):
        return _expanded(path, [Line(line, path, number, -column) for line, number, column in notebook.lines(text)])
    body, _ = get_data(text)
    above = text[: len(text) - len(body)].split("\n")[:-1] if text.endswith(body) else []
    lines = [Line(line, path, i) for i, line in enumerate([*above, *body.split("\n")], 1)]
    return _expanded(path, lines[len(above) :], lines[: len(above)])


def _written(path, text):
    """The lines of a page, a notebook or a LaTeX document as its author wrote them."""
    if len(text) > LONGEST:
        raise SourceError(f"{shorten(path)}: the page has {len(text):,} characters; the limit is {LONGEST:,}: split it")
    if path.suffix == ".ipynb":
        from proofread.pages import cells

        return cells.lines(path, text)
    if notebook.is_notebook(path, text):
        return [Line(line, path, number, -column) for line, number, column in notebook.lines(text)]
    return [Line(line, path, i) for i, line in enumerate(text.split("\n"), 1)]


def _expanded(path, lines, front=()):
    markdown = _markdown(config_of(path))
    lines = _include(markdown, lines)
    return Source(path, lines, _fences(markdown, lines), tuple(front))


def config_of(path):
    """The mkdocs.yml that governs a page: the nearest one above it, or None."""
    return next((folder / "mkdocs.yml" for folder in path.resolve().parents if (folder / "mkdocs.yml").is_file()), None)


@functools.cache
def settings(config):
    """The Markdown extensions that the mkdocs.yml at `config` names, and their settings; without one, the usual."""
    if config is None:
        return EXTENSIONS, {"pymdownx.snippets": {"check_paths": True}}
    from mkdocs.config import load_config

    loaded = load_config(str(config), plugins=[], hooks=[])  # the Markdown settings are all that counts here
    return loaded.markdown_extensions, loaded.mdx_configs


@functools.cache
def _markdown(config):
    """A converter whose preprocessors expand includes and find fences; nothing else of it is used."""
    import markdown

    names, configs = settings(config)
    return markdown.Markdown(extensions=names, extension_configs=configs)


def _include(markdown, lines):
    """The lines with their includes expanded by the site's own preprocessor."""
    from pymdownx.snippets import SnippetMissingError

    snippets = markdown.preprocessors["snippet"]

    def read_lines(path):
        with open(path, encoding=snippets.encoding) as file:
            return [Line(line, path, i) for i, line in enumerate(file.read().split("\n"), 1)]

    def dedent(included):
        margins = [len(line) - len(line.lstrip()) for line in included if line.strip()]
        margin = min(margins, default=0)
        return [Line(line[margin:], line.path, line.number, line.indent - margin) for line in included]

    snippets.read_lines, snippets.dedent = read_lines, dedent
    try:
        return _placed(snippets.run(list(lines)), lines[0].path)
    except SnippetMissingError as error:
        raise SourceError(f"{_missing(snippets, lines)}: {error}; correct the path or the section's name") from None


def _placed(lines, path):
    """The lines; those that the preprocessor wrote anew (an escaped marker) get their origin from the line before."""
    for i, line in enumerate(lines):
        if not isinstance(line, Line):
            before = lines[i - 1] if i else Line("", path, 0)
            lines[i] = Line(line, before.path, before.number + 1)
    return lines


def _missing(snippets, lines):
    """`page:line` of the first include that can't be expanded: the last line of the shortest beginning that fails."""
    from pymdownx.snippets import SnippetMissingError

    def fails(count):
        try:
            snippets.run(lines[:count])
        except SnippetMissingError:
            return True
        return False

    return lines[bisect_left(range(1, len(lines)), True, key=fails)].where


def _fences(markdown, lines):
    """The fences that the site's own fence extension finds in the expanded lines."""
    finder = markdown.preprocessors["fenced_code_block"]
    found = []

    def record(ws, content, start, end):
        found.append(Fence(finder.lang or "", finder.rebuild_block(finder.code) + "\n", start, end))
        finder.clear()

    finder.process_nested_block = record  # on the instance: in place of highlighting the block
    finder.run(markdown.preprocessors["normalize_whitespace"].run(lines))
    return found
