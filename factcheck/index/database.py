"""The SQLite file of an index: its schema, its connections, and what its errors mean."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from factcheck.errors import IndexDamaged, IndexFailure, IndexIncompatible
from factcheck.index.files import put_in_place
from factcheck.index.place import Access, Place

FILE = "store.sqlite"
FORMAT = 2
_APPLICATION_ID = 0x66616374
_BUSY_SECONDS = 30.0
# The words of sources, and those of earlier fact-checks.
WORDS = {False: "words", True: "review_words"}
# With a fixed set of statements, an error in one of them (SQLITE_ERROR, SQLITE_CONSTRAINT)
# means that the file is not the one that they were written for.
_DAMAGE = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CONSTRAINT,
}


def words_table(name: str, content: str = "content=''") -> str:
    """The statement that makes a table of words.

    :param content: where FTS5 finds the texts themselves; it keeps none.
    """
    tokenizer = "tokenize='porter unicode61 remove_diacritics 2'"
    return f"CREATE VIRTUAL TABLE {name} USING fts5(\n        title, text, {content}, {tokenizer})"


# Documents are never deleted: `added` and `removed` are the commits between which a version
# is part of the index, so that a span found earlier stays resolvable. Texts stand apart to
# keep the rows that filters walk over small. The tables of words keep no text of their own;
# earlier fact-checks have one for themselves, so that they do not change how much a word tells.
# Details came later: an index without the table gets it when it is next opened for writing.
DETAILS = "CREATE TABLE IF NOT EXISTS details (document INTEGER PRIMARY KEY, value TEXT NOT NULL)"
# The SHA-256 of the vectors of each document; came later, too.
CHECKSUMS = (
    "CREATE TABLE IF NOT EXISTS checksums (document INTEGER PRIMARY KEY, vectors BLOB NOT NULL)"
)
# What no search for sources finds, to be had without a walk over all documents; came later, too.
LEFT_OUT = "removed IS NOT NULL OR review IS NOT NULL"
_LEFT_OUT_INDEX = f"""CREATE INDEX IF NOT EXISTS documents_left_out
    ON documents (first_key, passages) WHERE {LEFT_OUT}"""
_SCHEMA = (
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE commits (
        number INTEGER PRIMARY KEY, snapshot TEXT NOT NULL UNIQUE, at TEXT NOT NULL)""",
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL,
        title TEXT, publisher TEXT, url TEXT, address TEXT, published TEXT, language TEXT,
        ingested TEXT NOT NULL, effective TEXT NOT NULL,
        sha256 TEXT NOT NULL, content TEXT NOT NULL, origin TEXT NOT NULL,
        first_key INTEGER NOT NULL, passages INTEGER NOT NULL,
        added INTEGER NOT NULL, removed INTEGER, review TEXT,
        UNIQUE (id, version))""",
    "CREATE UNIQUE INDEX current_documents ON documents (id) WHERE removed IS NULL",
    "CREATE INDEX current_addresses ON documents (address) WHERE removed IS NULL",
    _LEFT_OUT_INDEX,
    "CREATE TABLE texts (document INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    """CREATE TABLE passages (
        key INTEGER PRIMARY KEY, document INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL)""",
    DETAILS,
    CHECKSUMS,
    "CREATE TABLE embeddings (key INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    *map(words_table, WORDS.values()),
)
# What brings a store of the format before up to this one.
_UPGRADE = (_SCHEMA[-1], "ALTER TABLE documents ADD COLUMN review TEXT", _SCHEMA[1])


@contextlib.contextmanager
def failures(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into those of the index in `folder`.

    :raises IndexDamaged: if SQLite finds its file altered.
    :raises IndexFailure: for a full disk, missing rights and the like.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Errors of the Python module itself, such as text that is not UTF-8, have no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _DAMAGE:
            reason = f"{FILE}: {error}; restore it from a copy, or build the index again"
            raise IndexDamaged(folder, reason) from error
        # All that SQLite says of a disk that has no room for the locks of the log is an I/O error.
        is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
        raise IndexFailure(folder, f"{FILE}: {'the disk is full' if is_full else error}") from error
    except UnicodeDecodeError as error:
        # What SQLite says of a damaged schema may quote the damage.
        reason = f"{FILE}: is damaged; restore it from a copy, or build the index again"
        raise IndexDamaged(folder, reason) from error
    except OSError as error:
        where = f"{Path(error.filename).name}: " if isinstance(error.filename, str) else ""
        raise IndexFailure(folder, f"{where}{error.strerror or error}") from error


class Database:
    """A pool of connections to the SQLite file of one index. Safe to share between threads.

    :param folder: the index directory.
    :param writable: whether connections may change the file.
    :raises IndexDamaged: if the file is not the store of an index.
    :raises IndexIncompatible: if a newer version of the software wrote it.
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder, self._writable = folder, writable
        with failures(folder):
            self._place = Place(folder / FILE)
        self._idle: list[tuple[Access, sqlite3.Connection]] = []
        self._pool = threading.Lock()
        self._closed = False
        try:
            if writable:
                with self.writing() as connection:
                    _upgrade(connection)
            with self.reading() as connection:
                _check_schema(folder, connection)
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One read transaction: everything read in it belongs to one commit."""
        with failures(self._folder), self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction, which an exception undoes."""
        with failures(self._folder), self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    @contextlib.contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """A connection outside of any transaction, for what SQLite does in one of its own."""
        with failures(self._folder), self._connection() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection, those in use as soon as they come back."""
        with self._pool:
            self._closed = True
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        access, connection = self._taken()
        try:
            yield connection
            self._place.check_unchanged(access)
        except (sqlite3.Error, IndexDamaged):
            # What looks like damage may be the work of somebody who has just begun to write.
            self._place.check_unchanged(access)
            raise
        finally:
            self._give_back(access, connection)

    def _taken(self) -> tuple[Access, sqlite3.Connection]:
        self._place.check_is_same()
        access = self._place.writing() if self._writable else self._place.reading()
        with self._pool:
            if self._closed:
                raise IndexFailure(self._folder, "it has been closed")
            while self._idle:
                opened, connection = self._idle.pop()
                if opened == access:
                    return access, connection
                connection.close()
        connection = _connect(access.uri)
        try:
            self._place.check_is_same()
        except BaseException:
            connection.close()
            raise
        return access, connection

    def _give_back(self, access: Access, connection: sqlite3.Connection) -> None:
        with self._pool:
            if not self._closed:
                self._idle.append((access, connection))
                return
        connection.close()


def create_store(folder: Path, facts: Mapping[str, str], snapshot: str) -> None:
    """Make an empty store: it is there under its name only once it is complete.

    :param facts: what never changes in an index.
    :param snapshot: the id of the empty state.
    :raises IndexFailure: if the disk is full.
    """
    temporary = folder / f"{FILE}.tmp"
    with failures(folder):
        for leftover in folder.glob(f"{temporary.name}*"):
            leftover.unlink()
        uri = f"{temporary.absolute().as_uri()}?mode=rwc"
        with contextlib.closing(_connect(uri)) as connection:
            connection.execute("BEGIN")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
            connection.execute("INSERT INTO commits VALUES (0, ?, ?)", (snapshot, facts["created"]))
            connection.commit()
            # Last: what was written is in no log, which closing may leave where the disk is full.
            connection.execute("PRAGMA journal_mode = WAL")
        put_in_place(temporary, folder / FILE)


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        # A store may come from a stranger: nothing in its schema may call functions.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # Opens the log, too, which is found by its name.
        connection.execute("PRAGMA schema_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == _APPLICATION_ID and version <= FORMAT:
        upgrade = _UPGRADE if version == FORMAT - 1 else ()
        for statement in (*upgrade, DETAILS, CHECKSUMS, _LEFT_OUT_INDEX):
            connection.execute(statement)


def _check_schema(folder: Path, connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != _APPLICATION_ID:
        raise IndexDamaged(folder, f"{FILE} is empty, or not the store of a factcheck index")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < FORMAT:
        raise IndexIncompatible(
            folder,
            f"{FILE} has format {version}, this software reads format {FORMAT}; open it once for "
            f"writing, as does: factcheck index verify {folder}",
        )
    if version > FORMAT:
        raise IndexIncompatible(
            folder,
            f"{FILE} has format {version}, this software reads format {FORMAT}; "
            "upgrade it, or build the index again",
        )
