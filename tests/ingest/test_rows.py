"""Tables as text: each row says what its cells are."""

import pytest

from factcheck.ingest.html import extract
from factcheck.ingest.page import Page
from factcheck.ingest.rows import guessed_headers, told, without_pipes

HEADER = ["Ship", "Built", "Seats"]
ROWS = [["Aurelia", "2004", "650"], ["Borealis", "2011", ""]]


def test_cells_are_told_with_the_header_above_them() -> None:
    assert [*told(HEADER, ROWS)] == [
        "Ship | Built | Seats",
        "Aurelia | Built: 2004 | Seats: 650",
        "Borealis | Built: 2011",
    ]
    assert [*told(HEADER, [["All ships", "650"]])][1:] == ["All ships | 650"]


def test_headers_are_guessed_only_where_figures_stand_below_words() -> None:
    assert guessed_headers([HEADER, *ROWS]) == (HEADER, ROWS)


@pytest.mark.parametrize("years", [["2023", "2024"], ["2022/23", "2023/24"], ["2023", "Target"]])
def test_years_are_headers_above_other_figures(years: list[str]) -> None:
    header, body = (
        ["£ million", *years],
        [["Revenue", "388.0", "412.0"], ["Debt", "1,251", "1,338"]],
    )
    assert guessed_headers([header, *body]) == (header, body)


@pytest.mark.parametrize(
    "rows",
    [
        [["Founded", "1961"], ["Members", "300"], ["Teams", "12"]],
        [["Ann Ito", "Socialist", "elected"], ["Bo Lund", "Liberal", "4,210"]],
        [["Ann Ito", "1961", "12"], ["Bo Lund", "1970", "13"], ["Kit Osei", "1980", "14"]],
        [["Name", "Office", "Town"], ["Ann", "mayor", "Port"], ["Bo", "judge", "Lund"]],
        [HEADER, ["Aurelia", "2004"], ["Borealis", "2011"]],
        [HEADER],
        [],
    ],
)
def test_else_a_table_has_none(rows: list[list[str]]) -> None:
    assert guessed_headers(rows) == ([], rows)


def test_tables_of_markdown_are_told_and_other_lines_stay() -> None:
    table = ["| Ship | Seats |", "|:-:|-|", "| Aurelia | 650 |"]
    lines = ["The fleet", "", *table, "", "a | b", "| c | d |"]
    assert [*without_pipes(lines)] == [
        *("The fleet", "", "Ship | Seats", "Aurelia | Seats: 650", "", "a | b", "c | d"),
    ]


def test_an_empty_first_header_keeps_its_place() -> None:
    lines = ["||2023|2024|", "|-|-|-|", "|Spain|11.2|12.1|"]
    assert [*without_pipes(lines)][-1] == "Spain | 2023: 11.2 | 2024: 12.1"


def test_code_is_no_table() -> None:
    lines = ["```", "| a | b |", "|---|---|", "| 1 | 2 |", "```"]
    assert [*without_pipes(lines)] == lines


def table_of(html: str) -> list[str]:
    text = (
        "<p>The fleet of Halvik Lines carried more passengers than in any year before it.</p>" * 3
    )
    page = f"<html><body><article><h1>Fleet</h1>{text}<table>{html}</table></article></body></html>"
    document = extract(Page("https://news.example.org/a", page.encode(), "text/html", None))
    return [line for line in document.text.split("\n\n") if "|" in line]


def test_a_table_of_a_page_has_the_headers_that_are_marked_so() -> None:
    head = "<tr><th>Ship</th><th>Built</th></tr>"
    row = "<tr><td>Aurelia</td><td><b>2004</b></td></tr>"
    assert table_of(head + row) == ["Ship | Built", "Aurelia | Built: 2004"]
    assert table_of(f"<thead>{head.replace('th>', 'td>')}</thead>{row}")[-1] == (
        "Aurelia | Built: 2004"
    )
    assert table_of(f"<tr><td>Founded</td><td>1961</td></tr>{row}") == [
        "Founded | 1961",
        "Aurelia | 2004",
    ]
    assert table_of("<tr><th>Founded</th><td>1961</td></tr><tr><th>Seats</th><td>3</td></tr>") == [
        "Founded | 1961",
        "Seats | 3",
    ]


def test_headers_of_two_rows_are_read_together() -> None:
    first = "<tr><th rowspan=2>Party</th><th colspan=2>Seats</th><th>Votes</th></tr>"
    second = "<tr><th>2024</th><th>2020</th><th>per cent</th></tr>"
    row = "<tr><td>Labour</td><td>19</td><td>31</td><td>29.7</td></tr>"
    assert table_of(first + second + row)[-1] == (
        "Labour | Seats 2024: 19 | Seats 2020: 31 | Votes per cent: 29.7"
    )
