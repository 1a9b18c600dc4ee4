r"""The notation page: it shows an example of everything that the grammar reads, and all that it says is so.

What isn't on the page can't be in the grammar's tables: a new token, function, word or verdict needs its example there.
"""

import re

import pytest
from project import ROOT, judged

import proofread
from proofread.judging.verdict import FAILING, PASSING, STATUSES
from proofread.known import RECORDS
from proofread.names import words
from proofread.notation import clauses, spelling, tokens

PATH, OTHER = ROOT / "docs" / "notation.md", ROOT / "docs" / "spelling.md"
TEXT = PATH.read_text() + "\n" + OTHER.read_text()
PREMISES = TEXT.split("\n## ")[0]
SPELLINGS = [known.latex.split() for known in RECORDS if known.latex]
# What reads the same as something else that the page shows: other alphabets, sizes, and other spellings.
ALIKE = tokens.GREEK | spelling.SPACING | tokens.ACCENTS | tokens.STYLED | set(spelling.WORDS)
ALIKE |= {other for _, *others in SPELLINGS for other in others}
READERS = {status.name for status in STATUSES if status.reader}


def latex():
    return "\n".join(formula.latex for path in (PATH, OTHER) for formula, _ in judged(path))


def missing(wanted, text):
    """The words that don't occur in a text, each as a whole."""
    return sorted(w for w in wanted if not re.search(re.escape(w) + ("(?![A-Za-z])" if w[-1].isalpha() else ""), text))


def test_every_formula_of_the_page_is_what_it_says():
    assert [str(verdict) for path in (PATH, OTHER) for _, verdict in judged(path) if verdict.failing] == []


def test_every_token_of_the_grammar_has_an_example():
    kinds = {text for text, kind in tokens.KINDS.items() if kind not in ("separator", "row")}
    known = (kinds | tokens.ENVIRONMENTS) - {"|", "\\Vert"}  # the page's tables have \lvert and \lVert
    assert missing(known - ALIKE, latex() + TEXT) == []


def test_a_token_without_an_example_is_missed():
    assert missing([r"\sum", r"\su", r"\oint"], latex()) == [r"\oint", r"\su"]


def test_every_alphabet_and_spacing_has_one():
    for group in (tokens.GREEK, spelling.SPACING, tokens.ACCENTS, tokens.STYLED):
        assert len(missing(group, latex())) < len(group)


def test_every_named_function_has_an_example():
    functions = {usual if usual.startswith("\\") else rf"\operatorname{{{usual}}}" for usual, *_ in SPELLINGS}
    assert missing(functions, latex()) == []


def test_every_word_that_decides_is_on_the_page():
    deciding = words.PREMISE_WORDS | words.CONDITION_WORDS | {"otherwise", "to within", "for all"}
    assert missing(deciding, TEXT.replace("\n", " ")) == []
    assert (
        missing(clauses.WORDS - deciding - {"and", "and if", "with all", "for every", "for each", "for any"}, TEXT)
        == []
    )


def test_every_verdict_is_on_the_page():
    statuses = {verdict.status for _, verdict in judged(PATH)}
    assert statuses == set(PASSING) - READERS
    assert missing(set(FAILING) - READERS, TEXT) == []


def test_every_section_has_its_failing_twins():
    boxes = [section.split("\n")[0] for section in TEXT.split("\n## ")[1:] if "!!! failure" not in section]
    assert boxes == ["Layout", "What is refused", "What is asked"]
    refuted = [verdict for _, verdict in judged(PATH) if verdict.status == "refuted"]
    assert len(refuted) >= 25


ROWS = [row.strip("|").split(" | ") for row in TEXT.split("\n") if re.match(r"\| `", row)]
REFUSED = [(re.fullmatch("`(.*)`", row[0].strip())[1], row[1].strip()) for row in ROWS if len(row) == 3]


@pytest.mark.parametrize(("text", "status"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_the_page_calls_refused_is(text, status, tmp_path):
    found = proofread.check(f"{PREMISES}\n\n{text}\n", tmp_path / "page.md")
    assert found[-1].status == status, found[-1]


def test_the_refused_show_every_failing_verdict():
    assert {status for _, status in REFUSED} == set(FAILING) - READERS - {"holds"}


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 2], ids=lambda row: row[0])
def test_the_code_of_a_row_is_in_its_formulas(row):
    formulas = " ".join(re.findall(r"\$(.*?)\$", row[1]))
    for code in re.findall("`(.*?)`", row[0]):
        assert code in formulas
