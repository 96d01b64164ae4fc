"""Tables as text: each row says by itself what its cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_NUMERIC = re.compile(r"[^\w\n]*\d")
# "2024", "2023/24", "2024 [p]": a header, where no figure below is one.
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[/\u2013-]\d\d(?:\d\d)?)?(?:\s?(?:\*|[a-z]|\([a-z]\)|\[[\w ]+\]))*"
)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_BARE = re.compile(rf"(?P<sign>[-\u2212\u2013+]?)(?P<number>{_NUMBER})")
_MINUS = str.maketrans("\u2212\u2013", "--")
# Accountants write a loss so.
_LOSS = re.compile(rf"\((?P<number>{_NUMBER})\)")
_SCALES = {
    **dict.fromkeys(("million", "millions", "mn"), " million"),
    **dict.fromkeys(("billion", "billions", "bn"), " billion"),
    **dict.fromkeys(("thousand", "thousands", "'000", "'000s", "000s"), " thousand"),
    **dict.fromkeys(("%", "per cent", "percent"), "%"),
}
# Of anything else these are metres and the like.
_SCALES_OF_MONEY = _SCALES | {"m": " million", "k": " thousand", "000": " thousand"}
# "Spending (£m)", "Turnout, %", but not "Births per thousand", "Towns of over a million"
_UNIT = re.compile(
    r"(?<!\bper)(?<!\bone)(?<!\ba)(?!(?<=\d)\s[mbt])[\s(\[,](?P<money>[£$€¥])?\s?"
    rf"(?P<scale>{'|'.join(map(re.escape, _SCALES_OF_MONEY))})?[)\]]?\Z",
    re.IGNORECASE,
)
# The line of dashes that makes the one above it the header of a table in Markdown.
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELLS = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2

Row = Sequence[str]


def told(headers: Row, rows: Sequence[Row], above: str = "") -> Iterator[str]:
    """The rows of a table, one after the other: "Aurelia | Built: 2004 | Capacity: 650".

    :param headers: none if the cells shall stand side by side.
    :param above: what may say in which unit the figures below years are.
    """
    if any(headers):
        yield side_by_side(headers)
    for row in rows:
        is_as_wide = len(row) == len(headers)
        unit = _unit(row[0] if row else "") or _unit(above)
        cells = (keyed(*each, unit) for each in zip(headers[1:], row[1:], strict=False))
        yield side_by_side([*row[:1], *cells] if is_as_wide else row)


def keyed(header: str, cell: str, of_years: re.Match[str] | None = None) -> str:
    """A cell that says what it is, a bare number in the unit that stands in its header.

    :param of_years: the unit where the header is a year.
    """
    unit = of_years if is_year(header) else _unit(header)
    if unit is not None:
        cell = _in_unit(cell, unit)
    return f"{header}: {cell}" if header and cell else cell


def _unit(header: str) -> re.Match[str] | None:
    return _UNIT.search(f" {header}") if header else None


def _in_unit(cell: str, unit: re.Match[str]) -> str:
    money, scale = unit["money"] or "", (unit["scale"] or "").lower()
    loss = _LOSS.fullmatch(cell) if money else None
    bare = _BARE.fullmatch(f"-{loss['number']}" if loss else cell)
    if bare is None:
        return cell
    scaled = (_SCALES_OF_MONEY if money else _SCALES).get(scale, "")
    return f"{bare['sign'].translate(_MINUS)}{money}{bare['number']}{scaled}"


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
