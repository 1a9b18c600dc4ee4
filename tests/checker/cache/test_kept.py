"""Verdicts that are kept: the same as judged anew, and never those of what changed, or of another package."""

import random

import alter
import pytest
from project import ROOT
from test_alter import PAGE, parse

from proofread.cache import kept
from proofread.judging import judge
from proofread.pages import page

RIGHT, WRONG = "Let $x \\in \\mathbb{R}$. Then $x + x = 2 x$.\n", "Let $x \\in \\mathbb{R}$. Then $x + x = 3 x$.\n"


@pytest.fixture
def judged(monkeypatch):
    """The LaTeX of each formula that is judged, in their order."""
    found, plain = [], judge.verdict

    def verdict(formula, *rest):
        found.append(formula.latex)
        return plain(formula, *rest)

    monkeypatch.setattr(judge, "verdict", verdict)
    return found


def test_what_was_judged_is_not_judged_again(judged, tmp_path):
    found = parse(RIGHT)
    first = kept.judge(found, folder=tmp_path)
    assert first == judge.judge(found)
    judged.clear()
    assert kept.judge(parse(RIGHT), folder=tmp_path) == first and judged == []
    assert kept.judge(found, anew=True, folder=tmp_path) == first and len(judged) == 2


def test_what_failed_is_judged_again_and_names_its_line(judged, tmp_path):
    for text in (WRONG, "\n\n" + WRONG, WRONG + "\n" + WRONG):
        judged.clear()
        found = parse(text)
        verdicts = kept.judge(found, folder=tmp_path)
        assert "x + x = 3 x" in judged and verdicts == judge.judge(found)


@pytest.mark.parametrize(
    "old, new, again",
    [
        (r"= 2 (y_j - t_j)", r"= 3 (y_j - t_j)", 1),  # a claim
        (r"(y_i - t_i)^2", r"(y_i + t_i)^2", 4),  # a definition, two claims about it, and the assumption they may need
        (r"t_i = 1$", r"t_i = 2$", 3),  # the assumption, and the claims that it binds
        (r"\in \mathbb{R}^n", r"\in \mathbb{R}^m", 7),  # all but the condition
        ("If $i", "At $i", 0),  # a condition either way
        (r"If $i \ne j$ then", r"Here $i \ne j$, and", 2),  # a claim that was a condition, and what it was one of
        (r"\tag{gradient}", r"\tag{other}", 1),
        ("## Given", "", 0),  # what stands below belongs to another section, and means the same
        ("## Given", "A line.\n\n## Given", 0),  # what stands below moves down
        ("## Given", "Let $y \\in \\mathbb{R}^n$.\n\n## Given", 4),  # an equal name, but not that of the definition
    ],
)
def test_only_what_a_change_may_have_changed_is_judged_again(judged, tmp_path, old, new, again):
    kept.judge(parse(PAGE), folder=tmp_path)
    judged.clear()
    changed = parse(PAGE.replace(old, new))
    found = kept.judge(changed, folder=tmp_path)
    assert len(judged) == again, judged
    assert found == judge.judge(changed)


@pytest.mark.parametrize("name", ["docs/collapse.md", "tests/corpus/rules.md"])
def test_a_changed_page_is_judged_as_without_a_memory(name, tmp_path):
    found, draw = page.read(ROOT / name), random.Random(1)
    kept.judge(found, folder=tmp_path)
    (file,) = tmp_path.rglob("*.pickle")
    known = file.read_bytes()
    for formula in draw.sample(found.formulas, 10):
        alteration = draw.choice(list(alter.alterations(formula.latex)))
        changed = alter.page_with(found, formula, alteration.latex)
        file.write_bytes(known)
        assert kept.judge(changed, folder=tmp_path) == judge.judge(changed), alteration


def test_a_tag_that_stands_twice_is_told_however_often_it_is_asked(tmp_path):
    once = "$$\n1 + 1 = 2 \\tag{two}\n$$\n"
    for text, statuses in ((2 * f"{once}\n", ["checked", "unreadable"]), (once, ["checked"])):
        for _ in range(2):
            assert [v.status for v in kept.judge(parse(text), folder=tmp_path)] == statuses


def test_a_formula_that_is_included_twice_has_two_verdicts(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "part.md").write_text("Here $1 + 1 = 2$.\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nmarkdown_extensions:\n  - pymdownx.arithmatex: {generic: true}\n"
        f"  - pymdownx.snippets: {{base_path: [{tmp_path}], check_paths: true}}\n"
    )
    (tmp_path / "page.md").write_text(2 * '--8<-- "part.md"\n\n')
    found = page.read(tmp_path / "page.md")
    assert len(found.formulas) == 2
    assert kept.judge(found, folder=tmp_path / "kept") == judge.judge(found)


def test_a_damaged_memory_changes_no_verdict(tmp_path):
    """At any of its bytes, on a page with verdicts of several kinds."""
    found, draw = parse(RIGHT + WRONG + PAGE), random.Random(1)
    expected = kept.judge(found, folder=tmp_path)
    (file,) = tmp_path.rglob("*.pickle")
    data = file.read_bytes()
    for k in [0, 31, 32, len(data) - 1, *draw.sample(range(len(data)), 20)]:
        file.write_bytes(data[:k] + bytes([data[k] ^ (1 << draw.randrange(8))]) + data[k + 1 :])
        assert kept.judge(found, folder=tmp_path) == expected
