"""What a passage itself calls false, and what only sounds like it."""

import pytest

from factcheck.rebuttals import called_false, rebuttal
from factcheck.text import sentences
from factcheck.types import Span


@pytest.mark.parametrize(
    "sentence",
    [
        "That is false.",
        "This claim is not true, the records show.",
        "The claim has been debunked.",
        "There is no evidence for this allegation.",
        "According to several studies, it is wrong.",
        "The picture is a montage.",
        "The city has no such programme, and the leaflet was a forgery.",
    ],
)
def test_a_rebuttal_is_seen(sentence: str) -> None:
    assert rebuttal(sentence, sentences(sentence)) == sentences(sentence)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "That is false, the general said.",
        "It is true.",
        "The false alarm is over.",
        "It rained.",
        "It is made up of twelve members.",
        "Before 1990 there was no such rule.",
    ],
)
def test_somebody_elses_word_and_plain_sentences_are_no_rebuttal(sentence: str) -> None:
    assert rebuttal(sentence, sentences(sentence)) is None


def found(claim: str, passage: str, told: int | None = None) -> str | None:
    """The sentence that calls the claim false; `told` is the one that seems to say it."""
    spans = sentences(passage)
    span: Span | None = called_false(claim, passage, spans, None if told is None else spans[told])
    return span and passage[span.start : span.end]


CLAIM = "The vaccine alters human DNA."


@pytest.mark.parametrize(
    "sentence",
    [
        "The claim that the vaccine alters human DNA is wrong.",
        "Reports that the vaccine alters human DNA have been debunked.",
        "It is not true that the vaccine alters human DNA.",
        "Contrary to rumours that the vaccine alters human DNA, it stays outside of the nucleus.",
        "The myth that the vaccine alters human DNA is spreading again.",
        "The post falsely claims that the vaccine alters human DNA.",
        "Studies found that the claim that the vaccine alters human DNA is false.",
    ],
)
def test_a_claim_is_called_false(sentence: str) -> None:
    assert found(CLAIM, sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The vaccine alters human DNA.",
        "The claim that the vaccine alters human DNA is popular.",
        "The claim that the vaccine alters human DNA is wrong, the minister said.",
        "The claim that the vaccine does not alter human DNA is wrong.",
        "The claim that the drug makes mice sleep is wrong.",
    ],
)
def test_what_is_not_called_false_by_the_writer(sentence: str) -> None:
    assert found(CLAIM, sentence) is None


def test_other_words_are_enough_where_the_model_takes_them_for_the_claim() -> None:
    sentence = "The claim that the vaccine alters human DNA is wrong."
    assert found("The vaccine changes people's DNA.", sentence) is None
    assert found("The vaccine changes people's DNA.", sentence, told=0) == sentence


def test_the_next_sentence_may_call_it_false() -> None:
    passage = "A picture shows a shark on the motorway. It is a montage. It was made in 2005."
    assert found("A shark swam on the motorway.", passage, told=0) == "It is a montage."
    assert found("The montage was made in 2005.", passage, told=2) is None


def test_what_a_picture_is_said_to_show() -> None:
    passage = "The video said to show a riot in Oslo was in fact recorded in a film studio."
    assert found("The video shows a riot in Oslo.", passage) == passage


def test_a_claim_that_itself_calls_something_false() -> None:
    passage = "The claim that the vaccine alters human DNA is wrong."
    assert found("The claim that the vaccine alters human DNA is false.", passage, told=0) is None
