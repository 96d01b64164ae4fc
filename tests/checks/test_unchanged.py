"""What is left as it was is one thing, in whichever words; it neither rises nor falls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.checks.restating import restated
from factcheck.checks.unchanged import not_moved


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The bank left rates unchanged.",
            "The bank kept its key rate at 5.25 percent last week.",
            "The bank left its key rate unchanged at 5.25 percent last week.",
        ),
        (
            "The bank kept rates on hold.",
            "The bank left its key rate unchanged.",
            "The bank kept its key rate on hold.",
        ),
        (
            "The bank did not change its rate.",
            "The bank held its rate steady in May.",
            "The bank did not change its rate in May.",
        ),
        (
            "The bank held its rate steady.",
            "The bank did not change its rate.",
            "The bank held its rate steady.",
        ),
        (
            "The jobless rate is stable.",
            "The jobless rate stayed at 4.1 percent.",
            "The jobless rate stayed stable at 4.1 percent.",
        ),
        (
            "Fares remain the same.",
            "The council decided to keep fares at 2.50 euros.",
            "The council decided to keep fares the same at 2.50 euros.",
        ),
    ],
)
def test_what_stays_is_told_in_the_claims_words(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The talks are on hold.", "They held the talks at 5 p.m. on Monday."),
        ("The talks are on hold.", "They held the talks at 17:30 on Monday."),
        ("The bank left rates unchanged.", "The bank kept its staff at 340."),
        ("The bank left rates unchanged.", "The bank has not kept its rate at 3 percent."),
        ("The bank did not leave rates unchanged.", "The bank kept its rate at 3 percent."),
        ("The ECB left rates unchanged.", "The ECB cut rates; the Fed kept its rate at 4 percent."),
    ],
)
def test_other_words_are_left_alone(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage


def test_what_stays_is_no_rise_and_no_fall() -> None:
    passage = "The bank kept its key rate at 5.25 percent last week."
    assert not_moved("The bank raised its key rate.", passage) == "kept its key rate"
    assert not_moved("The bank raised its key rate to 5.25 percent.", passage) is not None
    assert not_moved("The bank cut its key rate.", passage) is not None
    assert not_moved("The bank left its key rate unchanged.", passage) is None
    assert not_moved("The bank did not raise its key rate.", passage) is None
    both = f"{passage} In May it had raised the rate."
    assert not_moved("The bank raised its key rate.", both) is None
    assert not_moved("The club raised its fee.", passage) is None


@pytest.mark.parametrize("unit", ["kept its rate ", "rates held at ", "did not change a "])
def test_a_long_passage_takes_linear_time(unit: str, is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: restated("Rates held steady.", text, None), unit, 20_000, 5.0)
