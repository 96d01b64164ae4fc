"""Tables as text: each row says by itself what its cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_LONGEST_HEADER = 60
_WORDS = re.compile(r"\W*[^\W\d_]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/\u2013-]\d\d(?:\d\d)?)?")
# The line of dashes below the header of a table in Markdown.
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_CELLS = re.compile(r"(?<!\\)\|")

Row = Sequence[str]


def told(rows: Sequence[Row]) -> Iterator[str]:
    """The rows of a table, one after the other: "Aurelia | Built: 2004 | Capacity: 650".

    Of a table without headers the cells stand side by side.
    """
    first = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    headers, body = _headed(rows[first:])
    for row in (*rows[:first], headers, *([] if headers else body)):
        if any(row):
            yield " | ".join(filter(None, row))
    for row in body if headers else ():
        cells = [
            f"{header}: {cell}" if header and cell and place else cell
            for place, (header, cell) in enumerate(zip(headers, row, strict=True))
        ]
        yield " | ".join(filter(None, cells))


def without_pipes(lines: Sequence[str]) -> Iterator[str]:
    """Lines of Markdown, with their tables told row by row."""
    for is_table, group in groupby(lines, key=lambda line: line.lstrip().startswith("|")):
        found = [*group]
        if not is_table:
            yield from found
            continue
        rows = [_cells(line) for line in found if not _RULE.fullmatch(line.strip())]
        width = max(map(len, rows), default=0)
        yield from told([[*row, *[""] * (width - len(row))] for row in rows if any(row)])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]


def _headed(rows: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """The headers of a table, none if it has none, and its other rows."""
    if not rows:
        return [], rows
    headers, body = [*rows[0]], rows[1:]
    if body and not body[0][0] and _is_header(body[0]):
        headers, body = _below(headers, body[0]), body[1:]
    is_told = len(body) > 0 and all(len(row) == len(headers) for row in body)
    has_figures = any(any(map(str.isdigit, cell)) for row in body for cell in row[1:])
    distinct = [header for header in headers if header]
    if is_told and has_figures and _is_header(headers) and len({*distinct}) == len(distinct) > 1:
        return headers, body
    return [], rows


def _is_header(row: Row) -> bool:
    """Whether all cells but the first name something: words, or years."""
    return all(
        len(cell) <= _LONGEST_HEADER and (_YEAR.fullmatch(cell) or _WORDS.match(cell) or not cell)
        for cell in row
    ) and any(row[1:])


def _below(above: Row, below: Row) -> list[str]:
    """Headers of two rows; one that spans several columns stands over the first of them."""
    found, last = [], ""
    for one, other in zip(above, below, strict=True):
        last = one or last
        found.append(f"{last} {other}".strip() if other else one)
    return found
