"""The tables of words of a store: compared with the passages, and written anew from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from factcheck.errors import IndexDamaged
from factcheck.index.database import WORDS, Database, words_table

# FTS5 compares no text where it keeps none; with this view it has one to compare with.
_SOURCE, _COMPARED, _TERMS = "words_source", "words_compared", "words_terms"
_PARTS = ("data", "idx", "docsize", "config")


def repaired(database: Database) -> list[str]:
    """Write those tables anew that do not hold the words of the present passages.

    :return: their names.
    :raises IndexDamaged: if the passages themselves cannot be read.
    :raises IndexFailure: if the disk is full.
    """
    found = []
    for is_review, words in WORDS.items():
        kind = "IS NOT NULL" if is_review else "IS NULL"
        if not _are_sound(database, words, kind):
            (_write if _is_made_so(database, words) else _replace)(database, words, kind)
            found.append(words)
    return found


def _are_sound(database: Database, words: str, kind: str) -> bool:
    """Whether the words are those of the present passages of that kind, and in one piece."""
    if not _is_made_so(database, words):
        return False
    # What is made here is undone with the transaction.
    with database.reading() as connection:
        connection.execute(f"CREATE TEMP VIEW {_SOURCE} AS {_passages(kind)}")
        try:
            return not any(_faults(connection, words))
        except sqlite3.DatabaseError:
            return False


def _is_made_so(database: Database, words: str) -> bool:
    """Whether the table is declared as it is made today: FTS5 reads its settings from that."""
    with database.reading() as connection:
        made = "SELECT sql FROM main.sqlite_master WHERE name = ?"
        return bool(connection.execute(made, (words,)).fetchone() == (words_table(words),))


def _faults(connection: sqlite3.Connection, words: str) -> Iterator[bool]:
    """Whether there is a fault, of one sort after the other.

    :raises sqlite3.DatabaseError: if the words differ, or the table cannot be read.
    """
    # As a search opens it, with its settings.
    connection.execute(f"SELECT 1 FROM main.{words} WHERE {words} MATCH 'a' LIMIT 1").fetchone()
    for part in _PARTS:
        (answer,) = connection.execute(f"PRAGMA integrity_check({words}_{part})").fetchone()
        yield answer != "ok"
    # FTS5 asks about the passages, not whether there are words of others.
    strays = f"SELECT 1 FROM main.{words}_docsize WHERE id NOT IN (SELECT key FROM temp.{_SOURCE})"
    yield connection.execute(f"{strays} LIMIT 1").fetchone() is not None
    content = f"content='{_SOURCE}', content_rowid='key'"
    connection.execute(words_table(f"temp.{_COMPARED}", content))
    _copy(connection, f"main.{words}", f"temp.{_COMPARED}")
    command = f"INSERT INTO temp.{_COMPARED} ({_COMPARED}, rank) VALUES ('integrity-check', 1)"
    connection.execute(command)
    # Nor does it look a word up as a search does.
    connection.execute(f"CREATE VIRTUAL TABLE temp.{_TERMS} USING fts5vocab({_COMPARED}, 'row')")
    lost = f"""SELECT 1 FROM temp.{_TERMS} a WHERE NOT EXISTS (
        SELECT 1 FROM temp.{_TERMS} b WHERE b.term = a.term AND b.doc = a.doc) LIMIT 1"""
    yield connection.execute(lost).fetchone() is not None


def _write(database: Database, words: str, kind: str) -> None:
    try:
        with database.writing() as connection:
            # FTS5 itself cannot empty a table that it cannot open.
            connection.execute(words_table(f"temp.{_COMPARED}"))
            _copy(connection, f"temp.{_COMPARED}", f"main.{words}")
            _fill(connection, words, kind)
            connection.execute(f"DROP TABLE temp.{_COMPARED}")
    except IndexDamaged:
        _replace(database, words, kind)


def _replace(database: Database, words: str, kind: str) -> None:
    """Make a table anew whose pages cannot even be given back; they are when all is copied."""
    names = [words, *(f"{words}_{part}" for part in _PARTS)]
    with database.writing() as connection:
        connection.execute("PRAGMA writable_schema = ON")
        try:
            marks = ", ".join("?" * len(names))
            connection.execute(f"DELETE FROM sqlite_master WHERE name IN ({marks})", names)
        finally:
            connection.execute("PRAGMA writable_schema = RESET")
        connection.execute(words_table(words))
        _fill(connection, words, kind)
    with database.connected() as connection:
        connection.execute("VACUUM")


def _fill(connection: sqlite3.Connection, words: str, kind: str) -> None:
    connection.execute(f"INSERT INTO {words} (rowid, title, text) {_passages(kind)} ORDER BY p.key")


def _copy(connection: sqlite3.Connection, source: str, target: str) -> None:
    """Have one table of words hold what another does."""
    for part in _PARTS:
        connection.execute(f"DELETE FROM {target}_{part}")
        connection.execute(f"INSERT INTO {target}_{part} SELECT * FROM {source}_{part}")


def _passages(kind: str) -> str:
    return f"""SELECT p.key, d.title, p.text
        FROM main.passages p JOIN main.documents d ON d.number = p.document
        WHERE d.removed IS NULL AND d.review {kind}"""
