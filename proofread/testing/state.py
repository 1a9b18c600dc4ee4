"""The state of the process that a page's code can change for the pages after it."""

import os
import random
import sys


def _set_environment(value):
    os.environ.clear()
    os.environ.update(value)


def _set_path(value):
    sys.path[:] = value


def _python():
    yield random.getstate, random.setstate
    yield lambda: dict(os.environ), _set_environment
    yield os.getcwd, os.chdir
    yield lambda: list(sys.path), _set_path


def _numpy():
    import numpy as np

    yield np.random.get_state, np.random.set_state
    yield np.geterr, lambda value: np.seterr(**value)
    yield np.get_printoptions, lambda value: np.set_printoptions(**value)


def _torch():
    import torch

    def set_device(device):
        # None takes the mode off that a default device installs; any other value would leave it on.
        torch.set_default_device(None if device.type == "cpu" else device)

    yield torch.get_rng_state, torch.set_rng_state
    yield torch.get_default_dtype, torch.set_default_dtype
    yield torch.get_default_device, set_device
    yield torch.is_grad_enabled, torch.set_grad_enabled
    yield torch.get_num_threads, torch.set_num_threads
    yield torch.are_deterministic_algorithms_enabled, torch.use_deterministic_algorithms
    yield torch.get_float32_matmul_precision, torch.set_float32_matmul_precision
    yield torch.is_anomaly_enabled, torch.autograd.set_detect_anomaly
    yield lambda: vars(torch._tensor_str.PRINT_OPTS).copy(), vars(torch._tensor_str.PRINT_OPTS).update


def _matplotlib():
    def open_figures():
        # Only a page that draws imports it, and that takes a second.
        plots = sys.modules.get("matplotlib.pyplot")
        return plots.get_fignums() if plots else []

    def close_others(numbers):
        for number in set(open_figures()) - set(numbers):
            sys.modules["matplotlib.pyplot"].close(number)

    yield open_figures, close_others


def save():
    """The state now, for `restore`. Warning filters aren't in it: pytest itself restores them after each item."""
    return [(get, put, get()) for settings in (_python, _numpy, _torch, _matplotlib) for get, put in settings()]


def restore(state):
    """Put everything back as it was at `save`."""
    for get, put, value in state:
        # What is plainly unchanged is left alone: use_deterministic_algorithms imports the compiler, two seconds' work.
        if not (isinstance(value, bool | int | str) and get() == value):
            put(value)
