"""What an operator, a comparison or a reduction is taken for by mistake; and whose arguments are left alone."""

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
LEFT_ALONE = {"rtol", "atol", "msg", "title", "dtype", "device"}  # keywords
DATA = {"tensor", "array", "randn", "rand", "normal", "manual_seed", "default_rng", "linspace", "Generator", "randint"}
DATA |= {"integers", "uniform", "standard_normal", "seed"}
