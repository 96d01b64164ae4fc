"""Figures of a table belong to the name of their row."""

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.table_rows import in_other_cell, told_in_row

PLAIN = """Ship | Built | Capacity | Passengers H1 2025

Aurelia | 2004 | 650 | 212,400

Borealis | 2011 | 900 | 731,900

Corvina | 1998 | 480 | 160,250"""
KEYED = """Fleet of Halvik Lines

Aurelia | Built: 2004 | Capacity: 650 | Passengers H1 2025: 212,400

Borealis | Built: 2011 | Capacity: 900 | Passengers H1 2025: 731,900

Corvina | Built: 1998 | Capacity: 480 | Passengers H1 2025: 160,250"""
MARKDOWN = "| Green Alliance | 23 |\n| Green Left | 19 |\n| Labour | 11 |"


@pytest.mark.parametrize("table", [PLAIN, KEYED])
@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The Corvina has a capacity of 900.", "480"),
        ("The Aurelia carried 731,900 passengers in H1 2025.", "212,400"),
        ("The Corvina was built in 2004.", "1998"),
    ],
)
def test_the_figure_of_another_row_is_none_of_this_one(table: str, claim: str, told: str) -> None:
    found = misalignment(claim, table, "2025-08-22")
    assert found is not None and found.rival is not None
    assert table[found.rival.start : found.rival.end].endswith(told)


@pytest.mark.parametrize("table", [PLAIN, KEYED])
@pytest.mark.parametrize(
    "claim",
    [
        "The Borealis has a capacity of 900.",
        "The Borealis carried 731,900 passengers in H1 2025.",
        "The Aurelia was built in 2004.",
        "The Aurelia and the Borealis can carry 900 each.",
        "Halvik Lines has a ship of 900.",
        "The Corvina was built in 1950.",
    ],
)
def test_nothing_is_said_of_its_own_figures_of_several_names_and_of_new_figures(
    table: str, claim: str
) -> None:
    assert in_other_cell(claim, table) is None


def test_of_two_names_the_longer_is_meant() -> None:
    found = in_other_cell("The Green Alliance won 19 seats.", MARKDOWN)
    assert found is not None
    assert found.reason == "the claim says 19, the row of the table “23”"
    assert in_other_cell("Greens won 19 seats.", MARKDOWN) is None


def test_lines_without_cells_are_no_table() -> None:
    assert in_other_cell("The Corvina has a capacity of 900.", "Borealis 900\nCorvina 480") is None


SEATS = """Party | Seats 2024 | Seats 2020 | Votes per cent

Centre Party | Seats 2024: 11 | Seats 2020: 9 | Votes per cent: 18.8

Labour | Seats 2024: 19 | Seats 2020: 31 | Votes per cent: 29.7"""


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The Centre Party won 9 seats in 2024.", "Seats 2024: 11"),
        ("The Centre Party won 18.8 seats in 2020.", "Seats 2020: 9"),
    ],
)
def test_the_figure_under_another_header_is_another(claim: str, told: str) -> None:
    found = in_other_cell(claim, SEATS)
    assert found is not None and found.rival is not None
    assert SEATS[found.rival.start : found.rival.end] == told


LEAKAGE = """Area | 2022/23 | 2023/24
North Moor | 2022/23: 21.4 | 2023/24: 18.2
Coast | 2022/23: 16.1 | 2023/24: 15.5"""


def test_years_above_the_columns_are_no_figures_of_a_row() -> None:
    assert in_other_cell("Leakage in North Moor was 18.2 in 2023/24.", LEAKAGE) is None
    found = in_other_cell("Leakage in North Moor was 21.4 in 2023/24.", LEAKAGE)
    assert found is not None and found.reason == (
        "the claim says 21.4, the row of the table “2023/24: 18.2”"
    )


@pytest.mark.parametrize(
    ("claim", "title", "told"),
    [
        ("The Centre Party won 11 seats in 2024.", None, "Seats 2024: 11"),
        ("The Centre Party won 18.8 per cent of the votes.", None, "Votes per cent: 18.8"),
        (
            "In the Marrow county election the Centre Party won 11 seats in 2024.",
            "Results: Marrow county election",
            "Seats 2024: 11",
        ),
        ("In the Marrow county election the Centre Party won 11 seats in 2024.", None, None),
        ("The Centre Party did not win 11 seats in 2024.", None, None),
        ("The Centre Party won 11 seats.", None, None),
        ("The Centre Party won 9 seats in 2024.", None, None),
        ("The Greens won 11 seats in 2024.", None, None),
    ],
)
def test_a_row_tells_what_a_claim_says_of_its_name_under_its_header(
    claim: str, title: str | None, told: str | None
) -> None:
    found = told_in_row(claim, SEATS, title)
    assert (found and SEATS[found.start : found.end]) == told


