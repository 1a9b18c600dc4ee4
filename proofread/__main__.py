"""`python -m proofread PAGE.md… [--json]`: judge the formulas of Markdown files, one line each, then a summary.

A folder stands for all its `.md` files. The exit status is 1 if a formula fails or a page can't be read, 2 for bad
usage.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from proofread import judge, page, source


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m proofread", description="Judge the formulas of Markdown files.")
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE.md", help="a Markdown file, or a folder of them")
    parser.add_argument("--json", action="store_true", help="print a list of objects in place of lines")
    chosen = parser.parse_args(arguments)
    missing = [path for path in chosen.pages if not path.exists()]
    if missing:
        parser.error(f"there is no {missing[0]}")
    verdicts, unread = [], []
    for path in _files(chosen.pages):
        try:
            verdicts += judge.judge(page.read(path))
        except (source.SourceError, OSError, UnicodeError) as error:
            unread.append(f"{source.shorten(path)}: can't be read: {error}")
    for line in unread:
        print(line, file=sys.stderr)
    if chosen.json:
        print(json.dumps([_object(verdict) for verdict in verdicts], indent=2, ensure_ascii=False))
    else:
        for verdict in verdicts:
            print(verdict)
        print(summary(verdicts))
    return 1 if unread or any(verdict.failing for verdict in verdicts) else 0


def _files(paths):
    for path in paths:
        yield from sorted(path.rglob("*.md")) if path.is_dir() else [path]


def summary(verdicts):
    """`N checked, M refuted, …, 0 failing`."""
    counts = Counter(verdict.status for verdict in verdicts)
    plural = {s: s if s in ("checked", "refuted", "unchecked") else f"{s}s" for s in judge.PASSING}
    always = ("checked", "refuted", "definition")
    said = [f"{counts[s]} {plural[s]}" for s in judge.PASSING if counts[s] or s in always]
    return ", ".join([*said, f"{sum(verdict.failing for verdict in verdicts)} failing"])


def _object(verdict):
    names = ("line", "column", "kind", "status", "message", "latex")
    return {"page": str(source.shorten(verdict.page)), **{name: getattr(verdict, name) for name in names}}


if __name__ == "__main__":
    sys.exit(main())
