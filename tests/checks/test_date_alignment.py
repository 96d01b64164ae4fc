"""Dates of a claim beside those of a passage."""

import pytest

from factcheck.checks.date_alignment import date_misaligned

FELL = "Leakage fell to 84.6 megalitres a day, from 91.3 megalitres a day in 2022/23."


@pytest.mark.parametrize(
    "passage",
    [
        FELL,
        "Leakage was 84.6 megalitres, compared with 91.3 in 2022.",
        "It is £84.6m, against £91.3m in 2022.",
    ],
)
def test_the_year_of_an_earlier_figure_does_not_speak_against_the_later_one(passage: str) -> None:
    found = date_misaligned("Leakage was 84.6 megalitres a day in 2023/24.", passage, None)
    assert found is None or found.rival is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Leakage was 91.3 megalitres a day in 2021/22.", FELL),
        ("Leakage was 84.6 megalitres a day in 2023.", "Leakage fell to 84.6 megalitres in 2022."),
    ],
)
def test_that_of_the_same_figure_does(claim: str, passage: str) -> None:
    found = date_misaligned(claim, passage, None)
    assert found is not None and found.rival is not None
