"""What time of day it was, by the clock or by a word."""

from __future__ import annotations

import pytest

from factcheck.checks.day_parts import other_day_part


@pytest.mark.parametrize(
    ("claim", "passage", "time"),
    [
        (
            "Fire broke out in the afternoon.",
            "Fire broke out at about 3 a.m. on Tuesday.",
            "3 a.m.",
        ),
        ("The attack happened in the evening.", "The attack happened at 7:30 a.m.", "7:30 a.m."),
        ("The match starts in the morning.", "The match starts at 20:45.", "at 20:45"),
        ("The ship sank on Monday morning.", "The ship sank late on Monday evening.", "evening"),
        ("The crash happened at night.", "The crash happened at 12 p.m.", "12 p.m."),
    ],
)
def test_another_time_of_day_is_told(claim: str, passage: str, time: str) -> None:
    assert other_day_part(claim, passage) == time


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The attack happened in the morning.", "The attack happened at 7:30 a.m."),
        ("The crash happened at night.", "The crash happened at 12 a.m."),
        ("The match starts in the evening.", "The match starts at 20:45."),
        ("The shooting was in the afternoon.", "The shooting was at 3:05."),
        ("Kings won in the evening.", "Kings won 14:12."),
        ("The launch was in the evening.", "The launch was at 00:20 UTC."),
        ("The Morning Star was founded in 1930.", "The Star was founded at 3 p.m."),
        ("The storm hit in the afternoon.", "The storm hit in the evening, at about 5 p.m."),
        ("It rained all morning.", "It rained at 5 p.m."),
        ("The fire broke out in the afternoon.", "It rained at 3 a.m."),
        ("The shop opens in the morning.", "The shop opens at 9 a.m. and closes at 8 p.m."),
        ("The score was 3:1 in the evening.", "The score was 3:1."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_day_part(claim, passage) is None
