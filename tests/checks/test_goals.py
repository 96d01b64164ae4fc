"""How often somebody scored, in whichever words."""

from __future__ import annotations

import pytest

from factcheck.checks.goals import other_goals
from factcheck.checks.restating import restated

TWICE = "Okafor scored twice in the 3-1 win."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Okafor scored a brace.", TWICE, "Okafor scored a brace in the 3-1 win."),
        ("Ann Okafor scored two goals.", TWICE, "Okafor scored two goals in the 3-1 win."),
        ("Lund scored three goals.", "Lund scored a hat-trick.", "Lund scored three goals."),
        ("The striker scored a brace.", "The striker scored twice.", "The striker scored a brace."),
        ("Okafor scored three goals.", TWICE, TWICE),
        ("Lund scored two goals.", TWICE, TWICE),
    ],
)  # fmt: skip
def test_as_many_are_told_in_the_words_of_the_claim(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize("claim", ["Okafor scored a hat-trick.", "Okafor scored once in the win."])
def test_another_number_speaks_against(claim: str) -> None:
    assert other_goals(claim, TWICE) == "Okafor scored twice"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Okafor scored twice.", TWICE),
        ("Lund scored three goals.", TWICE),
        ("Okafor did not score three goals.", TWICE),
        ("Okafor scored three goals.", "Okafor scored twice and once more after half-time."),
        ("Okafor scored three goals.", f"{TWICE} In May Okafor scored three goals."),
        ("Okafor scored four goals.", "Okafor scored once in two games."),
    ],
)
def test_else_nothing_does(claim: str, passage: str) -> None:
    assert other_goals(claim, passage) is None
