"""What an earlier version said is taken back, and what it is put right to counts."""

from __future__ import annotations

import pytest

from factcheck import Document, FactChecker
from factcheck.checks.earlier_versions import may_be_corrected, put_right, taken_back
from factcheck.language.text import sentences
from factcheck.types import Stance

STORM = (
    "Correction: An earlier version of our report said that nine people were killed in the storm. "
    "Police have since corrected the figure: eight people died."
)
MAYOR = "Correction: We reported that the mayor had resigned. That was wrong. The mayor remains."


def told(claim: str, text: str) -> list[str]:
    spans = taken_back(claim, text, list(sentences(text)))
    return [text[span.start : span.end] for span in spans]


def test_the_sentence_that_tells_what_was_said_before_is_taken_back() -> None:
    (first,) = told("Nine people were killed in the storm.", STORM)
    assert first.endswith("nine people were killed in the storm.")
    (second,) = told("The mayor has resigned.", MAYOR)
    assert second.endswith("had resigned.")


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("An earlier version said that nine people were killed.", STORM),
        ("It was first reported that the mayor had resigned.", MAYOR),
        ("The mayor resigned.", "We reported that the mayor had resigned. She left on Monday."),
        ("It has 4 lanes.", "An earlier version said it has 40 lanes; the correct number is 4."),
        ("It has 40 lanes.", "The road has four lanes. An earlier version of it had one lane."),
    ],
)
def test_other_sentences_stand(claim: str, text: str) -> None:
    assert told(claim, text) == []


def test_what_is_right_may_stand_behind_a_semicolon() -> None:
    text = "An earlier version said the contract was for 28 trams; it was for 18."
    (span,) = sentences(text)
    assert told("The contract was for 28 trams.", text) == [text]
    right = put_right("The contract was for 18 trams.", text, [span], [])
    assert right is not None and text[right.start : right.end] == "18"
    assert put_right("The contract was for 28 trams.", text, [span], []) is None
    assert told("It has 28 trams.", "An earlier version said it has 28 trams; trams are new.") == []


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "The bridge costs 9 million euros.",
            "An earlier version said the bridge costs 4 million euros; the tunnel is to cost 9 "
            "million euros.",
        ),
        (
            "The strike lasts 9 days.",
            "An earlier version said the strike lasts 3 days; it was 9 hours ago.",
        ),
    ],
)
def test_a_figure_of_something_else_puts_nothing_right(claim: str, text: str) -> None:
    assert put_right(claim, text, [*sentences(text)], []) is None


def test_texts_that_speak_of_an_earlier_version_are_known() -> None:
    assert may_be_corrected(STORM)
    assert may_be_corrected(MAYOR)
    assert not may_be_corrected("We reported that the mayor had resigned.")


def test_the_figure_that_is_put_right_is_found() -> None:
    spans = list(sentences(STORM))
    right = put_right("Eight people were killed in the storm.", STORM, spans[:1], spans[1:])
    assert right is not None
    assert STORM[right.start : right.end] == "eight"
    for claim in ("Seven people were killed in the storm.", "Eight houses were burnt."):
        assert put_right(claim, STORM, spans[:1], spans[1:]) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "text", "stance", "reason"),
    [
        ("Nine people were killed in the storm.", STORM, Stance.REFUTES, "takes back"),
        ("Eight people were killed in the storm.", STORM, Stance.SUPPORTS, "the figure to eight"),
        ("The mayor has resigned.", MAYOR, Stance.REFUTES, "takes back"),
        ("The mayor has not resigned.", MAYOR, Stance.SUPPORTS, None),
    ],
)
def test_a_correction_speaks_against_what_it_corrects(
    tmp_path: object, claim: str, text: str, stance: Stance, reason: str | None
) -> None:
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=text)])
        (evidence,) = checker.verify(claim).evidence
    assert evidence.stance is stance
    assert reason is None or reason in (evidence.reason or "")
