"""What a reader is told is missing: of a question, that it states nothing."""

from __future__ import annotations

import pytest

from factcheck.gaps import asks, gaps
from factcheck.types import Label


@pytest.mark.parametrize(
    "question",
    [
        "Did the bridge close?",
        "did the bridge close ?",
        "Why was the bridge closed in May?",
        "Isn't the bridge closed?",
        "Who's paying for the bridge?",
        "In what year did the bridge close?",
        "And how long will it stay closed?",
        "The bridge was closed in May. Is it open again?",
    ],
)
def test_of_a_question_it_is_told_that_it_is_no_claim(question: str) -> None:
    assert asks(question)
    first, *_ = gaps(question, Label.NOT_ENOUGH_EVIDENCE, (), None)
    assert first.startswith("a question is no claim")


@pytest.mark.parametrize(
    "claim",
    [
        "The bridge was closed.",
        "The minister asked whether the bridge was closed.",
        "The minister asked: “Is the bridge closed?”",
        "Edward Albee wrote Who's Afraid of Virginia Woolf?",
        "Is the bridge closed? It is.",
        "Will Smith opened the bridge.",
        "What the minister opened was a bridge.",
        "The bridge was closed?",
        "?",
    ],
)
def test_what_states_something_is_no_question(claim: str) -> None:
    assert not asks(claim)
    assert len(gaps(claim, Label.NOT_ENOUGH_EVIDENCE, (), None)) == 1
