"""Figures that are given only to be corrected."""

from collections import Counter
from collections.abc import Callable

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.corrections import corrections
from factcheck.quantities.extraction import Quantity

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


def test_a_row_of_figures_is_read_in_linear_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: list(corrections("The toll is 120.", text)), "1,", 20_000, 5)


def test_each_figure_is_asked_but_a_few_times_whether_it_counts_what_a_bound_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Counter[float]()

    def counts_alike(claim: str, wanted: Quantity, other: Quantity) -> bool:
        asked[other.value] += 1
        return False

    monkeypatch.setattr("factcheck.checks.number_alignment._counts_alike", counts_alike)
    rows = "; ".join(f"{number} ships" for number in range(10, 110))
    misalignment("At least 5 people were killed.", rows, None)
    assert max(asked.values()) <= 3
