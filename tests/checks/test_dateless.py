"""A claim as the model reads it: without the dates that the calendar settles."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, FactChecker
from factcheck.checks.alignment import misalignment
from factcheck.checks.dateless import dateless
from factcheck.types import Label

REPORT = "The minister resigned after the vote on the canal."


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        (
            "On 3 May 2024 the minister resigned after the vote.",
            "The minister resigned after the vote.",
        ),
        (
            "The minister resigned on 3 May 2024 after the canal vote.",
            "The minister resigned after the canal vote.",
        ),
        (
            "The minister, on 3 May 2024, resigned after the vote.",
            "The minister resigned after the vote.",
        ),
        (
            "The minister lost the 3 May 2024 vote on the canal.",
            "The minister lost the vote on the canal.",
        ),
        (
            "In early May 2024 the minister lost the vote on the canal.",
            "The minister lost the vote on the canal.",
        ),
    ],
)
def test_a_date_that_only_the_day_of_the_report_tells_is_left_out(claim: str, left: str) -> None:
    assert dateless(claim, REPORT, "2024-05-04") == left


@pytest.mark.parametrize(
    ("claim", "published"),
    [
        ("On 3 May 2024 the minister resigned after the vote.", "2024-08-04"),
        ("Since 3 May 2024 the minister has been on sick leave.", "2024-05-04"),
        ("In the middle of 2024 the minister lost the vote.", "2024-05-04"),
        ("2024 was the year in which the minister lost the vote.", "2024-05-04"),
        ("On 3 May 2024 he resigned.", "2024-05-04"),
        ("", None),
    ],
)
def test_other_dates_stay(claim: str, published: str | None) -> None:
    assert dateless(claim, REPORT, published) == claim


def test_a_date_in_the_passage_stays_only_beside_others() -> None:
    claim = "On 3 May 2024 the minister lost the vote."
    alone = "The minister lost the vote. Asked on 3 May 2024, he said nothing."
    assert dateless(claim, alone, None) == "The minister lost the vote."
    assert dateless(claim, f"{alone} He won another on 9 May 2024.", None) == claim


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_read(claim: str, passage: str) -> None:
    assert len(dateless(claim, passage, "2024-05-04")) <= len(claim)


@pytest.mark.parametrize(
    ("month", "label"), [("June 2025", Label.SUPPORTED), ("June 2019", Label.NOT_ENOUGH_EVIDENCE)]
)
def test_a_day_that_only_the_report_tells_refutes_nothing(
    tmp_path: Path, month: str, label: Label
) -> None:
    text = "Poland, Israel and Canada were named as possible guarantors of the peace at sea."
    claim = f"In {month} Poland, Israel and Canada were named as guarantors of the peace at sea."
    with FactChecker.create(tmp_path / "index") as checker:
        checker.add([Document(id="d", text=text, published="2025-06-12")])
        assert checker.verify(claim).label is label


def test_a_date_is_left_out_where_nothing_tells_a_day() -> None:
    claim = "On 3 May 2024 the minister lost the vote."
    assert dateless(claim, "The minister lost the vote.", None) == "The minister lost the vote."
    assert dateless(claim, "The minister lost the 2025 vote.", None) != claim
    found = misalignment(claim, "The minister lost the vote.", None)
    assert found is not None and found.rival is None
    assert found.reason == "the passage does not speak of 3 May 2024"


def test_another_day_in_the_report_is_the_one_that_it_is_on() -> None:
    claim, report = (
        "He was jailed on 4 May 2024 for fraud.",
        "He was jailed on 3 May 2024 for fraud.",
    )
    assert dateless(claim, report, "2024-05-05") == claim
    found = misalignment(claim, report, "2024-05-05")
    assert found is not None and found.rival is not None
    # One that is still to come, or long past, or that the claim gives as well, is of other things.
    for other in ("9 May", "2 March"):
        told = f"He was jailed for fraud, and appears again on {other} 2024."
        assert misalignment(claim, told, "2024-05-05") is None
    both = "On 4 May 2024 it was said that he was jailed on 3 May 2024."
    assert misalignment(both, report, "2024-05-05") is None


@pytest.mark.parametrize(
    ("claim", "passage", "left"),
    [
        ("In summer 2025 half of the shops closed.", "Half of the shops closed.", True),
        ("Half of the shops closed in the summer of 2025.", "Half of the shops closed.", True),
        ("In winter 2025 half of the shops closed.", "Half of the shops closed.", False),
        ("In summer 2025 half of the shops closed.", "Half closed in the new year.", False),
    ],
)
def test_the_last_season_is_left_to_the_day_of_the_report(
    claim: str, passage: str, left: bool
) -> None:
    told = dateless(claim, passage, "2025-10-07")
    assert told == ("Half of the shops closed." if left else claim)


def test_dates_of_other_sentences_do_not_keep_the_date_of_the_one_on_the_claim() -> None:
    passage = "The minister resigned after the canal vote on 3 May. The canal opens in June 2025."
    claim = "The minister resigned after the canal vote in May 2024."
    assert dateless(claim, passage, "2024-05-04") == "The minister resigned after the canal vote."
    other = "The minister resigned after the vote. The canal vote was on 3 May, another on 5 June."
    assert dateless(claim, other, "2024-05-04") == claim


@pytest.mark.parametrize("year", ["2023", "2025"])
def test_the_year_before_and_after_are_those_of_the_year_beside_them(year: str) -> None:
    passage = "It lost two million in 2024, after five the year before and one the year after."
    found = misalignment(f"It lost money in {year}.", passage, "2026-01-04")
    assert found is not None and found.is_of_another
    other = misalignment("It lost money in 2022.", passage, "2026-01-04")
    assert other is not None and not other.is_of_another
