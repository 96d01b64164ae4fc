"""Tables of figures are told row by row, as an office publishes them."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, repeat
from pathlib import Path

import pytest
from openpyxl import Workbook

from factcheck.config import Limits
from factcheck.errors import InvalidSource
from factcheck.ingest import survey
from factcheck.ingest.figures import table_of_figures
from factcheck.types import Document


def told(*rows: str) -> list[str] | None:
    """The lines of a table whose cells stand between semicolons."""
    table = table_of_figures([row.split(";") for row in rows])
    return None if table is None else str(table["text"]).split("\n\n")


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
    table = table_of_figures([row.split(";") for row in rows])
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


def test_a_row_is_called_by_its_name_and_not_by_its_number() -> None:
    lines = told("Rank;Team;Points", "1;Leeds;90", "2;Hull;88")
    assert lines == [
        "Team | Rank | Points",
        "Leeds | Rank: 1 | Points: 90",
        "Hull | Rank: 2 | Points: 88",
    ]


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


def test_no_more_of_it_is_held_than_that() -> None:
    rows = chain([["Town", "Jobs"]], repeat(["x" * 100_000, "5"]))
    table = table_of_figures(rows)
    assert table is not None
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
    row = "Torwell | Turnout: 41.2% | Cost: 1.50 | Seats: 41 | Held: 2025-05-01"
    assert document.text.split("\n\n")[1] == row
    assert document.title == "votes"


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
