"""What does not close stays open."""

from __future__ import annotations

import pytest

from factcheck.checks.restating import restated


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The pit will stay open.",
            "The pit will not close, he said.",
            "The pit will stay open, he said.",
        ),
        ("The pit remained open.", "The pit was not closed in May.", "The pit stayed open in May."),
        ("The pit stays open.", "The pit won’t be shut down.", "The pit will stay open."),
        (
            "The port stayed shut.",
            "The port did not reopen on Friday.",
            "The port stayed shut on Friday.",
        ),
        ("Schools remain open.", "Schools haven't closed.", "Schools have stayed open."),
    ],
)
def test_what_does_not_end_a_state_is_told_as_the_state(
    claim: str, passage: str, told: str
) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The pit will stay open.", "The owner will not close the pit."),
        ("The pit will stay open.", "The pit will not close before May."),
        ("The pit will stay open.", "The pit will close."),
        ("The pit will stay open.", "The pit will not reopen."),
        ("The pit will not stay open.", "The pit will not close."),
        ("The pit will be open.", "The pit will not close."),
    ],
)
def test_other_words_are_left_alone(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage
