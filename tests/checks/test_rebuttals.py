"""What a passage itself calls false, and what only sounds like it."""

import pytest

from factcheck.checks.rebuttals import called_false, rebuttal
from factcheck.language.text import sentences
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
        "That’s not true.",
        "It isn't true.",
        "The claims are not supported by evidence.",
        "The footage is actually from a film.",
        "No such ban exists.",
        "A court found the claim to be false.",
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
        "It was a false alarm.",
        "It was wrong by an hour.",
        "It was wrong to do so.",
        "That is not true of the towers.",
        "Posts saying it is fake have spread.",
        "Before 1990 there was no such rule.",
    ],
)
def test_somebody_elses_word_and_plain_sentences_are_no_rebuttal(sentence: str) -> None:
    assert rebuttal(sentence, sentences(sentence)) is None


def test_the_word_of_the_publisher_is_the_writers() -> None:
    sentence = "The claim is false, Northern Checks writes."
    spans = sentences(sentence)
    assert rebuttal(sentence, spans) is None
    assert rebuttal(sentence, spans, "Northern Checks") == spans[0]
    passage = f"A message says the vaccine alters human DNA. {sentence}"
    first, second = sentences(passage)
    assert called_false(CLAIM, passage, [first, second], first) is None
    assert called_false(CLAIM, passage, [first, second], first, "Northern Checks") == second


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
        "The senator wrongly said the vaccine alters human DNA.",
        "The senator was wrong to say that the vaccine alters human DNA.",
        "Claims that the vaccine alters human DNA are without foundation.",
        "It's a myth that the vaccine alters human DNA.",
        "It isn't true that the vaccine alters human DNA.",
        "Posts claiming that the vaccine alters human DNA are false.",
        "False claims that the vaccine alters human DNA have led to attacks on doctors.",
        "The senator repeated the debunked claim that the vaccine alters human DNA.",
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


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "The earthquake was natural.",
            "Contrary to claims that the earthquake was man-made, it was natural.",
        ),
        ("The moon landing was real.", "The theory that the moon landing was staged is wrong."),
        ("The vaccine is safe.", "The claim that the vaccine is unsafe is false."),
        ("It is legal to film the police.", "It is a myth that it is illegal to film the police."),
        (
            "Crime fell last year.",
            "Crime fell last year, and the claim that crime rose last year is false.",
        ),
        (
            "Ito lost the 2020 election.",
            "Ito, who lost the 2020 election, falsely claims that the 2020 election was rigged.",
        ),
        ("Ito lost the election.", "Ito falsely claims that he won the election, which he lost."),
        ("Lee won the 2020 election.", "Ito falsely claimed that he won the 2020 election."),
        (
            "The minister resigned on Friday.",
            "The minister resigned on Friday after a paper falsely said that he had been bribed.",
        ),
        (
            "The firm removed the post.",
            "The firm removed the post, which falsely said it sells data.",
        ),
        (
            "The photo of the flood was taken in 2015.",
            "The photo said to show the flood in Berlin was actually taken in 2015.",
        ),
        (
            "Masts were burned in Leeds.",
            "False claims that 5G spreads the virus led to masts being burned in Leeds.",
        ),
    ],
)
def test_what_is_told_beside_something_false(claim: str, passage: str) -> None:
    assert found(claim, passage, told=0) is None


def test_a_clip_of_something_else_does_not_refute_what_took_place() -> None:
    clip = "A clip claimed to show protesters clashing with police was in fact filmed in Madrid."
    passage = f"Protesters clashed with police in Paris. {clip}"
    assert found("Protesters clashed with police.", passage, told=0) is None


def test_who_falsely_says_so_of_himself() -> None:
    sentence = "The senator falsely claims that he won the election."
    assert found("The senator won the election.", sentence, told=0) == sentence


@pytest.mark.parametrize(
    "passage",
    [
        "The bridge collapsed on Monday. The initial report was wrong.",
        "The painting sold for 3 million euros. It was a fake.",
        "He was convicted of murder. It was wrong.",
        "The station was evacuated after a threat. It was a hoax.",
        "Sweden bans fur farms. Its neighbours have no such ban.",
        "He accused the mayor of theft. The accusation was false.",
        "A tabloid printed the letter. The document was forged.",
        "The army denied that it shelled the hospital. That is not true.",
    ],
)
def test_the_next_sentence_calls_something_else_false(passage: str) -> None:
    claim = passage.partition(".")[0].replace("denied that it ", "") + "."
    assert found(claim, passage, told=0) is None


def test_the_next_sentence_calls_false_what_nobody_is_named_for() -> None:
    passage = "5G towers spread the virus. That is not true."
    assert found("5G towers spread the virus.", passage, told=0) == "That is not true."
