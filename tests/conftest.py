"""What several tests share: the built site, and its pages' blocks."""

import os
import pickle
import random

import numpy
import pytest
import torch
from filelock import FileLock
from project import PAGES, REPOSITORY, ROOT, build, put_in_order, run_pages, spare_collections

SEED = int(os.environ.get("SUITE_SEED", 0))  # `make flakes` runs the whole suite under some

# Pages, but not of the site: test_corpus.py and soundness/ judge them in more ways than the plugin would.
collect_ignore = ["corpus", "soundness/field"]
collect_ignore_glob = ["soundness/*.md"]

if not torch.cuda.is_available():
    # Triton looks at this when it's imported, which any test may do: kernels are run by its interpreter.
    os.environ["TRITON_INTERPRET"] = "1"

# What torch.compile does before its first C++: compile its headers, and a program for each kind of vector instruction.
# For the one small loop of a page it costs more than it saves, and the processor says itself what it has.
os.environ.setdefault("TORCHINDUCTOR_CPP_CACHE_PRECOMPILE_HEADERS", "0")
os.environ.setdefault("TORCHINDUCTOR_VEC_ISA_OK", "1")


def pytest_collection_modifyitems(items):
    put_in_order(items, SEED)


def pytest_runtest_setup():
    for begin in (random.seed, numpy.random.seed, torch.manual_seed):
        begin(SEED)


def pytest_collection_finish(session):
    spare_collections()


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Call a function in the first worker that asks for it, and give what it returned to all."""
    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent  # a worker's own folder lies in the session's

    def once(function):
        path = folder / f"{function.__name__}.pickle"
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                path.write_bytes(pickle.dumps(function(folder)))
        return pickle.loads(path.read_bytes())

    return once


@pytest.fixture(scope="session")
def built(once):
    """The folder of the site, built as it's published."""
    site, said = once(build_site)
    assert not said, f"the site can't be built:\n{said}"
    return site


def build_site(folder):
    run = build(ROOT, folder / "site", REPO_URL=REPOSITORY)
    return folder / "site", run.stderr if run.returncode else ""


@pytest.fixture(scope="session")
def blocks(once):
    """Every Python block of docs/ as an item of pytest, with the project's own settings: set up or skipped."""
    return once(set_up_blocks)


def set_up_blocks(_):
    return run_pages(PAGES, "--blocks", "--setup-only").runs()
