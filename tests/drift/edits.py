"""Edits of Python code, one at a time: operators, constants, comparisons, arguments, reductions, calls and returns.

What says nothing about the code's result isn't edited: docstrings, annotations, imports, messages of errors, formatted
strings, tolerances, seeds; nor, in a block of a page, the data that it runs on, since what it asserts holds for any.
What an `assert not` calls wrong is like a formula in a failure box: one edit counts, the `not` that is lost. Nor is an
assertion weakened: it's what notices. And a drawing is looked at: what it shows is computed, and asserted, beside it.
"""

import ast
import re

from drift.spans import Spans, called, is_data, root_of
from drift.swaps import (
    COMPARISONS,
    CONVERSIONS,
    DATA,
    DRAWING,
    EITHER_WAY,
    GUARDS,
    LEFT_ALONE,
    OPERATORS,
    OPPOSITE,
    REDUCTIONS,
)


def edits(code, lines=None, data=False):
    """Every edit of a piece of code, or only those that begin on some of its `lines`.

    `data`: what calls that make data are given may be edited too.
    """
    return [e for e in _Edits(code, data).found if lines is None or e.start[0] in lines]


def edited(code, edit, down=0, indent=0):
    """The code with an edit made in it; it was found `down` lines further down and `indent` columns further right."""
    lines = code.split("\n")
    (first, left), (last, right) = edit.start, edit.end
    first, last, left, right = first - down, last - down, left - indent, right - indent
    lines[first - 1 : last] = [lines[first - 1][:left] + edit.new + lines[last - 1][right:]]
    return "\n".join(lines)


