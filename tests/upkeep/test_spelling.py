"""The spelling of all that is written here, by codespell; pyproject.toml holds its settings, and our own words."""

import shutil
import subprocess
import sys
from pathlib import Path

from project import ROOT

WRITTEN = ["README.md", "docs/page.md", "proofread/site/hook.py", "tests/site/test_page.py", ".github/workflows/w.yml"]
NOT_OURS = ["site/index.html", ".site/index.html", ".venv/a.py", ".cache/lab/a.json", "proofread/katex/katex.min.js"]
WRONG = "separate".replace("par", "per")  # this file is looked through, too


def misspelt(folder):
    """A line a word that codespell doesn't take, in the folder of a project."""
    codespell = Path(sys.executable).with_name("codespell")
    run = subprocess.run([codespell, "--toml", "pyproject.toml"], cwd=folder, capture_output=True, text=True)
    assert run.stderr == ""
    return run.stdout.splitlines()


def test_no_word_is_misspelt():
    assert misspelt(ROOT) == [], "mend these, or enter what is a word under [tool.codespell] in pyproject.toml"


def test_a_misspelt_word_is_found_wherever_we_write(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in [*WRITTEN, *NOT_OURS]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"An \\oint.\nWe {WRONG} them.\n")
    assert sorted(misspelt(tmp_path)) == sorted(f"./{name}:2: {WRONG} ==> separate" for name in WRITTEN)
