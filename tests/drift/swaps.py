"""What a function, an operator, a comparison or a reduction is taken for by mistake; and what is left alone."""

import ast

OPERATORS = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.MatMult: ("@", "*"),
    ast.Pow: ("**", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
COMPARISONS = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
REDUCTIONS = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "exp": "log",
    "log": "exp",
    "sin": "cos",
    "cos": "sin",
    "all": "any",
    "any": "all",
    "diag": "sum",
    "prod": "sum",
    "dot": "outer",
    "sqrt": "abs",
    "argmax": "argmin",
}
LEFT_ALONE = {"rtol", "atol", "msg", "title", "dtype", "device", "strict"}  # keywords
# Calls that are checks, or make what is drawn the same each time. Without one a block shows no less, and nothing wrong.
GUARDS = {"assert_close", "assert_allclose", "assert_equal", "manual_seed", "simplefilter", "set_num_threads"}
# What only changes the kind of a number: without it the same comes out, or an error.
CONVERSIONS = {"item", "double", "float", "cpu", "detach"}
DRAWING = {"plt", "figure", "axes"}  # what draws: names at the beginning of a call
# Functions whose first two arguments have no order; a loss and its gradient by the prediction haven't, either.
EITHER_WAY = {"equal", "array_equal", "assert_close", "assert_allclose", "isclose", "allclose", "isinstance"}
EITHER_WAY |= {"min", "max", "minimum", "maximum", "mse_loss"}
DATA = {"tensor", "array", "randn", "rand", "normal", "manual_seed", "default_rng", "linspace", "Generator", "randint"}
DATA |= {"integers", "uniform", "standard_normal", "seed"}

# In formulas.
FLIPPED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le", r"\ne": "="}
OTHERS = {
    r"\sum": r"\prod",
    r"\prod": r"\sum",
    r"\max": r"\min",
    r"\min": r"\max",
    r"\exp": r"\sin",
    r"\log": r"\exp",
    r"\sin": r"\cos",
    r"\cos": r"\sin",
    r"\tanh": r"\sin",
    r"\cosh": r"\sinh",
    r"\sinh": r"\cosh",
    r"\odot": "+",
    r"\otimes": r"\cdot",
    "tr": "det",
    "diag": "sign",
    "vec": "relu",
    "relu": "sign",
    "sign": "relu",
    "softmax": "relu",
}
