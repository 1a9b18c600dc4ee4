"""Numbers outside of formulas, and wiring: what is changed there, and what notices it."""

import textwrap

import pytest
from project import ROOT

from drift import code, trial, values, wiring
from drift.change import REFUSAL, SURVIVES

PAGE = r"""
# Page

Let $y \in \mathbb{R}^n$. It has 12 parts, since 2024, in `float32` and 7.5 others.

$$
\sum_i 2 y_i = 2 \sum_i y_i
$$

!!! failure "The factor lost"
    $$
    \sum_i 2 y_i = \sum_i y_i
    $$

```python
print(1.5, 20)
```

<!--pytest-codeblocks:expected-output-->

```text
1.5 20
```
"""


@pytest.fixture
def page(tmp_path):
    trial.warm()
    path = tmp_path / "page.md"
    path.write_text(PAGE)
    return path


def test_each_number_of_an_output_and_of_prose_is_held(page):
    outputs = list(values.outputs(page))
    assert [change.becomes for change in outputs] == ["2.5 20", "1.5 30"]
    assert SURVIVES not in {values.tried(change).status for change in outputs}
    prose = list(values.prose(page))
    assert [word for change in prose for word in ("22 parts", "3024", "8.5 others") if word in change.becomes] == [
        "22 parts",
        "3024",
        "8.5 others",
    ]
    assert {values.tried(change).status for change in prose} == {REFUSAL}


def test_each_number_of_the_figures_is_held():
    found = [change for change in values.of_figures() if change.page.endswith("cross-entropy.md")]
    assert len(found) > 10 and SURVIVES not in {values.tried(change).status for change in found}


def test_wiring_that_hides_something_is_noticed(page):
    changes = {change.kind: change for change in wiring.changes(page)}
    for kind in ("fence's language", "item deselected", "failure box as a note", "unchecked box"):
        assert wiring.tried(changes[kind]).status != SURVIVES, kind


def test_an_include_and_the_navigation_are_noticed():
    changes = {change.kind: change for change in wiring.changes(ROOT / "docs/collapse.md")}
    for kind in ("include renamed", "out of the navigation"):
        assert wiring.tried(changes[kind]).status != SURVIVES, kind
    assert not wiring.omitted("docs/no-such-page.md")


def test_a_marker_that_moves_is_noticed():
    changes = list(wiring.of_snippet(ROOT / "snippets/collapse.py"))
    assert len(changes) == 6 and SURVIVES not in {wiring.tried(change).status for change in changes}


def test_a_marker_moves_over_one_line():
    before = ["# --8<-- [start:f]", "a", "b", "# --8<-- [end:f]"]
    now = ["a", "# --8<-- [start:f]", "b", "# --8<-- [end:f]"]
    places = (("p.md", 2), ("s.py", 2), ("s.py", 3), ("p.md", 4))
    block = code.Block("p.md", 1, textwrap.dedent("x\na\nb\ny"), None, places)
    assert wiring.remade(block, "s.py", before, now) == "x\nb\ny"
