"""Drift: one change at a time is made to a page or to a snippet, and the checks have to turn red.

`make drift` runs it. slips.py and edits.py say what is changed in formulas and in code, the other files what is tried.
"""

import os

import torch

if not torch.cuda.is_available():
    os.environ["TRITON_INTERPRET"] = "1"  # before anything imports Triton: kernels run on the CPU
