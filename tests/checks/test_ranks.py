"""Places in an order: the second-hottest is not the hottest."""

from __future__ import annotations

import pytest

from factcheck.checks.ranks import other_rank


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("It was the hottest May on record.", "It was the second-hottest May.", "second-hottest"),
        ("It is the second largest bank.", "It is the 3rd largest bank.", "3rd largest"),
        (
            "It is the third most populous city.",
            "The fourth most populous city is Korsk.",
            "fourth most populous",
        ),
        ("She is the best player.", "She was named second-best player.", "second-best"),
    ],
)
def test_another_place_in_the_order_is_told(claim: str, passage: str, words: str) -> None:
    assert other_rank(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("It was the hottest May on record.", "It was the hottest May on record."),
        ("It was the hottest May.", "May was the hottest, June the second-hottest."),
        ("It is the second largest bank.", "It is the 2nd largest bank."),
        ("It is the second largest bank.", "It is the largest bank but one."),
        ("It is one of the largest banks.", "It is the third largest bank."),
        ("It is the largest bank after Korsk's.", "It is the second largest bank."),
        ("It is the largest bank in Korsk.", "It is the second largest bank in the country."),
        ("It was the hottest May.", "It was the second-coldest May."),
        ("It was the driest May in 50 years.", "It was the second-driest May on record."),
        ("The protest was in the forest.", "The second protest was in a third forest."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_rank(claim, passage) is None