def test_in_a_table_millions_may_be_written_as_metres() -> None:
    table = "Item | Budget | Spent\n\nRoads | Budget: 1.2m | Spent: 1.9m\n\nLight | Budget: 2m"
    found = told_in_row("The budget for roads was 1.2 million.", table, None)
    assert found is not None and table[found.start : found.end] == "Budget: 1.2m"


@pytest.mark.parametrize(
    ("claim", "table"),
    [
        ("Alto has nearly 12,000 people.", "Vila | People: 12,000\n\nAlto | People: 11,950"),
        ("Alto has about 60 percent.", "Vila | Share: 60\n\nAlto | Share: 60.3"),
        (
            "Spain won 10 medals.",
            "Italy | Gold: 10 | Silver: 1 | Bronze: 1\n\nSpain | Gold: 3 | Silver: 5 | Bronze: 2",
        ),
    ],
)
def test_what_is_about_that_of_its_row_or_all_of_it_is_its_own(claim: str, table: str) -> None:
    assert in_other_cell(claim, table) is None


@pytest.mark.parametrize(
    "claim",
    ["Nordsee cut 1,200 staff.", "Nordsee sacked 1,200 staff.", "Nordsee has over 1,200 staff."],
)
def test_a_row_tells_only_what_there_is(claim: str) -> None:
    assert told_in_row(claim, "Nordsee | Staff: 1,200\n\nAlpin | Staff: 840", None) is None


PAY = (
    "Region | Men Jobs | Men Pay (£) | Women Jobs | Women Pay (£)\n\n"
    "North East | Men Jobs: 512 | Men Pay (£): £612.5 | Women Jobs: 488 | Women Pay (£): £540\n\n"
    "London | Men Jobs: 2211 | Men Pay (£): £802 | Women Jobs: 2004 | Women Pay (£): £741"
)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Men in London earned £741.", "£802"),
        ("Women's pay in the North East is £612.50.", "£540"),
        ("In London 2,211 women have jobs.", "2004"),
    ],
)
def test_the_figure_under_the_header_of_others_is_none_of_those_whom_the_claim_names(
    claim: str, told: str
) -> None:
    found = in_other_cell(claim, PAY)
    assert found is not None and found.rival is not None
    assert PAY[found.rival.start : found.rival.end].endswith(told)


@pytest.mark.parametrize(
    "claim",
    [
        "Women in London earned £741.",
        "People in London earned £741.",
        "Men in London earned £802, and women £741.",
    ],
)
def test_and_that_under_their_own_is(claim: str) -> None:
    assert in_other_cell(claim, PAY) is None


def test_a_rank_and_points_make_no_number_of_points() -> None:
    league = "Team | Rank | Points\n\nLeeds | Rank: 1 | Points: 90\n\nHull | Rank: 2 | Points: 88"
    found = in_other_cell("Hull had 90 points.", league)
    assert found is not None


TABLES = """Otter sightings by river

River | 2022 | 2023

Aldwater | 2022: 14 | 2023: 19

Corve | 2022: 8 | 2023: 12

Volunteer hours

River | 2022 | 2023

Aldwater | 2022: 410 | 2023: 520

Corve | 2022: 120 | 2023: 95"""


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Otter sightings in the Corve were 12 in 2023.", "2023: 12"),
        ("Volunteer hours on the Corve were 95 in 2023.", "2023: 95"),
        ("Otter deaths in the Corve were 12 in 2023.", None),
        ("Volunteer hours on the Corve were 12 in 2023.", None),
        ("Numbers in the Corve were 12 in 2023.", None),
    ],
)
def test_a_row_is_of_the_heading_above_its_table(claim: str, told: str | None) -> None:
    found = told_in_row(claim, TABLES, None)
    assert (found and TABLES[found.start : found.end]) == told


@pytest.mark.parametrize(
    ("claim", "is_told"),
    [
        ("Leakage in North Moor was 18.2 megalitres a day in 2023.", True),
        ("North Moor had 18.2 deaths a day in 2023.", False),
    ],
)
def test_what_stands_above_tells_what_a_rate_is_of(claim: str, *, is_told: bool) -> None:
    rows = "Corran | 2023: 12.9\n\nNorth Moor | 2023: 18.2"
    assert (told_in_row(claim, rows, "31. Leakage") is not None) is is_told


def test_one_row_tells_that_a_figure_is_of_another_year() -> None:
    found = in_other_cell("Corve had 8 in 2023.", "Corve | 2022: 8 | 2023: 12")
    assert found is not None and found.reason.endswith("“2023: 12”")


@pytest.mark.parametrize("cell", ["-£5.2 million", "(5.2 million)"])
def test_a_loss_is_no_gain(cell: str) -> None:
    table = f"Firm | 2023 | 2024\n\nOrrin | 2023: {cell} | 2024: £3 million"
    assert told_in_row("The profit of Orrin was £5.2 million in 2023.", table, "Profit") is None
    assert told_in_row("The profit of Orrin was £3 million in 2024.", table, "Profit") is not None
