"""Excel: the cells of a workbook, as they were when it was saved."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidSource
from factcheck.ingest.damage import refusing_office

# Of how a number is to be shown (ECMA-376, part 1, 18.8.31): its currency, its decimals, a comma
# for each thousand that it is divided by, and what stands behind.
_NUMBER = re.compile(
    r"(?:\"?(?P<money>[£$€¥])[^#0]*)?[#,]*0(?:\.(?P<decimals>0+))?(?P<thousands>,*)"
    r"(?:\s*(?P<percent>%)|(?P<behind>[\\\s]*\"[^\"]*\"))?"
)
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
# Colours, and words with digits of their own.
_NO_PART = re.compile(r"\[[^\]]*\]|\"[^\"]*\d[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; its rows can be read again and again."""

    title: str
    _cells: Any

    def rows(self) -> Iterator[list[str]]:
        """The rows, one at a time, each with the words of its cells; empty for none."""
        for row in self._cells.iter_rows(values_only=True):
            yield [_written(value) for value in row]

    def as_shown(self) -> Iterator[list[str]]:
        """The same, with numbers as the workbook shows them: 0.0412 may be "4.1%" there."""
        for row in self._cells.iter_rows():
            yield [_shown(cell.value, cell.number_format) for cell in row]


@contextmanager
def opened_sheets(path: Path) -> Iterator[list[Sheet]]:
    """The sheets of a workbook that hold something and are not hidden.

    A formula counts with the value that was saved with it.

    :raises InvalidSource: if it is encrypted, damaged, no Excel file, or too large, or has no such
        sheet.
    """
    from openpyxl import load_workbook

    # It tells of styles and menus that it leaves out.
    warnings.filterwarnings("ignore", module="openpyxl")
    with refusing_office(path, "Excel", ".xls"):
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            for sheet in visible:
                # Some programs state a size that is not that of the sheet.
                sheet.reset_dimensions()
            sheets = [Sheet(sheet.title, sheet) for sheet in visible]
            filled = [sheet for sheet in sheets if any(map(any, sheet.rows()))]
            if not filled:
                raise InvalidSource(path, None, "holds no rows in sheets that are not hidden")
            yield filled
        finally:
            book.close()


def _written(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _shown(value: object, number_format: str | None) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    form = _form(number_format or "")
    if form is None or isinstance(value, bool) or not isinstance(value, int | float):
        return _written(value)
    percent, decimals = form["percent"] or "", len(form["decimals"] or "")
    scale = Decimal(100 if percent else 1).scaleb(-3 * len(form["thousands"]))
    with localcontext(rounding=ROUND_HALF_UP):
        number = f"{Decimal(repr(abs(value))) * scale:.{decimals}f}"
    sign = "-" if value < 0 and number.strip("0.") else ""
    behind = re.sub(r'[\\"]', "", form["behind"] or "")
    return f"{sign}{form['money'] or ''}{number}{percent}{behind}"


@lru_cache
def _form(number_format: str) -> re.Match[str] | None:
    of_positive = number_format.partition(";")[0]
    return _NUMBER.search(_NO_PART.sub("", _CURRENCY.sub(r'"\1"', of_positive)))
