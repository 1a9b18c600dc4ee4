"""What holds a page: one line at its end, which opens the verdict on every one of its formulas."""

import functools
import os
import subprocess
from html import escape
from pathlib import Path


def ledger(formulas, verdicts, blocks, config):
    """The line and the table that it opens, as HTML; "" for a page without formulas and blocks.

    `blocks` counts the page's blocks that the tests run. `config` is that of MkDocs.
    """
    if not formulas and not blocks:
        return ""
    checked = sum(verdict.status == "checked" for verdict in verdicts)
    refuted = sum(verdict.status == "refuted" for verdict in verdicts)
    held = [_count(checked, "formula checked", "formulas checked")]
    held += [_count(refuted, "mistake refuted", "mistakes refuted")] if refuted else []
    held += [_count(blocks, "block run", "blocks run")] if blocks else []
    revision = commit(Path(config.config_file_path).parent)
    at = f"; commit {escape(revision[:7])}" if revision else ""
    rows = "".join(map(_row, formulas, verdicts))
    table = f"<table><tr><th>line<th>formula<th>verdict</tr>{rows}</table>" if rows else ""
    return (
        f'<details class="ledger"><summary>What holds this page: {", ".join(held)}{at}</summary>'
        f'<div class="ledger-rows" tabindex="0" role="region" aria-label="The verdicts on this page">'
        f"{_built_from(revision, config.repo_url)}{table}</div>"
        "</details>"
    )


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"


def _row(formula, verdict):
    latex = " ".join(formula.latex.split())
    said = f"{verdict.status}: {verdict.message}" if verdict.message else verdict.status
    return f"<tr><td>{formula.line}<td><code>{escape(latex)}</code><td>{escape(said)}</tr>"


def _built_from(revision, repository):
    """A link to the commit; in the line itself, which is a control, there may be none."""
    if not revision or not repository:
        return ""
    address = f"{repository.rstrip('/')}/commit/{revision}"
    return f'<p>Built from <a href="{escape(address)}">commit {escape(revision[:7])}</a>.</p>'


@functools.cache
def commit(folder):
    """The commit that `folder` stands at, or "" outside a repository."""
    if revision := os.environ.get("GITHUB_SHA"):
        return revision
    try:
        found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True)
    except OSError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""
