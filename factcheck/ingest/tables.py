"""Tables (CSV, TSV, Excel, Parquet): a document a row, by the names of columns or a map of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.damage import refusing
from factcheck.ingest.fields import Columns, Read, Row, Values
from factcheck.ingest.figures import sheet_of_words, tables_of_figures
from factcheck.ingest.fragments import without_markup
from factcheck.ingest.jsonl import FIELDS
from factcheck.ingest.plain import lines_of
from factcheck.ingest.sheets import Sheet, opened_sheets
from factcheck.ingest.tabs import with_literal_quotes

_LONGEST_CELL = 64 * 2**20
# Excel's own line above the names of the columns.
_STATED = re.compile(r"\"?sep=(?P<mark>[,;|\t])\"?\n", re.IGNORECASE)
_SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet")


def parse_columns(text: str) -> dict[str, str]:
    """`text=body,title=headline` as a map from fields of documents to columns.

    :raises InvalidInput: if a field is unknown, named twice, or has no column.
    """
    found: dict[str, str] = {}
    for pair in filter(None, map(str.strip, text.split(","))):
        field, _, column = map(str.strip, pair.partition("="))
        if field not in FIELDS or not column or field in found:
            expected = f"must be FIELD=COLUMN,…, each field once, of {', '.join(FIELDS)}"
            raise InvalidInput("columns", pair, expected)
        found[field] = column
    return found


def require_columns(columns: Columns, files: Iterable[Path]) -> None:
    """Refuse a map with a column that none of the tables has: it is most likely misspelt.

    :param files: of any kinds; where no table that can be opened is among them, nothing is refused.
    :raises InvalidInput: if there is such a column.
    """
    tables = [path for path in files if path.suffix.lower() in _SUFFIXES] if columns else []
    there = dict.fromkeys(name for path in tables for name in _columns_of(path, columns))
    for field, column in columns.items():
        if there and column not in there:
            expected = f"must name a column that a table has: {', '.join(map(repr, there))}"
            raise InvalidInput("columns", f"{field}={column}", expected)


def _columns_of(path: Path, columns: Columns) -> list[str]:
    try:
        return _first_line(path, columns)
    except InvalidSource:
        return []


def _first_line(path: Path, columns: Columns) -> list[str]:
    if path.suffix.lower() == ".parquet":
        with _opened_parquet(path) as file:
            return list(file.schema_arrow.names)
    if path.suffix.lower() == ".xlsx":
        with opened_sheets(path) as sheets:
            return next(sheets[0].rows())
    with opened_table(path, columns) as reader:
        return next(reader, [])


def read_table(path: Path, columns: Columns) -> Read:
    """The rows of a file of values set apart by commas, semicolons or tabs; the first has names.

    One that has no column for the text, but figures, is a document for each table in it.

    :raises InvalidSource: with the line, if it is ragged; without one, if it is in an encoding that
        is not known or lacks a column.
    """
    with opened_table(path, columns) as reader:
        names: list[str] = next(reader, [])
        if not _has_text(names, columns) and (tables := tables_of_figures([names, *reader])):
            yield from _numbered(tables, "")
            return
        fields = _fields(path, names, columns)
        unread = _unread(names, fields)
        for row in reader:
            if not row:
                continue
            if len(row) != len(names):
                reason = f"has {len(row)} cells, the first line names {len(names)} columns"
                raise InvalidSource(path, reader.line_num, reason)
            values = _values(fields, dict(zip(names, row, strict=True)))
            yield Row(reader.line_num, values, ignored=unread)


@contextmanager
def opened_table(path: Path, columns: Columns) -> Iterator[Any]:
    """A reader of the rows, the one with the names included; it knows its `line_num`.

    :raises InvalidSource: if it is in an encoding that is not known, or a quoted cell has no end.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = lines_of(path)
    first = next(lines, "")
    stated = _STATED.fullmatch(first)
    is_tsv = path.suffix.lower() == ".tsv"
    mark = stated["mark"] if stated else "\t" if is_tsv else _separator(first, columns)
    lines = chain([first], lines)
    given = with_literal_quotes(lines) if mark == "\t" else lines
    reader = csv.reader(given, delimiter=mark, strict=True)
    try:
        if stated:
            next(reader)
        yield reader
    except csv.Error as error:
        raise InvalidSource(path, reader.line_num, f"is no table: {error}") from error


def _separator(first: str, columns: Columns) -> str:
    """That which sets the column with the text apart: not a comma where numbers have one."""
    wanted = {columns.get("text", "text").lower(), "text"}
    names = {mark: next(csv.reader([first], delimiter=mark), []) for mark in ",;\t"}
    for mark, found in names.items():
        if not wanted.isdisjoint(name.strip().lower() for name in found):
            return mark
    return max(names, key=lambda mark: len(names[mark]))


