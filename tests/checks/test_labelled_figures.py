"""What a figure is of: the claim's number hangs on another word in the passage."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment

RATES = "Unemployment stood at 6.3 percent and inflation at 2.1 percent."


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "Its revenue was 2.1 billion dollars.",
            "It made a profit of 2.1 billion dollars on revenue of 18 billion.",
            "the claim says 2.1 billion dollars, the passage 18 billion",
        ),
        ("The unemployment rate is 2.1 percent.", RATES, None),
        (
            "Exports were worth 9 billion.",
            "Imports were worth 9 billion, exports 7 billion.",
            "the claim says 9 billion, the passage 7 billion",
        ),
        (
            "The earthquake had a magnitude of 6.4.",
            "The earthquake of magnitude 5.9 struck at a depth of 6.4 kilometres.",
            "the claim says 6.4, the passage 5.9",
        ),
        (
            "The ship is 30 metres long.",
            "The ship is 180 metres long and 30 metres wide.",
            "the claim says 30 metres, the passage 180 metres",
        ),
        (
            "The wave was 200 metres high.",
            "The wave was 12 metres tall and reached 200 metres inland.",
            "the claim says 200 metres, the passage 12 metres",
        ),
        (
            "The house was valued at 2 million.",
            "The house, valued at 3 million, was sold for 2 million.",
            "the claim says 2 million, the passage 3 million",
        ),
        (
            "The farm has 300 cows.",
            "The farm keeps 80 cows and 300 sheep.",
            "the claim says 300 cows, the passage 80 cows",
        ),
        (
            "The ship had 30 crew and 4 passengers.",
            "The ship had 4 crew and 30 passengers.",
            "the claim says 30 crew, the passage 4 crew",
        ),
    ],
)
def test_numbers_that_are_mixed_up_are_told(claim: str, passage: str, reason: str | None) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.rival is not None
    assert found.reason == (reason or "the claim says 2.1 percent, the passage 6.3 percent")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Inflation is 2.1 percent.", RATES),
        ("The ship is 30 metres wide.", "The ship is 180 metres long and 30 metres wide."),
        ("The youngest member is 38.", "Members are 52 on average; the youngest is 38."),
        ("Its profit was 2 million.", "A profit of 2 million, and in 2020 revenue of 2 million."),
        ("The budget is 5 million.", "Spending of 5 million is planned; the old budget was 4."),
        ("It had winds of 180 km/h.", "Gusts of 180 km/h were measured. Winds of 120 lasted."),
        ("Profit rose to 5 million.", "Sales rose to 5 million, and profit from 3 to 5 million."),
        ("The ship had 30 crew and 4 passengers.", "It had 4 passengers and 30 crew."),
        ("The ship had 4 crew and 4 passengers.", "It had 4 passengers and 4 crew."),
        (
            "The ship had 30 crew and 4 passengers.",
            "It had 30 crew and 4 passengers; the other 4 crew and 30 passengers.",
        ),
        ("Sales reached 5 million.", "Turnover reached 5 million, beating last year's sales of 4."),
        (
            "The river is 30 metres wide.",
            "The river is 30 metres across, its mouth 900 metres wide.",
        ),
        (
            "The lake is 30 metres deep.",
            "It has a depth of 30 metres, and a quarry is 50 metres deep.",
        ),
        ("Twelve people were hurt.", "Twelve women and 3 people from France were hurt."),
        (
            "It drops 88 metres.",
            "The falls have a total drop of 193 metres, and 88 metres at once.",
        ),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
