"""Where rounding may decide: a number that may be 0, a comparison of numbers that may be equal."""

from proofread.values.lifting import epsilon, real

DOUBTFUL = 1e4  # times what rounding takes: numbers that are nearer to each other may be equal
VANISHED = 1e3  # times what rounding takes of the terms


def vanishes(x, lost):
    """Whether a number is no more than what rounding left of terms as large as `lost`."""
    return lost > 0 and abs(float(x)) <= VANISHED * epsilon(x) * lost


def in_doubt(a, b, env):
    """Whether rounding may decide which of two numbers is the larger one."""
    a, b = real(a), real(b)
    rounding = max(epsilon(a), epsilon(b))
    if rounding < epsilon(1.0):  # none, or that of numbers which know it
        return False
    gap = abs(float(a) - float(b))
    return gap <= DOUBTFUL * rounding * max(1.0, abs(float(b))) and (gap > 0 or env.shared.exact)
