"""One thing in two turns of phrase: the claim is read in the passage's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.checks.idioms import idiomatic
from factcheck.checks.wording import worded


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The court upheld the ban on vapes.",
            "On Friday judges left the ban in place.",
            "The court left the ban in place on vapes.",
        ),
        (
            "Judges have upheld the ban.",
            "They rejected an appeal against the vape ban.",
            "Judges have rejected an appeal against the ban.",
        ),
        (
            "The jury acquitted Lena Falk of murder.",
            "It found Falk not guilty.",
            "The jury found Lena Falk not guilty of murder.",
        ),
        (
            "The storm killed at least 12 people.",
            "The storm claimed at least 12 lives.",
            "The storm claimed at least 12 lives.",
        ),
        (
            "The firm was in the red.",
            "It posted a net loss of 3 million.",
            "The firm posted a net loss.",
        ),
        ("The match ended in a draw.", "It finished 2-2.", "The match finished 2-2."),
        ("A dam burst.", "The dam gave way at night.", "A dam gave way."),
        ("The drivers were unhurt.", "Both escaped injury.", "The drivers escaped injury."),
        (
            "Sales halved and stocks were unhurt.",
            "Sales fell by 50% in May.",
            "Sales fell by 50% and stocks were unhurt.",
        ),
    ],
)
def test_a_phrase_is_told_as_the_passage_tells_it(claim: str, passage: str, told: str) -> None:
    assert worded(claim, passage) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The court upheld the ban.", "The court left the tariff in place."),
        ("The court upheld the ban.", "The court upheld the ban and left it in place."),
        ("The court did not uphold the ban.", "The court left the ban in place."),
        ("The court upheld the ban.", "The court has not left the ban in place."),
        ("Sales were halved.", "Sales fell by half."),
        ("The storm killed 12 people.", "The storm claimed 15 lives."),
        ("The match finished 2-2.", "The match ended in a draw."),
        ("The match ended in a draw.", "The match finished 2-1."),
        ("The singer retired.", "The singer retired; her drummer ended his career."),
        ("Lena Falk was acquitted.", "Lena Falk was jailed; her brother was found not guilty."),
        ("Norland expelled the ambassador.", "Norland waits, but Sudland told him to leave."),
        ("Parliament rejected the bill.", "The Greens voted against the bill."),
        ("She was not acquitted.", "She was found not guilty."),
    ],
)
def test_what_may_be_another_thing_is_left_alone(claim: str, passage: str) -> None:
    assert idiomatic(claim, passage) == claim


@pytest.mark.parametrize("unit", ["left the ", "killed at least ", "ended 2-2 ", "had no a "])
def test_a_long_passage_takes_linear_time(unit: str, is_linear: Callable[..., bool]) -> None:
    claim = "It upheld the ban, killed 12 people, ended in a draw and ran out of oxygen."
    assert is_linear(lambda text: idiomatic(claim, text), unit, 20_000, 2.0)
