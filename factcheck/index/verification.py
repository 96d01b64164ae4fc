"""Is an index what was written? Every hash and offset is checked; what is derived is repaired."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import IndexDamaged
from factcheck.index import kept_columns, kept_vectors, kept_words, opening, originals, segments
from factcheck.index.database import Database
from factcheck.index.incoming import content_hash
from factcheck.index.lock import WriteLock
from factcheck.index.snapshot import read_manifest
from factcheck.index.store import Reader
from factcheck.types import Document

_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, earlier versions included, and which derived parts were written anew."""

    versions: int
    passages: int
    repaired: tuple[str, ...]
    originals: int = 0


def verify(path: str | Path, *, progress: Callable[[int], None] | None = None) -> Verification:
    """Check all of an index, and write anew what can be derived from the rest of it.

    Texts, metadata and vectors are compared with their hashes, the history with the ids of its
    states, passages with the text at their offsets; the words, the files of vectors and some
    columns, which are derived, with what they are derived from; originals with their hashes. No
    model is needed.

    :param progress: called with the number of documents checked since its last call.
    :raises IndexNotFound: if there is none.
    :raises IndexDamaged: for the first thing wrong that cannot be derived from the rest.
    :raises IndexLocked: if it is open for writing.
    """
    folder = opening.existing(path)
    with WriteLock(folder), closing(Database(folder, writable=True)) as database:
        return _verified(folder, database, progress or (lambda _: None))


def _verified(folder: Path, database: Database, progress: Callable[[int], None]) -> Verification:
    repaired = []
    with database.reading() as connection:
        if is_unreadable := _is_manifest_unreadable(folder):
            manifest = opening.derived_manifest(folder, Reader(folder, connection))
            repaired.append("manifest")
        else:
            manifest = opening.present_manifest(folder, Reader(folder, connection))
        versions = passages = 0
        altered: kept_columns.Columns = {}
        _check_states(folder, connection)
        for batch, rows in _checked(folder, connection):
            versions, passages = versions + len(batch), passages + rows
            altered |= kept_columns.altered(connection, batch)
            progress(len(batch))
        kept_columns.check_history(folder, connection, manifest.embedder)
    repaired += kept_vectors.repaired(folder, database, manifest)
    with database.reading() as connection:
        _check_nothing_left_over(folder, connection, passages)
    repaired += kept_words.repaired(database)
    repaired += _repaired_lookups(folder, database)
    if altered:
        kept_columns.put_right(database, altered)
        repaired.append("columns")
    with database.reading() as connection:
        if is_unreadable:
            manifest = segments.merge(folder, manifest, Reader(folder, connection), afresh=True)
        elif segments.damage(folder, manifest, Reader(folder, connection)) is not None:
            repaired.append("vectors")
        segments.made_sound(folder, manifest, Reader(folder, connection))
        kept = Reader(folder, connection).originals()
        for digest in sorted(kept):
            originals.check(folder, digest)
    return Verification(versions, passages, tuple(repaired), len(kept))


def _is_manifest_unreadable(folder: Path) -> bool:
    try:
        read_manifest(folder)
    except IndexDamaged:
        return True
    return False


def _checked(
    folder: Path, connection: sqlite3.Connection
) -> Iterator[tuple[dict[int, Document], int]]:
    """Check every version of every document; gives them by number, and how many passages."""
    reader, last = Reader(folder, connection), 0
    while batch := reader.versions(last, _CHUNK):
        rows = 0
        for number, document, content, first_key, count in batch:
            if number <= last:
                raise kept_columns.damaged(
                    folder, "documents are not in the order of their numbers"
                )
            if content_hash(document) != content:
                raise kept_columns.damaged(
                    folder, f"the metadata of document {document.id!r} was altered"
                )
            _check_passages(folder, connection, document, number, first_key, count)
            last, rows = number, rows + count
        yield {row[0]: row[1] for row in batch}, rows


def _check_states(folder: Path, connection: sqlite3.Connection) -> None:
    """See that all that can be opened is there, and that every column can be read."""
    oldest = Reader(folder, connection).oldest()
    lost = """SELECT 1 FROM documents WHERE (removed IS NULL OR removed > ?)
        AND number NOT IN (SELECT document FROM texts) LIMIT 1"""
    if connection.execute(lost, (oldest,)).fetchone() is not None:
        raise kept_columns.damaged(folder, "a document of a state that can be opened is missing")
    for query in (
        "SELECT publisher, language, url, effective FROM documents",
        "SELECT at FROM commits",
    ):
        for _ in connection.execute(query):
            pass


def _check_passages(
    folder: Path,
    connection: sqlite3.Connection,
    document: Document,
    number: int,
    first_key: int,
    count: int,
) -> None:
    query = """SELECT key, start, "end", text FROM passages
        WHERE key >= ?1 AND key < ?1 + ?2 AND document = ?3
        AND typeof(start) = 'integer' AND typeof("end") = 'integer' ORDER BY key"""
    found = connection.execute(query, (first_key, count, number)).fetchall()
    if len(found) != count:
        raise kept_columns.damaged(folder, f"passages of document {document.id!r} are missing")
    for key, start, end, text in found:
        if document.text[start:end] != text:
            raise kept_columns.damaged(
                folder, f"passage {key} of document {document.id!r} was altered"
            )


def _check_nothing_left_over(folder: Path, connection: sqlite3.Connection, passages: int) -> None:
    for table in ("passages", "embeddings"):
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count != passages:
            raise kept_columns.damaged(folder, f"{table} that belong to no document")


def _repaired_lookups(folder: Path, database: Database) -> list[str]:
    """Write anew what SQLite looks rows up by, if a page is damaged and that mends it."""
    if _fault_of_pages(database) is None:
        return []
    with database.writing() as connection:
        connection.execute("REINDEX")
    if (fault := _fault_of_pages(database)) is not None:
        raise kept_columns.damaged(folder, fault)
    return ["lookups"]


def _fault_of_pages(database: Database) -> str | None:
    with database.reading() as connection:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if answer == "ok" else " ".join(str(answer).split())
