"""A claim that a sentence says word for word, and one that it only quotes to turn it."""

from __future__ import annotations

import pytest

from factcheck.checks.verbatim import is_question, missing_quotation, stated

CLAIM = "The harbour bridge was closed to traffic."


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour bridge was closed to traffic.",
        "On Monday the harbour bridge was closed to traffic, the city said.",
        "In north Korsk the harbour bridge was closed to traffic.",
        "\u201cTHE HARBOUR BRIDGE WAS CLOSED TO TRAFFIC\u201d, read a notice.",
    ],
)
def test_the_same_words_in_one_run_state_the_claim(sentence: str) -> None:
    assert stated(CLAIM, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour bridge was not closed to traffic.",
        "The mayor denied that the harbour bridge was closed to traffic.",
        "It is a myth that the harbour bridge was closed to traffic.",
        "If the harbour bridge was closed to traffic, ferries would run.",
        "The harbour bridge was closed to traffic, a rumour that proved false.",
        "The bridge was closed to harbour traffic.",
        "The harbour bridge was closed.",
        "There is little evidence that the harbour bridge was closed to traffic.",
        "Nobody in the city believes the harbour bridge was closed to traffic.",
        "The road beside the harbour bridge was closed to traffic.",
        "A rival of the harbour bridge was closed to traffic.",
        "The harbour bridge was closed to traffic is what a satirical page wrote.",
        "Was it true that the harbour bridge was closed to traffic?",
        "The harbour bridge was closed to traffic? No.",
        "The harbour bridge was closed to traffic?\u201d",
    ],
)
def test_other_words_and_turned_words_do_not(sentence: str) -> None:
    assert not stated(CLAIM, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The builder paid $30 million.", "The builder paid £30 million."),
        ("The builder paid 30 million.", "The builder paid $30 million."),
        ("Output of the builder grew by 0.3", "Output of the builder grew by 0.3%"),
        ("In May output growth was 0.3", "In May output growth was -0.3"),
        ("In May output growth was $3", "In May output growth was -$3"),
    ],
)
def test_signs_are_part_of_the_words(claim: str, sentence: str) -> None:
    assert not stated(claim, sentence)
    assert not stated(sentence, claim)
    assert stated(claim, claim)
    assert stated(sentence, sentence)


def test_a_claim_of_hardly_any_content_is_never_taken_for_stated() -> None:
    assert not stated("It was so", "It was so, they said.")


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("He called the terms “much softer” than before.", "much softer"),
        ('He said "the bridge is safe" and "the road was closed".', "the road was closed"),
        ("He said “the bridge is not safe at all”.", None),
        ("The “safest” bridge is open.", None),
        ("He said “you and I”.", None),
        ("The bridge is safe.", None),
        ("He said “the bridge was", None),
    ],
)
def test_a_quotation_is_missing_where_most_of_its_words_are(
    claim: str, missing: str | None
) -> None:
    assert missing_quotation(claim, "The bridge, he said, was quite safe.") == missing


@pytest.mark.parametrize(
    "sentence",
    [
        "Was the bridge closed?",
        "\u201cWas the bridge closed?\u201d",
        "The bridge is closed, isn't it?",
        "Did you know what they paid?",
        "Do you know whether the bridge is closed?",
        "Is it true that the council has sold the bridge to a bank??",
        "The bridge sold??",
    ],
)
def test_a_question_only_asks(sentence: str) -> None:
    assert is_question(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed.",
        "Did you know the new act lets the state take any farm?",
        "Nurses have not been paid since May, and the minister gives himself a rise??",
    ],
)
def test_an_outcry_and_did_you_know_say_that_it_is_so(sentence: str) -> None:
    assert not is_question(sentence)
