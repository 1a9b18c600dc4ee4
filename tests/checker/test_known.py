"""The table of functions: a record that lacks something is refused and says what; none without a slope is checked."""

import math

import pytest
import torch

import proofread
from proofread import known
from proofread.evaluate import calls
from proofread.known import KNOWN, RECORDS, Known, smooth
from proofread.pages import page, source
from proofread.values import autograd, elementary
from proofread.values.elementary import Elementary


def density(x):
    return 2 / math.sqrt(math.pi) * elementary.exp(-x * x)


def erf(**changes):
    record = {"plain": math.erf, "slope": lambda x, y: density(x), "torch": "erf", "kinked": False} | changes
    return smooth("erf", "erf", **{name: part for name, part in record.items() if part != "left out"})


def test_a_whole_record_is_taken():
    assert erf().value(0.5) == math.erf(0.5)


LACKING = {
    "plain": "erf lacks a plain function",
    "slope": "erf lacks a slope",
    "torch": "erf lacks torch's name",
}


@pytest.mark.parametrize("part", LACKING)
def test_a_record_that_lacks_something_is_refused(part):
    with pytest.raises(TypeError, match=LACKING[part]):
        erf(**{part: None})
    with pytest.raises(TypeError, match=f"'{part}'"):
        erf(**{part: "left out"})


def test_whether_it_has_kinks_has_to_be_said():
    with pytest.raises(TypeError, match="'kinked'"):
        erf(kinked="left out")


def test_a_function_without_a_slope_is_refused_whatever_is_said_of_its_kinks():
    with pytest.raises(TypeError, match="erf has no kink, so it needs a slope"):
        Known("erf", "erf", math.erf, each=True, kinked=False)
    with pytest.raises(TypeError, match=r"erf needs a slope that is true.*its slope at -0\.7 is 0, but"):
        Known("erf", "erf", lambda x: math.erf(x), each=True, kinked=True)


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (lambda x, y: 0, "its slope at -0.7 is 0"),
        (lambda x, y: 1.001 * density(x), "its slope at -0.7"),
        (lambda x, y: 2 / math.sqrt(math.pi) * math.exp(-x * x), "its slope's slope at -0.7 is 0"),
    ],
    ids=["zero", "too large", "in floats"],
)
def test_a_slope_that_is_wrong_or_loses_its_own_is_refused(slope, said):
    with pytest.raises(TypeError, match=said):
        erf(slope=slope)


def test_torch_has_every_function_by_the_name_that_is_said():
    elementaries = [record.value for record in RECORDS if isinstance(record.value, Elementary)]
    assert len(elementaries) >= 11
    assert [function.name for function in elementaries if not hasattr(torch, function.torch)] == []


def test_a_name_that_torch_does_not_have_is_refused():
    number = autograd.number(0.5)
    assert float(erf().value(number)) == pytest.approx(math.erf(0.5))
    with pytest.raises(TypeError, match=r"erf needs a function that torch has: it has no torch\.erff"):
        erf(torch="erff").value(number)


@pytest.mark.parametrize("judge", ["dual", "torch"])
@pytest.mark.parametrize("claimed", ["0", r"1 - \tanh^2(x)"])
def test_without_a_slope_no_derivative_is_checked(judge, claimed, monkeypatch, tmp_path):
    """`tanh` as somebody would put it past the records: by its plain function alone."""
    bare = Elementary("tanh", math.tanh, lambda x, y: None, torch="no such function")
    monkeypatch.setitem(KNOWN, "tanh", smooth_past_its_checks(bare, monkeypatch))
    text = rf"Let $x \in \mathbb{{R}}$. Then $\tanh(0) = 0$ and $\frac{{d}}{{dx}} \tanh(x) = {claimed}$."
    found = page.parse(source.expand(tmp_path / "page.md", text))
    with pytest.raises(TypeError):
        proofread.judge(found, *([autograd] if judge == "torch" else []))


def smooth_past_its_checks(function, monkeypatch):
    monkeypatch.setattr(known, "_unlike", lambda function: None)
    return Known(function.name, r"\tanh", function, each=True, kinked=False)


def test_a_number_that_knows_no_way_through_is_refused_not_made_a_float():
    class Odd(float):
        """A number that carries something along."""

    with pytest.raises(AttributeError, match="through"):
        elementary.exp(Odd(1.0))


def test_every_record_is_called_by_its_name():
    assert [record.name for record in RECORDS] == list(KNOWN) and len(RECORDS) == len(KNOWN)
    assert all(name in KNOWN for name in known.SPELLINGS.values())
    assert {name for name in KNOWN if KNOWN[name].kinked} == known.KINKED
    assert calls.KNOWN is KNOWN


def test_no_spelling_means_two_functions():
    spellings = [spelling for record in RECORDS for spelling in record.latex.split()]
    assert len(spellings) == len(set(spellings))
