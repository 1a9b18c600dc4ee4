"""What the code calls the symbols of a formula."""

import itertools
import re

from proofread.notation import tree


def identifier(key):
    r"""The Python name of a symbol: `y_star` of `y^*`, `y_hat` of `\hat{y}`, `W_1` of `W^{(1)}`, `eta` of `\eta`."""
    key = re.sub(r"\\(hat|bar|tilde|dot)\{(.*)\}", r"\2_\1", re.sub(r"\\math\w+\{(.*?)\}", r"\1", key))
    key = key.replace("^*", "_star").replace("^{*}", "_star").replace("'", "_prime")
    return re.sub(r"\W", "", re.sub(r"\^\{?\(", "_", key)) + "_" * (key == r"\lambda")


def symbols(claim):
    """What an argument may be named after, by Python name: names, sizes, and gradients that the formula mentions."""
    found = {}
    for key in claim.entries:
        found.setdefault(identifier(key), []).append(tree.Name(key, text=key))
    for node in itertools.chain.from_iterable(tree.walk(term) for term in claim.terms):
        if isinstance(node, tree.Nabla) and isinstance(node.variable, tree.Name):
            found.setdefault(f"grad_{identifier(node.variable.key)}", []).append(node)
    return found
