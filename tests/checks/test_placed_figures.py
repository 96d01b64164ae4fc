"""Figures with the place or time that they are of."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment

HEAT = "The temperature reached 41 degrees in Seville and 38 in Madrid."
JOBS = "The company will cut 5,000 jobs, 1,200 of them in Germany."


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "The temperature reached 41 degrees in Madrid.",
            HEAT,
            "the claim says 41 for Madrid, the passage 38",
        ),
        (
            "The company will cut 5,000 jobs in Germany.",
            JOBS,
            "the claim says 5,000 for Germany, the passage 1,200",
        ),
        (
            "Inflation was 2.6 percent in May.",
            "Inflation was 2.1 percent in May, after 2.6 percent in April.",
            "the claim says 2.6 percent for May, the passage 2.1 percent",
        ),
    ],
)
def test_a_figure_of_another_place_is_told(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.reason == reason and found.rival is not None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The temperature reached 41 degrees in Seville.", HEAT),
        ("The temperature reached 38 degrees in Madrid.", HEAT),
        ("The temperature reached 41 degrees.", HEAT),
        ("The company will cut 5,000 jobs.", JOBS),
        ("The company will cut 1,200 jobs in Germany.", JOBS),
        ("Twelve died in Gaza.", "Twelve died in Rafah, Gaza. Another 30 in Gaza were hurt."),
        ("In Germany 5,000 jobs will go.", JOBS),
        # The figure has no place; another one in the same place may be of something else.
        ("It has 5,000 members in Spain.", "It has 5,000 members. There are 40 clubs in Spain."),
        ("It has 5,000 members in Spain.", "In Spain it has 5,000 members and 40 in Portugal."),
    ],
)
def test_a_figure_of_the_same_place_or_of_none_is_not(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
