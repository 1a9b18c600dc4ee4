"""A small project whose pages tests run."""

import os
import textwrap
from pathlib import Path

import pytest
from a_project import FILES
from project import ROOT, run_pages


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A project with the site's own Markdown settings."""
    folder = tmp_path_factory.mktemp("project")
    settings = (ROOT / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text("site_name: x\n" + settings[settings.index("markdown_extensions:") :])
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def project(folder, monkeypatch):
    """Call it with the texts of pages to run them in that project."""
    monkeypatch.chdir(folder)

    def run(*texts, options=()):
        names = [f"docs/page{i}.md" for i in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            Path(name).write_text(textwrap.dedent(text))
        return run_pages(names, "-rs", *options, ini=os.devnull)

    return run
