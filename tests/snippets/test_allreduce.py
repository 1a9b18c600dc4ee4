"""snippets/allreduce.py: each device has the sum, and what it sent is what docs/communication.md says."""

import numpy as np
import pytest

from snippets.allreduce import ring, tree


def parts(R, n):
    return list(np.random.default_rng(R).normal(size=(R, n)))


@pytest.mark.parametrize("n", [0, 1, 7, 48])
@pytest.mark.parametrize("R", [1, 2, 3, 4, 5, 8])
@pytest.mark.parametrize("way", [ring, tree])
def test_each_device_has_the_sum(way, R, n):
    given = parts(R, n)
    before = [part.copy() for part in given]
    results, _, _ = way(given)
    assert len(results) == R
    for result in results:
        np.testing.assert_allclose(result, sum(given), rtol=1e-12, atol=1e-12)
        assert np.array_equal(result, results[0]), "the devices differ"
    assert all(map(np.array_equal, given, before)), "the caller's arrays were changed"


@pytest.mark.parametrize("R", [1, 2, 3, 4, 5, 8, 64])
def test_a_ring_sends_the_same_from_each_device(R):
    n = 3 * R
    _, sent, steps = ring(parts(R, n))
    assert sent == [2 * (R - 1) * n // R] * R
    assert steps == 2 * (R - 1)


@pytest.mark.parametrize("k", [0, 1, 2, 3, 6])
def test_a_tree_has_few_steps_and_a_busy_root(k):
    R, n = 2**k, 5
    _, sent, steps = tree(parts(R, n))
    assert (sent[0], max(sent), sum(sent), steps) == (k * n, k * n, 2 * (R - 1) * n, 2 * k)


def test_a_ring_that_stops_one_step_early_is_caught():
    given = parts(4, 8)
    results, _, _ = ring([*given[:3], np.zeros(8)])  # as if the last device's part never arrived
    assert not np.allclose(results[0], sum(given))
