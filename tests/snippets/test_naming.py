"""tests/snippets/naming.py: a symbol has one name in code."""

from naming import identifier

SYMBOLS = {
    "y^*": "y_star",
    r"\hat{y}": "y_hat",
    r"\mathbf{w}": "w",
    r"W^{(1)}": "W_1",
    "W^(2)": "W_2",
    r"\eta": "eta",
    "X": "X",
}


def test_names_of_symbols():
    assert {key: identifier(key) for key in SYMBOLS} == SYMBOLS
    assert identifier(r"\lambda") == "lambda_"
