"""`python -m proofread PAGE.md… [--reader] [--json] [--judge torch]`: judge the formulas of Markdown files.

A line a formula, and a summary. A folder stands for all its pages and notebooks.
The exit status is 1 if a formula fails or a page
can't be read, 2 for bad usage.
"""

import argparse
import itertools
import json
import signal
import sys
from collections import Counter
from pathlib import Path

from proofread.judging import judge
from proofread.judging.inferred import how_read
from proofread.pages import page, source
from proofread.pages.notebook import is_notebook
from proofread.values import dual


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m proofread", description="Judge the formulas of Markdown files.")
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE.md", help="a Markdown file, or a folder of them")
    parser.add_argument("--json", action="store_true", help="print a list of objects in place of lines")
    parser.add_argument("--reader", action="store_true", help="infer what the pages don't declare, and say how")
    parser.add_argument("--judge", choices=["dual", "torch"], default="dual", help="dual numbers, or torch's autograd")
    chosen = parser.parse_args(arguments)
    missing = [path for path in chosen.pages if not path.exists()]
    if missing:
        parser.error(f"there is no {missing[0]}")
    numbers, verdicts, unread = _numbers(chosen.judge), [], []
    for path in _files(chosen.pages):
        try:
            verdicts += judge.judge(page.read(path, chosen.reader), numbers, chosen.reader)
        except (source.SourceError, OSError, UnicodeError) as error:
            unread.append(f"{source.shorten(path)}: can't be read: {error}")
    for line in unread:
        print(line, file=sys.stderr)
    if chosen.json:
        print(json.dumps([_object(verdict) for verdict in verdicts], indent=2, ensure_ascii=False))
    else:
        for verdict in verdicts:
            print(verdict)
        for path, own in itertools.groupby(verdicts, lambda verdict: verdict.page):
            if read := how_read(own):
                print(f"{source.shorten(path)}: how I read it: {'; '.join(read)}")
        print(summary(verdicts))
    return 1 if unread or any(verdict.failing for verdict in verdicts) else 0


def _numbers(name):
    """The module in whose numbers to judge; torch is imported only if asked for."""
    if name == "dual":
        return dual
    from proofread.values import autograd

    return autograd


def _files(paths):
    for path in paths:
        if path.is_dir():
            yield from sorted([*path.rglob("*.md"), *filter(is_notebook, path.rglob("*.py"))])
        else:
            yield path


def summary(verdicts):
    """`N checked, M refuted, …, 0 failing`."""
    counts = Counter(verdict.status for verdict in verdicts)
    plural = {s: s if s in ("checked", "refuted", "unchecked") else f"{s}s" for s in judge.PASSING}
    always = ("checked", "refuted", "definition")
    said = [f"{counts[s]} {plural[s]}" for s in judge.PASSING if counts[s] or s in always]
    return ", ".join([*said, f"{sum(verdict.failing for verdict in verdicts)} failing"])


def _object(verdict):
    names = ("line", "column", "kind", "status", "message", "latex", "read")
    return {"page": str(source.shorten(verdict.page)), **{name: getattr(verdict, name) for name in names}}


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # else a reader who has seen enough, as in `| head -1`, is answered by a traceback
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
