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
        "The second wound was fatal.",
        "She wound up the firm.",
        "17 m of oil were lost.",  # in length, perhaps
    ],
)
def test_what_is_not_the_same_stays(claim: str) -> None:
    assert worded(claim, REPORT) == claim


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Tom Holland won the cup.", "The Netherlands won the cup."),
        ("The Netherlands won the cup.", "Tom Holland won the cup."),
        ("The United States was hit by drought.", "South America was hit by drought."),
        ("General Motors of America cut jobs.", "It cut jobs in the US."),
        ("America Ferrera won.", "The actress won in the US."),
        ("Turkey Creek rose.", "Rivers in Türkiye rose."),
    ],
)
def test_a_part_of_a_longer_name_is_no_country(claim: str, passage: str) -> None:
    assert worded(claim, passage) == claim


def test_what_belongs_to_a_country_is_named_by_it() -> None:
    told = worded("In Turkey the President of America met US Senate members.", "Türkiye, the USA.")
    assert told == "In Türkiye the President of USA met USA Senate members."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("The tower is 300 m.", "The tower cost 300 million.", "The tower is 300 m."),
        ("The tower is 300 m in height.", "It cost 300 million in fees.", None),
        ("Plan B was used.", "One billion was used.", None),
        ("It lost $5m in May.", "It lost $5 million in May.", "It lost $5 million in May."),
        ("It lost 5 M litres.", "It lost 5 million litres.", "It lost 5 million litres."),
    ],
)
def test_a_letter_is_a_number_only_where_it_can_be_no_unit(
    claim: str, passage: str, told: str | None
) -> None:
    assert worded(claim, passage) == (told or claim)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("12 people died.", "12 people died, and 12 women were arrested."),
        ("2 people were killed.", "2 rebels and 2 civilians were killed."),
        ("44 people were killed.", "44 men and women were killed."),
        ("44 people were killed.", "44 soldiers and police officers were killed."),
    ],
)
def test_people_are_not_told_to_be_some_of_those_who_are_counted(claim: str, passage: str) -> None:
    assert worded(claim, passage) == claim


def test_a_bound_stands_before_a_number() -> None:
    for claim, passage in (
        ("They cared more than the others.", "It flew over the town."),
        ("He presided over a firm.", "It took more than a year."),
    ):
        assert worded(claim, passage) == claim
    assert worded("It cost over $5m.", "It cost more than $5m.") == "It cost more than $5m."


def test_compounds_are_not_made_of_other_words() -> None:
    for claim, passage in (
        ("The rapist was jailed.", "The therapist was jailed."),
        ("The therapist was jailed.", "The rapist was jailed."),
        ("The plan was not able.", "The plan was notable."),
    ):
        assert worded(claim, passage) == claim


def test_what_is_told_at_length_is_not_made_short() -> None:
    assert worded("It cost $80 million.", "It cost $80m.") == "It cost $80 million."


def test_houses_are_no_people() -> None:
    assert worded("44 people burned.", "44 houses burned.") == "44 people burned."


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_told(claim: str, passage: str) -> None:
    told = worded(claim, passage)
    assert worded(told, passage) == told
    assert worded(claim, claim) == claim


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The mayor, Ann Ito, said that the pier stays.", "Ann Ito said that the pier stays."),
        ("Ann Ito, mayor of Tarn, said she would stay.", "Ann Ito said she would stay."),
        ("The mayor, who is ill, said that the pier stays.", None),
        ("Ann Ito said that the pier, built in 1901, stays.", None),
        ("Ann Ito, the clerk, said that the pier stays.", None),
    ],
)
def test_who_a_speaker_is_need_not_stand_beside_what_was_said(claim: str, told: str | None) -> None:
    assert worded(claim, "Ann Ito: The pier stays. Ask the clerk.") == (told or claim)
