"""What was counted: as many of the one as the claim has of the other."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment


def test_counts_that_are_exchanged_are_told() -> None:
    found = misalignment(
        "The ship had 30 crew and 4 passengers.", "The ship had 4 crew and 30 passengers.", None
    )
    assert found is not None and found.rival is not None
    assert found.reason == "the claim says 30 crew, the passage 4 crew"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The ship had 30 crew and 4 passengers.", "It had 4 passengers and 30 crew."),
        ("The ship had 4 crew and 4 passengers.", "It had 4 passengers and 4 crew."),
        (
            "The ship had 30 crew and 4 passengers.",
            "It had 30 crew and 4 passengers; the other 4 crew and 30 passengers.",
        ),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
