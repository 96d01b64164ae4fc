"""Whose row a figure stands in: 900 seats of the Borealis are none of the Corvina's.

The stance model takes any figure of a table for that of any name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from factcheck.checks.misalignments import Misalignment
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import quantities
from factcheck.types import Span

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"\s*([^|\n]+?)\s*(?:\||\Z)")
# "Seats 2024: 23": the key's own year is no figure of the row.
KEYED = re.compile(r"[^:]{1,80}: ")
FIGURE = re.compile(r"[^\w\n]*\d")
NEGATIVE = re.compile(r"\s*[-\u2212\u2013(]")
# What a claim may say besides name, header and figure: that it has it. Units are of the figure.
HAVING = content_words(
    "has have had holds held counts counted numbers numbered totals totalled stands stood was were "
    "is are won wins got gets received reached reaches measured measures carried"
)
_UNITS = content_words("million billion percent per cent euros dollars pounds crowns people")
_OF_M, _MILLION = re.compile(r"\W*[\d.,]+\s?m"), 1_000_000
# "38.0 megalitres a day"
_RATE = re.compile(r"\d [a-z]+ (?:an?|per) [a-z]+\b")
_FEWEST_CELLS, _MOST_ROWS = 2, 200


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a row is about, and where the other cells stand; `heading` is the line above its table.

    As stems, as names are.
    """

    heading: frozenset[str]
    name: frozenset[str]
    cells: tuple[Span, ...]


def has_rows(text: str) -> bool:
    """Whether rows of a table stand in a text."""
    return " | " in text


