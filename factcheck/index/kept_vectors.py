"""The vectors of a store: compared with their checksums, and restored from the files of vectors.

Those files hold unit vectors, in full or in half precision. In half precision both are what the
store keeps, as its rows are unit vectors up to their own rounding; the checksum tells.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import IndexDamaged
from factcheck.index.database import FILE, Database
from factcheck.index.rows import Rows, Unreadable
from factcheck.index.segments import read_segment
from factcheck.index.snapshot import Manifest
from factcheck.index.store import Reader
from factcheck.index.vectors import checksum, to_bytes

_VECTORS = """SELECT CASE typeof(vector) WHEN 'blob' THEN vector ELSE x'' END
    FROM embeddings WHERE key >= ? AND key < ? ORDER BY key"""


@dataclass(frozen=True, slots=True)
class _Altered:
    """A document whose vectors or whose checksum are not what was written."""

    number: int
    id: str
    keys: range
    checksum: bytes
    vectors: Sequence[bytes]


def repaired(folder: Path, database: Database, manifest: Manifest) -> list[str]:
    """Write vectors anew that are not what was written, from the files that hold them, too.

    Documents from before there were checksums get theirs.

    :return: a name for these vectors, if there were any.
    :raises IndexDamaged: if there is no sound file of them.
    """
    with database.writing() as connection:
        _complete(folder, connection, manifest.embedder.dimension)
        altered = list(_altered(connection))
        files = list(_files(folder, manifest)) if altered else []
        for item in altered:
            found = next((file for file in files if file.holds(item.keys)), None)
            vectors = [] if found is None else to_bytes(found.vectors(item.keys))
            # Of the vectors here, those in the file and their checksum two have to agree.
            if not vectors or (checksum(vectors) != item.checksum and vectors != item.vectors):
                reason = f"the vectors of document {item.id!r} were altered"
                raise IndexDamaged(folder, f"{FILE}: {reason}; restore it from a copy")
            _write(connection, item, vectors)
    return ["vectors in the store"] if altered else []


def _complete(folder: Path, connection: sqlite3.Connection, dimension: int) -> None:
    reader = Reader(folder, connection)
    query = """SELECT number, first_key, first_key + passages FROM documents
        WHERE number IN (SELECT document FROM texts)
        AND number NOT IN (SELECT document FROM checksums)"""
    for number, *keys in connection.execute(query).fetchall():
        reader.vectors(range(*keys), dimension)
        vectors = [row[0] for row in connection.execute(_VECTORS, keys)]
        connection.execute("INSERT INTO checksums VALUES (?, ?)", (number, checksum(vectors)))


def _altered(connection: sqlite3.Connection) -> Iterator[_Altered]:
    query = """SELECT d.number, d.id, c.vectors, d.first_key, d.first_key + d.passages
        FROM documents d JOIN checksums c ON c.document = d.number"""
    for number, name, expected, *keys in connection.execute(query):
        vectors = [row[0] for row in connection.execute(_VECTORS, keys)]
        if checksum(vectors) != expected:
            yield _Altered(number, name, range(*keys), expected, vectors)


def _write(connection: sqlite3.Connection, item: _Altered, vectors: Sequence[bytes]) -> None:
    rows = zip(item.keys, vectors, strict=True)
    connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", rows)
    connection.execute(
        "UPDATE checksums SET vectors = ? WHERE document = ?", (checksum(vectors), item.number)
    )


def _files(folder: Path, manifest: Manifest) -> Iterator[Rows]:
    for segment in manifest.segments:
        try:
            yield read_segment(folder, segment, manifest.embedder.dimension, thorough=True)
        except Unreadable:  # to be written anew, from vectors that are sound
            continue
