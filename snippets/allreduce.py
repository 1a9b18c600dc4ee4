"""All-reduce on paper: a ring and a tree of devices, simulated, with what each device sends."""

import numpy as np


# --8<-- [start:ring]
def ring(parts):
    """All-reduce by a ring: device r sends to device r + 1 only, and all send at the same time.

    `parts` holds an array (n,) for each of the R devices, and isn't changed. Gives what each device has at the end,
    how many numbers each has sent, and the number of steps.
    Implements nothing: it simulates; a test holds its counts against docs/communication.md.
    """
    R, sent, steps = len(parts), [0] * len(parts), 0
    chunks = [np.array_split(part.copy(), R) for part in parts]
    # First R - 1 steps that add, then R - 1 steps that copy what is complete.
    for first, add in ((0, True), (1, False)):
        for step in range(R - 1):
            moving = [(r, (r + first - step) % R) for r in range(R)]
            packets = [chunks[r][k].copy() for r, k in moving]
            for (r, k), packet in zip(moving, packets, strict=True):
                target = chunks[(r + 1) % R]
                target[k] = target[k] + packet if add else packet
                sent[r] += packet.size
            steps += 1
    return [np.concatenate(c) for c in chunks], sent, steps


# --8<-- [end:ring]


# --8<-- [start:tree]
def tree(parts):
    """All-reduce by a tree: pairs add up, then pairs of pairs, up to device 0, and back down the same way.

    `parts` holds an array (n,) for each of the R devices, and isn't changed. Gives what each device has at the end,
    how many numbers each has sent, and the number of steps.
    Implements nothing: it simulates; a test holds its counts against docs/communication.md.
    """
    R, sent, at = len(parts), [0] * len(parts), [part.copy() for part in parts]
    distances = [2**k for k in range((R - 1).bit_length())]
    for d in distances:
        for r in range(0, R - d, 2 * d):
            at[r] = at[r] + at[r + d]
            sent[r + d] += at[r].size
    for d in reversed(distances):
        for r in range(0, R - d, 2 * d):
            at[r + d] = at[r].copy()
            sent[r] += at[r].size
    return at, sent, 2 * len(distances)


# --8<-- [end:tree]
