"""A claim is a statement: what only asks is refused, and nothing that states is."""

from __future__ import annotations

import pytest

from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.request import valid_claim


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
def test_a_question_is_refused_with_what_to_give_instead(question: str) -> None:
    with pytest.raises(InvalidInput, match="must be a statement, such as") as refused:
        valid_claim(question, Limits())
    assert (refused.value.field, refused.value.value) == ("claim", question)


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
def test_what_states_something_is_not(claim: str) -> None:
    assert valid_claim(claim, Limits()) == claim