def in_other_cell(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a table gives for another name than the claim's, or under
    another header.
    """
    if not has_rows(passage):
        return None
    rows, own = _own(claim, passage)
    if own is None:
        return None
    others = [row for row in rows if row is not own and _is_beside(row, own, passage)]
    meant = _meant(claim, passage, own)
    for value, where in _numbers(claim):
        if any(_has(passage, cell, value) for cell in own.cells):
            under = meant or _under_other_header(claim, passage, own, value)
            if under is None or _has(passage, under, value) or not _figures(passage, under):
                continue
            return _misaligned(claim, where, passage, under)
        if _follows(claim, where, passage, own, is_of_all=meant is None):
            continue
        columns = {
            column
            for row in others
            for column, cell in enumerate(row.cells)
            if _has(passage, cell, value)
        }
        rival = own.cells[columns.pop()] if len(columns) == 1 else None
        if rival is not None and _figures(passage, rival):
            return _misaligned(claim, where, passage, rival)
    return None


def _under_other_header(claim: str, passage: str, row: TableRow, value: float) -> Span | None:
    """The cell that the claim means by "men", if the value stands under "Women Pay" alone."""
    own = [cell for cell in row.cells if _has(passage, cell, value)]
    if len(own) != 1:
        return None
    wanted, header = content_words(claim) - row.name, _header(passage, own[0])
    found: dict[int, list[Span]] = {}
    for cell in row.cells:
        other = _header(passage, cell)
        is_meant = bool((other - header) & wanted) and not (header - other) & wanted
        if is_meant and header - other and header & other:
            found.setdefault(len(header & other), []).append(cell)
    nearest = found[max(found)] if found else []
    return nearest[0] if len(nearest) == 1 else None


def _header(passage: str, cell: Span) -> frozenset[str]:
    key = KEYED.match(passage, cell.start, cell.end)
    return frozenset(content_words(key[0])) if key else frozenset()


def told_in_row(claim: str, passage: str, around: str | None) -> Span | None:
    """The cell of a table that says what a claim does: for its name, under its header, its figure.

    Only where the claim says next to nothing besides, but for words of the heading above the row.

    :param around: what stands above the passage: title and heading.
    """
    if not has_rows(passage) or is_negated(claim):
        return None
    wanted = content_words(claim)
    _, own = _own(claim, passage)
    meant = _meant(claim, passage, own) if own is not None else None
    if own is None or meant is None:
        return None
    told = content_words(passage[meant.start : meant.end])
    numbers = [each for each in _numbers(claim) if f"{each[0]:g}" not in told - _UNITS]
    stated = [each for each in _numbers(claim) if _has(passage, meant, each[0])]
    besides = {word for word in wanted - own.name - told - _UNITS if not word[0].isdigit()}
    above = content_words(around or "") | own.heading
    # A unit that no cell has is of what the heading names.
    rate = _RATE.search(claim) if above & besides else None
    besides -= content_words(rate[0]) if rate else frozenset()
    is_all = besides <= above | HAVING
    is_exact = all(each.precision == "exact" for each in quantities(claim))
    return meant if is_all and is_exact and len(stated) == 1 and len(numbers) <= 1 else None


def _follows(claim: str, where: Span, passage: str, row: TableRow, *, is_of_all: bool) -> bool:
    """Whether a number of the claim is that of its row about, or all of its numbers together.

    :param is_of_all: whether the claim may be of them all, as it names no header.
    """
    given = [
        each
        for each in quantities(passage)
        if any(cell.start <= each.span.start < cell.end for cell in row.cells)
    ]
    wanted = [each for each in quantities(claim) if each.span == where]
    return any(
        (is_of_all and one.value == sum(each.value for each in given))
        or any(map(one.follows_from, given))
        for one in wanted
    )


def _misaligned(claim: str, where: Span, passage: str, cell: Span) -> Misalignment:
    shown, told = claim[where.start : where.end], passage[cell.start : cell.end]
    return Misalignment(f"the claim says {shown}, the row of the table “{told}”", cell)


def _meant(claim: str, passage: str, row: TableRow) -> Span | None:
    """The one cell of a row of whose header the claim has all words."""
    wanted = content_words(claim)
    found = []
    for cell in row.cells:
        words = _header(passage, cell)
        if words and words <= wanted:
            found.append((len(words), cell))
    most = max((length for length, _ in found), default=0)
    best = [cell for length, cell in found if length == most]
    return best[0] if len(best) == 1 else None


def _own(claim: str, passage: str) -> tuple[Sequence[TableRow], TableRow | None]:
    """The rows of the table that a claim is on, and which of them is that of its name.

    Of several tables it is that of whose heading the claim has most words.
    """
    wanted = content_words(claim)
    rows = [*rows_of(passage)][:_MOST_ROWS]
    tables = {head: [*table] for head, table in groupby(rows, key=lambda row: row.heading)}
    most = max((len(heading & wanted) for heading in tables), default=0)
    nearest = [table for heading, table in tables.items() if len(heading & wanted) == most]
    found = []
    for table in nearest:
        keyed = [row for row in table if _is_keyed(row, passage)]
        if (own := named_row(keyed or table, wanted)) is not None:
            found.append((table, own))
    return found[0] if len(found) == 1 else (rows, None)


def rows_of(passage: str) -> Iterator[TableRow]:
    """The rows of the tables in a passage, those of their headers among them."""
    heading = frozenset[str]()
    for line in _LINE.finditer(passage):
        if " | " not in line[0]:
            heading = frozenset(content_words(line[0])) or heading
            continue
        cells = [Span(*cell.span(1)) for cell in _CELL.finditer(passage, *line.span())]
        if len(cells) >= _FEWEST_CELLS:
            name, *rest = cells
            told = frozenset(content_words(passage[name.start : name.end]))
            yield TableRow(heading, told, tuple(rest))


def named_row(rows: Sequence[TableRow], wanted: set[str] | frozenset[str]) -> TableRow | None:
    """The one row of whose name the claim has all words; of several that with most."""
    named = sorted((row for row in rows if row.name and row.name <= wanted), key=_length)
    is_one = len(named) == 1 or (len(named) > 1 and _length(named[-2]) < _length(named[-1]))
    return named[-1] if is_one else None


def _is_beside(row: TableRow, own: TableRow, passage: str) -> bool:
    """Whether it has the same columns, and is not the row of their headers, which may be years."""
    return len(row.cells) == len(own.cells) and _is_keyed(row, passage) is _is_keyed(own, passage)


def _is_keyed(row: TableRow, passage: str) -> bool:
    return any(KEYED.match(passage, cell.start, cell.end) for cell in row.cells)


def _length(row: TableRow) -> int:
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
    key = KEYED.match(words)
    words = words[key.end() :] if key else words
    if not FIGURE.match(words):
        return []
    found = _numbers(words)
    if NEGATIVE.match(words) and any(value > 0 for value, _ in found):
        # A loss whose sign was not read, "-£5.2 million", is no gain.
        return []
    # In a table "1.2m" may be of metres or of millions.
    return found + [(_MILLION * value, span) for value, span in found if _OF_M.fullmatch(words)]
