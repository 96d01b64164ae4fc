"""A field of all documents in memory, so that a filter need not walk over the store.

A field has few different values: each gets a number, each passage the number of its document's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factcheck.index.filters import Passes
from factcheck.index.spans import Spans
from factcheck.index.vectors import Allowed

# Documents read at a time, which bounds what reading takes beside the columns themselves.
_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Column:
    """What documents say in one field, those of earlier states included.

    :param documents: the greatest number of a document that is in it.
    :param values: every different value, with the number that stands for it, from 1 on.
    :param numbers: indexed by passage key; 0 for keys that no document has.
    """

    documents: int
    values: dict[str | None, int]
    numbers: NDArray[np.int32]

    def allowed(self, passes: Passes) -> Allowed:
        """Which passages have a value that passes, indexed by key."""
        answers = np.array([False, *map(passes, self.values)])
        return answers[self.numbers]


EMPTY = Column(0, {}, np.zeros(0, dtype=np.int32))


def up_to(last: int, columns: Mapping[str, Column], spans: Spans) -> dict[str, Column]:
    """Columns with what was added since, up to the document of that number.

    :param columns: by their fields; all are read in one walk over the store.
    """
    values = {field: dict(column.values) for field, column in columns.items()}
    numbers = {field: _longer(column, spans.last_key + 1) for field, column in columns.items()}
    oldest = min(column.documents for column in columns.values())
    for first in range(oldest, last, _AT_ONCE):
        keys, counts, answers = spans.saying(list(columns), first, min(first + _AT_ONCE, last))
        for field, told in zip(columns, answers, strict=True):
            known = values[field]
            each = [known.setdefault(value, len(known) + 1) for value in told]
            numbers[field][keys] = np.repeat(np.array(each, dtype=np.int32), counts)
    return {field: Column(last, values[field], numbers[field]) for field in columns}


def _longer(column: Column, size: int) -> NDArray[np.int32]:
    numbers = np.zeros(max(size, len(column.numbers)), dtype=np.int32)
    numbers[: len(column.numbers)] = column.numbers
    return numbers
