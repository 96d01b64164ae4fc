"""Tables of figures are told row by row, as an office publishes them."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, repeat
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from factcheck.config import Limits
from factcheck.errors import InvalidSource
from factcheck.ingest import survey
from factcheck.ingest.figures import tables_of_figures
from factcheck.types import Document


def told(*rows: str) -> list[str] | None:
    """The lines of a table whose cells stand between semicolons."""
    tables = tables_of_figures([row.split(";") for row in rows])
    return [line for each in tables for line in str(each["text"]).split("\n\n")] or None


def documents(path: Path) -> list[Document]:
    return list(survey([str(path)]).documents())


def test_each_cell_stands_with_its_header() -> None:
    assert told("Region;2023;2024", "North;4.1;4.0", "London;5.0;4.8") == [
        "Region | 2023 | 2024",
        "North | 2023: 4.1 | 2024: 4.0",
        "London | 2023: 5.0 | 2024: 4.8",
    ]


def test_lines_above_and_below_stay_where_they_are_and_the_first_is_the_title() -> None:
    rows = ["Jobs by region", "", "Region;Jobs", "North;12", "South;..", ";", "Source: survey"]
    (table,) = tables_of_figures([row.split(";") for row in rows])
    assert table == {
        "title": "Jobs by region",
        "text": "\n\n".join(
            [
                *("Jobs by region", "Region | Jobs", "North | Jobs: 12"),
                *("South | Jobs: ..", "Source: survey"),
            ]
        ),
    }


def test_headers_above_several_columns_stand_with_each_of_them() -> None:
    lines = told(";Men;;Women;", "Region;Jobs;Pay;Jobs;Pay", "North;5;60;4;54", "South;9;7;8;6")
    assert lines is not None
    assert lines[1] == "North | Men Jobs: 5 | Men Pay: 60 | Women Jobs: 4 | Women Pay: 54"


def test_a_name_that_several_kinds_share_stands_with_each_and_with_no_total() -> None:
    lines = told("Region;Sex;Jobs;Pay", "North;Men;5;60", ";Women;4;54", ";;9;57")
    assert lines is not None
    assert lines[1:] == [
        "North | Sex: Men | Jobs: 5 | Pay: 60",
        "North | Sex: Women | Jobs: 4 | Pay: 54",
        "Jobs: 9 | Pay: 57",
    ]


def test_a_note_on_a_row_without_a_name_is_no_kind_of_the_one_above() -> None:
    lines = told("Region;Jobs;Note", "North;5;", ";9;all regions")
    assert lines == ["Region | Jobs | Note", "North | Jobs: 5", "Jobs: 9 | Note: all regions"]


def test_units_in_a_row_below_the_headers_stand_with_them() -> None:
    lines = told("Country;GDP;Share;Rank", ";£bn;%;", "Aland;5.2;3.1;4", "Boland;7;4;3")
    assert lines is not None
    assert lines[1] == "Aland | GDP £bn: £5.2 billion | Share %: 3.1% | Rank: 4"


@pytest.mark.parametrize(
    ("header", "cell", "told_as"),
    [
        ("Profit (£m)", "(5.2)", "-£5.2 million"),
        ("Profit (£m)", "\u20130.5", "-£0.5 million"),
        ("Change %", "+2", "+2%"),
        ("%", "2", "2%"),
        ("Births per thousand", "11.2", "11.2"),
        ("Deaths (per million)", "44", "44"),
        ("Towns of over a million", "12", "12"),
        ("Households above £1 million", "12", "12"),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_header(header: str, cell: str, told_as: str) -> None:
    lines = told(f"Name;{header};Jobs", f"Alpha;{cell};5")
    assert lines is not None
    assert lines[1] == f"Alpha | {header}: {told_as} | Jobs: 5"


def test_below_years_it_takes_that_of_the_row_or_of_the_title() -> None:
    lines = told("Spending (£ million)", "Kind;2023;2024;Rank", "Roads;12;13;1", "Staff (%);4;5;2")
    assert lines is not None
    assert lines[2:] == [
        "Roads | 2023: £12 million | 2024: £13 million | Rank: 1",
        "Staff (%) | 2023: 4% | 2024: 5% | Rank: 2",
    ]


def test_a_table_below_another_is_a_document_with_headers_and_a_title_of_its_own(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lives.csv"
    path.write_text(
        "Births,,\nArea,2021,2022\nNorth,10,12\nSource: survey,,\n\n"
        "Deaths,,\nArea,2022,2023\nNorth,7,8\n"
    )
    births, deaths = documents(path)
    assert (births.id[-11:], births.title) == ("lives.csv#1", "Births")
    assert births.text.endswith("North | 2021: 10 | 2022: 12\n\nSource: survey")
    assert (deaths.id[-11:], deaths.title) == ("lives.csv#2", "Deaths")
    assert deaths.text == "Deaths\n\nArea | 2022 | 2023\n\nNorth | 2022: 7 | 2023: 8"


def test_headers_may_be_repeated_without_an_empty_row() -> None:
    assert told("Area;2022;2023", "North;1;2", "Area;2023;2024", "North;7;8") == [
        *("Area | 2022 | 2023", "North | 2022: 1 | 2023: 2"),
        *("Area | 2023 | 2024", "North | 2023: 7 | 2024: 8"),
    ]


def test_a_row_of_years_is_no_header_where_others_have_years() -> None:
    lines = told(
        "War;From;To;Dead", "First;1901;1905;44", "", "Second;1914;1918;", "Third;1939;1945;5"
    )
    assert lines is not None
    assert lines[2] == "Second | From: 1914 | To: 1918"


def test_lines_of_several_cells_may_stand_above_headers_of_years() -> None:
    assert told("Title;Unemployment;", "Unit;%;", ";;", "Area;2023;2024", "North;4.1;4") == [
        *("Title | Unemployment", "Unit | %", "Area | 2023 | 2024", "North | 2023: 4.1 | 2024: 4")
    ]


def test_tables_side_by_side_are_told_one_by_one() -> None:
    assert told("Men;;;Women;", "Team;Points;;Team;Points", "Reds;30;;Larks;41") == [
        *("Men", "Team | Points", "Reds | Points: 30"),
        *("Women", "Team | Points", "Larks | Points: 41"),
    ]


def test_an_empty_column_before_figures_parts_no_tables() -> None:
    lines = told("Team;2022;;2023", "Reds;30;;31", "Blues;28;;29")
    assert lines is not None
    assert lines[1] == "Reds | 2022: 30 | 2023: 31"


def test_marks_of_notes_and_of_missing_figures_are_no_words() -> None:
    lines = told("Cause;2022 [p];2023 (r)", "Cancer [note 2];[x];980*", "Fire;1,180 [1];#N/A")
    assert lines is not None
    assert lines[1] == "Cancer [note 2] | 2022 [p]: [x] | 2023 (r): 980*"


def test_a_row_is_called_by_its_name_and_not_by_its_number() -> None:
    lines = told("Rank;Team;Points", "1;Leeds;90", "2;Hull;88")
    assert lines == [
        "Team | Rank | Points",
        "Leeds | Rank: 1 | Points: 90",
        "Hull | Rank: 2 | Points: 88",
    ]
    lines = told("Area code;Area name;Jobs", "E12000001;North East;5", "E12000002;Wales;7")
    assert lines is not None
    assert lines[1] == "North East | Area code: E12000001 | Jobs: 5"


def test_years_may_be_the_names_of_rows() -> None:
    assert told("Year;Deaths", "2023;40", "2024;38") == [
        *("Year | Deaths", "2023 | Deaths: 40", "2024 | Deaths: 38")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["Town;County", "Hulme;Kent"],
        ["Film;Director;Year", "Rain;Ana Ruiz;1999", "Sun;Bo Lee;2004"],
        ["4;5;6", "7;8;9"],
        ["post;likes", "Ferry late again;40", "No trams;12"],
        ["words;views", "The council rejected the plan;400", "Mayor resigns over fraud;900"],
        ["words;views", f"{'on and ' * 12}on;400"],
        ["Region;;Jobs", "North;x;5"],
        ["Jobs", "5"],
        [""],
    ],
)
def test_what_has_no_figures_or_is_a_list_of_texts_is_none(rows: list[str]) -> None:
    assert told(*rows) is None


def test_a_file_of_figures_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "2025-05-01-crime.csv"
    path.write_text('Offence,2023/24,2024/25\nBurglary,"1,204",998\nRobbery,211,n/a\n')
    (document,) = documents(path)
    assert document.id.endswith("/2025-05-01-crime.csv")
    assert (document.title, document.published) == ("2025-05-01-crime", "2025-05-01")
    assert "Burglary | 2023/24: 1,204 | 2024/25: 998" in document.text


def test_one_that_is_longer_than_a_document_may_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    row = f"{'x' * 100_000},12345\n"
    path.write_text("Town,Jobs\n" + row * (Limits.document_chars // len(row) + 2))
    with pytest.raises(InvalidSource, match="at most 5000000 characters"):
        documents(path)


def test_several_that_are_longer_together_are_refused_and_not_cut() -> None:
    row = ["x" * 100_000, "5"]
    half = [["Town", "Jobs"], *[row] * (Limits.document_chars // 200_000)]
    (whole,) = tables_of_figures([*half, [""], *half, [""], *half])
    assert len(str(whole["text"])) > Limits.document_chars


def test_spaces_around_cells_do_not_count() -> None:
    row = ["Kent" + " " * 100_000, "5"]
    (table,) = tables_of_figures([["Town", "Jobs"], *[row] * (Limits.document_chars // 50_000)])
    assert str(table["text"]).count("Kent") == Limits.document_chars // 50_000


def test_no_more_of_it_is_held_than_that() -> None:
    rows = chain([["Town", "Jobs"]], repeat(["x" * 100_000, "5"]))
    (table,) = tables_of_figures(rows)
    assert len(str(table["text"])) > Limits.document_chars


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, float):
                    cell.number_format = "0.0%" if cell.value < 1 else "#,##0.00"
    book.save(path)
    return path


def test_numbers_of_a_workbook_read_as_they_are_shown_there(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Council", "Turnout", "Cost", "Seats", "Held"],
        ["Torwell", 0.4125, 1.5049, 41, datetime(2025, 5, 1)],
    ]
    (document,) = documents(workbook(tmp_path / "votes.xlsx", only=rows))
    row = "Torwell | Turnout: 41.3% | Cost: 1.50 | Seats: 41 | Held: 2025-05-01"
    assert document.text.split("\n\n")[1] == row
    assert document.title == "votes"


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ("[$£-809]#,##0.00", 12.5, "£12.50"),
        ('_-"£"* #,##0.00_-', 3.5, "£3.50"),
        ('£#,##0.0,,"m"', 48_600_000, "£48.6m"),
        ("#,##0,", 1_234_567, "1235"),
        ('0.0 "per cent"', 4, "4.0 per cent"),
        ('"FY24"0', 5, "5"),
        (r"0.0\%", 4.1, "4.1"),
        ("#,##0;(#,##0)", -1234.5, "-1235"),
        ("0.00", 0.125, "0.13"),
        ("0.0", -0.04, "0.0"),
        ("0", 1e30, f"1{'0' * 30}"),
    ],
)
def test_a_number_format_is_followed(
    tmp_path: Path, number_format: str, value: float, shown: str
) -> None:
    path = workbook(tmp_path / "votes.xlsx", only=[["Council", "Cost"], ["Torwell", value]])
    book = load_workbook(path)
    book["only"]["B2"].number_format = number_format
    book.save(path)
    (document,) = documents(path)
    assert document.text.endswith(f"Torwell | Cost: {shown}")


def test_each_sheet_of_a_workbook_is_a_document_with_what_stands_beside_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "labour.xlsx",
        Cover=[["Labour market, May 2025"], ["All figures are provisional"]],
        Jobs=[["Table 1: Jobs"], [], ["Region", "Jobs"], ["North", 12], ["South", 22]],
        Pay=[["Region", "Pay (£)"], ["North", 540]],
    )
    cover, jobs, pay = documents(path)
    assert cover.id.endswith("/labour.xlsx#Cover")
    assert cover.title == "Cover"
    assert cover.text == "Labour market, May 2025\n\nAll figures are provisional"
    assert jobs.title == "Table 1: Jobs"
    assert (pay.title, pay.text) == ("Pay", "Region | Pay (£)\n\nNorth | Pay (£): £540")


def test_a_workbook_with_a_list_of_texts_among_its_sheets_is_refused_as_before(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "two.xlsx", a=[["text"], ["A note."]], b=[["Town", "Jobs"], ["X", 1]]
    )
    with pytest.raises(InvalidSource, match="has several sheets, save each by itself: 'a', 'b'"):
        documents(path)
