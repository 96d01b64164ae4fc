"""Where in its source a text stands: on which page, or at which time it is said."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Mark:
    """From here on the text is of this page, or said at this time.

    :param start: the offset in the text of the document.
    :param page: the number of the page in its file, from 1.
    :param time: seconds from the beginning of a recording.
    """

    start: int
    page: int | None = None
    time: float | None = None

    def __post_init__(self) -> None:
        if not _is_count(self.start):
            raise InvalidInput("marks", self.start, "must start at an offset from 0")
        if self.page is not None and (not _is_count(self.page) or self.page < 1):
            raise InvalidInput("marks", self.page, "must have a page from 1")
        if self.time is not None and not (_is_number(self.time) and self.time >= 0):
            raise InvalidInput("marks", self.time, "must have a time of at least 0 seconds")


def ordered(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """The marks of a text of that length.

    :raises InvalidInput: if one is none, lies beyond the text, or before the one before it.
    """
    found = tuple(marks)
    for mark in found:
        if not isinstance(mark, Mark):
            raise InvalidInput("marks", mark, "must hold only marks")
    starts = [mark.start for mark in found]
    if starts != sorted(starts) or any(start > length for start in starts):
        raise InvalidInput("marks", len(found), "must stand in order and within the text")
    return found


def mark_at(marks: Sequence[Mark], offset: int) -> Mark:
    """The mark that an offset stands under; one that says nothing if there is none."""
    place = bisect_right(marks, offset, key=lambda mark: mark.start)
    return marks[place - 1] if place else Mark(offset)


def marks_within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks that a span stands under, the first of which may lie before it."""
    first = max(0, bisect_right(marks, start, key=lambda mark: mark.start) - 1)
    return tuple(mark for mark in marks[first:] if mark.start < end)


def to_rows(marks: Iterable[Mark]) -> list[list[Any]]:
    """Marks as JSON values: `[start, page, time]`."""
    return [[mark.start, mark.page, mark.time] for mark in marks]


def from_rows(rows: Iterable[Sequence[Any]]) -> tuple[Mark, ...]:
    """The reverse of :func:`to_rows`.

    :raises InvalidInput: if a value is not one of a mark.
    """
    return tuple(Mark(*row) for row in rows)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
