"""The command line: a line a formula, a summary, JSON, and exit statuses."""

import json
import os
import signal
import subprocess
import sys

import pytest
from project import ROOT

from proofread.__main__ import main

GOOD = "Let $y \\in \\mathbb{R}^n$. Then\n\n$$\n\\nabla_y \\lVert y \\rVert^2 = 2 y\n$$\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "bad.md").write_text(GOOD + "\nBut $y = 2 y$.\n")
    return tmp_path


def test_a_line_a_formula_and_a_summary(folder, capsys):
    assert main(["good.md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == r"good.md:1:5 declaration y \in \mathbb{R}^n"
    assert lines[1].startswith("good.md:3:1 checked ")
    assert lines[2] == "1 checked, 0 refuted, 0 definitions, 1 declarations, 0 failing"


def test_a_failing_page(folder, capsys):
    assert main(["bad.md"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("bad.md:7:5 false the step y = 2 y fails at n = 3")
    assert lines[-1].endswith("1 failing")


def test_a_folder_stands_for_its_pages(folder, capsys):
    assert main(["."]) == 1
    out = capsys.readouterr().out
    assert "good.md:1:5" in out and "bad.md:7:5" in out


def test_json(folder, capsys):
    assert main(["bad.md", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [list(o) for o in found] == [["page", "line", "column", "kind", "status", "message", "latex", "read"]] * 3
    assert {**found[1], "message": ""} == {
        "page": "bad.md",
        "line": 3,
        "column": 1,
        "kind": "display",
        "status": "checked",
        "message": "",
        "latex": r"\nabla_y \lVert y \rVert^2 = 2 y",
        "read": [],
    }
    assert [o["status"] for o in found] == ["declaration", "checked", "false"]


def test_the_second_judge_says_the_same(folder, capsys):
    said = []
    for name in ("dual", "torch"):
        assert main([".", "--judge", name]) == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] and "bad.md:7:5 false" in said[0]


@pytest.mark.parametrize("arguments", [[], ["--nonsense"], ["missing.md"], ["good.md", "--judge", "nobody"]])
def test_bad_usage_exits_with_2(folder, arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_page_that_cant_be_read_is_an_error_in_words(folder, capsys):
    (folder / "include.md").write_text('Text\n\n--8<-- "nothing.md"\n')
    (folder / "latin.md").write_bytes(b"caf\xe9 $x$\n")
    assert main(["include.md", "latin.md", "good.md"]) == 1
    err = capsys.readouterr().err.splitlines()
    assert err[0].startswith("include.md") and "nothing.md" in err[0]
    assert err[1].startswith("latin.md: can't be read")


@pytest.mark.parametrize("pages", [["good.md"], ["good.md"] * 200], ids=["at the end", "in between"])
def test_a_reader_who_has_seen_enough_ends_it_quietly(folder, pages):
    """It ends as `cat` does, by the signal: what wasn't read has no status to say, and no traceback follows."""
    command = [sys.executable, "-m", "proofread", *pages]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()  # before Python has even started
        assert run.stderr.read() == b""
    assert run.returncode == -signal.SIGPIPE


def test_importing_it_is_cheap():
    code = "import sys, proofread{}; print({{'torch', 'numpy', 'markdown', 'mkdocs'}} & set(sys.modules) or '')"
    for others in ("", ", proofread.__main__, proofread.judging.judge, proofread.pages.page"):
        command = [sys.executable, "-c", code.format(others)]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout == "\n"


def test_every_process_says_the_same():
    """Names stand in sets, which each process orders in its own way."""
    code = "import proofread; from proofread.pages import page; print(proofread.judge(page.read('docs/bias.md')))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": s}, capture_output=True
        )
        for s in "12"
    ]
    assert runs[0].stdout == runs[1].stdout != b""
