# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The V of a finite difference
#
# **A difference quotient is wrong by its step and by rounding. A smaller step mends the first and worsens the second,
# so that the error against the step is a V. A complex step has no second branch.**
#
# Let $y, y^* \in \mathbb{R}^n$ and $L = \sum_i (y_i - y^*_i)^2$, and let $h \in \mathbb{R}_{>0}$ be a step in the
# $j$-th direction. For this loss the errors can be written down. The forward difference is off by $h$, and the
# central one by nothing at all:
#
# $$
# \frac{\sum_i (y_i + h \delta_{ij} - y^*_i)^2 - L}{h} = 2 (y_j - y^*_j) + h \tag{forward}
# $$
#
# $$
# \frac{\sum_i (y_i + h \delta_{ij} - y^*_i)^2 - \sum_i (y_i - h \delta_{ij} - y^*_i)^2}{2 h}
#   = 2 (y_j - y^*_j) \tag{central}
# $$
#
# !!! failure "The step, for the forward difference"
#     $$
#     \frac{\sum_i (y_i + h \delta_{ij} - y^*_i)^2 - L}{h} = 2 (y_j - y^*_j)
#     $$
#
# A loss with a third derivative has an error there, too. Of a cube it's the square of the step, where
# $a \in \mathbb{R}$:
#
# $$
# \frac{(a + h)^3 - (a - h)^3}{2 h} = 3 a^2 + h^2 \tag{cube}
# $$
#
# Rounding comes on top: each loss is off by a share of about $2^{-53}$, and dividing by $h$ makes that large.
#
# ## Drawn
#
# The loss here is $\sum_i \log \cosh (y_i - y^*_i)$. It's like a square near zero and like
# $\lvert y_i - y^*_i \rvert$ far away, and its derivatives of all orders exist. Its gradient is
#
# $$
# \frac{\partial}{\partial y_j} \sum_i \log \cosh (y_i - y^*_i) = \tanh (y_j - y^*_j) \tag{log-cosh}
# $$

# %%
import matplotlib.pyplot as plt
import numpy as np


def loss(y, y_star):
    return np.log(np.cosh(y - y_star)).sum()


rng = np.random.default_rng(0)
y, y_star = rng.standard_normal((2, 10))
j = 3
exact = np.tanh(y - y_star)[j]
e = np.eye(10)[j]

# %% [markdown]
# The complex step puts $h$ on the imaginary axis, and takes the imaginary part of the loss, divided by $h$. The real
# part of the loss doesn't come near it, so that nothing is subtracted, and nothing cancels. It needs code that takes
# complex numbers, with no absolute value and no maximum on the way.

# %%
steps = 10.0 ** np.arange(-16, 0.1, 0.25)
errors = {
    "forward": [(loss(y + h * e, y_star) - loss(y, y_star)) / h - exact for h in steps],
    "central": [(loss(y + h * e, y_star) - loss(y - h * e, y_star)) / (2 * h) - exact for h in steps],
    "complex step": [loss(y + 1j * h * e, y_star).imag / h - exact for h in steps],
}
errors = {way: np.maximum(np.abs(error), 1e-17) for way, error in errors.items()}  # zero has no logarithm

figure, axes = plt.subplots(
    num="Error of three derivatives against the step, both axes logarithmic. From the right, the forward difference "
    "falls to about 1e-8 at a step of 1e-8, and rises again; the central one falls to about 1e-11 at 1e-5, and rises "
    "again; the complex step falls to 1e-16, and stays there."
)
for (way, error), style in zip(errors.items(), ["o-", "s--", "^:"], strict=True):
    axes.loglog(steps, error, style, label=way, markersize=3)
axes.set(xlabel="step h", ylabel="error", title="The error of a derivative against its step")
axes.legend()
plt.show()

best = {way: steps[np.argmin(error)] for way, error in errors.items()}
assert 1e-10 < best["forward"] < 1e-6, "the V of the forward difference has its lowest point elsewhere"
assert 1e-7 < best["central"] < 1e-3, "the V of the central difference has its lowest point elsewhere"
assert errors["complex step"][steps < 1e-8].max() < 1e-15, "the complex step rises again"

# %% [markdown]
# ## What to take away
#
# - In float64, take a forward difference with a step near $10^{-8}$, a central one near $10^{-5}$, both times
#   the size of $y_j$ where that is above one.
# - A central difference loses a third of the digits. `gradcheck` also fixes its step, so small that float32 has [hardly
#   any left](../gradcheck.md#why-does-gradcheck-fail-in-float32).
# - Automatic differentiation takes no step, and has no V. [Dual numbers](../modes.md) are the complex step with a
#   number whose square is exactly zero.
