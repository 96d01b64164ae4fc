"""What a claim adds to a sentence of the passage is not contradicted by it, and not said."""

from __future__ import annotations

import pytest

from factcheck.checks.additions import Addition, added

_SENTENCE = "Police arrest four drivers of the night bus on Monday."


@pytest.mark.parametrize(
    ("claim", "addition"),
    [
        (
            "Police arrest four drivers of the night bus without a warrant.",
            "without a warrant",
        ),
        (
            "Police arrested four drivers of the night bus, his third raid.",
            "his third raid",
        ),
        (
            "Police arrest four drivers of the night bus on 3 March 2025 and apologise.",
            "and apologise",
        ),
        (
            "After months of protests, police arrest four drivers of the night bus.",
            "After months of protests",
        ),
        ("Police wrongly arrest four drivers of the night bus.", "wrongly"),
    ],
)
def test_an_end_an_opening_or_an_adverb_is_added(claim: str, addition: str) -> None:
    is_end = claim.endswith(f"{addition}.")
    assert added(claim, _SENTENCE, _SENTENCE) == Addition(addition, is_end)


@pytest.mark.parametrize(
    "claim",
    [
        "Police arrest four drivers of the night bus.",
        "Sadly, police arrest four drivers of the night bus.",
        "Police reportedly arrest four drivers of the night bus.",
        # Where, who and when are often left out, and figures are compared elsewhere.
        "Police arrest four drivers of the night bus in Ostrava.",
        "Police arrest four drivers of the night bus in Ostrava, a city in the country's east.",
        "Police arrest four drivers of the night bus on Friday 12 June.",
        # Another end is no addition, nor what turns the rest.
        "Police arrest four drivers of the night tram.",
        "Police arrest four drivers without a warrant.",
        "Police rarely arrest four drivers of the night bus.",
        "Police do not arrest four drivers of the night bus.",
    ],
)
def test_what_is_the_same_or_another_thing_is_no_addition(claim: str) -> None:
    assert added(claim, _SENTENCE, _SENTENCE) is None


def test_what_another_sentence_of_the_passage_tells_is_not_added() -> None:
    claim = "Police arrest four drivers of the night bus without a warrant."
    passage = f"{_SENTENCE} The warrant was signed an hour later."
    assert added(claim, _SENTENCE, passage) is None


def test_few_words_are_no_sentence_to_add_to() -> None:
    assert added("Police arrest drivers without a warrant.", "Police arrest drivers.", "") is None


def test_an_adverb_is_added_to_the_whole_of_a_sentence() -> None:
    claim = "The army peacefully dispersed the protest in the capital."
    sentence = "The army dispersed the protest in the capital"
    assert added(claim, sentence, sentence) == Addition("peacefully", is_end=False)
    longer = f"{sentence} with tear gas and batons."
    assert added(claim, longer, longer) is None
