"""One sign changed in a formula of each page: the build fails, and names page, line, step and the two numbers."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import PAGES, ROOT, judged

import proofread

SIGN = re.compile(r"(?<= )[+-](?= )|(?<== )")  # the empty sign before a right side becomes a minus
CHANGED = {"+": "-", "-": "+", "": "-"}


def drifted(path):
    """The page's text with the first sign of a claim changed (a display formula's, if it has one), and its place."""
    text = path.read_text()
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    claims = [formula for formula, verdict in judged(path) if verdict.status == "checked" and formula.path == path]
    for formula in sorted(claims, key=lambda formula: formula.kind):
        if sign := SIGN.search(formula.latex):
            start = text.index(formula.latex, lines[formula.line - 1]) + sign.start()
            changed = text[:start] + CHANGED[sign[0]] + text[start + len(sign[0]) :]
            return changed, f"{formula.line}:{formula.column}"
    raise AssertionError(f"{path} has no claim with a sign")


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".py"], ids=lambda path: path.stem)
def test_one_sign_turns_a_notebook_red(path):
    text, place = drifted(path)
    failing = [v for v in proofread.check(text, path) if v.failing]
    assert [(v.status, f"{v.line}:{v.column}") for v in failing][:1] == [("false", place)]
    assert "the step " in failing[0].message and "left " in failing[0].message and "right " in failing[0].message


def test_one_sign_a_page_stops_the_build_and_leaves_the_last_good_site(tmp_path):
    (ROOT / ".cache").mkdir(exist_ok=True)  # what the lab's notebooks gave
    for name in ("Makefile", "requirements.txt", "mkdocs.yml", "snippets", "proofread", "docs", ".cache"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    wanted = []
    for path in PAGES:
        if path.suffix == ".py":
            continue  # a notebook that changes is executed again, which takes longer than all the rest
        text, place = drifted(path)
        (tmp_path / "docs" / path.name).write_text(text)
        wanted.append(rf"docs/{re.escape(path.name)}:{place}: false: the step .*\n?.* left .* right ")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("the last good site")
    command = ["make", "build", f"BIN={Path(sys.executable).parent}", "--assume-old=.venv/installed"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0
    assert [message for message in wanted if not re.search(message, run.stderr)] == []
    assert (tmp_path / "site/index.html").read_text() == "the last good site"