class _Edits(Spans, ast.NodeVisitor):
    def __init__(self, code, data):
        super().__init__(code)
        self.data, self.asserted, self.squared, self.claim = data, False, False, None
        self.visit(ast.parse(code))

    # What is left alone

    def visit_body(self, node):
        for child in node.body:
            self.visit(child)
        for child in (*getattr(node, "orelse", ()), *getattr(node, "finalbody", ()), *getattr(node, "handlers", ())):
            self.visit(child)

    def visit_FunctionDef(self, node):
        self.names.append(node.name)
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        self.visit_body(node)
        self.names.pop()

    def visit_ClassDef(self, node):
        self.names.append(node.name)
        self.visit_body(node)
        self.names.pop()

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)

    def visit_Import(self, node):
        pass

    visit_ImportFrom = visit_Raise = visit_JoinedStr = visit_Import

    # Statements

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(node.value, ast.Call):
            if called(node.value) not in GUARDS and root_of(node.value) not in DRAWING:
                self.put("statement lost", node, "pass")
            self.visit(node.value)
            return
        self.generic_visit(node)

    def visit_Assert(self, node):
        self.asserted, self.claim = True, node.test
        self.visit(node.test)
        self.asserted = False

    def visit_Return(self, node):
        if isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
            one, two, *rest = (self.text(e) for e in node.value.elts)
            self.put("return", node.value, ", ".join([two, one, *rest]))
        elif node.value is not None:
            self.put("return", node.value, "None")
        self.generic_visit(node)

    def visit_Assign(self, node):
        if self.data or not is_data(node.value):
            self.generic_visit(node)

    def visit_AugAssign(self, node):
        old, new = OPERATORS[type(node.op)]
        self.gap("operator", node.target, node.value, f"{old}=", f"{new}=")
        self.gap("operator", node.target, node.value, f"{old}=", "=")
        self.visit(node.value)

    def visit_If(self, node):
        if not (isinstance(node.test, ast.Compare) and self.text(node.test, True).startswith("__name__")):
            self.put("condition", node.test, "False")
            self.put("condition", node.test, "True")
            self.visit(node.test)
        self.visit_body(node)

    def visit_For(self, node):
        if self.data or not is_data(node.iter):
            self.visit(node.iter)
        self.visit_body(node)

    def visit_IfExp(self, node):
        if "is_available" not in self.text(node.test, True):
            self.put("condition", node, self.text(node.body))
            self.put("condition", node, self.text(node.orelse))
            self.generic_visit(node)

    def visit_comprehension(self, node):
        for test in node.ifs:
            self.put("condition", test, "True")
        self.generic_visit(node)

    # Expressions

    def visit_BinOp(self, node):
        kind, (old, new) = type(node.op), OPERATORS[type(node.op)]
        left, right = self.text(node.left), self.text(node.right)
        self.gap("operator", node.left, node.right, old, new)
        squared, self.squared = self.squared and kind is ast.Sub, False
        if kind in (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod) and left != right and not squared:
            self.put("operands swapped", node, f"({right} {old} {left})")
        if kind in (ast.Mult, ast.MatMult, ast.Add, ast.Sub, ast.Div, ast.Pow, ast.FloorDiv):
            self.put("operand lost", node, left)
        if kind in (ast.Mult, ast.MatMult, ast.Add):
            self.put("operand lost", node, right)
        # The square of a difference has no order.
        self.squared = kind is ast.Pow and self.text(node.right) == "(2)" and isinstance(node.left, ast.BinOp)
        self.visit(node.left)
        self.squared = False
        self.visit(node.right)

    def visit_UnaryOp(self, node):
        if not (isinstance(node.operand, ast.Constant) and isinstance(node.op, ast.USub)):
            self.put("operator", node, self.text(node.operand))
            if not (self.asserted and isinstance(node.op, ast.Not)):
                self.generic_visit(node)
        elif not self.asserted:
            self.put("constant", node, self.text(node.operand))

    def visit_BoolOp(self, node):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False) if not self.asserted else ():
            self.gap("operator", left, right, old, new)
        self.generic_visit(node)

    def visit_Compare(self, node):
        nodes = [node.left, *node.comparators]
        for left, op, right in zip(nodes, node.ops, nodes[1:], strict=False):
            old, new = COMPARISONS[type(op)]
            self.gap("comparison", left, right, old, OPPOSITE.get(old, new) if self.asserted else new)
        if not (self.asserted and any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)):
            self.generic_visit(node)  # how far off a bound is, the page doesn't say

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, bool):
            self.put("constant", node, str(not value))
        elif isinstance(value, int):
            self.put("constant", node, str(value + 1))
            if value > 0:
                self.put("constant", node, str(value - 1))
        elif isinstance(value, float):
            self.put("constant", node, repr(2 * value if value else 1.0))

    def visit_Attribute(self, node):
        if node.attr in ("T", "mT"):
            self.put("transpose lost", node, self.text(node.value))
        self.visit(node.value)

    def visit_Subscript(self, node):
        if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
            one, two = (self.text(e, True) for e in node.slice.elts)
            if one != two:
                self.put("axes", node.slice, f"{two}, {one}")
        self.generic_visit(node)

    def visit_Call(self, node):
        power = (
            isinstance(node.func, ast.Attribute) and node.func.attr == "pow" and isinstance(node.func.value, ast.BinOp)
        )
        name = called(node)
        if root_of(node) in DRAWING:
            return
        size = name == "abs" and isinstance(node.args[0] if node.args else None, ast.BinOp)
        self.squared = size or (power and len(node.args) == 1 and self.text(node.args[0]) == "(2)")
        if name in REDUCTIONS and not (self.asserted and name == "all"):
            end = self.end(node.func)
            self.between("reduction", (end[0], end[1] - len(name)), end, REDUCTIONS[name])
        if name in DATA and not self.data:
            return
        method = isinstance(node.func, ast.Attribute) and not self.is_module(node.func.value)
        if name in CONVERSIONS or node is self.claim:
            pass
        elif method and not node.args:
            self.put("call lost", node, self.text(node.func.value))
        elif not method and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
            self.put("call lost", node, self.text(node.args[0]))
        if len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args[:2]):
            one, two = (self.text(a, True) for a in node.args[:2])
            if one != two and name not in EITHER_WAY:
                self.between("arguments swapped", self.start(node.args[0]), self.end(node.args[1]), f"{two}, {one}")
        for k, keyword in enumerate(node.keywords):
            if keyword.arg in LEFT_ALONE or keyword.arg is None:
                continue
            before = [*node.args, *(other.value for other in node.keywords[:k])]
            if before:
                self.between("keyword lost", self.end(before[-1]), self.end(keyword.value), self.closing(before[-1]))
            self.visit(keyword.value)
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)

    def closing(self, node):
        """The brackets that close behind a node, before the next comma: they stay."""
        line, column = self.end(node)
        return re.match(r"[\s)\]]*", self.lines[line - 1][column:])[0] if isinstance(node, ast.BinOp) else ""

    def is_module(self, node):
        text = self.text(node, True)
        return bool(re.fullmatch(r"(np|torch|tl|triton|math|dist|os|nn|F|functools|itertools)(\.\w+)*", text))
