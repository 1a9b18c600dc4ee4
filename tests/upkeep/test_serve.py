"""`make serve`: a port that is taken is said at once, before a build that would be for nothing."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT


@pytest.fixture
def serve(tmp_path):
    """Run `make serve` at a port; what would build and serve only says how it was called."""
    (tmp_path / "said.py").write_text("import sys\nprint(*sys.argv[1:])")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    environment.pop("MAKEFLAGS", None)  # of the `make test` around this

    def serve(port):
        command = ["make", "--silent", "serve", "GENERATOR=said", f"PORT={port}", "--assume-old=.venv/installed"]
        command.append(f"BIN={Path(sys.executable).parent}")
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    return serve


def test_a_port_that_is_taken_is_said_before_the_build(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = serve(port)
    assert run.returncode != 0
    wanted = f"Port {port} is taken, or no port for you. Choose another: make serve PORT={port + 1}\n"
    assert run.stdout == wanted
    free = serve(port)
    assert (free.returncode, free.stderr) == (0, "")
    assert free.stdout == f"serve --strict --config-file mkdocs.yml --dev-addr 127.0.0.1:{port}\n"


@pytest.mark.parametrize("port", ["80000", "http"])
def test_what_is_no_port_is_said_likewise(serve, port):
    run = serve(port)
    assert run.returncode != 0
    assert run.stdout.startswith(f"Port {port} is taken, or no port for you.")
