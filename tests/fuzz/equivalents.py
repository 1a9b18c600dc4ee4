"""Alterations of a formula that change nothing that it says, each for a reason."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Equivalent:
    """What changes nothing: `old` replaced by `new`, both patterns, in what matches `within` in a formula's LaTeX."""

    old: str
    new: str
    reason: str
    within: str = r"(?s).*"

    def covers(self, latex, alteration):
        at = alteration.at + len(alteration.old) - len(alteration.old.lstrip())
        return (
            re.fullmatch(self.old, alteration.old.strip()) is not None
            and re.fullmatch(self.new, alteration.new.strip()) is not None
            and any(found.start() <= at < found.end() for found in re.finditer(self.within, latex))
        )


EQUIVALENT = [
    Equivalent("=", ":=", "where a name is defined, both do"),
    Equivalent(r"\\nabla", r"\\partial", r"\partial_x L is another spelling of \nabla_x L"),
    Equivalent("I", "I I", "the identity times itself"),
    Equivalent(
        r"\\operatorname\{(sign|tr)\}", r"(\S+) \1", "the sign of a sign; the trace of a number, which is its own"
    ),
    Equivalent("[a-z]", r"(\w) \1", "a sign isn't changed by a positive factor", r"(sign\}\(|\[)\w_\w( [<>] 0\])?"),
    Equivalent("&|" + r"\\text\{if \}", "", "a case's condition is told by its relation", r"(?s)\\begin\{cases\}.*"),
    Equivalent(",", "", "indices stand with or without a comma", r"\\sum_\{.*?\}"),
    Equivalent(
        r"\\quad", r"|\\quad \\quad|[,;.]", "any of them parts a claim from its condition", r"\\quad \\text\{if \}.*"
    ),
    Equivalent(r"\\text\{if \}", r"\\text\{for all\}", "both lead to a condition", r"\\text\{if \} i \\ne j"),
    Equivalent(
        "[i-l]",
        "[i-l]",
        "next to δ_ij, i and j are one",
        r"(?s).*(\\delta_\{[i-l]{2}\}|\[i = j\]|\\text\{if \} i = j).*",
    ),
    Equivalent("<", r"\\le", "both cases agree at the edge", r"\\text\{if \} \|(r_j|y_j - t_j|u)\| < \\beta"),
    Equivalent("<", r"\\le", "the factor is 0 at the edge", r"\[r_i < 0\]\)\\, r_i"),
    Equivalent("i", "j", "the Jacobian of softmax is symmetric", r"\\sum_i \\frac\{\\partial p_i\}\{\\partial z_j\} ="),
    Equivalent(".*", ".*", "∂f/∂b is 0 at b = 0", r"\+ \\frac\{\\partial f\}\{\\partial b\} \(y - b\)"),
    Equivalent(r"\+", "-", "∂²f/∂a∂b is 0 at b = 0", r"\+ \\frac\{\\partial\^2 f\}\{\\partial a \\partial b\}"),
    Equivalent("-|b", r"\+|b b", "b is 0 where this is claimed", r"\(y - b\)\^2"),
    Equivalent("_", r"\^", "ones to any power are ones", r"\\mathbf\{1\}_\w"),
    Equivalent(
        ".*", ".*", "∂²f/∂a∂b is 0 at b = 0", r"\\frac\{\\partial\^2 f\}\{\\partial a \\partial b\} \(x - a\) \(y - b\)"
    ),
    Equivalent(
        "[i-k]",
        "[a-z]",
        "a free index by another name",
        r"y_i\}\{\\partial z\} = \\sum_k|W_\{ji\}\} = \\sum_k \(y_k|\(A B x\)_i = \\sum_i|"
        r"\\partial x_j\} (\\left\( \\sum_i x_i \\right\)\^2|e\^\{\\sum_i x_i\}) =",
    ),
    Equivalent("0", "", "an empty place of a picture is 0", r"(?s)\\begin\{pmatrix\}.*\\ddots.*"),
    Equivalent(",", "", "indices stand with or without a comma", r"P_\{s,\s*c\(s\)\}"),
    Equivalent("b|z", "b|z", "z moves as its bias does", r"\\frac\{\\partial C\}\{\\partial [bz]_j\}"),
    Equivalent(r"y|\\beta", r"y|\\beta", "y moves as its shift β does", r"\\nabla_(y|\\beta) L"),
    Equivalent("y", "f", "y is f(u)", r"\\frac\{\\partial y\}\{\\partial u\}"),
    Equivalent("u", "v", "f depends on u + v alone", r"\\frac\{\\partial f\}\{\\partial u\}"),
    Equivalent("a", "b", "u depends on a + b alone", r"\\frac\{\\partial u\}\{\\partial a\}"),
]
