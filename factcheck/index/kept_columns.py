"""What a store tells of documents beside what they say: their history, and what is derived."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from factcheck.errors import IndexDamaged
from factcheck.index.changes import derived
from factcheck.index.database import FILE, Database
from factcheck.index.incoming import origin_of
from factcheck.index.snapshot import addition, first_snapshot, next_snapshot, retirement
from factcheck.model_files import ModelInfo
from factcheck.types import Document

# Columns by number of the document.
Columns = dict[int, Mapping[str, str | None]]
_DERIVED = ("address", "effective", "origin")
_Added = Sequence[tuple[str, int, str, str]]


def check_history(folder: Path, connection: sqlite3.Connection, embedder: ModelInfo) -> None:
    """See that the id of each state follows from the one before it and from what changed.

    That covers versions, days of arrival, and from when until when a document was part of the
    index. In which order several were removed at once is not kept: such an id is taken as it is.

    :raises IndexDamaged: for the first that does not.
    """
    retired, groups = _retired(connection), _added(connection)
    coming, added = next(groups, (0, []))
    commits = connection.execute("SELECT number, snapshot FROM commits ORDER BY number").fetchall()
    expected: str | None = first_snapshot(embedder)
    for number, snapshot in commits:
        if snapshot != (expected or snapshot):
            raise damaged(folder, f"the id of state {number}, or what it changed, was altered")
        arrived: _Added = []
        if coming == number + 1:
            arrived, (coming, added) = added, next(groups, (0, []))
        expected = _next(snapshot, retired.pop(number + 1, {}), arrived)
    if retired or added:
        raise damaged(folder, "a document came or went in a state that there never was")


def _retired(connection: sqlite3.Connection) -> dict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    query = "SELECT removed, id, version FROM documents WHERE removed IS NOT NULL"
    for number, document_id, version in connection.execute(query):
        found[number][document_id] = version
    return dict(found)


def _added(connection: sqlite3.Connection) -> Iterator[tuple[int, _Added]]:
    query = "SELECT added, id, version, content, ingested FROM documents ORDER BY number"
    for number, rows in groupby(connection.execute(query), itemgetter(0)):
        yield number, [row[1:] for row in rows]


def _next(previous: str, retired: dict[str, int], added: _Added) -> str | None:
    if len(retired) > 1 and not added:
        return None
    # Those that are replaced went in the order in which the others came.
    order = [row[0] for row in added if row[0] in retired] or list(retired)
    gone = [retirement(document_id, retired[document_id]) for document_id in order]
    return next_snapshot(previous, [*gone, *(addition(*row) for row in added)])


def altered(connection: sqlite3.Connection, documents: Mapping[int, Document]) -> Columns:
    """Of some documents the derived columns that are not what they follow from, put right."""
    marks = ", ".join("?" * len(documents))
    query = f"SELECT number, {', '.join(_DERIVED)} FROM documents WHERE number IN ({marks})"
    wrong: Columns = {}
    for number, *found in connection.execute(query, list(documents)):
        document = documents[number]
        right = derived(document, origin_of(document), document.ingested or "")
        if found != [right[name] for name in _DERIVED]:
            wrong[number] = right
    return wrong


def put_right(database: Database, columns: Columns) -> None:
    """Write columns that were altered anew."""
    names = ", ".join(f"{name} = ?" for name in _DERIVED)
    with database.writing() as connection:
        connection.executemany(
            f"UPDATE documents SET {names} WHERE number = ?",
            [(*(right[name] for name in _DERIVED), number) for number, right in columns.items()],
        )


def damaged(folder: Path, reason: str) -> IndexDamaged:
    """The error of a store that nothing else can restore."""
    return IndexDamaged(folder, f"{FILE}: {reason}; restore it from a copy")
