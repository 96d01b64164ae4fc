"""What is counted in parts."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.wording import worded
from factcheck.quantities.sums import sums

BOARD = "On board were 212 passengers and 18 crew."


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        (BOARD, [230]),
        ("She has two sons and a daughter.", [3]),
        ("1,200 men, 300 women and 40 children fled; 3 cars as well as a bus burned.", [1540, 4]),
        ("12 men were hurt and 8 women fled.", []),
        ("A man came.", []),
    ],
)
def test_things_that_are_counted_side_by_side_are_added(text: str, totals: list[float]) -> None:
    assert [each.total for each in sums(text)] == totals


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        ("212 people were on board.", BOARD, "212 people, the passage 212 passengers and 18 crew"),
        (
            "She has two children.",
            "She has two sons and a daughter.",
            "two children, the passage two sons and a daughter",
        ),
    ],
)
def test_a_part_is_not_the_whole(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.rival is not None
    assert found.reason == f"the claim says {reason}"
    assert worded(claim, passage) == claim


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("230 people were on board.", BOARD),
        ("She has three children.", "She has two sons and a daughter."),
        ("20 people were arrested.", "Police arrested 12 men and eight women."),
        ("212 passengers were on board.", BOARD),
        ("12 people were hurt.", "It hurt 12 passengers and 30 firefighters fought the flames."),
        ("Two people died.", "Two women and a girl were hit by the car, and the women died."),
        ("12 people died.", "12 men and 3 women were hurt; 12 people died."),
        ("3 people came.", "A bus and 3 cars came with 3 people."),
    ],
)
def test_the_whole_and_each_part_by_its_name_are(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None


def test_a_sum_is_none_of_its_parts() -> None:
    assert misalignment("15 cats fled.", "12 dogs and 3 cats fled.", None) is not None
