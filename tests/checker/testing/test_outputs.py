"""What a block prints is compared, to the letter, and it runs to its end; what nobody runs or compares is refused."""

import pytest

OUTPUT = "<!--pytest-codeblocks:expected-output-->\n"
LOOSE = "<!--pytest-codeblocks:expected-output-ignore-whitespace-->\n"


def fence(code, language="python"):
    return f"```{language}\n{code}\n```\n\n"


def shown(code, output, how=OUTPUT):
    return fence(code) + how + fence(output, "text")


@pytest.mark.parametrize(
    "page",
    [
        shown("print('10 12')", "1 0 1 2", LOOSE),
        shown("print('10 12')", "1012", LOOSE),
        shown("print('10 12')", "10  12"),
        shown("print('a\\nb')", "a b", LOOSE),
        shown("print('a')", " a"),
        shown("print('a\\n\\nb')", "a\nb"),
        shown("print()", "a"),
        shown("import os\nprint('a')\nos._exit(0)", "a"),
        shown("print('a')", "a\nb"),
    ],
)
def test_another_output_fails(page, project):
    assert list(project(page).outcomes.values()) == ["failed"]


@pytest.mark.parametrize(
    "page",
    [
        shown("print('10 12')", "10 12"),
        shown("print('10 12')", "10 12", LOOSE),
        shown("print('a  ')\nprint('b')\nprint()", "a\nb"),
        shown("print('a', end='')", "a"),
        shown("print('  a')", "  a"),
        shown("print('a\\n\\nb')", "a\n\nb"),
    ],
)
def test_space_that_nobody_sees_is_no_difference(page, project):
    assert list(project(page).outcomes.values()) == ["passed"]


ENDS = {
    "sys.exit": "import sys\nsys.exit()",
    "exit": "exit(0)",
    "quit": "quit()",
    "SystemExit": "raise SystemExit",
    "pytest.skip": "import pytest\npytest.skip('later')",
    "pytest.exit": "import pytest\npytest.exit('later', 0)",
    "pytest.xfail": "import pytest\npytest.xfail('later')",
    "importorskip": "import pytest\npytest.importorskip('nowhere')",
    "skip by another name": "from pytest import skip as later\nlater('on')",
    "unittest": "import unittest\nraise unittest.SkipTest('later')",
    "os._exit": "import os\nos._exit(0)",
    "_exit": "from os import _exit\n_exit(0)",
    "argparse": "import argparse\nargparse.ArgumentParser().parse_args(['--help'])",
    "within a function": "import sys\n\n\ndef main():\n    sys.exit(0)\n\n\nmain()",
}


@pytest.mark.parametrize("way", ENDS)
def test_a_block_that_ends_itself_fails(way, project, capsys):
    page = fence(ENDS[way] + "\nassert 1 == 2") + fence("x = 1")
    assert list(project(page).outcomes.values()) == ["failed", "passed"]
    assert "docs/page0.md:" in capsys.readouterr().out


def test_a_child_of_a_block_may_end_itself(project):
    code = "import os\n\nchild = os.fork()\nif not child:\n    os._exit(3)\n"
    code += "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3"
    assert list(project(fence(code)).outcomes.values()) == ["passed"]


def test_an_assertion_that_can_not_fail_is_refused_with_its_place(project, capsys):
    page = '# A page\n\n```python\nx = 1\n\nassert (x == 2, "x is two")\n```\n\n' + fence("assert True")
    assert list(project(page).outcomes.values()) == ["failed", "failed"]
    out = capsys.readouterr().out
    assert "docs/page0.md:6: " in out and "docs/page0.md:10: this assertion can't fail: True is always true" in out


def test_assertions_are_on_whatever_python_is_told(project):
    assert list(project(fence("assert __debug__ and 1 == 2")).outcomes.values()) == ["failed"]


UNCOMPARED = {
    "text behind a block": fence("print(1)") + fence("2", "text"),
    "with a sentence between": fence("print(1)") + "It prints:\n\n" + fence("2", "text"),
    "without a language": fence("print(1)") + fence("2", ""),
    "as output": fence("print(1)") + fence("2", "output"),
    "in a quote": "> ```python\n> print(1)\n> ```\n>\n> ```text\n> 2\n> ```\n",
    "a second one": shown("print(1)", "1") + fence("print(1)") + fence("2", "text"),
    "a session": fence(">>> 1 + 1\n3", "pycon"),
    "a shell session": fence('$ python -c "print(1 + 1)"\n3', "console"),
    "a shell session without a prompt": fence("make\n3", "console"),
    "behind a continued command": fence("$ make \\\n    all\n3", "console"),
}


@pytest.mark.parametrize("way", UNCOMPARED)
def test_an_output_that_nobody_compares_is_refused(way, project, capsys):
    outcomes = project("# A page\n\n" + UNCOMPARED[way]).outcomes
    assert [name for name, outcome in outcomes.items() if outcome == "failed" and "output" in name]
    assert "docs/page0.md:" in capsys.readouterr().out


SOUND = {
    "an output": shown("print(1)", "1"),
    "commands": fence("$ make \\\n    all\n# that's all\n$ make test", "console"),
    "text by itself": fence("a -> b", "text") + "Text.\n\n" + fence("x = 1"),
    "text far behind": fence("x = 1") + "Text.\n\nMore text.\n\n" + fence("a -> b", "text"),
    "text in another section": fence("x = 1") + "## Another\n\n" + fence("a -> b", "text"),
    "settings": fence("x = 1") + fence("a: 1", "yaml"),
}


@pytest.mark.parametrize("way", SOUND)
def test_what_is_no_output_is_left_alone(way, project):
    assert "failed" not in project("# A page\n\n" + SOUND[way]).outcomes.values()


def test_no_comment_leaves_out_a_whole_page(project):
    page = "<!--pytest-codeblocks:skipfile-->\n\n" + fence("assert 1 == 2")
    assert list(project(page).outcomes.values()) == ["failed"]
