"""A printed page is read by where its words stand."""

from pathlib import Path

import pytest
from fpdf import FPDF

from factcheck.ingest.pdf import read_pdf
from factcheck.ingest.typeset import Piece, laid_out

STEP, GAP = 12.0, 18.0
FULL = "The board considers the level of risk to be unchanged."


def page(*steps: tuple[float, str]) -> list[str]:
    """The lines of a page whose lines stand so far below each other."""
    pieces, height = list[Piece](), 700.0
    for step, text in steps:
        height -= step
        pieces.append(Piece(f"{text}\n", 60.0, height, 10.0))
    return [*laid_out(pieces)]


def test_a_wider_gap_parts_paragraphs_where_the_last_line_is_full() -> None:
    lines = page((0, FULL), (STEP, FULL), (GAP, "Leakage"), (STEP, FULL))
    assert lines == [FULL, FULL, "", "Leakage", FULL]


def test_equal_steps_part_nothing() -> None:
    assert page((0, FULL), (GAP, FULL), (GAP, FULL)) == [FULL, FULL, FULL]


def test_what_stands_at_one_height_is_one_line() -> None:
    pieces = [Piece("Annual report\n", 60, 30, 8), Piece("4\n", 535, 30, 8)]
    assert [*laid_out(pieces)] == ["Annual report 4"]


@pytest.mark.parametrize("is_numbered", [True, False])
def test_rows_of_a_table_say_what_their_cells_are(tmp_path: Path, is_numbered: bool) -> None:
    head = ["Area", "2022/23", "2023/24"] if is_numbered else ["Ship", "Built", "Seats"]
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.add_page()
    made.multi_cell(0, 6, FULL)
    with made.table() as table:
        for row in (head, ["North Moor", "21.4", "18.2"], ["Coast", "16.1", "15.5"]):
            table.row(row)
    made.output(str(tmp_path / "report.pdf"))
    (row,) = read_pdf(tmp_path / "report.pdf")
    assert str(row.values["text"]).split("\n\n") == [
        FULL,
        " | ".join(head),
        f"North Moor | {head[1]}: 21.4 | {head[2]}: 18.2",
        f"Coast | {head[1]}: 16.1 | {head[2]}: 15.5",
    ]
