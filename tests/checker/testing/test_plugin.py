"""However a page shows a failing block, it turns red; and what is said of it names page, snippet and line."""

import textwrap

import pytest
from a_project import FAILING


def fence(opening, closing="```", code=FAILING):
    return f"{opening}\n{code}\n{closing}\n"


def indent(text, by="    "):
    return textwrap.indent(text, by)


WAYS = {
    "plain": fence("```python"),
    "title": fence('```python title="x.py"'),
    "hl_lines": fence('```python hl_lines="1"'),
    "linenums": fence('```python linenums="1"'),
    "py": fence("```py"),
    "python3": fence("```python3"),
    "capital": fence("```Python"),
    "class": fence("```{.python}"),
    "class and title": fence('``` { .python title="x" }'),
    "language and attributes": fence('```python {title="x" .annotate}'),
    "space": fence("``` python"),
    "trailing blanks": fence("```python  "),
    "tildes": fence("~~~python", "~~~"),
    "four backticks": fence("````python", "````"),
    "tab": '=== "torch"\n\n' + indent(fence("```python")),
    "second tab": '=== "a"\n\n    text\n\n=== "b"\n\n' + indent(fence("```python")),
    "admonition": '!!! note "x"\n\n' + indent(fence("```python")),
    "collapsed": '??? note "x"\n\n' + indent(fence("```python")),
    "list": "- item\n\n" + indent(fence("```python")),
    "numbered list": "1. item\n\n" + indent(fence('```python title="x"')),
    "quote": indent(fence("```python"), "> "),
    "quote in an admonition": '!!! note "x"\n\n' + indent(indent(fence("```{.python}"), "> ")),
    "tab in an admonition": '!!! note "x"\n\n    === "y"\n\n' + indent(fence("```python"), "        "),
    "list in a tab": '=== "y"\n\n    - item\n\n' + indent(fence("``` python"), "        "),
    "details in a quote": '> ??? note "x"\n>\n' + indent(fence("```python"), ">     "),
    "footnote": "text[^1]\n\n[^1]:\n" + indent(fence("```python")),
    "HTML": '<div markdown="1">\n\n' + fence("```python") + "\n</div>\n",
    "front matter": "---\ntitle: x\n---\n\n" + fence("```python"),
    "section": fence("```python", code='--8<-- "snippets/broken.py:part"'),
    "lines": fence("```python", code='--8<-- "snippets/broken.py:3:4"'),
    "file": fence("```python", code='--8<-- "snippets/broken.py"'),
    "block of includes": fence("```python", code="--8<--\nsnippets/broken.py\n--8<--"),
    "indented include": fence("```python", code='if True:\n    --8<-- "snippets/broken.py:part"'),
    "included page": '--8<-- "docs/_included.md"\n',
    "included page in a tab": '=== "x"\n\n    --8<-- "docs/_included.md"\n',
    "continued": fence("```python", code="a = 1") + "\n<!--pytest-codeblocks:cont-->\n" + fence("```python"),
    "continued include": fence("```py", code="a = 1")
    + "\n<!--pytest-codeblocks:cont-->\n"
    + fence("```py", code='--8<-- "snippets/broken.py:part"'),
    "output": fence("```python", code="print(1)")
    + "<!--pytest-codeblocks:expected-output-->\n"
    + fence("```text", code=2),
    "backticks inside": fence("````python", "````", code="'''\n```\n'''\n" + FAILING),
    "does not parse": fence("```python", code="x = ("),
    "does not compile": fence("```python", code="return 1"),
    "exits": fence("```python", code="raise SystemExit(0)"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_failing_block_turns_red(way, project):
    page = "# A page\n\n" + fence('```python title="ok"', code="x = 0") + "\n" + WAYS[way]
    assert sorted(project(page).outcomes.values()) == ["failed", "passed"]


def test_a_fence_that_shows_no_python_is_left_alone(project):
    page = (
        fence("```text") + "\n" + fence("```console", code="$ exit 1") + "\n" + fence("````markdown", "````", FAILING)
    )
    assert project(page).outcomes == {}


def said(project, capsys, page):
    project(page)
    return capsys.readouterr().out


def test_a_failure_names_page_and_line(project, capsys):
    page = "---\ntitle: x\n---\n# A page\n\n> ```python\n> x = 1\n>\n> assert x == 2, 'no'\n> ```\n"
    assert "docs/page0.md:9: AssertionError: no" in said(project, capsys, page)


def test_a_failure_in_an_include_names_the_snippet_and_the_block(project, capsys):
    out = said(project, capsys, '# A page\n\n```python title="x"\nimport math\n--8<-- "snippets/broken.py:part"\n```\n')
    assert "snippets/broken.py:4: AssertionError: broken (in the block at docs/page0.md:3)" in out


def test_a_failure_deep_inside_names_the_innermost_line_of_the_block(project, capsys):
    page = "```python\nimport json\n\n\ndef f(x):\n    return json.loads(x)\n\n\nf('{')\n```\n"
    assert "docs/page0.md:6: JSONDecodeError" in said(project, capsys, page)


def test_a_failure_after_cont_names_its_own_line(project, capsys):
    page = "```python\nx = 1\n```\n\ntext\n\n<!--pytest-codeblocks:cont-->\n```python\ny = x\nassert y == 2\n```\n"
    assert "docs/page0.md:10: AssertionError" in said(project, capsys, page)


def test_a_syntax_error_names_its_line(project, capsys):
    assert "docs/page0.md:3: SyntaxError: '(' was never closed" in said(project, capsys, "```py\nx = 1\ny = (\n```\n")


def test_another_output_names_the_block_and_shows_both(project, capsys):
    page = (
        "# x\n\n" + fence("```python", code="print(1)") + "<!--pytest-codeblocks:expected-output-->\n```text\n2\n```\n"
    )
    out = said(project, capsys, page)
    assert (
        "docs/page0.md:3: the block prints something else" in out
        and "it shows\n```\n2\n```\nbut got\n```\n1\n```" in out
    )


@pytest.mark.parametrize(
    "include, line",
    [('--8<-- "snippets/none.py"', 6), ('--8<-- "snippets/broken.py:none"', 6), ("--8<--\nnone.md\n--8<--", 7)],
)
def test_a_missing_include_is_one_failing_item(include, line, project, capsys):
    recorder = project("# A page\n\ntext\n\n" + fence("```python", code=include), fence("```python", code="x = 1"))
    assert list(recorder.outcomes.values()) == ["failed", "passed"]
    assert f"docs/page0.md:{line}: " in capsys.readouterr().out


def test_a_missing_module_skips_with_a_reason(project, capsys):
    page = "<!--pytest-codeblocks:importorskip(nowhere)-->\n" + fence("```python", code="import nowhere")
    assert list(project(page).outcomes.values()) == ["skipped"]
    assert "docs/page0.md:2 needs nowhere" in capsys.readouterr().out


def test_a_skip_needs_a_reason(project, capsys):
    page = "<!--pytest.mark.skipif(True, reason='')-->\n" + fence("```python title='x'") + "\n"
    page += "<!--pytest.mark.skip-->\n" + fence("```python") + "\n"
    page += "<!--pytest.mark.xfail-->\n" + fence("```python") + "\n"
    page += "<!--pytest.mark.skipif(True, reason='no CUDA here')-->\n" + fence("```python")
    assert sorted(project(page).outcomes.values()) == ["failed", "failed", "failed", "skipped"]
    out = capsys.readouterr().out
    assert "needs a reason" in out and "no CUDA here" in out


LEAKS = {
    "dtype": ("import torch; torch.set_default_dtype(torch.float64)", "torch.get_default_dtype() == torch.float32"),
    "device": ("import torch; torch.set_default_device('meta')", "torch.ones(1).device.type == 'cpu'"),
    "grad mode": ("import torch; torch.set_grad_enabled(False)", "torch.is_grad_enabled()"),
    "threads": (
        "import torch; torch.set_num_threads(1 + torch.get_num_threads())",
        "torch.get_num_threads() == {threads}",
    ),
    "determinism": (
        "import torch; torch.use_deterministic_algorithms(True)",
        "not torch.are_deterministic_algorithms_enabled()",
    ),
    "matmul": (
        "import torch; torch.set_float32_matmul_precision('medium')",
        "torch.get_float32_matmul_precision() == 'highest'",
    ),
    "anomaly": ("import torch; torch.autograd.set_detect_anomaly(True)", "not torch.is_anomaly_enabled()"),
    "torch printing": ("import torch; torch.set_printoptions(precision=1)", "'1.2500' in str(torch.tensor(1.25))"),
    "torch RNG": ("import torch; torch.manual_seed(12345)", "torch.initial_seed() != 12345"),
    "numpy RNG": ("import numpy as np; np.random.seed(12345)", "np.random.get_state()[1][0] != 12345"),
    "numpy errors": ("import numpy as np; np.seterr(all='raise')", "np.geterr()['divide'] == 'warn'"),
    "numpy printing": ("import numpy as np; np.set_printoptions(precision=1)", "str(np.array([0.125])) == '[0.125]'"),
    "RNG": ("import random; random.seed(12345)", "random.random() != 0.41661987254534116"),
    "figures": (
        "import matplotlib; matplotlib.use('agg'); from matplotlib import pyplot; pyplot.figure()",
        "not __import__('matplotlib.pyplot').pyplot.get_fignums()",
    ),
    "environment": ("import os; os.environ['LEAK'] = '1'", "'LEAK' not in os.environ"),
    "folder": ("import os; os.chdir('/')", "os.getcwd() != '/'"),
    "path": ("import sys; sys.path.insert(0, 'leak')", "'leak' not in sys.path"),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_page_leaves_nothing_behind(leak, project):
    import torch

    change, clean = LEAKS[leak]
    clean = clean.format(threads=torch.get_num_threads())
    modules = "import os, random, sys\nimport numpy as np\nimport torch\n"
    leaking = fence("```python", code=f"{change}\n{modules}assert not ({clean})")
    assert (
        list(project(leaking, fence("```python", code=f"{modules}assert {clean}")).outcomes.values()) == ["passed"] * 2
    )


def test_the_flag_of_pytest_codeblocks_collects_nothing_twice(project):
    assert len(project(fence("```python", code="x = 1"), options=["--codeblocks"]).outcomes) == 1


def test_inspect_finds_the_source_of_a_block(project):
    page = "```python\nimport inspect\n\n\ndef f():\n    return 1\n\n\nassert 'return 1' in inspect.getsource(f)\n```\n"
    assert list(project(page).outcomes.values()) == ["passed"]
