"""The MkDocs hook: math rendered at build, each formula with its verdict. A page that doesn't hold isn't built."""

import html as entities
import logging
import re
import shutil
import sys
import tempfile
import textwrap
from itertools import zip_longest
from pathlib import Path

from mkdocs.exceptions import PluginError

if str(Path(__file__).parents[2]) not in sys.path:  # MkDocs loads this file by its path, whatever started it
    sys.path.append(str(Path(__file__).parents[2]))

from proofread.cache import kept
from proofread.pages import page as pages
from proofread.pages import source
from proofread.pages.blocks import blocks_of
from proofread.site import katex
from proofread.site.ledger import ledger
from proofread.site.marks import is_marked, mark

log = logging.getLogger("mkdocs.proofread")

# What pymdownx.arithmatex leaves on a page; the LaTeX is escaped, so that it holds no "<".
MATH = re.compile(r'<(?P<tag>span|div) class="arithmatex"[^>]*>\\[(\[](?P<latex>[^<]*)\\[)\]]</(?P=tag)>')
HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
# What the search for stray dollars passes over: code, and the inside of tags.
STRIPPED = re.compile(MATH.pattern + r"|<(?P<code>code|pre|script|style)\b.*?</(?P=code)>|<[^>]*>", re.DOTALL)
TAG = re.compile(r"\\tag\{([^}]*)\}")
NAME = re.compile(r"[a-z][a-z0-9-]*")
SAID = {"title", "subtitle", "description", "author"}  # in front matter

_serving = False  # while the author types, a failure is shown beside its formula instead of stopping the build
_problems = []  # of all pages, each with its place
_sources = {}  # page → its expanded source, from on_page_markdown to on_page_content
_shown = {}  # page → the HTML of its formulas in their order, from on_page_content to on_post_page
_held = {}  # page → the line that says what holds it, likewise


def on_startup(command, dirty):
    global _serving
    _serving = command == "serve"


def on_config(config):
    if not config.repo_url:
        config.edit_uri = None  # it is a part of the repository's address, and no address by itself


def on_pre_build(config):
    _problems.clear()


def on_serve(server, config, builder):
    """A build that fails while the author types leaves the last good site in its place, and the server answering."""

    def build():
        with tempfile.TemporaryDirectory() as good:
            shutil.copytree(server.root, good, dirs_exist_ok=True)
            try:
                builder()
            except Exception as error:
                log.error(f"{error}\nThe last good site stays until a file changes.")
                shutil.copytree(good, server.root, dirs_exist_ok=True)

    server.builder = build
    return server


def on_page_markdown(markdown, page, config, files):
    """Stop at a missing include before MkDocs does, who wouldn't say where it stands.

    What the front matter says is text; the theme writes it into pages as if it were HTML.
    """
    page.meta.update((key, entities.escape(str(page.meta[key]))) for key in SAID & page.meta.keys())
    try:
        _sources[page.file.src_uri] = source.read(page.file.abs_src_path)
    except source.SourceError as error:
        raise PluginError(str(error)) from None


def on_page_content(html, page, config, files):
    """Render the page's formulas, and give each `\\tag{name}` the anchor `eq-name`.

    The glyphs take their place in on_post_page: the search index is made of what this returns.
    """
    text = _sources[page.file.src_uri]
    formulas, verdicts, strays = judged(text)
    census(html, formulas, text)
    problems = list(examine(html, formulas, verdicts))
    _problems.extend([*filter(None, problems), *(f"{where(stray)}: {stray.said}" for stray in strays)])
    page.present_anchor_ids |= {anchor(formula) for formula in formulas if anchor(formula)}
    about = files.get_file_from_path("checked.md")
    about = about.url_relative_to(page.file) if about else ""
    marks = [
        mark(verdict, n, about) if is_marked(f, verdict) else ""
        for n, (f, verdict) in enumerate(zip(formulas, verdicts, strict=True), 1)
    ]
    _shown[page.file.src_uri] = [*map(element, formulas, verdicts, marks, problems)]
    _held[page.file.src_uri] = ledger(formulas, verdicts, len(blocks_of(text)), config)
    attributes = map(attributes_of, formulas)
    html = html.replace("<th></th>", "<td></td>")  # the corner of a table with names on two sides heads nothing
    return MATH.sub(lambda match: match[0].replace(">", f"{next(attributes)}>", 1), html)


def on_env(env, config, files):
    """Stop the build if any page has a problem, with all problems of all pages; nothing has been written yet."""
    if _problems and not _serving:
        raise PluginError("\n".join(_problems))
    for problem in _problems:
        log.info(problem)  # a warning would end a strict build