def read_xlsx(path: Path, columns: Columns) -> Read:
    """The rows of an Excel file; the first has names. Each table of figures is one document.

    :raises InvalidSource: if it lacks a column or has several sheets that are no tables of figures;
        see :func:`opened_sheets`.
    """
    with opened_sheets(path) as sheets:
        is_list = any(_has_text(next(sheet.rows()), columns) for sheet in sheets)
        tables = [] if is_list else [tables_of_figures(sheet.as_shown()) for sheet in sheets]
        if any(tables):
            yield from _sheets_of_figures(sheets, tables)
        elif len(sheets) > 1:
            several = ", ".join(repr(sheet.title) for sheet in sheets)
            raise InvalidSource(path, None, f"has several sheets, save each by itself: {several}")
        else:
            yield from _rows_of_sheet(path, sheets[0], columns)


def _sheets_of_figures(sheets: Sequence[Sheet], tables: Sequence[Sequence[Values]]) -> Read:
    """Each table as a document, and so each sheet beside them; the only one is the file."""
    for sheet, found in zip(sheets, tables, strict=True):
        part = sheet.title if len(sheets) > 1 else ""
        yield from _numbered(found or [sheet_of_words(sheet.as_shown())], part)


def _numbered(tables: Sequence[Values], part: str) -> Iterator[Row]:
    """What is called so, by its number where there are several."""
    for number, values in enumerate(tables, start=1):
        own = "#".join(filter(None, (part, str(number)))) if len(tables) > 1 else part
        yield Row(None, {**values, "title": values["title"] or part or None}, part=own)


def _rows_of_sheet(path: Path, sheet: Sheet, columns: Columns) -> Read:
    rows = sheet.rows()
    names = next(rows)
    fields = _fields(path, [*filter(None, names)], columns)
    unread = _unread([*filter(None, names)], fields)
    for number, row in enumerate(rows, start=2):
        if any(row):
            values = _values(fields, dict(zip_longest(names, row, fillvalue="")))
            yield Row(number, values, ignored=unread)


def read_parquet(path: Path, columns: Columns) -> Read:
    """The rows of a Parquet file.

    :raises InvalidSource: if it is damaged or lacks a column, or what reads it is not installed.
    """
    with _opened_parquet(path) as file:
        names = file.schema_arrow.names
        fields = _fields(path, names, columns)
        unread = _unread(names, fields)
        for number, values in enumerate(_rows(file, fields), start=1):
            yield Row(number, values, ignored=unread)


@contextmanager
def _opened_parquet(path: Path) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        reason = "needs a package: pip install 'factcheck-engine[parquet]'"
        raise InvalidSource(path, None, reason) from error
    # Of cells that are no text or date it raises what it meets, not errors of its own.
    with refusing(path):
        try:
            with parquet.ParquetFile(path) as file:
                yield file
        except (ArrowException, OSError) as error:
            raise InvalidSource(path, None, f"cannot be read as Parquet ({error})") from error


def _rows(file: Any, fields: Mapping[str, str]) -> Iterator[Values]:
    for batch in file.iter_batches(columns=list(fields.values())):
        for row in batch.to_pylist():
            yield _values(fields, row)


def _fields(path: Path, names: Sequence[str], columns: Columns) -> dict[str, str]:
    """Which column each field is taken from: as the map says, or else the one of its name."""
    if not names:
        raise InvalidSource(path, None, "names no columns")
    fields: dict[str, str] = {}
    for field in FIELDS:
        found = [name for name in names if name == columns.get(field)]
        found = found or [name for name in names if name.strip().lower() == field]
        if len(found) > 1:
            several = " and ".join(map(repr, found))
            raise InvalidSource(path, None, f"has several columns for {field}: {several}; keep one")
        if found:
            fields[field] = found[0]
    if "text" not in fields:
        wanted = " nor ".join(map(repr, dict.fromkeys([columns.get("text", "text"), "text"])))
        there = ", ".join(map(repr, names))
        reason = f"has no column {wanted}; say which it is (columns, text=NAME); it has {there}"
        raise InvalidSource(path, None, reason)
    return fields


def _has_text(names: Sequence[str], columns: Columns) -> bool:
    wanted = columns.get("text")
    return any(name == wanted or name.strip().lower() == "text" for name in names)


def _unread(names: Sequence[str], fields: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(set(names) - set(fields.values()))


def _values(fields: Mapping[str, str], row: Mapping[str, Any]) -> Values:
    cells = {field: row[column] for field, column in fields.items()}
    found = {field: _written(cell) for field, cell in cells.items() if cell not in (None, "")}
    return {
        field: without_markup(value) if field == "text" else value for field, value in found.items()
    }


def _written(cell: object) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)
