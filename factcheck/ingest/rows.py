"""Tables as text: each row says by itself what its cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_NUMERIC = re.compile(r"[^\w\n]*\d")
# "2024", "2023/24": a header, where no figure below is one.
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/\u2013-]\d\d(?:\d\d)?)?")
_BARE = re.compile(r"[-\u2212\u2013]?\d[\d,]*(?:\.\d+)?")
_SCALES = {
    **dict.fromkeys(("million", "millions", "mn"), " million"),
    **dict.fromkeys(("billion", "billions", "bn"), " billion"),
    **dict.fromkeys(("thousand", "thousands", "'000", "'000s", "000s"), " thousand"),
    **dict.fromkeys(("%", "per cent", "percent"), "%"),
}
# Of anything else these are metres and the like.
_SCALES_OF_MONEY = _SCALES | {"m": " million", "k": " thousand", "000": " thousand"}
# "Spending (£m)", "Turnout, %"
_UNIT = re.compile(
    r"[\s(\[,](?P<money>[£$€¥])?\s?"
    rf"(?P<scale>{'|'.join(map(re.escape, _SCALES_OF_MONEY))})?[)\]]?\Z",
    re.IGNORECASE,
)
# The line of dashes that makes the one above it the header of a table in Markdown.
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELLS = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2

Row = Sequence[str]


def told(headers: Row, rows: Sequence[Row]) -> Iterator[str]:
    """The rows of a table, one after the other: "Aurelia | Built: 2004 | Capacity: 650".

    :param headers: none if the cells shall stand side by side.
    """
    if any(headers):
        yield side_by_side(headers)
    for row in rows:
        is_as_wide = len(row) == len(headers)
        yield side_by_side([*row[:1], *map(keyed, headers[1:], row[1:])] if is_as_wide else row)


def keyed(header: str, cell: str) -> str:
    """A cell that says what it is, a bare number in the unit that stands in its header."""
    unit = _UNIT.search(header)
    if unit is not None and _BARE.fullmatch(cell):
        money, scale = unit["money"] or "", (unit["scale"] or "").lower()
        cell = f"{money}{cell}{(_SCALES_OF_MONEY if money else _SCALES).get(scale, '')}"
    return f"{header}: {cell}" if header and cell else cell


def is_year(cell: str) -> bool:
    """Whether a cell is a year, or a year of budgets or seasons: "2023/24"."""
    return _YEAR.fullmatch(cell) is not None


def side_by_side(cells: Row) -> str:
    """The cells of a row that hold something, in one line."""
    return " | ".join(filter(None, cells))


def without_pipes(lines: Sequence[str]) -> Iterator[str]:
    """Lines of Markdown, with their tables told row by row; code stays as it is."""
    for is_table, group in groupby(_kinds(lines), key=lambda each: each[0]):
        found = [line for _, line in group]
        if not is_table:
            yield from found
            continue
        is_headed = len(found) > 1 and _is_rule(found[1])
        rows = [_cells(line) for line in found if not _is_rule(line)]
        yield from told(rows[0], rows[1:]) if is_headed else map(side_by_side, rows)


def guessed_headers(rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The headers of a table that does not say whether it has any, and its other rows.

    Only where a column holds figures below a word or a year, in three columns and three rows at
    least.
    """
    headers, body = (rows[0], rows[1:]) if rows else ([], rows)
    is_whole = all(len(row) == len(headers) for row in body) and all(headers[1:])
    is_large = len(headers) >= _FEWEST_COLUMNS and len(body) >= _FEWEST_ROWS
    years = [*filter(is_year, headers[1:])]
    figures = [header for header in headers[1:] if _NUMERIC.match(header)]
    is_own = not (years and any(is_year(cell) for row in body for cell in row))
    if not (is_whole and is_large and is_own) or years != figures:
        return [], rows
    columns = zip(*(row[1:] for row in body), strict=True)
    is_told = any(all(map(_NUMERIC.match, filter(None, column))) for column in columns)
    return (headers, body) if is_told else ([], rows)


def _kinds(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Each line, and whether it is one of a table: within a fence none is."""
    is_code = False
    for line in lines:
        is_fence = _FENCE.match(line) is not None
        is_code ^= is_fence
        yield not is_code and not is_fence and line.lstrip().startswith("|"), line


def _is_rule(line: str) -> bool:
    return "-" in line and _RULE.fullmatch(line.strip()) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in _CELLS.split(inner)]