def on_post_page(output, page, config):
    shown = iter(_shown[page.file.src_uri])
    before, article, after = MATH.sub(lambda match: next(shown), output).rpartition("</article>")
    return before + article + (_held[page.file.src_uri] if article else "") + after


def on_post_build(config):
    katex.rendered().keep()


def judged(text):
    """The formulas of a page's expanded source, the verdict on each, and what the page shows as math besides."""
    parsed = pages.parse(text)
    return parsed.formulas, kept.judge(parsed)[: len(parsed.formulas)], parsed.strays


def census(html, formulas, text):
    """Raise PluginError unless the page shows its formulas, n-th to n-th, and no other dollar sign."""
    shown = [entities.unescape(match["latex"]).strip() for match in MATH.finditer(html)]
    for n, (a, b) in enumerate(zip_longest(shown, formulas), 1):
        if a is None or b is None or a != b.latex.strip():
            place = f"{where(b)}: {b.latex.strip()}" if b else f"{source.shorten(text.path)}: nothing"
            raise PluginError(f"{place}\n    is formula {n} of the source, but the page shows {a or 'nothing'}")
    for stray in re.finditer(r"\$[^*_`<&\n]*", STRIPPED.sub("", html)):
        line = next((line for line in text.lines if stray[0] in line), None)
        place = f"{line.where}:{line.find(stray[0]) - line.indent + 1}" if line else source.shorten(text.path)
        raise PluginError(
            f"{place}: this dollar sign opens no math: {stray[0]}\n"
            "    $$ needs a blank line before and after, $x$ no space inside; for a dollar itself write &#36;"
        )


def examine(html, formulas, verdicts):
    """What is wrong with each formula, or "": refused by KaTeX, in a heading, its name bad or taken, not holding."""
    headings = [range(*heading.span()) for heading in HEADING.finditer(html)]
    named = {}
    for formula, verdict, match in zip(formulas, verdicts, MATH.finditer(html), strict=True):
        tag = name(formula)
        other = named.setdefault(tag, formula) if tag else formula
        try:
            katex.render(formula.latex, formula.kind == "display")
        except katex.KatexError as error:
            yield f"{where(formula, error.position)}: KaTeX: {error}\n{written(formula)}"
            continue
        if any(match.start() in heading for heading in headings):
            yield f"{where(formula)}: a heading can't hold math: menus and search show its plain text"
        elif tag is not None and not NAME.fullmatch(tag):
            yield f"{where(formula)}: \\tag{{{tag}}} isn't a name: a letter, then a-z, 0-9 and -"
        elif other is not formula:
            yield f"{where(formula)}: \\tag{{{tag}}} is taken by {where(other)}; choose another name"
        elif verdict.failing:
            yield f"{where(formula)}: {verdict.status}: {verdict.message}\n{written(formula)}"
        else:
            yield ""


def attributes_of(formula):
    """The formula's anchor; and a display stays out of the search index, where its LaTeX would be noise among words."""
    named = f' id="{anchor(formula)}"' if anchor(formula) else ""
    return named + (" data-search-exclude" if formula.kind == "display" else "")


def element(formula, verdict, mark, problem):
    """A formula's element on the page: its math, the mark beside it, and in `make serve` what is wrong with it."""
    tag = "div" if formula.kind == "display" else "span"
    attributes = f'{attributes_of(formula)} data-status="{verdict.status}"'
    try:
        math = katex.render(formula.latex, tag == "div")
    except katex.KatexError:
        math = f"<code>{entities.escape(formula.latex.strip())}</code>"
    if not problem:
        return f'<{tag} class="arithmatex"{attributes}>{math}{mark}</{tag}>'
    message = f'<span class="formula-problem" role="alert">{entities.escape(problem)}</span>'
    return f'<{tag} class="arithmatex formula-wrong"{attributes}>{math}{message}</{tag}>'


def where(formula, offset=None):
    """`page:line:column` of a formula, or of the character at `offset` in its LaTeX."""
    line, column = (formula.line, formula.column) if offset is None else formula.locate(offset)
    return f"{source.shorten(formula.path)}:{line}:{column}"


def written(formula):
    """Its LaTeX as a report shows it."""
    return textwrap.indent(formula.latex.strip(), "    ")


def name(formula):
    """The name that `\\tag{name}` gives a formula, or None; `examine` refuses what is no name."""
    tag = TAG.search(formula.latex)
    return tag and tag[1]


def anchor(formula):
    """The `id` of a formula that has a name, or None."""
    tag = name(formula)
    return f"eq-{tag}" if tag and NAME.fullmatch(tag) else None
