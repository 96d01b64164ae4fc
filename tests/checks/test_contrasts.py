"""What was not, told beside what was, is left out where a claim is on what was."""

from __future__ import annotations

import pytest

from factcheck.checks.restating import restated


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "A transformer caused the outage.",
            "It was not caused by a cyberattack but by a failed transformer.",
            "It was caused by a failed transformer.",
        ),
        (
            "A heater caused the fire.",
            "It was caused not by arson, but rather by a heater.",
            "It was caused by a heater.",
        ),
        (
            "The prize was sold to Brandt.",
            "The prize was not sold to Kestrel but to Brandt.",
            "The prize was sold to Brandt.",
        ),
        ("Fog caused the crash.", "It was due to fog, not to speeding.", "It was due to fog."),
        (
            "The money went to schools.",
            "The money went to schools rather than to roads.",
            "The money went to schools.",
        ),
        (
            "The city gets the grant.",
            "The grant does not go to the club but to the city.",
            "The grant does go to the city.",
        ),
    ],
)
def test_what_was_stays(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Arson caused the fire.", "It was caused not by arson but by a heater."),
        ("Arson or a heater caused it.", "It was caused not by arson but by a heater."),
        ("The band is on stage.", "A group of people with a stage are not on stage."),
        ("It is seen in nature.", "It is seen not only in nature but in towns."),
        ("The talk gives details.", "The purpose of this talk is not to give details."),
    ],
)
def test_else_the_passage_stays_as_it_is(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage
