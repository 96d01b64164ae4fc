"""Which way the figures of a row go, from one year to another."""

from __future__ import annotations

import pytest

from factcheck.checks.row_changes import change_in_row

TITLE = "Recorded crime in Kent"
CRIME = (
    "Offence | 2022/23 | 2023/24 | 2024/25\n\n"
    "Burglary | 2022/23: 1,310 | 2023/24: 1,204 | 2024/25: 998\n\n"
    "Robbery | 2022/23: 190 | 2023/24: 211 | 2024/25: 190\n\n"
    "Total | 2022/23: 9,700 | 2023/24: 9,812 | 2024/25: 9,411"
)


def found(claim: str, text: str = CRIME) -> tuple[str, bool] | None:
    told = change_in_row(claim, text, TITLE)
    return (text[told[0].start : told[0].end], told[1]) if told else None


@pytest.mark.parametrize(
    ("claim", "cell", "is_so"),
    [
        ("Burglary fell in 2024/25.", "2024/25: 998", True),
        ("Burglary rose in 2024/25.", "2024/25: 998", False),
        ("Robbery rose in 2023/24.", "2023/24: 211", True),
        ("Robbery has fallen.", "2024/25: 190", True),
        ("Burglary in Kent decreased between 2022/23 and 2024/25.", "2024/25: 998", True),
        ("Robbery rose between 2022/23 and 2024/25.", "2024/25: 190", False),
        ("Robbery has fallen since 2023/24.", "2024/25: 190", True),
        ("Robbery has risen since 2023/24.", "2024/25: 190", False),
        ("Burglary has risen since 2022/23.", "2024/25: 998", False),
        ("Recorded crime in Kent fell.", "2024/25: 9,411", True),
        ("Recorded crime rose in 2024/25.", "2024/25: 9,411", False),
    ],
)
def test_the_later_year_is_compared_with_the_one_before_or_named(
    claim: str, cell: str, is_so: bool
) -> None:
    assert found(claim) == (cell, is_so)


@pytest.mark.parametrize(
    "claim",
    [
        "Burglary fell by 206 in 2024/25.",
        "Burglary did not fall in 2024/25.",
        "Burglary fell in London in 2024/25.",
        "Burglary fell in 2022/23.",
        "Burglary fell in 2020/21.",
        "Arson fell in 2024/25.",
        "There were 998 burglaries in 2024/25.",
        "Burglary and robbery fell in 2024/25.",
    ],
)
def test_nothing_is_told_of_more_than_a_row_and_two_of_its_years(claim: str) -> None:
    assert found(claim) is None


def test_the_year_before_is_none_that_lies_further_back() -> None:
    deaths = "Area | 2015 | 2020 | 2021 [p]\n\nKent | 2015: 70 | 2020: 60 | 2021 [p]: 65"
    assert found("Kent fell in 2020.", deaths) is None
    assert found("Kent rose since 2015.", deaths) == ("2021 [p]: 65", False)
    assert found("Kent rose in 2021.", deaths) == ("2021 [p]: 65", True)


def test_figures_without_years_above_them_are_left_alone() -> None:
    assert found("Leeds rose.", "Team | Rank | Points\n\nLeeds | Rank: 1 | Points: 90") is None
    assert found("Burglary fell.", "Burglary fell from 1,204 to 998 | Robbery") is None


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("Orrin | 2023: -£5.2 million | 2024: -£3 million", "Profit"),
        ("Orrin | 2023: £5.2 million | 2024: (3)", "Profit"),
        ("Orrin | 2023: 3 | 2024: 1", "League position"),
        ("Orrin | 2023: 3 | 2024: 1", "Ranking of firms"),
    ],
)
def test_what_is_below_zero_and_ranks_are_left_alone(row: str, title: str) -> None:
    for claim in ("Orrin rose in 2024.", "Orrin fell in 2024."):
        assert change_in_row(claim, f"Firm | 2023 | 2024\n\n{row}", title) is None
