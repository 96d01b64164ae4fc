"""Votes: what some voted against was not unanimous."""

from __future__ import annotations

import pytest

from factcheck.checks.votes import divided, other_tally


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "The motion was carried unanimously.",
            "The motion was carried by 30 votes to 4.",
            "by 30 votes to 4",
        ),
        ("The budget was passed unanimously.", "They voted 22-9 for the budget.", "voted 22-9"),
        (
            "Councillors were unanimous on the fee.",
            "The fee was raised by five votes to one.",
            "by five votes to one",
        ),
        (
            "A unanimous council passed it.",
            "The council passed it by three to two.",
            "by three to two",
        ),
    ],
)
def test_a_tally_with_votes_on_either_side_is_not_unanimous(
    claim: str, passage: str, words: str
) -> None:
    assert divided(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The motion was carried unanimously.", "The motion was carried by 34 votes to none."),
        ("The motion was carried unanimously.", "The motion was carried by 34 votes to 0."),
        ("The motion was not unanimous.", "The motion was carried by 30 votes to 4."),
        ("The motion was carried.", "The motion was carried by 30 votes to 4."),
        (
            "The fee was approved unanimously.",
            "The fee stays. A proposal for a dinner was accepted by three votes to one.",
        ),
        ("The decision was unanimous.", "The decision lowers the rate from 8 to 7.25 percent."),
        ("The judges were unanimous.", "The judges had him ahead, 115-113."),
        (
            "The council voted unanimously for the park.",
            "All voted for the park. An amendment was lost by 12 votes to 19.",
        ),
        ("It was unanimous.", "It was unanimous, after a first vote by 3 votes to 2."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert divided(claim, passage) is None


SENATE = "Forty-eight senators voted for the bill and 31 against; five abstained."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "It passed by 48 votes to 5.",
            SENATE,
            "Forty-eight senators voted for the bill and 31 against",
        ),
        ("It passed by 60 votes to 40.", "It passed by 60 votes to 14.", "by 60 votes to 14"),
        ("They voted 7-2 for it.", "They voted 7-4 for it.", "voted 7-4"),
    ],
)
def test_a_tally_with_one_number_changed_is_another_one(
    claim: str, passage: str, words: str
) -> None:
    assert other_tally(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("It passed by 48 votes to 31.", SENATE),
        ("It failed by 31 votes to 48.", SENATE),
        ("It passed by 60 votes to 40.", "The other one passed by 50 votes to 20."),
        ("It passed by 60 votes to 40.", "It had 60 votes against 20 in May, and by 60 to 40 now."),
        ("It passed by 60 percent to 40.", SENATE),
        ("It passed by 52 votes to 48.", "The vote was 52-48. They had voted 53 to 48 in May."),
        ("It passed by 12 votes to 5.", "12 of 17 councillors voted in favour, 5 against."),
        ("It passed.", SENATE),
    ],
)
def test_other_votes_and_the_same_are_left_alone(claim: str, passage: str) -> None:
    assert other_tally(claim, passage) is None
