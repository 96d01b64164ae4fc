"""A sentence need not name what stands around it."""

from __future__ import annotations

import pytest

from factcheck.checks.left_out import left_out


@pytest.mark.parametrize(
    ("claim", "sentence", "more"),
    [
        (
            "Storm Berit flooded about 430 homes in Wexmoor.",
            "About 430 homes were flooded.",
            {"storm", "berit", "wexmoor"},
        ),
        ("The mayor opened the bridge in June 2025.", "The mayor opened the bridge.", {"2025"}),
    ],
)
def test_names_and_times_may_be_left_out(claim: str, sentence: str, more: set[str]) -> None:
    found = left_out(claim, sentence)
    assert found is not None and found - {"jun"} == more


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("About 430 homes were badly flooded.", "About 430 homes were flooded."),
        ("No homes were flooded in Wexmoor in May.", "430 homes were flooded in May."),
        ("City beat Rovers in Verren.", "Rovers beat City."),
        ("Were 430 homes flooded in Wexmoor?", "Were 430 homes flooded?"),
        ("430 homes in Wexmoor were flooded.", "430 homes in Wexmoor were flooded."),
        ("Berit flooded Wexmoor.", "It flooded."),
        ("Protesters attacked the police in Wexmoor.", "The police attacked protesters."),
        ("Farmers blocked the trucks in Verren.", "The trucks were blocked by farmers."),
    ],
)
def test_other_words_may_not(claim: str, sentence: str) -> None:
    assert left_out(claim, sentence) is None
