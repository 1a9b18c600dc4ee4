"""Assertions that can't fail, found in the code of a block: what they say, nobody checks."""

import ast
import warnings
from collections import Counter

ALWAYS = "this assertion can't fail: {} is always true"
CAUGHT = "this assertion can't fail the block: its error is caught; let it through, or use pytest.raises"
NEVER = "this assertion is never reached: {}"
CATCHES = {"AssertionError", "Exception", "BaseException"}
ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def problems(code):
    """The assertions of some code that can't fail, as (line, message), and what the compiler warns of.

    Code that isn't Python has none: running it tells.
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", SyntaxWarning)
        try:
            compile(code, "block", "exec", dont_inherit=True)
            tree = ast.parse(code)
        except (SyntaxError, ValueError):
            return []
    found = {warning.lineno: f"the compiler warns: {warning.message}" for warning in warned}
    used = _used(tree)
    methods = [part for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for part in node.body]
    used.update(part.name for part in methods if hasattr(part, "name"))  # whoever has the class may call them
    for node in ast.walk(tree):
        _look(node, used, found)
    return sorted(found.items())


def _look(node, used, found):
    """Enter what a node keeps from failing: lines with messages."""

    def enter(nodes, message):
        for inner in _asserts(nodes):
            found.setdefault(inner.lineno, message)

    match node:
        case ast.Assert(test=test) if truth(test) is True:
            enter([node], ALWAYS.format(ast.unparse(test)))
        case ast.Try(body=body, handlers=handlers) | ast.TryStar(body=body, handlers=handlers):
            if any(_swallows(handler) for handler in handlers):
                enter(body, CAUGHT)
        case ast.With(items=items, body=body) if any(_suppresses(item.context_expr) for item in items):
            enter(body, CAUGHT)
        case ast.If(test=test, body=body, orelse=orelse) if truth(test) is not None:
            enter(orelse if truth(test) else body, NEVER.format(f"{ast.unparse(test)} is always {truth(test)}"))
        case ast.While(test=test, body=body) if truth(test) is False:
            enter(body, NEVER.format(f"{ast.unparse(test)} is always False"))
        case ast.For(iter=over, body=body) if truth(over) is False or ast.unparse(over) == "range(0)":
            enter(body, NEVER.format(f"{ast.unparse(over)} is empty"))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            if not node.decorator_list and used[name] == _used(node)[name]:
                enter(node.body, NEVER.format(f"nothing uses {name}"))
    for body in (getattr(node, "body", None), getattr(node, "orelse", None), getattr(node, "finalbody", None)):
        for k, inner in enumerate(body if isinstance(body, list) else ()):
            if isinstance(inner, ENDS):
                enter(body[k + 1 :], NEVER.format("the code ends before"))


def truth(node):
    """Whether an expression is always true, or always false; None where that depends."""
    match node:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(keys=parts):
            return None if any(isinstance(part, ast.Starred) or part is None for part in parts) else bool(parts)
        case ast.GeneratorExp() | ast.Lambda():
            return True
        case ast.NamedExpr(value=value):
            return truth(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return None if truth(operand) is None else not truth(operand)
        case ast.BoolOp(op=op, values=values):
            decides = isinstance(op, ast.Or)
            found = {truth(value) for value in values}
            return decides if decides in found else None if None in found else not decides
        case ast.IfExp(test=test, body=body, orelse=orelse):
            ways = {True: {truth(body)}, False: {truth(orelse)}, None: {truth(body), truth(orelse)}}[truth(test)]
            return ways.pop() if len(ways) == 1 else None
    return None


def _asserts(nodes):
    return [inner for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Assert)]


def _used(tree):
    """How often each name is used, also as an attribute."""
    nodes = [node for node in ast.walk(tree) if isinstance(getattr(node, "ctx", None), ast.Load)]
    return Counter(getattr(node, "id", getattr(node, "attr", None)) for node in nodes)


def _swallows(handler):
    """Whether a handler catches what a failing assertion raises, and lets nothing through."""
    caught = {ast.unparse(name).split(".")[-1] for name in _names(handler.type)}
    through = any(isinstance(node, ast.Raise) or _is_failure(node) for part in handler.body for node in ast.walk(part))
    return (handler.type is None or caught & CATCHES) and not through


def _is_failure(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.fail"


def _suppresses(call):
    """Whether a context is `contextlib.suppress` of what a failing assertion raises."""
    if not isinstance(call, ast.Call) or ast.unparse(call.func).split(".")[-1] != "suppress":
        return False
    return bool({ast.unparse(name).split(".")[-1] for name in call.args} & CATCHES)


def _names(node):
    return node.elts if isinstance(node, ast.Tuple) else [node] if node is not None else []
