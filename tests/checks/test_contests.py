"""Who won against whom, by whichever verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.checks.contests import other_winner
from factcheck.checks.restating import restated


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Leeds lost to Hull.", "Hull beat Leeds 3-1.", "Leeds lost to Hull 3-1."),
        ("Leeds beat Hull.", "Hull lost 3-1 to Leeds.", "Leeds beat Hull 3-1."),
        ("Leeds beat Hull.", "Hull were beaten by Leeds.", "Leeds beat Hull."),
        (
            "Ann Ito beat Bo Lee.",
            "Bo Lee lost the final to Ann Ito.",
            "Ann Ito beat Bo Lee in the final.",
        ),
        (
            "The Greens lost to the Liberals.",
            "The Liberals narrowly won. The Liberals beat the Greens.",
            "The Liberals narrowly won. the Greens lost to The Liberals.",
        ),
    ],
)
def test_a_contest_is_told_by_the_verb_of_the_claim(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told
    assert other_winner(claim, passage) is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Leeds beat Hull.", "Leeds lost 3-1 to Hull on Saturday."),
        ("Leeds lost to Hull.", "Leeds beat Hull 3-1 on Saturday."),
        ("Leeds beat Hull.", "Leeds narrowly lost to Hull on penalties."),
        ("Leeds were beaten by Hull.", "On Saturday it rained. Leeds defeated Hull."),
        ("Leeds beat Hull.", "Hull are up. They beat Leeds 3-1."),
        ("Leeds beat Hull.", "Hull won. She beat the old champions, Leeds, by 12 votes."),
    ],
)
def test_the_other_winner_is_noticed(claim: str, passage: str) -> None:
    pair = other_winner(claim, passage)
    assert pair is not None
    assert set(pair) == {"Leeds", "Hull"}


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Leeds lost to Hull.", "Hull did not beat Leeds."),
        ("Leeds lost to Hull.", "Hull will beat Leeds."),
        ("Leeds lost to Hull.", "Hull nearly beat Leeds."),
        ("Leeds lost to Hull.", "Hull never beat Leeds."),
        ("Leeds lost to Hull.", "Hull beat Derby, and Leeds drew."),
        ("Leeds lost to Hull.", "Hull beat expectations."),
        ("Leeds beat Hull.", "Derby are up. They beat Leeds 3-1."),
        ("Leeds beat Hull.", "Leeds are up. They beat Hull 3-1."),
        ("Ford beat Toyota.", "Toyota lost customers to Ford."),
        ("Leeds did not lose to Hull.", "Hull beat Leeds."),
    ],
)
def test_what_tells_of_no_contest_of_both_is_left_alone(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage
    assert other_winner(claim, passage) is None


def test_of_two_contests_each_way_neither_speaks_against_the_claim() -> None:
    passage = "Leeds beat Hull in May. Hull beat Leeds in June."
    assert other_winner("Leeds lost to Hull.", passage) is None


@pytest.mark.parametrize("unit", ["Leeds lost to Hull ", "Leeds beat "])
def test_a_passage_is_read_in_linear_time(unit: str, is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: other_winner("Leeds lost to Hull.", text), unit, 100_000, 5)
