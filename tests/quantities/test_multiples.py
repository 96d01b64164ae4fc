"""Multiples: what doubled did not triple."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.quantities.multiples import multiples


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Prices doubled, rents have tripled.", [2, 3]),
        ("It trebles while the other is halving.", [3, 0.5]),
        ("It is three times as large and twice the price.", [3, 2]),
        ("The army is 2.5 times the size.", [2.5]),
        ("It has half as many.", [0.5]),
        ("Prices more than doubled.", []),
        ("Prices could have doubled.", []),
        ("It could double.", []),
        ("He won twice, she three times.", []),
        ("A double room at half price.", []),
    ],
)
def test_how_many_times_as_much_is_told_in_words(text: str, values: list[float]) -> None:
    assert [each.value for each in multiples(text)] == values


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        ("Prices doubled.", "Prices tripled.", "the claim says doubled, the passage tripled"),
        (
            "Sales were three times as high.",
            "Sales were twice as high.",
            "the claim says three times, the passage twice",
        ),
    ],
)
def test_another_multiple_is_told_against_the_claim(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.reason == reason and found.rival is not None


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "Prices doubled.",
            "Prices rose by 40 percent.",
            "the claim says doubled, the passage 40 percent",
        ),
        (
            "Prices halved in ten years.",
            "Prices fell by 20% last year.",
            "the claim says halved, the passage 20%",
        ),
    ],
)
def test_a_change_in_percent_may_be_of_another_time_and_only_takes_support(
    claim: str, passage: str, reason: str
) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.reason, found.rival) == (reason, None)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Prices doubled.", "Prices rose by 95 percent."),
        ("Prices halved.", "Prices fell by 50%."),
        ("Prices doubled.", "Sales were twice as high."),
        ("Exports doubled.", "Exports doubled while imports tripled."),
        ("Prices tripled.", "Prices more than doubled."),
        ("Prices more than doubled.", "Prices tripled."),
        ("Prices doubled.", "Wages rose by 3 percent and prices by 100 percent."),
        ("Prices doubled.", "Prices rose a further 7%, having doubled before."),
        ("Prices doubled.", "Prices rose."),
        ("He won twice.", "He won three times."),
        ("The population halved.", "Half of the people left, and the town's budget doubled."),
    ],
)
def test_what_may_be_the_same_is_left_alone(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
