"""Figures that are given only to be corrected."""

import pytest

from factcheck.checks.alignment import misalignment

PASSAGE = "Officials first put the death toll at 120, but lowered it to 86 on Monday."


def test_a_corrected_figure_no_longer_counts() -> None:
    found = misalignment("The death toll is 120.", PASSAGE, None)
    assert found is not None
    assert found.reason == "the claim says 120, which the passage corrects to 86"
    assert found.rival is not None
    assert PASSAGE[found.rival.start : found.rival.end] == "86"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Growth was 2.1%.", "The office revised growth from 2.1% to 1.8%."),
        ("Growth was 2.1%.", "Growth was revised to 1.8% from 2.1%."),
        ("Growth was 2.1%.", "Growth was 1.8%, down from an initial estimate of 2.1%."),
        ("Growth was 2.1%.", "Growth was initially put at 2.1%, and later downgraded to 1.8%."),
        ("Growth is 2.1%.", "Growth, originally estimated at 2.1%, is now seen at 1.8%."),
        (
            "Growth was 2.1%.",
            "An earlier version of this article gave growth as 2.1%. The correct figure is 1.8%.",
        ),
    ],
)
def test_revised_figures(claim: str, passage: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None
    assert "corrects to 1.8" in found.reason


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The death toll is 86.", PASSAGE),
        ("The death toll was first put at 120.", PASSAGE),
        ("The rate was 4% in May.", "The rate rose from 4% in May to 5% in June."),
        ("Sales were 12 million.", "Sales were 12 million in the first half, of 30 planned."),
        ("It has 5,000 men.", "The army, initially 3,000 strong, was increased to 5,000 men."),
        ("The toll is 120.", f"{PASSAGE} The army still says 120."),
    ],
)
def test_figures_that_still_count(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
