"""A passage that counts the hurt speaks against a claim that nobody was, "unhurt" does not."""

import pytest

from factcheck.checks.unharmed import spared, toll

FIRE = "The fire at the market hall began at noon. Three people were injured in it, police said."


def told(claim: str, passage: str) -> str | None:
    span = toll(claim, passage)
    return passage[span.start : span.end] if span else None


@pytest.mark.parametrize(
    "claim",
    [
        "No one was hurt.",
        "Nobody was injured in the fire.",
        "There have been no injuries.",
        "There were no casualties in the fire at the market hall.",
        "No injuries were reported.",
        "No one has been wounded.",
    ],
)
def test_the_sentence_that_counts_the_hurt_is_found(claim: str) -> None:
    assert told(claim, FIRE) == "Three people were injured in it, police said."


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("No one was hurt.", "Two were treated for burns, but nobody else was hurt."),
        ("There were no injuries.", "A cyclist broke a leg; no other injuries were reported."),
        ("No one was hurt.", "The driver died. There were no further casualties."),
    ],
)
def test_that_nobody_else_was_hurt_says_that_some_were(claim: str, passage: str) -> None:
    found = told(claim, passage)
    assert found is not None
    assert "other" in found or "else" in found or "further" in found


def test_that_nobody_else_was_hurt_does_not_say_that_some_died() -> None:
    assert told("No one was killed.", "The driver broke a leg; no one else was hurt.") is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Nobody died.", "Four people died when the bridge gave way."),
        ("No one was killed.", "The strike killed 15 and hurt more than 150."),
        ("There were no deaths.", "The flood caused 31 deaths."),
        ("There were no casualties.", "At least 15 people were killed."),
    ],
)
def test_and_so_is_the_one_that_counts_the_dead(claim: str, passage: str) -> None:
    assert told(claim, passage) == passage


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Nobody died.", FIRE),
        ("No one was hurt in the flood.", FIRE),
        ("No one was seriously hurt.", FIRE),
        ("There were no serious injuries.", FIRE),
        ("It is not true that no one was hurt.", FIRE),
        ("Three people were injured.", FIRE),
        ("No one was hurt.", "Nobody was injured on Monday. In May 12 people were hurt."),
        ("No one was hurt.", "A collapse could have injured 12 people."),
        ("No one was hurt.", "Police denied that 12 people were hurt."),
        ("No one was hurt.", "Were 12 people hurt?"),
        ("No one was hurt.", "Up to 12 people were hurt."),
        ("No one was hurt.", "Three people were arrested after the fire."),
        ("No one was hurt.", "The fire burned for 12 hours."),
        ("", ""),
    ],
)
def test_no_other_passage_speaks_against_it(claim: str, passage: str) -> None:
    assert told(claim, passage) is None


@pytest.mark.parametrize(
    ("passage", "is_of_all"),
    [
        ("It was noon. All residents got out of the fire unharmed.", True),
        ("Both drivers walked away from the fire uninjured.", True),
        ("The ceiling came down in the fire without injuring anyone.", True),
        ("The fire did no damage, and all residents were unharmed.", True),
        ("The driver escaped the fire unhurt.", False),
        ("All residents may have got out of the fire unharmed.", False),
        ("It is unclear whether all residents got out of the fire unharmed.", False),
    ],
)
def test_who_was_unhurt_speaks_for_it_if_it_is_said_of_all(passage: str, is_of_all: bool) -> None:
    found = spared("No one was hurt in the fire.", passage)
    assert found is not None
    span, of_all = found
    assert passage[span.start : span.end] == passage.removeprefix("It was noon. ")
    assert of_all is is_of_all


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("No one was hurt.", "The pilot died, and all passengers were unhurt."),
        ("No one was hurt.", "The fire burned for 12 hours."),
        ("No one was hurt in the flood.", "All residents got out of the fire unharmed."),
        ("Three people were hurt.", "All residents got out of the fire unharmed."),
        ("No one was hurt.", "Not all residents got out of the fire unharmed."),
        ("No one was hurt.", "None of them got out of the fire unharmed, each had burns."),
        ("No one was hurt.", "It isn\u2019t true that all got out of the fire unharmed."),
    ],
)
def test_it_does_not_where_some_came_to_harm_or_it_is_of_something_else(
    claim: str, passage: str
) -> None:
    assert spared(claim, passage) is None
