"""Excel: the cells of a workbook, as they were when it was saved."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidSource
from factcheck.ingest.damage import refusing_office


@contextmanager
def opened_sheet(path: Path) -> Iterator[Iterator[list[str]]]:
    """The rows of a workbook, one at a time, each with the words of its cells; empty for none.

    A formula counts with the value that was saved with it.

    :raises InvalidSource: if it is encrypted, damaged, no Excel file, or too large, or if more than
        one sheet that is not hidden holds something.
    """
    from openpyxl import load_workbook

    # It tells of styles and menus that it leaves out.
    warnings.filterwarnings("ignore", module="openpyxl")
    with refusing_office(path, "Excel", ".xls"):
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            yield _rows(_sheet(path, book.worksheets))
        finally:
            book.close()


def _sheet(path: Path, sheets: list[Any]) -> Any:
    """The only sheet in sight that holds something: of several, nothing would tell rows apart."""
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    filled = [sheet for sheet in shown if any(map(any, _rows(sheet)))]
    if not filled:
        raise InvalidSource(path, None, "holds no rows in sheets that are not hidden")
    if len(filled) > 1:
        names = ", ".join(repr(sheet.title) for sheet in filled)
        raise InvalidSource(path, None, f"has several sheets, save each by itself: {names}")
    return filled[0]


def _rows(sheet: Any) -> Iterator[list[str]]:
    # Some programs state a size that is not that of the sheet.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield [_written(cell) for cell in row]


def _written(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
