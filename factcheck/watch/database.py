"""The SQLite file of watches: its schema, its transactions, and what its errors mean."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from factcheck.errors import WatchFailure

FORMAT = 1
_APPLICATION_ID = 0x66637774
_BUSY_SECONDS = 30.0
_PRIVATE = 0o600

# `standing`, `models`, `rules`, `asked` and `vectors` are there once there is a verdict. A message
# is to be sent at `due`, and never again once that is empty.
_SCHEMA = (
    """CREATE TABLE endpoints (
        number INTEGER PRIMARY KEY, owner TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
        UNIQUE (owner, url))""",
    """CREATE TABLE watches (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
        place TEXT NOT NULL, claim TEXT NOT NULL, options TEXT NOT NULL,
        endpoint INTEGER REFERENCES endpoints, created TEXT NOT NULL,
        checked TEXT, snapshot TEXT, standing TEXT, models TEXT, rules TEXT, asked TEXT,
        vectors BLOB)""",
    "CREATE INDEX watches_of_owner ON watches (owner, number)",
    "CREATE INDEX watches_of_index ON watches (place, number)",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        watch INTEGER NOT NULL REFERENCES watches ON DELETE CASCADE, record TEXT NOT NULL)""",
    "CREATE INDEX changes_of_watch ON changes (watch, number)",
    """CREATE TABLE outbox (
        change INTEGER PRIMARY KEY REFERENCES changes ON DELETE CASCADE,
        endpoint INTEGER NOT NULL REFERENCES endpoints, attempts INTEGER NOT NULL DEFAULT 0,
        due REAL, delivered TEXT, error TEXT)""",
    "CREATE INDEX outbox_due ON outbox (due) WHERE due IS NOT NULL",
)


class Database:
    """The transactions of one file. Safe to share between threads and processes.

    :param path: the file; holds secrets, so that only its owner may read it.
    :param create: make it if it is missing.
    :raises WatchFailure: if it is missing, or something else than a file of watches.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        if create:
            self._make()
        elif not path.is_file():
            raise WatchFailure(path, "there is no such file; factcheck watch add makes one")
        with self.transaction(write=create) as connection:
            self._check(connection, create)

    @contextlib.contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, which an exception undoes.

        :raises WatchFailure: if the file is damaged, the disk full, or another process is in it
            for too long.
        """
        with self._failures(), contextlib.closing(self._connected()) as connection:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def _make(self) -> None:
        with self._failures():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, _PRIVATE))
            with contextlib.closing(self._connected()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")

    def _check(self, connection: sqlite3.Connection, create: bool) -> None:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if create and not tables:
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            for statement in _SCHEMA:
                connection.execute(statement)
        if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
            raise WatchFailure(self.path, "it is not a file of watches")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != FORMAT:
            reason = f"it has format {version}, this software reads format {FORMAT}; upgrade it"
            raise WatchFailure(self.path, reason)

    def _connected(self) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise WatchFailure(self.path, str(error)) from error
        except OSError as error:
            raise WatchFailure(self.path, error.strerror or str(error)) from error
