"""A claim in a passage's words, where both say the same."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.checks.wording import worded

REPORT = (
    "Israeli airstrikes in Turkey killed at least 44 Palestinians and injured 12 young civilians, "
    "the U.S. said. A ceasefire of two weeks was agreed, and 17 million barrels were lost, "
    "several officials said."
)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Twelve were wounded.", "Twelve were injured."),
        ("The strike wounds many.", "The strike injures many."),  # in the claim's form
        ("Air strikes hit Türkiye.", "Airstrikes hit Turkey."),
        ("Türkiye's ports were hit.", "Turkey's ports were hit."),
        ("The USA said so.", "The U.S. said so."),
        ("The cease-fire came late.", "The ceasefire came late."),
        ("The truce came late.", "The ceasefire came late."),
        ("No fewer than 44 died.", "At least 44 died."),
        ("44 people were killed.", "44 Palestinians were killed."),
        ("12 people were hurt.", "12 young civilians were hurt."),
        ("It lasts a couple of weeks.", "It lasts two weeks."),
        ("17m barrels were lost.", "17 million barrels were lost."),
        ("Some officials said so.", "Several officials said so."),
    ],
)
def test_what_is_the_same_is_told_in_the_words_of_the_passage(claim: str, told: str) -> None:
    assert worded(claim, REPORT) == told


@pytest.mark.parametrize(
    "claim",
    [
        "Twelve were injured.",  # as it stands
        "They were injured and wounded.",  # the claim tells them apart
        "43 people were killed.",  # another number
        "Some people said so.",  # the passage says "several" of others
        "No fewer than 43 died.",
        "It told us so.",  # no country
        "A couple of days passed.",
        "The turkey was eaten.",
        "More than 44 died.",
    ],
)
def test_what_is_not_the_same_stays(claim: str) -> None:
    assert worded(claim, REPORT) == claim


def test_what_is_told_at_length_is_not_made_short() -> None:
    assert worded("It cost $80 million.", "It cost $80m.") == "It cost $80 million."


def test_houses_are_no_people() -> None:
    assert worded("44 people burned.", "44 houses burned.") == "44 people burned."


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_told(claim: str, passage: str) -> None:
    assert isinstance(worded(claim, passage), str)
    assert worded(claim, claim) == claim
