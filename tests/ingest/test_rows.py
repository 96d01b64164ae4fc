"""Tables as text: each row says what its cells are."""

import pytest

from factcheck.ingest.rows import told, without_pipes

HEADER = ["Ship", "Built", "Seats"]


def test_cells_are_told_with_the_header_above_them() -> None:
    rows = [HEADER, ["Aurelia", "2004", "650"], ["Borealis", "2011", ""]]
    assert [*told(rows)] == [
        "Ship | Built | Seats",
        "Aurelia | Built: 2004 | Seats: 650",
        "Borealis | Built: 2011",
    ]


def test_a_title_above_the_header_is_a_line_of_its_own() -> None:
    rows = [["The fleet", "", ""], HEADER, ["Aurelia", "2004", "650"]]
    assert next(told(rows)) == "The fleet"
    assert [*told(rows)][-1] == "Aurelia | Built: 2004 | Seats: 650"


def test_headers_of_two_rows_are_read_together() -> None:
    rows = [
        ["Party", "Seats", "", "Votes"],
        ["", "2024", "2020", ""],
        ["Labour", "19", "31", "29.7"],
    ]
    assert [*told(rows)][-1] == "Labour | Seats 2024: 19 | Seats 2020: 31 | Votes: 29.7"


@pytest.mark.parametrize(
    "rows",
    [
        [["Length", "412 m"], ["Cost", "40 million"]],
        [["Name", "Office"], ["Ann Ferris", "mayor"]],
        [["Seats", "Seats"], ["12", "13"]],
        [HEADER, ["Aurelia", "2004"]],
        [HEADER],
        [],
    ],
)
def test_without_headers_cells_stand_side_by_side(rows: list[list[str]]) -> None:
    assert [*told(rows)] == [" | ".join(row) for row in rows]


def test_tables_of_markdown_are_told_and_other_lines_stay() -> None:
    lines = [
        "The fleet",
        "",
        "| Ship | Seats |",
        "|---|---:|",
        "| Aurelia | 650 |",
        "",
        "a | b",
        "|",
    ]
    assert [*without_pipes(lines)] == [
        *("The fleet", "", "Ship | Seats", "Aurelia | Seats: 650", "", "a | b"),
    ]
