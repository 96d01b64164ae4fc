"""Tables of figures, as statistics are published: a document each, told row by row.

Offices print a title above the headers, notes below the last row and headings between rows, leave
columns empty, and name what several rows or columns share but once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from factcheck.config import Limits
from factcheck.ingest.cells import is_counted
from factcheck.ingest.fields import Values
from factcheck.ingest.rows import Row, side_by_side, told
from factcheck.ingest.table_parts import Part, filled, parts_of
from factcheck.language.grammar import tokenise
from factcheck.language.lexicons import words
from factcheck.language.verb_groups import finite_verb

_CODE = re.compile(r"[A-Z]+\d{3,}")
_MARK = re.compile(r"\[[^\]]*\]")
_OF_TEXTS = words(
    """body content article headline claim statement tweet post message quote quotation comment
    story verdict rating"""
)
# A list of texts is no table of figures, though it may hold some: of its rows more than these
# shares have a cell of so many words, or one with a finite verb.
_LONG, _MOST_LONG, _MOST_SENTENCES = 12, 0.1, 0.25
_LOOKED_AT = 500


def tables_of_figures(rows: Iterable[Row]) -> list[Values]:
    """Each table as a text, each cell of a row with its header, what stands around it as lines.

    :param rows: of a sheet or a file of separated values, from its first one on.
    :return: the text of each, and the first line above it as its title; none of a list of texts, or
        if no column holds figures below a word or a year.
    """
    parts = parts_of(_held(rows))
    if any(map(_is_list_of_texts, parts)):
        return []
    tables: list[list[Part]] = []
    words_above: list[Part] = []
    for part in parts:
        words_above.append(part)
        if part.is_table:
            tables.append(words_above)
            words_above = []
    if tables:
        tables[-1] += words_above
    found = [_values(table) for table in tables]
    # What is longer was not held to its end, and is refused as a whole.
    is_whole = sum(len(str(each["text"])) for each in found) <= Limits.document_chars
    return found if is_whole else [_values(parts)]


def sheet_of_words(rows: Iterable[Row]) -> Values:
    """A sheet that stands beside tables of figures, such as the notes on them, line by line."""
    return {"text": "\n\n".join(map(side_by_side, filled(_held(rows)))), "title": None}


def _held(rows: Iterable[Row]) -> Iterator[Row]:
    """As many rows as a document may hold, and one more: what is longer is refused in any case."""
    size = 0
    for row in rows:
        yield row
        size += sum(len(cell.strip()) for cell in row)
        if size > Limits.document_chars:
            return


def _values(parts: Sequence[Part]) -> Values:
    above = parts[0].above
    text = "\n\n".join(line for part in parts for line in _lines(part))
    return {"text": text, "title": side_by_side(above[0]) if above else None}


def _lines(part: Part) -> Iterator[str]:
    yield from map(side_by_side, part.above)
    if part.is_table:
        name = _name_column(part.body)
        rows = [_led_by(name, row) for row in _named(name, part.body)]
        above = " ".join(map(side_by_side, part.above))
        yield from told(_led_by(name, part.headers), rows, above)
    else:
        yield from map(side_by_side, filter(any, (part.headers, *part.body)))
    yield from map(side_by_side, part.below)


def _is_list_of_texts(part: Part) -> bool:
    looked_at = part.body[:_LOOKED_AT]
    long = sum(any(len(cell.split()) > _LONG for cell in row) for row in looked_at)
    sentences = sum(any(map(_is_sentence, row)) for row in looked_at)
    return (
        not _OF_TEXTS.isdisjoint(map(str.casefold, part.headers))
        or long > _MOST_LONG * len(looked_at)
        or sentences > _MOST_SENTENCES * len(looked_at)
    )


def _is_sentence(cell: str) -> bool:
    plain = _MARK.sub("", cell).strip()
    return " " in plain and finite_verb(tokenise(plain, 0, len(plain))) is not None


def _name_column(rows: Sequence[Row]) -> int:
    """Which column says what a row is about: the first one that neither counts nor has codes."""
    columns = [*zip(*rows, strict=True)]
    of_words = [at for at, column in enumerate(columns) if not is_counted(column)]
    named = (at for at in of_words if not all(map(_CODE.fullmatch, filter(None, columns[at]))))
    return next(named, of_words[0] if of_words else 0)


def _named(name: int, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, each with its name: of several kinds of one thing only the first has it."""
    columns = [*zip(*rows, strict=True)]
    kinds = [*takewhile(lambda at: not is_counted(columns[at]), range(name + 1, len(columns)))]
    last = ""
    for row in rows:
        last = row[name] or (last if any(row[at] for at in kinds) else "")
        yield [*row[:name], last, *row[name + 1 :]]


def _led_by(name: int, row: Row) -> Row:
    return [row[name], *row[:name], *row[name + 1 :]]
