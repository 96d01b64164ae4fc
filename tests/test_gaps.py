"""What a reader is told is missing: of a question, that it states nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from factcheck.gaps import asks, gaps, only_names
from factcheck.types import Evidence, Label, Stance


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
    first, *_ = gaps(question, Label.NOT_ENOUGH_EVIDENCE, (), (), None)
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
    assert len(gaps(claim, Label.NOT_ENOUGH_EVIDENCE, (), (), None)) == 1


@pytest.mark.parametrize(
    "phrase",
    [
        "Goblets.",
        "goblets",
        "Lindmoor!",
        "The goblets.",
        "The mayor of Lindmoor",
        "The bridge over the river and its southern pillar.",
        "His new book on the history of Port Varren",
    ],
)
def test_of_a_word_or_a_name_by_itself_it_is_told_that_it_is_no_claim(phrase: str) -> None:
    assert only_names(phrase)
    first, *_ = gaps(phrase, Label.NOT_ENOUGH_EVIDENCE, (), (), None)
    assert first.startswith("a word or a name is no claim")


@pytest.mark.parametrize(
    "claim",
    [
        "Port Varren wins cup",
        "Mayor quits",
        "Mayor dead",
        "Prices fell.",
        "Dogs bark.",
        "The dogs bark.",
        "The bridge closed.",
        "The bridge will reopen.",
        "The children play outside.",
        "The 12 dead of Lindmoor",
        "No injuries in blast",
        "Turnout 51 %",
        "Putin Wins",
        "\u4e0b\u96e8",
        "…",
    ],
)
def test_a_short_statement_is_a_claim_and_so_is_a_headline(claim: str) -> None:
    assert not only_names(claim)


def test_only_reasons_of_passages_that_do_not_bear_the_verdict_out_are_gaps_and_each_once(
    make_evidence: Callable[..., Evidence],
) -> None:
    def passage(stance: Stance, id: str, reason: str) -> Evidence:
        return replace(make_evidence(stance, id=id), reason=reason)

    evidence = [
        passage(Stance.SUPPORTS, "a", "it reports it"),
        passage(Stance.NEUTRAL, "b", "it asks"),
        passage(Stance.NEUTRAL, "b", "it asks"),
        passage(Stance.NEUTRAL, "c", "it asks"),
        passage(Stance.REFUTES, "d", "the numbers differ"),
    ]
    asks_, reports, differ = "b, c: it asks", "a: it reports it", "d: the numbers differ"
    for label, told in (
        (Label.SUPPORTED, (asks_, differ)),
        (Label.REFUTED, (reports, asks_)),
        (Label.CONFLICTING, (asks_,)),
    ):
        assert gaps("The bridge was closed.", label, evidence, evidence, None) == told
    *_, first, second, third = gaps(
        "It was closed.", Label.NOT_ENOUGH_EVIDENCE, evidence, evidence, None
    )
    assert (first, second, third) == (reports, asks_, differ)


def test_documents_are_named_by_title_and_id(make_evidence: Callable[..., Evidence]) -> None:
    def passage(id: str, title: str | None) -> Evidence:
        found = make_evidence(Stance.NEUTRAL, id=id)
        return replace(found, reason="it asks", document=replace(found.document, title=title))

    evidence = [passage("a1", "Mayor dead"), passage("b2", None)]
    told = gaps("It was closed.", Label.NOT_ENOUGH_EVIDENCE, evidence, evidence, None)
    assert told[-2:] == ("nearest miss: Mayor dead (a1)", "Mayor dead (a1), b2: it asks")
    told = gaps("It was closed.", Label.NOT_ENOUGH_EVIDENCE, evidence[1:], evidence[1:], None)
    assert told[-2:] == ("nearest miss: b2", "b2: it asks")
