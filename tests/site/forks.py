"""Runs each block of code in a process of its own: a fork of this one, with what is slow to import.

Reads a JSON list of texts from standard input; prints a JSON list with, for each, None or what went wrong. Run it with
`python -I`, so that neither the current folder nor this one can be imported from.
"""

import json
import os
import signal
import sys
import tempfile
import traceback

# Imported once, for all the forks: what a reader has, and those libraries that a page asks for beside them.
import matplotlib.pyplot  # noqa: F401
import numba  # noqa: F401
import numpy  # noqa: F401
import torch._dynamo
import torch._inductor.compile_fx
import torch.distributed
import torch.testing  # noqa: F401

LIMIT = 120  # seconds a block


def run(code):
    """Execute `code` as the main program of a fresh folder, as a reader who saved it to a file would."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("block.py", "w") as file:
            file.write(code)
        sys.argv = ["block.py"]
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        signal.alarm(LIMIT)
        exec(compile(code, os.path.join(folder, "block.py"), "exec"), {"__name__": "__main__"})


def forked(code):
    """None, or the last line of what went wrong."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run(code)
        except BaseException:
            os.write(writer, traceback.format_exc().encode()[-4000:])
            os._exit(1)
        os._exit(0)
    os.close(writer)
    said = b"".join(iter(lambda: os.read(reader, 4096), b"")).decode()
    os.close(reader)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return None if status == 0 else said or f"ended with {status}"


if __name__ == "__main__":
    print(json.dumps([forked(code) for code in json.load(sys.stdin)]))
