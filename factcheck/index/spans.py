"""Which keys passages have: those of some documents, and of all that say something."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from factcheck.errors import IndexDamaged
from factcheck.index.database import FILE, LEFT_OUT
from factcheck.index.rows import Keys

_SPAN = "first_key, first_key + passages"
_SPANS_LEFT_OUT = f"SELECT {_SPAN} FROM documents WHERE ({LEFT_OUT})"
Pairs = list[tuple[int, int]]
Answers = list[list[str | None]]


class Spans:
    """The first key and the end of each document's passages, in one state of the store.

    Every method raises :class:`IndexDamaged` for keys that were never given.

    :param folder: the index directory, for messages.
    :param connection: a connection within a transaction.
    :param last_key: the greatest key ever given.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, last_key: int) -> None:
        self._folder, self._connection, self.last_key = folder, connection, last_key

    def of(self, ids: Iterable[str]) -> Pairs:
        """Those of the documents of these ids, as far as they are present."""
        query = f"""SELECT {_SPAN} FROM json_each(?) wanted CROSS JOIN documents d
            ON d.id = wanted.value WHERE d.removed IS NULL"""
        return self._pairs(query, json.dumps(sorted(ids)))

    def left_out(self) -> Pairs:
        """Those of all that no search for sources finds: earlier fact-checks, and each version
        that was removed or replaced."""
        return self._pairs(_SPANS_LEFT_OUT)

    def reviews(self) -> Pairs:
        """Those of the earlier fact-checks that are present."""
        return self._pairs(f"{_SPANS_LEFT_OUT} AND removed IS NULL")

    def ought_to_have(self, key: int, compacted: int) -> bool:
        """Whether there has to be a passage of that key.

        :param compacted: the commit up to which versions that were removed have been given up.
        """
        query = """SELECT EXISTS (SELECT 1 FROM passages WHERE key = ?1)
            OR EXISTS (SELECT 1 FROM documents WHERE first_key <= ?1
                AND ?1 < first_key + passages AND (removed IS NULL OR removed > ?2))"""
        if not 1 <= key <= self.last_key:
            return False
        return bool(self._connection.execute(query, (key, compacted)).fetchone()[0])

    def last_document(self) -> int:
        """The greatest number of a document, present or not."""
        query = "SELECT coalesce(max(number), 0) FROM documents"
        return int(self._connection.execute(query).fetchone()[0])

    def saying(self, fields: Sequence[str], after: int, last: int) -> tuple[Keys, Keys, Answers]:
        """What the documents numbered from `after` + 1 to `last` say in some fields.

        :param fields: columns, or expressions of SQL.
        :return: the keys of the passages of all these documents, present or not; how many each
            document has; and for each field what each document says in it.
        """
        asked = ["CAST(first_key AS INTEGER)", "CAST(passages AS INTEGER)"]
        asked += [f"CAST({field} AS TEXT)" for field in fields]
        # One text for all documents: a row for each would take twice as long to read.
        columns = ", ".join(f"json_group_array({name})" for name in asked)
        query = f"SELECT {columns} FROM documents WHERE number > ? AND number <= ?"
        told = self._connection.execute(query, (after, last)).fetchone()
        starts, counts, *answers = map(json.loads, told)
        first, count = self._numbers([starts, counts])
        self._check(first, first + count)
        places = np.arange(count.sum()) - np.repeat(count.cumsum() - count, count)
        return np.repeat(first, count) + places, count, answers

    def _pairs(self, query: str, *values: str) -> Pairs:
        pairs = self._connection.execute(query, values).fetchall()
        first, end = self._numbers(pairs).reshape(-1, 2).T
        self._check(first, end)
        return pairs

    def _numbers(self, rows: Sequence[Sequence[int]]) -> Keys:
        try:
            return np.array(rows, dtype=np.int64)
        except (TypeError, ValueError, OverflowError) as error:
            raise self._damaged() from error

    def _check(self, first: Keys, end: Keys) -> None:
        # No two documents share keys, so that all of them have no more than there are.
        is_sound = (first >= 1).all() and (end >= first).all() and (end <= self.last_key + 1).all()
        if not is_sound or (end - first).sum() > self.last_key:
            raise self._damaged()

    def _damaged(self) -> IndexDamaged:
        return IndexDamaged(self._folder, f"{FILE}: a document has keys that were never given")
