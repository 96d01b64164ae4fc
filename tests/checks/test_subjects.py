"""Of whom a sentence speaks."""

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, FactChecker
from factcheck.checks.subjects import belongs_to_subject
from factcheck.types import Label

CLAIM = "The mayor of Korsk was arrested on Monday."


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("The wife of the mayor of Korsk was arrested on Monday.", "wife"),
        ("On Monday an aide to the mayor of Korsk was arrested.", "aide"),
        ("A lawyer for the mayor of Korsk was arrested.", "lawyer"),
    ],
)
def test_the_deed_of_somebody_who_belongs_to_the_subject(sentence: str, head: str) -> None:
    assert belongs_to_subject(CLAIM, sentence) == head


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor of Korsk was arrested on Monday.",
        "Police say the mayor of Korsk was arrested.",
        "The wife of the mayor of Korsk was arrested after the mayor of Korsk was arrested.",
        "The wife of the mayor was arrested.",
        "A spokesman for the mayor of Korsk was arrested.",
        "It came to the mayor of Korsk was arrested.",
        "",
    ],
)
def test_the_subject_itself_and_other_words_are_not(sentence: str) -> None:
    assert belongs_to_subject(CLAIM, sentence) is None


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(claim: str, sentence: str) -> None:
    head = belongs_to_subject(claim, sentence)
    assert head is None or head in sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "The mayor was arrested on Monday.",
            "The wife of the mayor was arrested on Monday.",
            "says it of “wife”",
        ),
        (
            "Vaccines cause autism in children.",
            "Do vaccines cause autism in children? No.",
            "only asks",
        ),
    ],
)
def test_the_deed_of_another_and_a_question_are_no_evidence(
    tmp_path: object, claim: str, passage: str, reason: str
) -> None:
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=passage)])
        verdict = checker.verify(claim)
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE
    assert reason in str(verdict)


@pytest.mark.slow
def test_a_question_that_is_answered_with_yes_is_evidence(tmp_path: object) -> None:
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text="Was the mayor of Korsk arrested? Yes, on Monday.")])
        verdict = checker.verify("The mayor of Korsk was arrested.")
    assert verdict.label is Label.SUPPORTED
