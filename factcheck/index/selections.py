"""Which passages a filter leaves at a commit."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.index.columns import EMPTY, Column, up_to
from factcheck.index.filters import questions
from factcheck.index.recent import Recent
from factcheck.index.spans import Spans
from factcheck.index.store import Reader
from factcheck.index.vectors import Allowed
from factcheck.types import Filters

Packed = NDArray[np.uint8]


class Selections:
    """Answers for any number of threads, from what is in memory as far as it can.

    What a filter looks at is read when one first asks for it, and after a commit only what is
    new. Nobody waits for that who asks for something else.
    """

    def __init__(self) -> None:
        self._columns: dict[str, Column] = {}
        self._reading = threading.Lock()
        self._packed: Recent[tuple[int, Filters], Packed] = Recent()

    def allowed(self, filters: Filters, reader: Reader) -> Allowed:
        """Which passages may be found in the state of a reader, indexed by key."""
        commit, spans = reader.commit().number, reader.spans()
        return self._allowed(filters, commit, spans)

    def among_words(self, filters: Filters, reader: Reader) -> Allowed | None:
        """The same, or None if all pass that have words: those of removed passages are gone."""
        return None if filters == _of_kind(filters) else self.allowed(filters, reader)

    def _allowed(self, filters: Filters, commit: int, spans: Spans) -> Allowed:
        packed = self._packed.of(
            (commit, filters), lambda: np.packbits(self._selected(filters, commit, spans))
        )
        return np.unpackbits(packed, count=spans.last_key + 1).view(np.bool_)

    def _selected(self, filters: Filters, commit: int, spans: Spans) -> Allowed:
        size = spans.last_key + 1
        if filters == _of_kind(filters):
            found = _marked(spans.reviews() if filters.reviews else spans.left_out(), size)
            return found if filters.reviews else ~found
        allowed = self._allowed(_of_kind(filters), commit, spans)
        asked = dict(questions(filters))
        for field, column in self._up_to_date(list(asked), spans).items():
            # It may know of a newer state than this one.
            allowed &= column.allowed(asked[field])[:size]
        if filters.documents is not None:
            allowed &= _marked(spans.of(filters.documents), size)
        for first, end in spans.of(filters.exclude_documents):
            allowed[first:end] = False
        return allowed

    def _up_to_date(self, fields: Sequence[str], spans: Spans) -> dict[str, Column]:
        last = spans.last_document()
        if self._old(fields, last):
            with self._reading:
                # Another thread may have read them meanwhile.
                if old := self._old(fields, last):
                    self._columns |= up_to(last, old, spans)
        return {field: self._columns[field] for field in fields}

    def _old(self, fields: Sequence[str], last: int) -> dict[str, Column]:
        columns = {field: self._columns.get(field, EMPTY) for field in fields}
        return {
            field: column
            for field, column in columns.items()
            if column is EMPTY or column.documents < last
        }


def _of_kind(filters: Filters) -> Filters:
    """All sources, or all earlier fact-checks."""
    return Filters(reviews=filters.reviews)


def _marked(spans: Sequence[tuple[int, int]], size: int) -> Allowed:
    """The keys of some documents, which each have a first one and an end of their own."""
    # +1 where a document's keys begin, -1 where they end: the running sum is the answer.
    steps = np.zeros(size + 1, dtype=np.int8)
    if spans:
        first, end = np.array(spans, dtype=np.int64).T
        np.add.at(steps, first, 1)
        np.add.at(steps, end, -1)
    return np.cumsum(steps, dtype=np.int8)[:size].astype(np.bool_)
