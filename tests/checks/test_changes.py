"""What is no more: what was moved from one place to another is not in the first."""

from __future__ import annotations

import pytest

from factcheck.checks.changes import no_longer

MOVED = "The final was moved from Munich to Lisbon because of the strike."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("The final will be played in Munich.", MOVED, "moved from Munich to Lisbon"),
        (
            "The company is called Nordo.",
            "The company changed its name from Nordo to Sural.",
            "changed its name from Nordo to Sural",
        ),
        (
            "The election is in spring.",
            "The election was moved from spring to 14 October.",
            "moved from spring to 14 October",
        ),
    ],
)
def test_what_has_changed_is_told(claim: str, passage: str, words: str) -> None:
    assert no_longer(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The final will be played in Lisbon.", MOVED),
        ("The final was to be played in Munich.", MOVED),
        ("The final is no longer in Munich.", MOVED),
        ("The final has been moved from Munich to Lisbon.", MOVED),
        ("The company is based in Turin.", "It moved its production from Turin to Poland."),
        ("The vote is on Friday.", "It was moved from Friday to Thursday; the vote is on Friday."),
        ("The firm is in Texas.", "The firm moved from Texas to Nevada, but returned in 2015."),
        ("The plant is run on coal.", "The plant will be converted from coal to gas."),
        ("The final is in South Munich.", "The final was moved from Munich to South Munich."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert no_longer(claim, passage) is None
