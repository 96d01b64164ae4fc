"""Which way two figures go, where a claim only says that something rose or fell."""

from __future__ import annotations

import pytest

from factcheck.checks.figure_directions import wrong_direction


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "The limit was raised.",
            "The limit is now 70 km/h instead of 80.",
            "70 km/h instead of 80",
        ),
        (
            "Parking becomes cheaper.",
            "Parking will cost 3 euros an hour instead of 2.",
            "3 euros an hour instead of 2",
        ),
        (
            "Unemployment rose.",
            "Unemployment was 5.1 percent in May, after 5.4 percent in April.",
            "5.1 percent in May, after 5.4 percent",
        ),
        (
            "Profits fell.",
            "Profit came to 12 million euros, against 9 million the year before.",
            "12 million euros, against 9 million",
        ),
        (
            "The school grew.",
            "The school has 310 pupils, compared with 350 five years ago.",
            "310 pupils, compared with 350",
        ),
        ("The fee was lowered.", "The fee is now $180, up from $140.", "$180, up from $140"),
        ("Taxes were cut.", "Taxes go from 19 to 21 percent.", "from 19 to 21 percent"),
    ],
)
def test_figures_that_go_the_other_way_are_told(claim: str, passage: str, words: str) -> None:
    assert wrong_direction(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The limit was lowered.", "The limit is now 70 km/h instead of 80."),
        ("The limit was not raised.", "The limit is now 70 km/h instead of 80."),
        ("The limit was raised to 80.", "The limit is now 70 km/h instead of 80."),
        ("The limit was raised.", "The limit is now 70 km/h instead of 70."),
        ("The limit was raised.", "The limit is now 70 instead of 80. In towns it was raised."),
        ("Hips wait longer.", "Hips wait 88 days; knees wait 60 days instead of 70."),
        ("Wages increased.", "Wages went up by 3 percent, after 4 percent in 2022."),
        (
            "The economy grew.",
            "The economy's growth was 2 percent in May, after 3 percent in April.",
        ),
        ("The rouble fell.", "The rouble traded at 98 per dollar after 90."),
        ("Crime fell.", "Of crime 60 percent was solved, compared with 55 percent in London."),
        ("Wages rose.", "Rents came to 900 euros, after 950 in May."),
        ("The party grew.", "The party won by 300 votes against 200."),
        ("Deaths fell.", "Deaths were counted among forty, after 23 years."),
        ("The school burned down.", "The school said that homes lost went from 31 to 48."),
        ("Unemployment is higher than in 2020.", "Unemployment went from 5.2 to 4.9 per cent."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert wrong_direction(claim, passage) is None
