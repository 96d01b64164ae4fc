"""Which way the figures of a row go, from one year to another: "North | 2023: 211 | 2024: 230".

The stance model sees that there are figures of both years, and seldom which one is larger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.checks.figure_directions import besides_way, way
from factcheck.checks.table_rows import (
    FIGURE,
    HAVING,
    KEYED,
    NEGATIVE,
    TableRow,
    has_rows,
    named_row,
    rows_of,
)
from factcheck.language.relevance import content_words
from factcheck.quantities.extraction import quantities
from factcheck.types import Span

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/\u2013-]\d\d(?:\d\d)?)?\b")
_SINCE = re.compile(rf"\bsince\s+{_YEAR.pattern}", re.IGNORECASE)
# "2024 [p]: "
_YEAR_ABOVE = re.compile(rf"({_YEAR.pattern})(?:\s?(?:\*|[a-z]\b|\([a-z]\)|\[[\w ]+\]))*: ")
_TOTAL = content_words("total all overall sum")
_OF_TIME = content_words("year years since between during compared last previous from number rate")
# The lower is the higher.
_OF_RANKS = re.compile(r"\b(?:rank\w*|positions?|standings?|place[ds]?)\b", re.IGNORECASE)


def change_in_row(claim: str, passage: str, title: str | None) -> tuple[Span, bool] | None:
    """The later cell of the two years that a claim compares, and whether they go the claim's way.

    Only of a claim that says next to nothing besides, but for words of the document's title. One
    that names no year is of the last two, one that names one of that and the year before, or of
    that and the last one if it says "since"; what is of no row by name, but of the title, is of the
    total.
    """
    goes_up = way(claim) if has_rows(passage) else None
    if goes_up is None or quantities(_YEAR.sub("", claim)):
        return None
    if _OF_RANKS.search(f"{title or ''} {passage}"):
        return None
    row = _row_on(besides_way(claim), content_words(title or ""), [*rows_of(passage)])
    cells = dict(_by_year(passage, row)) if row else {}
    is_since = _SINCE.search(claim) is not None
    years = _compared(_YEAR.findall(claim), sorted(cells), is_since=is_since)
    if years is None:
        return None
    (before, _), (after, cell) = (cells[year] for year in years)
    return cell, before != after and (after > before) is goes_up


def _row_on(
    wanted: frozenset[str], of_title: frozenset[str], rows: Sequence[TableRow]
) -> TableRow | None:
    """The row that a claim is on, if it says nothing that is neither its name nor the title."""
    own = named_row(rows, wanted)
    if own is None:
        own = next((row for row in rows if row.name and row.name <= _TOTAL), None)
    rest = wanted - HAVING - _OF_TIME - of_title
    return own if own is not None and rest <= own.name else None


def _by_year(passage: str, row: TableRow) -> Iterator[tuple[str, tuple[float, Span]]]:
    """The figures of a row, by the years that are their headers."""
    for cell in row.cells:
        key = KEYED.match(passage, cell.start, cell.end)
        year = _YEAR_ABOVE.fullmatch(key[0]) if key else None
        if key is None or year is None:
            continue
        told = passage[key.end() : cell.end]
        found = quantities(told)
        if FIGURE.match(told) and not NEGATIVE.match(told) and len(found) == 1:
            yield year[1], (found[0].value, cell)


def _compared(
    asked: Sequence[str], there: Sequence[str], *, is_since: bool
) -> tuple[str, str] | None:
    """The earlier and the later of the years that are compared, if the row has both."""
    if len(asked) > 2 or len(there) < 2 or not set(asked) <= set(there):
        return None
    if len(asked) == 2 or is_since:
        first, last = sorted((asked[0], there[-1] if is_since else asked[1]))
        return (first, last) if first != last else None
    at = there.index(asked[0]) if asked else len(there) - 1
    is_next = at > 0 and int(there[at][:4]) - int(there[at - 1][:4]) == 1
    return (there[at - 1], there[at]) if is_next or (at and not asked) else None
