"""Of two events a claim is told in the order of the passage; which came first stays."""

from __future__ import annotations

import pytest

from factcheck.checks.restating import restated
from factcheck.checks.wording import worded

RESIGNED = "The mayor resigned two days after the report was published."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The report was published before the mayor resigned.",
            RESIGNED,
            "The mayor resigned after the report was published.",
        ),
        (
            "The report was published after the mayor resigned.",
            RESIGNED,
            "The mayor resigned before the report was published.",
        ),
        (
            "The vote was held after the party replaced its leader.",
            "Before the vote was held, the party replaced its leader.",
            "The party replaced its leader before the vote was held.",
        ),
    ],
)
def test_the_two_change_places(claim: str, passage: str, told: str) -> None:
    assert worded(claim, passage) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The mayor resigned after the report was published.", RESIGNED),
        ("The mayor never resigned before the report was published.", RESIGNED),
        ("The bridge was named after Ito died.", "Ito died before the bridge was built."),
        ("The report came after the vote.", "The vote was lost before the report was read."),
        ("The report was published.", RESIGNED),
    ],
)
def test_else_a_claim_stays_as_it_is(claim: str, passage: str) -> None:
    assert worded(claim, passage) == claim


def test_how_long_lay_between_is_left_out_where_the_claim_does_not_tell() -> None:
    claim = "The mayor resigned after the report was published."
    assert restated(claim, RESIGNED, None) == claim
    told = "The mayor resigned two days after the report was published."
    assert restated(told, RESIGNED, None) == RESIGNED
