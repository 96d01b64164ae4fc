"""What an index has been: states listed, opened and given up; what documents were read from."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import IndexFailure, SnapshotNotFound
from factcheck.index import database, opening, originals, segments
from factcheck.index.database import WORDS, Database, failures
from factcheck.index.lock import WriteLock
from factcheck.index.records import Snapshot
from factcheck.index.store import COMPACTED, LAST_KEY, Reader
from factcheck.index.workspace import workspace

# A full disk, and a file that may not become as large.
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)


@dataclass(frozen=True, slots=True)
class Compaction:
    """What compacting an index gave up, and the bytes of its files before and after."""

    versions: int
    bytes_before: int
    bytes_after: int


def snapshots(path: str | Path) -> list[Snapshot]:
    """The states of an index that can still be opened, the newest last. No model is needed.

    :raises IndexNotFound: if there is no index.
    """
    folder = opening.existing(path)
    store = Database(folder, writable=False)
    with contextlib.closing(store), store.reading() as connection:
        return [found for _, found in Reader(folder, connection).snapshots()]


def original(path: str | Path, document_id: str) -> bytes:
    """The bytes that a document of an index was read from. No model is needed.

    :raises IndexNotFound: if there is no index.
    :raises DocumentNotFound: if there is no such document in it.
    :raises OriginalNotFound: if none are kept of it.
    :raises IndexDamaged: if they are missing, or not what was written.
    """
    folder = opening.existing(path)
    store = Database(folder, writable=False)
    with contextlib.closing(store), store.reading() as connection:
        return originals.original_of(folder, Reader(folder, connection).document(document_id, None))


class PastState(contextlib.AbstractContextManager["PastState"]):
    """A copy of an index in a temporary directory, brought back to an earlier state.

    Everything that a search rests on is that of the state, the statistics of the words
    included, so that a verdict drawn from it comes out as it did then. Making it takes about as
    long as copying the index, and above 100,000 passages as long as writing its vectors anew.

    :param path: the index; not changed.
    :raises SnapshotNotFound: if it has no such state, or it was compacted since.
    """

    def __init__(self, path: str | Path, snapshot: str) -> None:
        folder = opening.existing(path)
        with contextlib.ExitStack() as stack:
            with failures(folder):
                temporary = Path(tempfile.gettempdir())
                copies = stack.enter_context(workspace(temporary, "factcheck-snapshot-"))
                self.folder = copies / folder.absolute().name
                self.folder.mkdir()
            copy_store(folder, self.folder)
            _rewind(folder, self.folder, snapshot)
            self._closing = stack.pop_all()

    def close(self) -> None:
        """Delete the copy."""
        self._closing.close()

    def __exit__(self, *_: object) -> None:
        self.close()


def copy_store(folder: Path, into: Path) -> None:
    """Copy the newest commit of a store, whatever is written to it meanwhile.

    :raises IndexFailure: naming the folder around the copy, if there is no room for it.
    """
    store = Database(folder, writable=False)
    target = into / database.FILE
    with contextlib.closing(store), failures(folder), store.connected() as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _NO_ROOM:
                raise
            reason = f"has no room for a copy of {folder} ({error})"
            raise IndexFailure(into.parent, reason) from error
    with failures(into), contextlib.closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA journal_mode = WAL")


def compact(path: str | Path) -> Compaction:
    """Give up all versions that were replaced or removed, and write what is left closely.

    Earlier states can then no longer be opened, and spans of those versions not be resolved.
    The present state, its snapshot id and the numbers of its versions stay as they are.

    :raises IndexNotFound: if there is no index.
    :raises IndexLocked: if it is open for writing.
    """
    folder = opening.existing(path)
    with WriteLock(folder):
        before = segments.size(folder)
        store = Database(folder, writable=True)
        with contextlib.closing(store):
            with store.writing() as connection:
                versions = _give_up_old_versions(folder, connection)
            with store.connected() as connection:
                for words in WORDS.values():
                    connection.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with store.reading() as connection:
                reader = Reader(folder, connection)
                manifest = opening.present_manifest(folder, reader)
                segments.merge(folder, manifest, reader, afresh=True)
                originals.remove_others(folder, reader.originals())
        return Compaction(versions, before, segments.size(folder))


def _give_up_old_versions(folder: Path, connection: sqlite3.Connection) -> int:
    """Delete the contents of versions that are not present; their rows, numbers and keys stay.

    The files of vectors speak of them until new ones are written: by their keys they are left out.
    """
    reader = Reader(folder, connection)
    newest, last_key = reader.commit().number, reader.last_key()
    connection.execute(
        """CREATE TEMP TABLE old AS SELECT number FROM documents
            WHERE removed IS NOT NULL AND number IN (SELECT document FROM texts)"""
    )
    (versions,) = connection.execute("SELECT count(*) FROM old").fetchone()
    connection.execute(
        """DELETE FROM embeddings WHERE key IN (
            SELECT p.key FROM passages p JOIN temp.old ON p.document = old.number)"""
    )
    connection.execute("DELETE FROM passages WHERE document IN (SELECT number FROM old)")
    connection.execute("DELETE FROM texts WHERE document IN (SELECT number FROM old)")
    connection.execute("DELETE FROM details WHERE document IN (SELECT number FROM old)")
    connection.execute("DELETE FROM checksums WHERE document IN (SELECT number FROM old)")
    connection.execute("DROP TABLE temp.old")
    if versions:
        facts = [(COMPACTED, str(newest)), (LAST_KEY, str(last_key))]
        connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts)
    return int(versions)


def _rewind(original: Path, folder: Path, snapshot: str) -> None:
    """Bring the copied store in `folder` back to an earlier state, and write its vectors."""
    store = Database(folder, writable=True)
    with contextlib.closing(store):
        with store.writing() as connection:
            reader = Reader(folder, connection)
            states = {found.id: number for number, found in reader.snapshots()}
            if snapshot not in states:
                raise SnapshotNotFound(original, snapshot)
            _undo_after(connection, states[snapshot])
        with store.reading() as connection:
            reader = Reader(folder, connection)
            segments.merge(folder, opening.present_manifest(folder, reader), reader)


def _undo_after(connection: sqlite3.Connection, number: int) -> None:
    """Take out what was added after a commit, and put back what was removed after it."""
    since = "SELECT number FROM documents WHERE added > ?1"
    _change_words(connection, "'delete',", "d.removed IS NULL AND d.added > ?1", number)
    _change_words(connection, "", "d.removed > ?1 AND d.added <= ?1", number)
    keys = f"SELECT key FROM passages WHERE document IN ({since})"
    connection.execute(f"DELETE FROM embeddings WHERE key IN ({keys})", (number,))
    for table in ("passages", "texts", "details", "checksums", "documents"):
        column = "number" if table == "documents" else "document"
        connection.execute(f"DELETE FROM {table} WHERE {column} IN ({since})", (number,))
    connection.execute("UPDATE documents SET removed = NULL WHERE removed > ?", (number,))
    connection.execute("DELETE FROM commits WHERE number > ?", (number,))


def _change_words(connection: sqlite3.Connection, order: str, which: str, number: int) -> None:
    for is_review, words in WORDS.items():
        columns = f"{words}, rowid, title, text" if order else "rowid, title, text"
        kind = "IS NOT NULL" if is_review else "IS NULL"
        connection.execute(
            f"""INSERT INTO {words} ({columns}) SELECT {order} p.key, d.title, p.text
                FROM passages p JOIN documents d ON d.number = p.document
                WHERE {which} AND d.review {kind}""",
            (number,),
        )
