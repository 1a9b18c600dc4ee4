"""The workflow that tests and publishes: GitHub takes it, it gives nothing away, and its actions stay the same."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SITE = ROOT / ".github" / "workflows" / "site.yml"
# Alone: actionlint would also run shellcheck and pyflakes, but only where a machine has them.
TOOLS = {"actionlint": ["-shellcheck=", "-pyflakes="], "zizmor": ["--offline", "--quiet", "--strict-collection"]}


def problems(path):
    """What the two tools, and we, have against a workflow."""
    for tool, options in TOOLS.items():
        command = [Path(sys.executable).with_name(tool), *options, path]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            yield run.stdout + run.stderr
    for used in re.findall(r"uses: (.*)", path.read_text()):
        if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used):
            yield f"{path}: write an action as OWNER/NAME@COMMIT # vX.Y.Z, its version for readers: {used}"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_workflow_holds(path):
    assert "\n".join(problems(path)) == ""


@pytest.mark.parametrize(
    "right, wrong, said",
    [
        ("needs: test", "needs: tests", "which does not exist"),
        ("steps.deployment.", "steps.deploy.", "property .deploy. is not defined"),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-24.40", "label .ubuntu-24.40. is unknown"),
        (r"checkout@\w+ #", "checkout@v6 #", "unpinned-uses"),
        ("persist-credentials: false", "fetch-depth: 1", "artipacked"),
        ("bash .ci/run", "echo ${{ github.head_ref }}", "template-injection"),
        ("permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"),
        (r" # v6\.1\.0", "", "its version for readers"),
        (r"- run: bash .ci/run", "run: bash .ci/run", "syntax"),
    ],
)
def test_what_is_wrong_with_a_workflow_is_said(tmp_path, right, wrong, said):
    changed, count = re.subn(right, wrong, SITE.read_text())
    assert count, f"site.yml has nothing like {right} any more"
    (tmp_path / "site.yml").write_text(changed)
    assert re.search(said, "\n".join(problems(tmp_path / "site.yml")))
