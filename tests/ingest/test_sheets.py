"""Excel: the rows of a workbook are read as those of other tables."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest import survey

BRIDGE = "The harbour bridge was closed."
FERRY = "Ferries carry passengers."


def written(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_each_row_is_a_document_with_the_fields_that_the_first_row_names(tmp_path: Path) -> None:
    names = ["Text", "Published", None, "id", "notes"]
    day = datetime(2025, 6, 21)
    rows = [names, [BRIDGE, day, "stray", 7, "x"], [None] * 5, [FERRY], ["", day]]
    path = written(tmp_path / "notes.xlsx", rows, [])
    found = survey([str(path)])
    documents = list(found.documents())
    assert [(item.text, item.published) for item in documents] == [
        (BRIDGE, "2025-06-21"),
        (FERRY, None),
    ]
    assert documents[0].id == "7"
    assert found.kinds == {"Excel": 2}
    assert found.ignored == {"notes": 3}
    assert [item.reason for item in found.skipped] == ["line 5: has an empty text"]


def test_columns_are_mapped_as_in_other_tables(tmp_path: Path) -> None:
    path = written(tmp_path / "notes.xlsx", [["body"], [BRIDGE]])
    (document,) = survey([str(path)], columns={"text": "body"}).documents()
    assert document.text == BRIDGE
    with pytest.raises(InvalidInput, match="must name a column that a table has: 'body'"):
        survey([str(path)], columns={"text": "words"})
    with pytest.raises(InvalidSource, match=r"notes.xlsx: has no column 'text'"):
        survey([str(path)])


def test_what_is_no_single_table_is_refused(tmp_path: Path) -> None:
    table: list[list[object]] = [["text"], [BRIDGE]]
    with pytest.raises(InvalidSource, match="has several sheets, save each by itself: 'Sheet', 'S"):
        survey([str(written(tmp_path / "two.xlsx", table, table))])
    with pytest.raises(InvalidSource, match="holds no rows"):
        survey([str(written(tmp_path / "none.xlsx", []))])
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InvalidSource, match="is no Excel file: it is encrypted, damaged, or of"):
        survey([str(old)])


def test_a_hidden_sheet_is_no_sheet(tmp_path: Path) -> None:
    path = written(tmp_path / "notes.xlsx", [["text"], [BRIDGE]], [["text"], [FERRY]])
    book = load_workbook(path)
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    assert [item.text for item in survey([str(path)]).documents()] == [BRIDGE]
