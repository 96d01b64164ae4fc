"""Where batches are kept: one SQLite file, so that what is acknowledged outlives the process.

An item is taken by one worker at a time and answered once: an answer counts only while the item
is waiting. What a worker had taken when it died is given back by whoever finds it dead.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factcheck.api.batches.records import Batch, Item, ItemStatus, NewBatch
from factcheck.api.storage import Reserve, is_full

_SECONDS = 30.0
_TABLES = """
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    created REAL NOT NULL,
    expires REAL NOT NULL,
    finished REAL,
    options TEXT NOT NULL,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    fingerprint TEXT NOT NULL,
    request_key TEXT,
    UNIQUE (owner, request_key)
);
CREATE TABLE IF NOT EXISTS items (
    batch TEXT NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    custom_id TEXT,
    claim TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting',
    worker TEXT,
    answer TEXT,
    PRIMARY KEY (batch, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waiting ON items (batch, number) WHERE status = 'waiting';
CREATE INDEX IF NOT EXISTS taken ON items (worker, batch) WHERE worker IS NOT NULL;
"""
_BATCH = "id, number, owner, fingerprint, created, expires, finished, total, done, failed"


class Store:
    """The batches in a file. Safe to share between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path, self._reserve = path, Reserve(path.with_suffix(".reserve"))
        # While one is open SQLite keeps the files beside it, for which a full disk has no room.
        open_one = sqlite3.connect(path, check_same_thread=False)
        weakref.finalize(self, open_one.close)
        self._even_if_full(_make_tables)
        open_one.execute("SELECT 1 FROM batches").close()

    def identity(self) -> str:
        """What tells these batches from those in another file."""
        with self._reading() as connection:
            query = "SELECT value FROM facts WHERE name = 'identity'"
            return str(connection.execute(query).fetchone()[0])

    def add(self, new: NewBatch, seconds_kept: float) -> Batch | None:
        """Keep a new batch; None if its request key is taken."""
        now, batch_id = time.time(), secrets.token_urlsafe(16)
        options = json.dumps(new.options)
        with self._changing() as connection:
            added = connection.execute(
                """INSERT OR IGNORE INTO batches
                    (id, owner, created, expires, options, total, fingerprint, request_key)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    *(batch_id, new.owner, now, now + seconds_kept, options),
                    *(len(new.claims), new.fingerprint, new.request_key),
                ),
            ).rowcount
            if not added:
                return None
            connection.executemany(
                "INSERT INTO items (batch, number, custom_id, claim) VALUES (?, ?, ?, ?)",
                [(batch_id, place, *claim) for place, claim in enumerate(new.claims)],
            )
        return self.get(batch_id)

    def get(self, batch_id: str) -> Batch | None:
        """The batch of that id, if there is one that has not expired."""
        return self._one("id = ? AND expires > ?", batch_id, time.time())

    def of_request(self, owner: str, request_key: str) -> Batch | None:
        """The batch that an earlier request with that key made."""
        return self._one(
            "owner = ? AND request_key = ? AND expires > ?", owner, request_key, time.time()
        )

    def options(self, batch_id: str) -> dict[str, Any] | None:
        """Under which terms the claims of a batch are judged, if there is one as in `get`."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT options FROM batches WHERE id = ? AND expires > ?", (batch_id, time.time())
            ).fetchone()
        found: dict[str, Any] | None = row and json.loads(row[0])
        return found

    def of_owner(self, owner: str | None, after: int, limit: int) -> list[Batch]:
        """Up to `limit` batches, those after that number, as they came in; None for anybody's."""
        return self._all(
            "owner = coalesce(?, owner) AND number > ? AND expires > ? ORDER BY number LIMIT ?",
            *(owner, after, time.time(), limit),
        )

    def unfinished(self) -> list[Batch]:
        """All that wait or are worked on, as they came in."""
        return self._all("finished IS NULL AND expires > ? ORDER BY number", time.time())

    def items(self, batch_id: str, after: int, limit: int) -> list[Item]:
        """Up to `limit` items, those after that number, in order."""
        with self._reading() as connection:
            rows = connection.execute(
                """SELECT number, custom_id, claim, status, answer FROM items
                    WHERE batch = ? AND number > ? ORDER BY number LIMIT ?""",
                (batch_id, after, limit),
            ).fetchall()
        return [
            Item(number, custom_id, claim, ItemStatus(status), answer and json.loads(answer))
            for number, custom_id, claim, status, answer in rows
        ]

    def cancel(self, batch_id: str, answer: dict[str, Any]) -> None:
        """End a batch that is not finished; `answer` is what has come of items that are left."""

        def change(connection: sqlite3.Connection) -> None:
            ended = connection.execute(
                "UPDATE batches SET finished = ? WHERE id = ? AND finished IS NULL",
                (time.time(), batch_id),
            ).rowcount
            if ended:
                connection.execute(
                    """UPDATE items SET status = ?, answer = ?, worker = NULL
                        WHERE batch = ? AND status = 'waiting'""",
                    (ItemStatus.CANCELLED, json.dumps(answer), batch_id),
                )

        self._even_if_full(change)

    def delete(self, batch_id: str) -> None:
        """Forget a batch; what is being worked out for it is thrown away."""
        self._even_if_full(
            lambda connection: connection.execute("DELETE FROM batches WHERE id = ?", (batch_id,))
        )

    def delete_expired(self) -> None:
        """Forget what nobody may ask for any more."""
        with self._changing() as connection:
            connection.execute("DELETE FROM batches WHERE expires <= ?", (time.time(),))
        self._reserve.hold()

    def take(self, batch_id: str, worker: str, most: int) -> list[tuple[int, str]]:
        """Up to `most` items that nobody works on, as (number, claim), for one worker."""
        with self._changing() as connection:
            return connection.execute(
                """UPDATE items SET worker = ? WHERE batch = ? AND number IN (
                    SELECT number FROM items WHERE batch = ? AND status = 'waiting'
                    AND worker IS NULL ORDER BY number LIMIT ?) RETURNING number, claim""",
                (worker, batch_id, batch_id, most),
            ).fetchall()

    def answer(
        self, batch_id: str, answers: Sequence[tuple[int, ItemStatus, dict[str, Any]]]
    ) -> None:
        """Keep the answers to items that were still waiting for one."""
        with self._changing() as connection:
            counts = {ItemStatus.DONE: 0, ItemStatus.FAILED: 0}
            for number, status, answer in answers:
                counts[status] += connection.execute(
                    """UPDATE items SET status = ?, answer = ?, worker = NULL
                        WHERE batch = ? AND number = ? AND status = 'waiting'""",
                    (status, json.dumps(answer, ensure_ascii=False), batch_id, number),
                ).rowcount
            connection.execute(
                "UPDATE batches SET done = done + ?, failed = failed + ? WHERE id = ?",
                (counts[ItemStatus.DONE], counts[ItemStatus.FAILED], batch_id),
            )
            connection.execute(
                "UPDATE batches SET finished = ? WHERE id = ? AND done + failed = total",
                (time.time(), batch_id),
            )

    def taken(self) -> set[tuple[str, str]]:
        """Who has taken items and not answered them, and of which batch: (worker, batch id)."""
        with self._reading() as connection:
            query = "SELECT DISTINCT worker, batch FROM items WHERE worker IS NOT NULL"
            return set(connection.execute(query).fetchall())

    def give_back(self, worker: str) -> None:
        """Let others take what a worker had taken."""
        with self._changing() as connection:
            connection.execute("UPDATE items SET worker = NULL WHERE worker = ?", (worker,))

    def _even_if_full(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Make a change that leaves more room than it takes."""
        try:
            with self._changing() as connection:
                change(connection)
        except sqlite3.OperationalError as error:
            if not is_full(error):
                raise
            self._reserve.give_up()
            with self._changing() as connection:
                change(connection)

    def _one(self, condition: str, *values: Any) -> Batch | None:
        return next(iter(self._all(condition, *values)), None)

    def _all(self, condition: str, *values: Any) -> list[Batch]:
        with self._reading() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute(f"SELECT {_BATCH} FROM batches WHERE {condition}", values)
            return [Batch(**{**row, **_times(row)}) for row in rows.fetchall()]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_SECONDS)) as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with closing(
            sqlite3.connect(self._path, timeout=_SECONDS, isolation_level=None)
        ) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(_TABLES)
    fresh = secrets.token_hex(8)
    connection.execute("INSERT OR IGNORE INTO facts VALUES ('identity', ?)", (fresh,))


def _times(row: sqlite3.Row) -> dict[str, str | None]:
    return {name: _utc(row[name]) for name in ("created", "expires", "finished")}


def _utc(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
