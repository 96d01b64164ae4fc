"""Whose row a figure stands in: 900 seats of the Borealis are none of the Corvina's.

The stance model takes any figure of a table for that of any name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.checks.misalignments import Misalignment
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import quantities
from factcheck.types import Span

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"\s*([^|\n]+?)\s*(?:\||\Z)")
# "Seats 2024: 23": the key's own year is no figure of the row.
_KEYED = re.compile(r"[^:]{1,80}: ")
_FIGURE = re.compile(r"[^\w\n]*\d")
_FEWEST_ROWS, _FEWEST_CELLS, _MOST_ROWS = 2, 2, 200


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row is about, and where the other cells stand."""

    name: frozenset[str]
    cells: tuple[Span, ...]


def in_other_row(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a table gives for another name than the claim's."""
    if " | " not in passage:
        return None
    rows = [*_rows(passage)][:_MOST_ROWS]
    own = _named(rows, content_words(claim))
    if own is None or len(rows) < _FEWEST_ROWS:
        return None
    others = [row for row in rows if row is not own and len(row.cells) == len(own.cells)]
    for value, where in _numbers(claim):
        if any(_has(passage, cell, value) for cell in own.cells):
            continue
        columns = {
            column
            for row in others
            for column, cell in enumerate(row.cells)
            if _has(passage, cell, value)
        }
        rival = own.cells[columns.pop()] if len(columns) == 1 else None
        if rival is not None and _figures(passage, rival):
            shown, told = claim[where.start : where.end], passage[rival.start : rival.end]
            reason = f"the claim says {shown}, the row of the table “{told}”"
            return Misalignment(reason, rival)
    return None


def _rows(passage: str) -> Iterator[_Row]:
    for line in _LINE.finditer(passage):
        cells = [Span(*cell.span(1)) for cell in _CELL.finditer(passage, *line.span())]
        if " | " in line[0] and len(cells) >= _FEWEST_CELLS:
            name, *rest = cells
            yield _Row(frozenset(content_words(passage[name.start : name.end])), tuple(rest))


def _named(rows: Sequence[_Row], wanted: set[str] | frozenset[str]) -> _Row | None:
    """The one row of whose name the claim has all words; of several that with most."""
    named = sorted((row for row in rows if row.name and row.name <= wanted), key=_length)
    is_one = len(named) == 1 or (len(named) > 1 and _length(named[-2]) < _length(named[-1]))
    return named[-1] if is_one else None


def _length(row: _Row) -> int:
    return len(row.name)


def _numbers(text: str) -> list[tuple[float, Span]]:
    """The numbers of a text, years among them."""
    counted = [(each.value, each.span) for each in quantities(text)]
    dates = [each for each in written_dates(text) if each.year and each.month is None]
    years = [(float(each.year or 0), each.span) for each in dates]
    return counted + [year for year in years if year not in counted]


def _has(passage: str, cell: Span, value: float) -> bool:
    return any(found == value for found, _ in _figures(passage, cell))


def _figures(passage: str, cell: Span) -> list[tuple[float, Span]]:
    """The numbers of a cell that begins with one, as no header does."""
    words = passage[cell.start : cell.end]
    key = _KEYED.match(words)
    words = words[key.end() :] if key else words
    return _numbers(words) if _FIGURE.match(words) else []
