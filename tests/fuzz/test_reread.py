"""tests/fuzz/reread.py: what is remembered is what would be read again, and nothing else."""

import alter
import pytest
import reread
from test_alter import parse

from proofread.judging import judge
from proofread.names import scope
from proofread.notation import parser, reader, tree

FUNCTION = r"Let $f : \mathbb{R} \to \mathbb{R}$ and $x \in \mathbb{R}$. Then $f(x) + 1 = 1 + f(x)$."
NUMBER = FUNCTION.replace(r"f : \mathbb{R} \to \mathbb{R}", r"f \in \mathbb{R}")


@pytest.fixture
def reading(monkeypatch):
    """How often formulas are read, while the memory is on."""
    count = []
    plain = parser.parse
    for module, name in ((parser, "parse"), (reader, "tokenize"), (scope, "survey")):
        monkeypatch.setattr(module, name, getattr(module, name))

    def counted(text, names):
        count.append(text)
        return plain(text, names)

    parser.parse = counted
    reread.remember()
    return count


def trees(text):
    found = scope.Scope(parse(text))
    return [found.statements[formula] for formula in found.formulas]


def applies(statement):
    return any(isinstance(node, tree.Apply) for clause in statement.clauses for node in tree.walk(clause))


def test_what_didnt_change_is_not_read_again(reading):
    first, again = trees(FUNCTION), trees(FUNCTION)
    assert len(reading) == 3 and all(a is b for a, b in zip(first, again, strict=True))


def test_what_now_means_something_else_is(reading):
    (_, _, applied), (_, _, multiplied) = trees(FUNCTION), trees(NUMBER)
    assert reading[2] == reading[-1] and applies(applied) and not applies(multiplied)
    read = len(reading)
    assert trees(FUNCTION)[2] is applied and len(reading) == read


def test_a_formula_that_stands_twice_has_two_trees(reading):
    one, two = trees(r"Let $x \in \mathbb{R}$. Then $x + 1 = 1 + x$, and $x + 1 = 1 + x$.")[1:]
    assert one is not two


def test_a_changed_page_is_judged_as_without_a_memory(reading):
    found = parse(FUNCTION)
    changes = [alter.page_with(found, f, a.latex) for f in found.formulas for a in alter.alterations(f.latex)]
    remembered = [[str(v) for v in judge.judge(changed)] for changed in changes]
    parser.parse = parser.parse.plain
    assert remembered == [[str(v) for v in judge.judge(changed)] for changed in changes]
