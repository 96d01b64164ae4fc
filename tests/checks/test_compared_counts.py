"""Which are more, where a sentence counts both."""

from __future__ import annotations

import pytest

from factcheck.checks.compared_counts import counted_otherwise

SOLD = "The firm sold 300 vans and 200 cars."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("The firm sold more cars than vans.", SOLD, "200 cars … 300 vans"),
        ("The firm sold fewer vans than cars.", SOLD, "300 vans … 200 cars"),
        (
            "It has more nurses than doctors.",
            "It has 30 nurses, 30 doctors.",
            "30 nurses … 30 doctors",
        ),
    ],
)
def test_counts_that_are_the_other_way_round_are_told(claim: str, passage: str, words: str) -> None:
    assert counted_otherwise(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The firm sold more vans than cars.", SOLD),
        ("The firm did not sell more cars than vans.", SOLD),
        ("More women than men died.", "Of the 100 women and 120 men on board more women died."),
        ("The firm sold more cars than bikes.", SOLD),
        ("The firm sold more cars than vans.", "It sold 300 vans. It sold 200 cars."),
        ("The firm sold more cars than vans.", "It sold 300 vans, 200 cars, and 400 cars abroad."),
        ("The firm sold more cars than vans.", "It sold 300 vans and at least 200 cars."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert counted_otherwise(claim, passage) is None
