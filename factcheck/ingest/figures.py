"""Tables of figures, as statistics are published: a document each, told row by row.

Offices print a title above the headers, notes below the last row and headings between rows, leave
columns empty, and name what several rows or columns share but once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from factcheck.config import Limits
from factcheck.ingest.fields import Values
from factcheck.ingest.rows import Row, is_year, side_by_side, told
from factcheck.language.grammar import tokenise
from factcheck.language.lexicons import words
from factcheck.language.verb_groups import finite_verb

_FIGURE = re.compile(
    r"[\s<>~≈±+\u2212\u2013£$€¥(-]*\d[\d\s.,]*(?:%|[a-z]{1,3})?[\s)*]*(?:\[\w+\])?", re.IGNORECASE
)
_MISSING = frozenset(("", "-", "\u2013", "\u2014", "..", ":", "n/a", "na", "nil", "c", "x", "z"))
_OF_TEXTS = words(
    """body content article headline claim statement tweet post message quote quotation comment
    story verdict rating"""
)
# A list of texts is no table of figures, though it may hold some: of its rows more than these
# shares have a cell of so many words, or one with a finite verb.
_LONG, _MOST_LONG, _MOST_SENTENCES = 12, 0.1, 0.25
_LOOKED_AT = 500


def table_of_figures(rows: Iterable[Row]) -> Values | None:
    """A table as one text, each cell of a row with its header, what stands around it as lines.

    :param rows: of a sheet or a file of separated values, from its first one on.
    :return: the text, and the first line above the table as the title; None of a list of texts, or
        if no column holds figures below a word or a year.
    """
    filled = _filled(rows)
    above = [*takewhile(_is_line, filled)]
    below = [*takewhile(_is_line, reversed(filled[len(above) :]))][::-1]
    headers, body = _headed(filled[len(above) : len(filled) - len(below)])
    if not _are_headers(headers) or not _has_figures(body) or _is_list_of_texts(headers, body):
        return None
    name = _name_column(body)
    ordered = [_led_by(name, row) for row in _named(name, body)]
    lines = told(_led_by(name, headers), ordered)
    text = "\n\n".join((*map(side_by_side, above), *lines, *map(side_by_side, below)))
    return {"text": text, "title": side_by_side(above[0]) if above else None}


def sheet_of_words(rows: Iterable[Row]) -> Values:
    """A sheet that stands beside tables of figures, such as the notes on them, line by line."""
    return {"text": "\n\n".join(map(side_by_side, _filled(rows))), "title": None}


def _filled(rows: Iterable[Row]) -> list[Row]:
    """The rows and columns that hold something, all rows as wide."""
    found = [[cell.strip() for cell in row] for row in _held(rows) if any(map(str.strip, row))]
    width = max(map(len, found), default=0)
    whole = [[*row, *[""] * (width - len(row))] for row in found]
    columns = [column for column in zip(*whole, strict=True) if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def _held(rows: Iterable[Row]) -> Iterator[Row]:
    """As many rows as a document may hold, and one more: what is longer is refused in any case."""
    size = 0
    for row in rows:
        yield row
        size += sum(map(len, row))
        if size > Limits.document_chars:
            return


def _is_line(row: Row) -> bool:
    return sum(map(bool, row)) == 1


def _headed(rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The headers of a table, those that stand above several of them before each, and its rows."""
    if len(rows) > 2 and not all(rows[0][1:]) and _are_headers(rows[1]):
        return [
            " ".join(filter(None, pair)) for pair in zip(_carried(rows[0]), rows[1], strict=True)
        ], rows[2:]
    return (rows[0], rows[1:]) if rows else ([], [])


def _carried(cells: Row) -> Iterator[str]:
    """Each cell, or the last one before it that holds something."""
    last = ""
    for cell in cells:
        last = cell or last
        yield last


def _are_headers(row: Row) -> bool:
    """Whether all but the first of several cells are filled, and with figures only if years."""
    return (
        len(row) > 1 and all(row[1:]) and all(is_year(cell) or not _is_figure(cell) for cell in row)
    )


def _has_figures(rows: Sequence[Row]) -> bool:
    return any(map(_is_counted, zip(*rows, strict=True)))


def _is_counted(column: Sequence[str]) -> bool:
    """Whether a column holds figures, or nothing where they are missing, and not only years."""
    cells = [cell for cell in column if cell.casefold() not in _MISSING]
    return bool(cells) and all(map(_is_figure, cells)) and not all(map(is_year, cells))


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None


def _is_list_of_texts(headers: Row, rows: Sequence[Row]) -> bool:
    looked_at = rows[:_LOOKED_AT]
    long = sum(any(len(cell.split()) > _LONG for cell in row) for row in looked_at)
    sentences = sum(any(map(_is_sentence, row)) for row in looked_at)
    return (
        not _OF_TEXTS.isdisjoint(map(str.casefold, headers))
        or long > _MOST_LONG * len(looked_at)
        or sentences > _MOST_SENTENCES * len(looked_at)
    )


def _is_sentence(cell: str) -> bool:
    return " " in cell and finite_verb(tokenise(cell, 0, len(cell))) is not None


def _name_column(rows: Sequence[Row]) -> int:
    """Which column says what a row is about: the first one, unless that only counts."""
    columns = [*zip(*rows, strict=True)]
    return next((at for at, column in enumerate(columns) if not _is_counted(column)), 0)


def _named(name: int, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, each with its name: of several kinds of one thing only the first has it."""
    last = ""
    for row in rows:
        others = [*row[:name], *row[name + 1 :]]
        is_of_kind = any(cell and not _is_figure(cell) for cell in others)
        last = row[name] or (last if is_of_kind else "")
        yield [*row[:name], last, *row[name + 1 :]]


def _led_by(name: int, row: Row) -> Row:
    return [row[name], *row[:name], *row[name + 1 :]]
