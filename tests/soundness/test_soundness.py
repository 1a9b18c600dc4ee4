"""The checker is sound on a share of the corpus, and what judges the corpus sees a case that is labelled wrong.

`make soundness` tries all of it, by both judges and under several spellings.
"""

import os
from collections import Counter
from dataclasses import replace

import pytest
import soundness
from project import ROOT

SHARE = 4  # one case in so many; another seed takes others: four in a row take all
SEED = int(os.environ.get("SUITE_SEED", 0))
CASES = {path.stem: [*soundness.cases(path)] for path in soundness.FILES}


@pytest.mark.parametrize("kind", CASES)
def test_no_case_is_judged_wrong(kind):
    assert [line for case in CASES[kind][SEED % SHARE :: SHARE] for line in soundness.tried(case, spellings=1)] == []


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_has_ten_true_cases_and_ten_false_ones(kind):
    counts = Counter(case.want.rstrip("!") for case in CASES[kind])
    assert counts["true"] >= 10 and counts["false"] >= 10


def test_every_heading_is_a_case():
    for path in soundness.FILES:
        assert path.read_text().count("\n## ") == len(CASES[path.stem]), path.name


def test_no_two_cases_of_a_kind_are_one():
    for kind, cases in CASES.items():
        assert [text for text, count in Counter(case.text for case in cases).items() if count > 1] == [], kind


RIGHT = {
    "true": r"Let $a, b \in \mathbb{R}$. Then $(a + b)^2 = a^2 + 2 a b + b^2$.",
    "false!": r"Let $a, b \in \mathbb{R}$. Then $(a + b)^2 = a^2 + b^2$.",
    "false": r"Let $a, b \in \mathbb{R}$. Then $(a + b)^2 = a^2 + c$.",
    "open": r"Let $a, b \in \mathbb{R}$. Then $(a + b)^2 = a^2 + c$.",
}
ONE = soundness.Case(ROOT / "tests/soundness/case.md", 1, "true", "a binomial", RIGHT["true"])


@pytest.mark.parametrize("want", RIGHT)
@pytest.mark.parametrize("judge", soundness.JUDGES)
def test_a_case_that_is_labelled_right_has_no_fault(want, judge):
    assert soundness.tried(replace(ONE, want=want, text=RIGHT[want]), 2, [judge]) == []


@pytest.mark.parametrize(
    ("text", "want", "said"),
    [
        (RIGHT["true"], "false!", "checked"),
        (RIGHT["true"], "false", "checked"),
        (RIGHT["false!"], "true", "false"),
        (RIGHT["false!"], "open", "false"),
        (RIGHT["false"], "true", "undefined"),
        (RIGHT["false"], "false!", "undefined"),
        (r"Let $a \in \mathbb{R}$. Then $a = 2 a$, and $a + a = 2 a$.", "true", "false"),  # what stands before it
        (r"Let $a \in \mathbb{R}$. Then $a = 2 a$, and $a + a = 2 a$.", "false!", "checked"),  # the last one counts
        (r"Let $a \in \mathbb{R}$.", "true", "nothing is claimed"),
        (r"Let $a \in \mathbb{R}$.", "false", "nothing is claimed"),
    ],
)
@pytest.mark.parametrize("judge", soundness.JUDGES)
def test_a_case_that_is_labelled_wrong_is_seen(text, want, said, judge):
    (line,) = soundness.tried(replace(ONE, want=want, text=text), 1, [judge])
    assert said in line and f"{want} (a binomial), {judge} judge" in line


def test_each_spelling_is_tried_at_other_numbers():
    false = replace(ONE, text=RIGHT["false!"])
    tried = {soundness.verdicts(false, spelling)[-1].counterexample.left for spelling in range(5)}
    assert len(tried) == 5


def test_the_last_line_counts_pages_kinds_spellings_and_faults(tmp_path, capsys):
    page = tmp_path / "squares.md"
    page.write_text(f"# Squares\n\n## true: one\n{RIGHT['true']}\n\n## false!: two\n{RIGHT['true']}\n")
    assert soundness.main([str(page), "--spellings", "2", "--judge", "dual"]) == 1
    fault, last = capsys.readouterr().out.splitlines()
    assert fault.startswith("squares.md:6: false! (two), dual judge, spelling 0: checked")
    assert last == "2 pages of 1 kinds (1 false!, 1 true), 2 spellings: 1 faults"
