"""A notebook as tests use it: its text, and the page that it makes."""

from pathlib import Path

from proofread.pages import source

TEXT = """# ---
# jupyter:
#   kernelspec:
#     name: python3
# ---

# %% [markdown]
# # Title
#
# Here $1 + 1 = 2$.
#
#     $3$ in code

# %%
a = 1


# a comment
b = 2

# %% [markdown]
# Then $1 + 1 = 3$.

# %%
assert a + b == 3
"""


def expanded(text=TEXT):
    return source.expand(Path("docs/lab/n.py"), text)
