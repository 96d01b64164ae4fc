"""What was altered in the store is told wherever it is met, and never cited."""

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from index_samples import HashedWords

from factcheck.errors import IndexDamaged
from factcheck.index import Index
from factcheck.index.history import compact, snapshots
from factcheck.index.verification import verify
from factcheck.types import Document, Filters


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_passage_that_is_not_in_its_document_is_not_cited(
    built: Path, encoder: HashedWords
) -> None:
    change(built, "UPDATE passages SET text = replace(text, 'e', 'a') WHERE key = 1")
    with Index.open(built, encoder) as index:
        with pytest.raises(IndexDamaged, match="passage 1 was altered"):
            index.passages([1])
        assert index.passages([2])


@pytest.mark.parametrize("fact", ["last_key", "compacted"])
def test_a_fact_that_is_no_number_is_told(built: Path, encoder: HashedWords, fact: str) -> None:
    change(built, f"INSERT OR REPLACE INTO facts VALUES ('{fact}', 's4')")
    with pytest.raises(IndexDamaged, match=f"its fact '{fact}' is no number: 's4'"):
        snapshots(built) if fact == "compacted" else Index.open(built, encoder, writable=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passages SET start = 'one' WHERE key = 1",
        "UPDATE documents SET publisher = CAST(x'ff' AS TEXT)",
        "UPDATE commits SET at = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_value_of_another_kind_is_told(built: Path, statement: str) -> None:
    change(built, statement)
    with pytest.raises(IndexDamaged):
        verify(built)


@pytest.mark.parametrize("value", ["NULL", "7", "'text'"])
def test_a_vector_that_is_none_is_restored(built: Path, value: str) -> None:
    change(
        built,
        "CREATE TABLE kept AS SELECT * FROM embeddings",
        "DROP TABLE embeddings",
        "CREATE TABLE embeddings (key INTEGER PRIMARY KEY, vector)",
        "INSERT INTO embeddings SELECT * FROM kept",
        "DROP TABLE kept",
        f"UPDATE embeddings SET vector = {value} WHERE key = 1",
    )
    assert verify(built).repaired == ("vectors in the store",)


def test_a_state_that_was_given_up_is_not_offered_again(built: Path, encoder: HashedWords) -> None:
    with Index.open(built, encoder, writable=True) as index:
        index.remove(["ferry"])
    compact(built)
    change(built, "UPDATE facts SET value = '1' WHERE name = 'compacted'")
    with pytest.raises(IndexDamaged, match="of a state that can be opened is missing"):
        verify(built)


def test_a_table_of_words_that_cannot_be_opened_is_made_anew(
    built: Path, encoder: HashedWords
) -> None:
    change(
        built,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'porter', 'porker') WHERE name = 'words'",
    )
    assert verify(built).repaired == ("words",)
    assert verify(built).repaired == ()
    with Index.open(built, encoder) as index:
        assert index.search_words("ferry", 9, Filters())


def test_documents_that_come_round_again_end_the_verification(
    tmp_path: Path, encoder: HashedWords, make_documents: Callable[[int], list[Document]]
) -> None:
    """The last child of the root of a table is set to the one before it."""
    folder = tmp_path / "round"
    with Index.create(folder, encoder) as index:
        index.add(make_documents(400))
    change(folder)
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'documents'"
        ((root,), (size,)) = (
            store.execute(query).fetchone(),
            store.execute("PRAGMA page_size").fetchone(),
        )
    data = bytearray((folder / "store.sqlite").read_bytes())
    page = (root - 1) * size
    assert data[page] == 5, "an inner page of a table"
    (cells,) = struct.unpack_from(">H", data, page + 3)
    (last,) = struct.unpack_from(">H", data, page + 12 + 2 * (cells - 1))
    data[page + 8 : page + 12] = data[page + last : page + last + 4]
    (folder / "store.sqlite").write_bytes(data)
    with pytest.raises(IndexDamaged):
        verify(folder)
