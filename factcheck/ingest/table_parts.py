"""The tables of a sheet: several may stand one below the other, or side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from factcheck.ingest.cells import are_names, is_counted, is_line, is_missing
from factcheck.ingest.rows import Row, is_year

_FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A table with the lines above and below it; without figures it is none."""

    above: Sequence[Row]
    headers: Row
    body: Sequence[Row]
    below: Sequence[Row]

    @property
    def is_table(self) -> bool:
        """Whether headers stand above figures."""
        is_headed = len(self.headers) > 1 and all(self.headers[1:]) and are_names(self.headers)
        return is_headed and any(map(is_counted, zip(*self.body, strict=True)))

    @property
    def begins_with_names(self) -> bool:
        """Whether the first column says what the rows are about."""
        return not is_counted([row[0] for row in self.body])


def parts_of(rows: Iterable[Row]) -> list[Part]:
    """The tables of a sheet in order, with what stands around them; empty rows are left out."""
    return [part for below in _parts_below(rows) for part in _parts_beside(below)]


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows and columns that hold something, all rows as wide."""
    return [*zip(*filter(any, _columns(rows)), strict=True)]


def _parts_below(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Another table begins at headers of the same things, or of years behind an empty row or line.

    Rows with several years are none if the table has some: "War A", 1914, 1918.
    """
    part: list[Row] = []
    headers: Row = []
    has_years = False
    for each in rows:
        row = [cell.strip() for cell in each]
        is_apart = bool(part) and sum(map(bool, part[-1])) <= 1
        is_of_years = _is_of_years(row)
        is_same = row[:1] == headers[:1] and (is_apart or any(row[:1]))
        is_new = is_same or (is_apart and is_of_years and not has_years)
        if headers and is_new and _are_headers(row):
            before, part = _without_title(part)
            yield before
            headers, has_years = [], False
        has_years |= bool(headers) and is_of_years
        if not headers and sum(map(bool, row)) > 1:
            headers = row
        part.append(row)
    yield part


def _without_title(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a table, and the lines below them that stand right above another one."""
    end = len(rows)
    while end and not any(rows[end - 1]):
        end -= 1
    while end and is_line(rows[end - 1]):
        end -= 1
    return rows[:end], rows[end:]


def _is_of_years(row: Row) -> bool:
    return len({*filter(is_year, row)}) >= _FEWEST_YEARS


def _are_headers(row: Row) -> bool:
    cells = [*filter(None, row)]
    return len(cells) > 1 and are_names(cells) and not any(map(is_missing, cells))


def _parts_beside(rows: Sequence[Row]) -> list[Part]:
    """The tables that empty columns part, if each has names and figures of its own."""
    groups = groupby(_columns(rows), any)
    tables = [_part([*zip(*group, strict=True)]) for is_filled, group in groups if is_filled]
    if len(tables) > 1 and all(one.is_table and one.begins_with_names for one in tables):
        return tables
    return [_part(filled(rows))]


def _columns(rows: Iterable[Row]) -> Iterator[Row]:
    held = [row for row in rows if any(row)]
    width = max(map(len, held), default=0)
    return zip(*([*row, *[""] * (width - len(row))] for row in held), strict=True)


def _part(rows: Sequence[Row]) -> Part:
    held = [*filter(any, rows)]
    above = [*takewhile(is_line, held)]
    below = [*takewhile(is_line, reversed(held[len(above) :]))][::-1]
    headers, body = _headed(held[len(above) : len(held) - len(below)])
    return Part(above, headers, body, below)


def _headed(rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The headers of a table, each with what stands above several of them, or its unit below."""
    if not rows:
        return [], []
    headers, body = rows[0], rows[1:]
    while len(body) > 1 and are_names(headers) and _go_on(headers, body[0]):
        headers = [
            " ".join(filter(None, pair)) for pair in zip(_carried(headers), body[0], strict=True)
        ]
        body = body[1:]
    return headers, body


def _go_on(headers: Row, row: Row) -> bool:
    """Whether a row names columns, too: some that the headers leave blank, or only their units."""
    if not are_names(row) or any(map(is_missing, filter(None, row))):
        return False
    is_above = len(row) > 1 and all(row[1:]) and not all(headers[1:])
    return is_above or (not row[0] and all(map(any, zip(headers[1:], row[1:], strict=True))))


def _carried(cells: Row) -> Iterator[str]:
    """Each cell, or the last one before it that holds something."""
    last = ""
    for cell in cells:
        last = cell or last
        yield last
