"""What can be asked of the store, within one read transaction."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.errors import DocumentNotFound, IndexDamaged, InvalidInput
from factcheck.index import matching, vectors as half
from factcheck.index.database import FILE, WORDS
from factcheck.index.details import unpacked
from factcheck.index.incoming import restored
from factcheck.index.records import Commit, Counts, DocumentChange, Snapshot
from factcheck.index.rows import Keys, Vectors
from factcheck.index.spans import Spans
from factcheck.index.vectors import Allowed
from factcheck.marks import marks_within
from factcheck.types import Document, DocumentEntry, DocumentRef, Mark, Passage, is_sha256

_FIELDS = ("id", "version", "title", "publisher", "url", "published", "language", "ingested")
_COLUMNS = ", ".join([*(f"d.{name}" for name in _FIELDS), "d.review", "d.sha256"])
_ENTRY = f"SELECT d.number, {_COLUMNS} FROM documents d"
_DOCUMENT = f"""SELECT d.number, {_COLUMNS}, t.text
    FROM documents d JOIN texts t ON t.document = d.number"""
# Vectors read at a time, which bounds the memory that a rebuild takes.
_CHUNK = 4_096
# Facts of a compacted index: the first state whose documents are all still there, and the
# greatest passage key given until then, as none may come twice.
COMPACTED, LAST_KEY = "compacted", "last_key"


class Reader:
    """One state of the store.

    :param folder: the index directory, for messages.
    :param connection: a connection within a transaction.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder, self._connection = folder, connection

    def facts(self) -> dict[str, str]:
        """What belongs to the index as a whole: its embedder, when it was made."""
        return dict(self._connection.execute("SELECT name, value FROM facts").fetchall())

    def _number(self, fact: str) -> int:
        """A fact that is a number, 0 if it was never written."""
        value = self.facts().get(fact, "0")
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise self._damaged(f"its fact {fact!r} is no number: {value!r}") from error

    def commit(self) -> Commit:
        """The newest commit."""
        query = "SELECT number, snapshot FROM commits ORDER BY number DESC LIMIT 1"
        row = self._connection.execute(query).fetchone()
        if row is None:
            raise self._damaged("it has no first state")
        return Commit(*row)

    def number_of(self, snapshot: str) -> int | None:
        """The number of that state, whether or not it can still be opened; None if it never was."""
        query = "SELECT number FROM commits WHERE snapshot = ?"
        row = self._connection.execute(query, (snapshot,)).fetchone()
        if row is not None and not isinstance(row[0], int):
            raise self._damaged(f"the number of its state {snapshot} is {row[0]!r}")
        return None if row is None else int(row[0])

    def changes_since(self, number: int) -> list[DocumentChange]:
        """The documents that are not as they were at a commit, in order of id."""
        query = """SELECT id, max(CASE WHEN added <= ?1 THEN version END) AS before,
                max(CASE WHEN removed IS NULL THEN version END) AS after
            FROM documents WHERE added > ?1 OR removed > ?1
            GROUP BY id HAVING before IS NOT NULL OR after IS NOT NULL ORDER BY id"""
        return [DocumentChange(*row) for row in self._connection.execute(query, (number,))]

    def snapshots(self) -> list[tuple[int, Snapshot]]:
        """Every state that can still be opened, with its number, the newest last."""
        query = """WITH changes (number, documents, passages) AS (
                SELECT added, count(*), sum(passages) FROM documents GROUP BY added
                UNION ALL SELECT removed, -count(*), -sum(passages) FROM documents
                WHERE removed IS NOT NULL GROUP BY removed),
            sums AS (SELECT c.number, c.snapshot, c.at,
                (SELECT sum(documents) FROM changes x WHERE x.number = c.number) AS documents,
                (SELECT sum(passages) FROM changes x WHERE x.number = c.number) AS passages
                FROM commits c)
            SELECT * FROM (SELECT number, snapshot, at,
                coalesce(sum(documents) OVER (ORDER BY number), 0),
                coalesce(sum(passages) OVER (ORDER BY number), 0) FROM sums)
            WHERE number >= ? ORDER BY number"""
        rows = self._connection.execute(query, (self.oldest(),)).fetchall()
        return [(number, Snapshot(*row)) for number, *row in rows]

    def oldest(self) -> int:
        """The number of the earliest state that can still be opened."""
        return self._number(COMPACTED)

    def counts(self) -> Counts:
        """How many documents and passages there are."""
        query = """SELECT count(*), coalesce(sum(passages), 0)
            FROM documents WHERE removed IS NULL"""
        return Counts(*self._connection.execute(query).fetchone())

    def origins(self) -> int:
        """How many different texts there are."""
        query = "SELECT count(DISTINCT origin) FROM documents WHERE removed IS NULL"
        return int(self._connection.execute(query).fetchone()[0])

    def last_key(self) -> int:
        """The greatest passage key ever given, 0 if there is none."""
        query = "SELECT coalesce(max(key), 0) FROM passages"
        (kept,) = self._connection.execute(query).fetchone()
        return max(int(kept), self._number(LAST_KEY))

    def contents(self, ids: Sequence[str]) -> dict[str, str]:
        """The content hash of those documents, by id, as far as they are in the index."""
        query = """SELECT id, content FROM documents
            WHERE removed IS NULL AND id IN (SELECT value FROM json_each(?))"""
        return dict(self._connection.execute(query, (json.dumps(list(ids)),)).fetchall())

    def document(self, document_id: str, version: int | None) -> Document:
        """The document of that id: the present version, or that version of it.

        :raises DocumentNotFound: if there is none.
        """
        where = "d.removed IS NULL" if version is None else "d.version = ?"
        values = (document_id,) if version is None else (document_id, version)
        query = f"{_DOCUMENT} WHERE d.id = ? AND {where}"
        row = self._connection.execute(query, values).fetchone()
        if row is None:
            raise DocumentNotFound(document_id)
        return self._documents([row])[0]

    def documents(self, after: str | None, limit: int, chars: float = math.inf) -> list[Document]:
        """Up to `limit` present documents in order of id, those after the id `after`.

        :param chars: no more follow once the texts have so many characters together.
        """
        rows = []
        for row in self._connection.execute(_page_of(_DOCUMENT), (after or "", limit)):
            rows.append(row)
            chars -= len(str(row[-1]))
            if chars <= 0:
                break
        return self._documents(rows)

    def entries(self, after: str | None, limit: int) -> list[DocumentEntry]:
        """What is told of up to `limit` present documents, those after the id `after`."""
        rows = self._connection.execute(_page_of(_ENTRY), (after or "", limit)).fetchall()
        details = self._details(row[0] for row in rows)
        return [self._entry(details.get(number, ""), *row) for number, *row in rows]

    def versions(self, after: int, limit: int) -> list[tuple[int, Document, str, int, int]]:
        """Up to `limit` versions of documents, removed ones too, numbered from `after` + 1.

        :return: for each its number, itself, its content hash, its first passage key, and how
            many passages it has.
        """
        fields = "d.content, CAST(d.first_key AS INTEGER), CAST(d.passages AS INTEGER)"
        query = f"""SELECT {fields}, {_DOCUMENT.removeprefix("SELECT ")}
            WHERE d.number > ? ORDER BY d.number LIMIT ?"""
        rows = self._connection.execute(query, (after, limit)).fetchall()
        documents = self._documents([row[3:] for row in rows])
        return [(row[3], document, *row[:3]) for row, document in zip(rows, documents, strict=True)]

    def ids_at(self, address: str) -> list[str]:
        """The present documents of that canonical address, in order of id."""
        query = "SELECT id FROM documents WHERE removed IS NULL AND address = ? ORDER BY id"
        return [row[0] for row in self._connection.execute(query, (address,))]

    def spans(self) -> Spans:
        """Which keys the passages of documents have."""
        return Spans(self._folder, self._connection, self.last_key())

    def match(
        self, terms: Sequence[str], k: int, allowed: Allowed | None, *, reviews: bool
    ) -> list[tuple[int, float]]:
        """The `k` best (key, BM25 score) for these words, best first. See `matching.py`.

        :param allowed: which passages may be found, by key; None for all that are present.
        :param reviews: look among earlier fact-checks instead.
        """
        return matching.match(self._connection, WORDS[reviews], terms, k, allowed, self.last_key())

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of those keys, in that order, also those of earlier versions.

        :raises InvalidInput: for a key that was never given, or whose passage was given up.
        :raises IndexDamaged: if a passage is missing that was not given up.
        """
        query = """SELECT p.key, d.id, d.title, d.publisher, d.url, d.published,
            p.start, p.end, p.text, d.ingested, d.number
            FROM json_each(?) wanted CROSS JOIN passages p ON p.key = wanted.value
            JOIN documents d ON d.number = p.document ORDER BY wanted.key"""
        rows = self._connection.execute(query, (json.dumps(list(keys)),)).fetchall()
        self._check_all_found(keys, [row[0] for row in rows])
        marks = self._marks({row[-1] for row in rows})
        self._check_are_of_their_texts(rows)
        return [
            Passage(
                key,
                DocumentRef(*reference),
                start,
                end,
                text,
                ingested,
                marks_within(marks.get(number, ()), start, end),
            )
            for key, *reference, start, end, text, ingested, number in rows
        ]

    def _check_are_of_their_texts(self, rows: Sequence[Sequence[Any]]) -> None:
        """See that passages are cut from the texts of their documents: they are what is cited."""
        numbers = json.dumps(sorted({row[-1] for row in rows}))
        query = """SELECT t.document, t.text FROM json_each(?) wanted
            CROSS JOIN texts t ON t.document = wanted.value"""
        places = defaultdict(list)
        for key, *_, start, end, text, _, number in rows:
            places[number].append((key, start, end, text))
        texts = dict(self._connection.execute(query, (numbers,)).fetchall())
        for number, cut in places.items():
            for key, start, end, text in cut:
                are_offsets = isinstance(start, int) and isinstance(end, int)
                if not are_offsets or texts.get(number, "")[start:end] != text:
                    raise self._damaged(f"passage {key} was altered")

    def vectors(self, keys: Sequence[int], dimension: int) -> Vectors:
        """The vectors of those passages, in that order: shape (len(keys), dimension).

        :raises InvalidInput: for a key that was never given, or whose passage was given up.
        :raises IndexDamaged: if a vector is missing that was not given up.
        """
        query = """SELECT e.key, e.vector FROM json_each(?) wanted
            CROSS JOIN embeddings e ON e.key = wanted.value ORDER BY wanted.key"""
        rows = self._connection.execute(query, (json.dumps(list(keys)),)).fetchall()
        self._check_all_found(keys, [key for key, _ in rows])
        return self._unpacked([vector for _, vector in rows], dimension)

    def living_count(self, first: int, last: int) -> int:
        """How many present passages have keys from one to another."""
        query = """SELECT count(*) FROM passages p JOIN documents d ON d.number = p.document
            WHERE p.key BETWEEN ? AND ? AND d.removed IS NULL"""
        return int(self._connection.execute(query, (first, last)).fetchone()[0])

    def living(self, first: int, last: int, dimension: int) -> Iterator[tuple[Keys, Vectors]]:
        """Keys and vectors of the present passages from one key to another, in chunks."""
        query = """SELECT e.key, e.vector FROM embeddings e
            CROSS JOIN passages p ON p.key = e.key
            CROSS JOIN documents d ON d.number = p.document
            WHERE e.key BETWEEN ? AND ? AND d.removed IS NULL ORDER BY e.key"""
        cursor = self._connection.execute(query, (first, last))
        while rows := cursor.fetchmany(_CHUNK):
            keys = np.array([key for key, _ in rows], dtype=np.int64)
            yield keys, self._unpacked([vector for _, vector in rows], dimension)

    def _documents(self, rows: Sequence[Sequence[Any]]) -> list[Document]:
        details = self._details(row[0] for row in rows)
        return [self._document(details.get(number, ""), *row) for number, *row in rows]

    def _marks(self, numbers: Iterable[int]) -> dict[int, tuple[Mark, ...]]:
        try:
            return {
                number: unpacked(text)["marks"] for number, text in self._details(numbers).items()
            }
        except InvalidInput as error:
            raise self._damaged(str(error)) from error

    def originals(self) -> set[str]:
        """The SHA-256 of the bytes that documents were read from, earlier versions included."""
        if not self._has_details():
            return set()
        query = "SELECT DISTINCT json_extract(value, '$.original') FROM details"
        found = {row[0] for row in self._connection.execute(query) if row[0] is not None}
        for digest in found:
            if not isinstance(digest, str) or not is_sha256(digest):
                raise self._damaged(f"original {digest!r} is no SHA-256")
        return found

    def _has_details(self) -> bool:
        known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'details'"
        return self._connection.execute(known).fetchone() is not None

    def _details(self, numbers: Iterable[int]) -> dict[int, str]:
        """The details of those documents that have any, by number."""
        if not self._has_details():
            return {}
        query = """SELECT d.document, d.value FROM json_each(?) wanted
            CROSS JOIN details d ON d.document = wanted.value"""
        return dict(self._connection.execute(query, (json.dumps(list(numbers)),)).fetchall())

    def _document(self, details: str, *row: Any) -> Document:
        *values, review, sha256, text = row
        try:
            known = dict(zip(_FIELDS, values, strict=True)) | unpacked(details)
            document = Document(text=text, review=restored(review), **known)
        except InvalidInput as error:
            raise self._damaged(f"document {row[0]!r}: {error}") from error
        if document.sha256 != sha256:
            raise self._damaged(f"the text of document {row[0]!r} was altered")
        return document

    def _entry(self, details: str, *row: Any) -> DocumentEntry:
        *values, review, sha256 = row
        try:
            known = dict(zip(_FIELDS, values, strict=True))
            original = unpacked(details)["original"]
            return DocumentEntry(**known, sha256=sha256, review=restored(review), original=original)
        except InvalidInput as error:
            raise self._damaged(f"document {row[0]!r}: {error}") from error

    def _unpacked(self, rows: Sequence[bytes], dimension: int) -> Vectors:
        try:
            return half.from_bytes(rows, dimension)
        except ValueError as error:
            raise self._damaged(str(error)) from error

    def _check_all_found(self, keys: Sequence[int], found: Sequence[int]) -> None:
        if len(keys) != len(found):
            missing = next(key for key in keys if key not in set(found))
            if self.spans().ought_to_have(missing, self.oldest()):
                raise self._damaged(f"passage {missing} or its vector is missing")
            raise InvalidInput("keys", missing, "must be keys of passages of this index")

    def _damaged(self, reason: str) -> IndexDamaged:
        return IndexDamaged(self._folder, f"{FILE}: {reason}")


def _page_of(query: str) -> str:
    return f"{query} WHERE d.removed IS NULL AND d.id > ? ORDER BY d.id LIMIT ?"
