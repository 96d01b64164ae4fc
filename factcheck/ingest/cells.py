"""What the cells of a table of figures hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.ingest.rows import Row, is_year
from factcheck.language.lexicons import words

_FIGURE = re.compile(
    r"[\s<>~≈±+\u2212\u2013£$€¥(-]*\d[\d\s.,]*"
    r"(?:%|per ?cent|thousand|million|billion|[a-z]{1,3})?[\s)*]*(?:\[\w+\])?",
    re.IGNORECASE,
)
_MISSING = words("- \u2013 \u2014 .. ... : * n/a #n/a n.a. na nan nil null c x z [c] [u] [x] [z]")


def is_figure(cell: str) -> bool:
    """Whether a cell holds a number, with its unit or a mark of a note at most."""
    return _FIGURE.fullmatch(cell) is not None


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no figure: "..", "n/a", "[x]"."""
    return not cell or cell.casefold() in _MISSING


def is_counted(column: Sequence[str]) -> bool:
    """Whether a column holds figures, or nothing where they are missing, and not only years."""
    cells = [cell for cell in column if not is_missing(cell)]
    return bool(cells) and all(map(is_figure, cells)) and not all(map(is_year, cells))


def are_names(row: Row) -> bool:
    """Whether cells may be headers: none is a figure but years, as in "2024 Men"."""
    return all(is_year(cell.partition(" ")[0]) or not is_figure(cell) for cell in row)


def is_line(row: Row) -> bool:
    """Whether a row says one thing only, as titles, notes and headings between rows do."""
    return sum(map(bool, row)) == 1
