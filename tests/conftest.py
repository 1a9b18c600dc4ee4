"""What several tests share: the built site, and the run of its pages' blocks."""

import os

import pytest
import torch
from project import ROOT, build, run_pages

# Pages, but not of the site: test_corpus.py judges them in more ways than the plugin would.
collect_ignore = ["corpus"]

if not torch.cuda.is_available():
    # Triton looks at this when it's imported, which any test may do: kernels are run by its interpreter.
    os.environ["TRITON_INTERPRET"] = "1"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the built site."""
    site = tmp_path_factory.mktemp("site")
    run = build(ROOT, site)
    assert run.returncode == 0, f"the site can't be built:\n{run.stderr}"
    return site


@pytest.fixture(scope="session")
def runs():
    """Every Python block of docs/, run by pytest with the project's own settings."""
    return run_pages([ROOT / "docs"]).runs()
