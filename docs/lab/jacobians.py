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
# # A Jacobian and a product with it
#
# **The Jacobian of $n$ squares takes $4 n^2$ bytes, its product with a vector $4 n$. And the Jacobian takes $n$
# backward calls, the product one.**
#
# Let $y, y^*, v \in \mathbb{R}^n$, and let $f_i = (y_i - y^*_i)^2$ be the squares
# [without their sum](../jacobian.md). The Jacobian is a matrix, nearly all of it zeros. What
# [`backward(v)`](../vjp.md) gives is one row, and no matrix was there on the way:
#
# $$
# v^\top \frac{\partial f}{\partial y} = \left( 2 v \odot (y - y^*) \right)^\top \tag{product}
# $$
#
# Twice as many elements are four times the bytes of the one, and twice those of the other:
#
# $$
# \frac{4 (2 n)^2}{4 n^2} = 2^2, \qquad \frac{4 (2 n)}{4 n} = 2^1 \tag{exponents}
# $$

# %%
import time
from itertools import pairwise

import matplotlib.pyplot as plt
import torch

sizes = [2**k for k in range(5, 11)]


def squares(y):
    return (y - y_star) ** 2


def jacobian(y):
    return torch.autograd.functional.jacobian(squares, y)


def product(y):
    y = y.detach().requires_grad_()
    return torch.autograd.grad(squares(y), y, torch.ones_like(y))[0]


ways = {"Jacobian": jacobian, "product": product}
found = {way: {"bytes": [], "seconds": []} for way in ways}
for n in sizes:
    y, y_star = torch.randn(2, n)
    results = []
    for way, run in ways.items():
        run(y)  # the first call takes longer
        start = time.perf_counter()
        results.append(run(y))
        found[way]["seconds"].append(time.perf_counter() - start)
        found[way]["bytes"].append(results[-1].element_size() * results[-1].numel())
    assert torch.equal(results[0].sum(0), results[1]), "the rows of the Jacobian don't add up to the product"
    assert torch.equal(results[1], 2 * (y - y_star)), "the product isn't the gradient"

for way, exponent in [("Jacobian", 2), ("product", 1)]:
    bytes = found[way]["bytes"]
    print(f"{way}: {bytes[0]:,} to {bytes[-1]:,} bytes")
    assert all(b == 2**exponent * a for a, b in pairwise(bytes)), f"the exponent of {way} isn't {exponent}"

# %% [markdown]
# The bytes are counted. The times were measured when this page was built, once each, on a machine that may have had
# other things to do: look at the slopes. At these sizes a call costs more than its arithmetic, so the Jacobian's time
# goes with the number of its calls.

# %%
figure, axes = plt.subplots(
    1,
    2,
    num="Bytes and seconds of a Jacobian and of a product with it, against the number of elements; all axes are "
    "logarithmic. The Jacobian's bytes rise twice as steeply as the product's. Its time rises too; that of the product "
    "hardly changes.",
)
for way, style in [("Jacobian", "o-"), ("product", "s--")]:
    axes[0].loglog(sizes, found[way]["bytes"], style, label=way, markersize=3)
    axes[1].loglog(sizes, found[way]["seconds"], style, label=way, markersize=3)
axes[0].set(xlabel="elements n", ylabel="bytes", title="Bytes")
axes[1].set(xlabel="elements n", ylabel="seconds", title="Time")
axes[0].legend()
plt.show()

assert found["Jacobian"]["seconds"][-1] > found["product"]["seconds"][-1], "the Jacobian is faster than the product"
