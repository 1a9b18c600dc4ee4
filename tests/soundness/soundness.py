"""`make soundness`: small pages, true and false, by the kind of what fooled the checker once; under many spellings.

A file of this folder holds a kind: its cases begin with `## true:`, `## false!:` (refuted as false, or by its shapes),
`## false:` (refused in any way) or `## open:` (anything but called false). Each is a page of its own. What counts on a
false one is its last formula that says more than a premise; on others, every one.
"""

import argparse
import functools
import os
import re
import sys
import types
import zlib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from project import ROOT

from proofread.judging import examine, judge
from proofread.judging.verdict import FAILING
from proofread.pages import page, source
from proofread.values import autograd, dual

FILES = sorted(path for path in (ROOT / "tests/soundness").glob("*.md"))
JUDGES = {"dual": dual, "torch": autograd}
QUIET = {"declaration", "definition", "condition", "assumption", "expression", "step"}
REFUTED = {"false", "shapes", "holds"}
WANTED = {"true": {"checked", "refuted"}, "false!": REFUTED, "false": FAILING}
HEAD = re.compile(r"^## (true|false!?|open): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A page, the place of its heading, and what it deserves."""

    path: Path
    line: int
    want: str
    why: str
    text: str

    @property
    def where(self):
        return f"{self.path.name}:{self.line}"


def cases(path):
    """The cases of a file."""
    text = path.read_text()
    heads = list(HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        line = text[: head.start()].count("\n") + 1
        yield Case(path, line, head[1], head[2], f"# {head[2]}\n\n{text[head.end() : end].strip()}\n")


def verdicts(case, spelling=0, numbers=dual):
    """The verdicts on a case's page, drawn by other random numbers for each `spelling`."""
    salted = types.SimpleNamespace(crc32=lambda text: zlib.crc32(text, spelling))
    with mock.patch.object(examine, "zlib", salted):
        return judge.judge(page.parse(source.expand(ROOT / "tests/soundness/case.md", case.text)), numbers)


def fault(case, found):
    """What is wrong with the verdicts on a case, or ""."""
    loud = [verdict for verdict in found if verdict.status not in QUIET]
    if not loud:
        return "nothing is claimed"
    if case.want == "open":
        wrong = [verdict for verdict in loud if verdict.status in REFUTED]
    else:
        wrong = [verdict for verdict in loud[-1:] if verdict.status not in WANTED[case.want]]
    if case.want == "true":
        wrong += [verdict for verdict in loud[:-1] if verdict.failing]
    return "; ".join(f"{verdict.status} {verdict.latex.strip()}: {verdict.message}" for verdict in wrong)


def tried(case, spellings=1, judges=("dual",)):
    """The faults of a case: a line for each judge that is wrong about it, by the first spelling that shows it."""
    found = []
    for name in judges:
        for spelling in range(spellings):
            if said := fault(case, verdicts(case, spelling, JUDGES[name])):
                by = f"{name} judge, spelling {spelling}"
                found.append(f"{case.where}: {case.want} ({case.why}), {by}: {' '.join(said.split())}")
                break
    return found


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Judge the cases of tests/soundness.")
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--spellings", type=int, default=3)
    parser.add_argument("--judge", choices=JUDGES, action="append")
    chosen = parser.parse_args(arguments)
    every = [case for path in chosen.files for case in cases(path.absolute())]
    judge_them = functools.partial(tried, spellings=chosen.spellings, judges=chosen.judge or tuple(JUDGES))
    faults = 0
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for lines in processes.map(judge_them, every):
            faults += len(lines)
            for line in lines:
                print(line, flush=True)
    said = ", ".join(f"{count} {want}" for want, count in sorted(Counter(case.want for case in every).items()))
    pages = f"{len(every)} pages of {len(chosen.files)} kinds ({said})"
    print(f"{pages}, {chosen.spellings} spellings: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
