"""Commits: documents taken out and documents put in, within one write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from factcheck.addresses import canonical_url
from factcheck.errors import DocumentNotFound
from factcheck.index import vectors as half
from factcheck.index.database import WORDS, Database
from factcheck.index.details import packed
from factcheck.index.incoming import Prepared, stored
from factcheck.index.snapshot import addition, next_snapshot, retirement, write_newest
from factcheck.index.store import Reader
from factcheck.types import Document


def timestamp() -> str:
    """The present second in UTC, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def commit(
    folder: Path,
    database: Database,
    *,
    retired: Sequence[str] = (),
    added: Sequence[Prepared] = (),
) -> None:
    """Take documents out and put documents in, all at once or not at all.

    :param retired: ids of documents to take out, those to be replaced included.
    :raises DocumentNotFound: for the first of `retired` that is not in the index.
    """
    at = timestamp()
    with database.writing() as connection:
        previous = Reader(folder, connection).commit()
        number = previous.number + 1
        changes = [_retire(connection, document_id, number) for document_id in retired]
        key = Reader(folder, connection).last_key() + 1
        for item in added:
            changes.append(_add(connection, item, number, at[:10], key))
            key += len(item.spans)
        snapshot = next_snapshot(previous.snapshot, changes)
        connection.execute("INSERT INTO commits VALUES (?, ?, ?)", (number, snapshot, at))
    write_newest(folder, snapshot)


def derived(document: Document, origin: str, today: str) -> dict[str, str | None]:
    """The columns that follow from others, by name: what addresses and days are compared by."""
    return {
        "address": canonical_url(document.url),
        "effective": document.published or today,
        "origin": origin,
    }


def _retire(connection: sqlite3.Connection, document_id: str, number: int) -> str:
    query = """SELECT number, version, title, first_key, passages, review
        FROM documents WHERE id = ? AND removed IS NULL"""
    row = connection.execute(query, (document_id,)).fetchone()
    if row is None:
        raise DocumentNotFound(document_id)
    document, version, title, first_key, passages, review = row
    words = WORDS[review is not None]
    connection.execute(
        f"""INSERT INTO {words} ({words}, rowid, title, text)
            SELECT 'delete', key, ?, text FROM passages WHERE key >= ? AND key < ?""",
        (title, first_key, first_key + passages),
    )
    connection.execute("UPDATE documents SET removed = ? WHERE number = ?", (number, document))
    return retirement(document_id, version)


def _add(
    connection: sqlite3.Connection, item: Prepared, commit_number: int, today: str, first_key: int
) -> str:
    document = item.document
    version = _scalar(
        connection, "SELECT coalesce(max(version), 0) + 1 FROM documents WHERE id = ?", document.id
    )
    row = {
        "id": document.id,
        "version": version,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "ingested": today,
        "sha256": document.sha256,
        "content": item.content,
        "first_key": first_key,
        "passages": len(item.spans),
        "added": commit_number,
        "review": stored(document.review),
        **derived(document, item.origin, today),
    }
    number = connection.execute(
        f"INSERT INTO documents ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    ).lastrowid
    connection.execute("INSERT INTO texts VALUES (?, ?)", (number, document.text))
    if details := packed(document):
        connection.execute("INSERT INTO details VALUES (?, ?)", (number, details))
    _add_passages(connection, item, number, first_key)
    return addition(document.id, version, item.content, today)


def _add_passages(
    connection: sqlite3.Connection, item: Prepared, number: int | None, first_key: int
) -> None:
    title, text = item.document.title, item.document.text
    words = WORDS[item.document.review is not None]
    rows = [
        (key, number, span.start, span.end, text[span.start : span.end])
        for key, span in enumerate(item.spans, start=first_key)
    ]
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany(
        f"INSERT INTO {words} (rowid, title, text) VALUES (?, ?, ?)",
        [(key, title, passage) for key, _, _, _, passage in rows],
    )
    vectors = half.to_bytes(item.vectors)
    connection.executemany(
        "INSERT INTO embeddings VALUES (?, ?)",
        enumerate(vectors, start=first_key),
    )
    connection.execute("INSERT INTO checksums VALUES (?, ?)", (number, half.checksum(vectors)))


def _scalar(connection: sqlite3.Connection, query: str, *values: str) -> int:
    return int(connection.execute(query, values).fetchone()[0])
