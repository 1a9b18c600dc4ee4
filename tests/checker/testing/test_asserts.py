"""Assertions that can't fail are found; those that can are left alone."""

import textwrap

import pytest

from proofread.testing import asserts

EMPTY = {
    "a tuple": 'assert (y == 4.0, "y is four")',
    "a tuple of one": "assert (y == 4,)",
    "or True": "assert y == 4 or True",
    "True or": "assert True or y == 4",
    "or a text": 'assert y == 4 or "y is four"',
    "a text": 'assert "y == 4"',
    "a number": "assert 1, y",
    "a list": "assert [y == 4]",
    "a generator": "assert (x == 4 for x in [y])",
    "a function": "assert lambda: y == 4",
    "not False": "assert not (y != 4 and False)",
    "either way": "assert True if y == 4 else 1",
    "a walrus": "assert (x := 4)",
    "caught": "try:\n    assert y == 4\nexcept AssertionError:\n    pass",
    "caught bare": "try:\n    assert y == 4\nexcept:\n    print('no')",
    "caught with others": "try:\n    assert y == 4\nexcept (ValueError, Exception) as error:\n    y = error",
    "caught deep": "try:\n    for x in [1]:\n        assert y == 4\nexcept BaseException:\n    ...",
    "suppressed": "import contextlib\nwith contextlib.suppress(AssertionError):\n    assert y == 4",
    "suppressed by name": "from contextlib import suppress\nwith suppress(Exception):\n    assert y == 4",
    "never called": "def check():\n    assert y == 4",
    "called by itself": "def check():\n    assert y == 4\n    check()",
    "a class that nobody makes": "class Check:\n    def __init__(self):\n        assert y == 4",
    "never": "if False:\n    assert y == 4",
    "else": "if True:\n    pass\nelse:\n    assert y == 4",
    "a loop over nothing": "for x in []:\n    assert x == 4",
    "a range of nothing": "for x in range(0):\n    assert x == 4",
    "while": "while 0:\n    assert y == 4",
    "behind a return": "def f():\n    return 1\n    assert y == 4\n\n\nf()",
    "behind a raise": "def f():\n    raise ValueError\n    assert y == 4\n\n\nf",
    "what the compiler warns of": "assert y is 4",
}


@pytest.mark.parametrize("way", EMPTY)
def test_what_can_not_fail_is_found(way):
    code = f"y = 3\n{EMPTY[way]}\n"
    found = asserts.problems(code)
    assert found and all("assert" in code.split("\n")[line - 1] for line, _ in found), found


SOUND = {
    "plain": 'assert y == 4, "y is four"',
    "or": "assert y == 4 or y == 3",
    "parentheses": "assert (y == 4)",
    "is a number": "assert y == y, 'not a number'",
    "numbers": "assert 0.1 + 0.2 != 0.3",
    "a call": "def check():\n    assert y == 4\n\n\ncheck()",
    "given away": "def check():\n    assert y == 4\n\n\nrun(check)",
    "decorated": "@run\ndef check():\n    assert y == 4",
    "a method": "class A:\n    def forward(self):\n        assert y == 4\n\n\nA()",
    "another error": "try:\n    assert y == 4\nexcept ValueError:\n    pass",
    "let through": "try:\n    assert y == 4\nexcept AssertionError as error:\n    raise RuntimeError from error",
    "behind": "try:\n    f()\nexcept Exception:\n    pass\nelse:\n    assert y == 4",
    "raises": "with pytest.raises(AssertionError):\n    assert y == 4",
    "suppress": "with suppress(KeyError):\n    assert y == 4",
    "a device": "if torch.cuda.is_available():\n    assert y == 4",
    "a main": "if __name__ == '__main__':\n    assert y == 4",
    "a loop": "for x in [1]:\n    if x:\n        continue\n    assert y == 4",
    "spread": "assert [*y]",
    "no Python": "assert (",
}


@pytest.mark.parametrize("way", SOUND)
def test_what_can_fail_is_left_alone(way):
    assert asserts.problems(f"y = 3\n{textwrap.dedent(SOUND[way])}\n") == []
