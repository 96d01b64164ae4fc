"""`verify` finds what was altered, says what it is, and writes anew what is derived."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from index_samples import FERRY, HARBOUR, THREE, HashedWords

from factcheck.errors import IndexDamaged, IndexLocked, IndexNotFound
from factcheck.index import Index
from factcheck.index.verification import verify
from factcheck.types import Document


def change(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / "store.sqlite") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_sound_index_is_left_as_it_is(built: Path, encoder: HashedWords) -> None:
    with Index.open(built, encoder, writable=True) as index:
        index.add([HARBOUR.__class__(id="ferry", text="The ferry sank.")])
        index.remove(["harbour"])
        snapshot = index.snapshot
    told: list[int] = []
    found = verify(built, progress=told.append)
    assert (found.versions, found.repaired) == (len(THREE) + 1, ())
    assert sum(told) == found.versions
    assert found.passages >= found.versions
    with Index.open(built, encoder) as index:
        assert index.snapshot == snapshot


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE texts SET text = text || '!'", "the text of document 'harbour' was altered"),
        ("UPDATE documents SET title = 'Other'", "the metadata of document 'harbour' was altered"),
        ("UPDATE documents SET published = '2020-01-01'", "metadata of document 'harbour'"),
        ("UPDATE passages SET start = start + 1", "passage 1 of document 'harbour' was altered"),
        ("UPDATE passages SET text = 'x' WHERE key = 2", "passage 2 of document 'ferry'"),
        ("DELETE FROM passages WHERE key = 3", "passages of document 'undated' are missing"),
        ("INSERT INTO passages VALUES (99, 77, 0, 1, 'x')", "passages that belong to no document"),
        ("INSERT INTO embeddings VALUES (99, x'00')", "embeddings that belong to no document"),
    ],
)
def test_what_cannot_be_derived_is_named(built: Path, statement: str, reason: str) -> None:
    change(built, statement)
    with pytest.raises(IndexDamaged, match=reason):
        verify(built)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM embeddings WHERE key = 3", "passage 3 or its vector is missing"),
        ("UPDATE embeddings SET vector = x'00' WHERE key = 1", "a vector does not have 64 numbers"),
    ],
)
def test_vectors_from_before_there_were_checksums_must_be_whole_and_then_get_one(
    built: Path, statement: str, reason: str
) -> None:
    change(built, "DROP TABLE checksums")
    assert verify(built).repaired == ()
    change(built, statement)
    assert verify(built).repaired == ("vectors in the store",)
    change(built, "DROP TABLE checksums", statement)
    with pytest.raises(IndexDamaged, match=reason):
        verify(built)


@pytest.fixture(params=["one by one", "in lists"])
def many(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make_documents: Callable[[int], list[Document]],
) -> Path:
    """An index of 200 documents, whose vectors are kept in either way."""
    if request.param == "in lists":
        monkeypatch.setattr("factcheck.index.segments.EXACT", 0)
        monkeypatch.setattr("factcheck.index.segments._SMALL", 0)
    with Index.create(tmp_path / "many", HashedWords()) as index:
        index.add(make_documents(200))
    return tmp_path / "many"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE embeddings SET vector = zeroblob(128) WHERE key = 7",
        "UPDATE embeddings SET vector = x'00' WHERE key IN (1, 170)",
        "DELETE FROM embeddings WHERE key > 190",
        "UPDATE checksums SET vectors = x'00' WHERE document = 7",
    ],
)
def test_vectors_in_the_store_are_restored_from_the_file_that_holds_them_too(
    many: Path, statement: str
) -> None:
    with Index.open(many, HashedWords()) as index:
        before = index.vectors(range(1, 201))
    change(many, statement)
    assert verify(many).repaired == ("vectors in the store",)
    assert verify(many).repaired == ()
    with Index.open(many, HashedWords()) as index:
        assert np.array_equal(index.vectors(range(1, 201)), before)
    next(many.glob("vectors-*.faiss")).unlink()
    change(many, statement)
    with pytest.raises(IndexDamaged, match=r"the vectors of document 'd\d+' were altered"):
        verify(many)


@pytest.mark.parametrize(
    ("column", "value"),
    [("effective", "2031-01-01"), ("address", "elsewhere.example"), ("origin", "x")],
)
def test_columns_that_filters_and_lookups_ask_are_derived_anew(
    built: Path, column: str, value: str
) -> None:
    def all_columns() -> list[object]:
        with closing(sqlite3.connect(built / "store.sqlite")) as store:
            return store.execute("SELECT * FROM documents").fetchall()

    before = all_columns()
    change(built, f"UPDATE documents SET {column} = '{value}'")
    assert verify(built).repaired == ("columns",)
    assert verify(built).repaired == ()
    assert all_columns() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET version = 7 WHERE number = 2",
        "UPDATE documents SET ingested = '2020-01-01' WHERE number = 2",
        "UPDATE documents SET added = 2 WHERE number = 2",
        "UPDATE documents SET removed = 1 WHERE number = 2",
        "UPDATE documents SET removed = NULL WHERE number = 5",
        "UPDATE documents SET removed = 9 WHERE number = 5",
        "UPDATE commits SET snapshot = 'x' WHERE number = 1",
        "DELETE FROM commits WHERE number = 1",
    ],
)
def test_what_was_part_of_the_index_and_when_is_held_against_the_ids_of_its_states(
    built: Path, encoder: HashedWords, statement: str
) -> None:
    with Index.open(built, encoder, writable=True) as index:
        index.add([replace(FERRY, text="Another.")])
        index.remove(["harbour"])
        index.remove(["undated", "ferry"])
        index.add([HARBOUR, replace(FERRY, text="One more.")])
        index.remove(["harbour"])
    assert verify(built).repaired == ()
    change(built, statement)
    with pytest.raises(IndexDamaged, match=r"was altered|there never was"):
        verify(built)


def test_what_rows_are_looked_up_by_is_written_anew(built: Path) -> None:
    # Changed without SQLite, which would change the index along with the row.
    store = (built / "store.sqlite").read_bytes()
    place = store.rindex(b"island.example/ferry")
    assert store.count(b"island.example/ferry") > 1
    with (built / "store.sqlite").open("r+b") as file:
        file.seek(place)
        file.write(b"X")
    assert "lookups" in verify(built).repaired
    assert verify(built).repaired == ()


def no_words(folder: Path) -> None:
    change(folder, "INSERT INTO words (words) VALUES ('delete-all')")


def stray_word(folder: Path) -> None:
    change(folder, "INSERT INTO words (rowid, title, text) VALUES (77, 'x', 'bridge')")


def torn_words(folder: Path) -> None:
    change(folder, "UPDATE words_data SET block = zeroblob(20) WHERE id > 10")


def other_word(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        rows = store.execute("SELECT id, block FROM words_data").fetchall()
        changed = [(block.replace(b"ridg", b"ridh"), number) for number, block in rows]
        store.executemany("UPDATE words_data SET block = ? WHERE id = ?", changed)
        store.commit()


def other_length(folder: Path) -> None:
    change(folder, "UPDATE words_docsize SET sz = x'0001' WHERE id = 2")


def wrong_lookup(folder: Path) -> None:
    change(folder, "INSERT INTO words (words, rank) VALUES ('pgsz', 32)")
    with Index.open(folder, HashedWords(), writable=True) as index:
        index.add([replace(FERRY, text=f"{FERRY.text} Soon.")])
        index.add([FERRY])
    change(folder, "INSERT INTO words (words) VALUES ('optimize')")
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        rows = store.execute("SELECT term, pgno FROM words_idx ORDER BY term").fetchall()
        for (before, _), (_, page) in pairwise(rows):
            # Each page now seems to begin with words that the one before it has.
            store.execute(
                "UPDATE words_idx SET term = ? WHERE pgno = ?",
                (before + b"0", page),
            )
        store.commit()


def no_structure(folder: Path) -> None:
    change(folder, "DELETE FROM words_data WHERE id = 10")


def bad_page(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'words_data'"
        (page,) = store.execute(query).fetchone()
        (size,) = store.execute("PRAGMA page_size").fetchone()
    with (folder / "store.sqlite").open("r+b") as file:
        file.seek((page - 1) * size + 1)
        file.write(b"\x0f\xf0")  # where its free space begins


def lost_page(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'words_data'"
        (page,) = store.execute(query).fetchone()
        (size,) = store.execute("PRAGMA page_size").fetchone()
    with (folder / "store.sqlite").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize(
    "damage",
    [
        no_words,
        stray_word,
        torn_words,
        other_word,
        other_length,
        wrong_lookup,
        no_structure,
        bad_page,
        lost_page,
    ],
)
def test_words_are_written_anew(
    built: Path,
    encoder: HashedWords,
    by_words: Callable[..., set[str]],
    damage: Callable[[Path], None],
) -> None:
    damage(built)
    assert verify(built).repaired == ("words",)
    assert verify(built).repaired == ()
    with Index.open(built, encoder) as index:
        assert by_words(index) == {"harbour", "ferry", "undated"}


@pytest.mark.parametrize("content", [b"", b"x", None])
def test_files_of_vectors_are_written_anew(
    built: Path, encoder: HashedWords, by_meaning: Callable[..., set[str]], content: bytes | None
) -> None:
    (file,) = built.glob("vectors-*.faiss")
    whole = file.read_bytes()
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content + whole[len(content) : -1])
    assert verify(built).repaired == ("vectors",)
    assert verify(built).repaired == ()
    (file,) = built.glob("vectors-*.faiss")
    assert file.read_bytes() == whole
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == {"harbour", "ferry", "undated"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\x00", b'{"format": 1}'])
def test_a_manifest_that_cannot_be_read_is_written_anew(
    built: Path, encoder: HashedWords, by_meaning: Callable[..., set[str]], content: bytes
) -> None:
    whole = (built / "manifest.json").read_bytes()
    (built / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamaged, match="make it anew with: factcheck index verify"):
        Index.open(built, encoder)
    assert verify(built).repaired == ("manifest",)
    assert (built / "manifest.json").read_bytes() == whole
    assert verify(built).repaired == ()
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == {"harbour", "ferry", "undated"}


def test_a_manifest_of_another_index_is_not_written_over(
    built: Path, tmp_path: Path, encoder: HashedWords
) -> None:
    Index.create(tmp_path / "other", HashedWords("another")).close()
    foreign = (tmp_path / "other" / "manifest.json").read_bytes()
    (built / "manifest.json").write_bytes(foreign)
    with pytest.raises(IndexDamaged, match="are of different indexes"):
        verify(built)
    assert (built / "manifest.json").read_bytes() == foreign


def test_what_is_open_for_writing_or_missing_is_not_checked(
    built: Path, encoder: HashedWords, tmp_path: Path
) -> None:
    with Index.open(built, encoder, writable=True), pytest.raises(IndexLocked):
        verify(built)
    with pytest.raises(IndexNotFound):
        verify(tmp_path / "none")
    assert FERRY.text
