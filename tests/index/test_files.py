"""The files of an index: creating, opening, damage, other versions, other embedders."""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from index_samples import THREE, UNDATED, HashedWords

from factcheck.errors import (
    FactcheckError,
    IndexDamaged,
    IndexFailure,
    IndexIncompatible,
    IndexNotFound,
    IndexReadOnly,
    InvalidInput,
)
from factcheck.index import Index, database, opening, segments, view
from factcheck.index.snapshot import Manifest, read_manifest
from factcheck.index.verification import verify
from factcheck.known_claims.claimreview import to_document
from factcheck.retrieve import retrieve
from factcheck.review_types import ClaimReview
from factcheck.types import Document, Filters

Find = Callable[..., set[str]]
Make = Callable[[int], list[Document]]
ALL = {"harbour", "ferry", "undated"}


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def change_manifest(folder: Path, **changes: object) -> None:
    (folder / "manifest.json").write_text(json.dumps({**manifest_of(folder), **changes}))


def segment_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*"))


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_an_index_is_created_in_a_missing_or_empty_folder(
    tmp_path: Path, encoder: HashedWords, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "new")
    with Index.create(str(tmp_path / "new"), encoder) as index:
        assert index.info().documents == 0
    with Index.open(str(tmp_path / "new"), encoder) as index:
        assert index.documents() == []


def test_an_index_is_not_created_over_another(built: Path, encoder: HashedWords) -> None:
    with pytest.raises(InvalidInput, match="open it instead"):
        Index.create(built, encoder)


def test_an_index_is_not_created_beside_other_files(tmp_path: Path, encoder: HashedWords) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(InvalidInput, match=r"letter\.txt"):
        Index.create(tmp_path, encoder)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("path", ["", " ", "a\0b", "a\ud800", "a\udcff", 5])
def test_a_path_must_be_one(path: str, encoder: HashedWords) -> None:
    for attempt in (Index.create, Index.open):
        with pytest.raises(InvalidInput, match="path"):
            attempt(path, encoder)


def test_a_file_is_not_an_index(tmp_path: Path, encoder: HashedWords) -> None:
    path = tmp_path / "file"
    path.write_text("text")
    with pytest.raises(InvalidInput, match="file"):
        Index.create(path, encoder)
    with pytest.raises(IndexDamaged, match="file"):
        Index.open(path, encoder)


@pytest.mark.parametrize("writable", [True, False])
def test_opening_leaves_a_folder_alone_that_is_no_index(
    tmp_path: Path, encoder: HashedWords, writable: bool
) -> None:
    with pytest.raises(IndexNotFound):
        Index.open(tmp_path / "missing", encoder, writable=writable)
    assert not (tmp_path / "missing").exists()
    with pytest.raises(IndexNotFound):
        Index.open(tmp_path, encoder, writable=writable)
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(IndexDamaged, match="not a factcheck index"):
        Index.open(tmp_path, encoder, writable=writable)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_of_sources_stands_for_the_index_beside_them(
    tmp_path: Path, encoder: HashedWords
) -> None:
    (tmp_path / "sources.jsonl").write_text('{"text": "Apples are red."}\n')
    with Index.create(tmp_path / "index", encoder) as index:
        index.add([Document(text="Apples are red.")])
    for path in (tmp_path, tmp_path / "index"):
        with Index.open(path, encoder) as index:
            assert index.info().documents == 1


def test_only_a_handle_for_writing_writes(built: Path, encoder: HashedWords) -> None:
    with Index.open(built, encoder) as index:
        with pytest.raises(IndexReadOnly):
            index.add(THREE)
        with pytest.raises(IndexReadOnly):
            index.remove(["ferry"])


def test_what_is_added_to_an_index_whose_files_are_mapped_goes_to_another(
    built: Path, encoder: HashedWords, by_meaning: Find
) -> None:
    """FAISS ends the process that adds to a file which it has mapped."""
    for name in ("first", "second"):
        with Index.open(built, encoder, writable=True) as index:
            index.add([Document(id=name, text=f"A {name} bridge.")])
            assert name in by_meaning(index)
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == ALL | {"first", "second"}


def test_a_closed_index_is_one_file_of_each_kind(built: Path) -> None:
    names = {path.suffix for path in built.iterdir()} - {".lock"}
    assert names == {".json", ".sqlite", ".faiss", ".txt"}
    manifest = manifest_of(built)
    assert (manifest["documents"], manifest["passages"]) == (3, 3)
    assert [item["file"] for item in manifest["segments"]] == [segment_files(built)[0].name]


def test_an_index_may_be_moved(
    built: Path, tmp_path: Path, encoder: HashedWords, by_meaning: Find
) -> None:
    shutil.move(built, tmp_path / "ein Ort mit % und ?#")
    with Index.open(tmp_path / "ein Ort mit % und ?#", encoder) as index:
        assert by_meaning(index) == ALL


@pytest.mark.parametrize("other", [HashedWords("another"), HashedWords("hashed-words", 32)])
@pytest.mark.parametrize("writable", [True, False])
def test_another_embedder_is_refused_by_both_names(
    built: Path, other: HashedWords, writable: bool
) -> None:
    with pytest.raises(IndexIncompatible) as caught:
        Index.open(built, other, writable=writable)
    for info in (HashedWords().info, other.info):
        assert info.id in str(caught.value)
        assert str(info.dimension) in str(caught.value)
    with Index.open(built, HashedWords(), writable=True) as index:
        assert index.info().documents == 3


def test_a_newer_format_is_refused(built: Path, encoder: HashedWords) -> None:
    change_manifest(built, format=2)
    with pytest.raises(IndexIncompatible, match="format 2"):
        Index.open(built, encoder)


def as_before_fact_checks(folder: Path) -> None:
    """Make a store what the first format was."""
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        store.execute("DROP TABLE review_words")
        store.execute("DROP INDEX documents_left_out")
        store.execute("ALTER TABLE documents DROP COLUMN review")
        store.execute("PRAGMA user_version = 1")


def test_a_store_of_the_first_format_is_brought_up_to_date_by_a_writer(
    built: Path, encoder: HashedWords
) -> None:
    with Index.open(built, encoder) as index:
        snapshot = index.snapshot
    as_before_fact_checks(built)
    with pytest.raises(IndexIncompatible, match="factcheck index verify"):
        Index.open(built, encoder)
    assert verify(built).repaired == ()
    with Index.open(built, encoder, writable=True) as index:
        assert index.snapshot == snapshot
        assert [document.review for document in index.documents()] == [None] * 3
        review = ClaimReview("The bridge fell.", "False", "https://checks.example/1")
        index.add([to_document(review, id="review")])
        assert index.get("review").review == review


def test_a_newer_store_is_refused(built: Path, encoder: HashedWords) -> None:
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute("PRAGMA user_version = 7")
    with pytest.raises(IndexIncompatible, match="format 7"):
        Index.open(built, encoder)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 1}', b"[" * 100_000, b'{"format": "x"}'],
)
@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_manifest_is_named(
    built: Path, encoder: HashedWords, content: bytes, writable: bool
) -> None:
    (built / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"manifest\.json is damaged; make it anew with"):
        Index.open(built, encoder, writable=writable)


@pytest.mark.parametrize(
    "changes",
    [
        {"segments": [{"file": "../../etc/passwd"}]},
        {"segments": "none"},
        {"embedder": {"id": "x"}},
        {"created": "another day"},
        {"snapshot": "0" * 32},
    ],
)
def test_a_manifest_that_cannot_be_true_is_refused(
    built: Path, encoder: HashedWords, changes: dict
) -> None:
    change_manifest(built, **changes)
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        Index.open(built, encoder)


def test_a_manifest_names_no_file_elsewhere(built: Path, encoder: HashedWords) -> None:
    (segment,) = manifest_of(built)["segments"]
    shutil.move(built / segment["file"], built.parent / "vectors.faiss")
    change_manifest(built, segments=[{**segment, "file": "../vectors.faiss"}])
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        Index.open(built, encoder)


def test_a_lost_manifest_is_made_anew(
    built: Path, encoder: HashedWords, by_meaning: Find, by_words: Find
) -> None:
    before = manifest_of(built)
    (built / "manifest.json").unlink()
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == by_words(index) == ALL
    with pytest.raises(InvalidInput):
        Index.create(built, encoder)
    Index.open(built, encoder, writable=True).close()
    assert manifest_of(built) == before


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\1" * 4096, b"text" * 999])
def test_a_store_that_is_none_is_named(
    built: Path, encoder: HashedWords, content: bytes, writable: bool
) -> None:
    (built / "store.sqlite").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"store\.sqlite"):
        Index.open(built, encoder, writable=writable)


def test_a_missing_store_is_damage(built: Path, encoder: HashedWords) -> None:
    (built / "store.sqlite").unlink()
    with pytest.raises(IndexDamaged, match=r"store\.sqlite is missing"):
        Index.open(built, encoder, writable=True)


@pytest.mark.parametrize("writable", [True, False])
def test_damage_anywhere_in_the_store_is_found_or_harmless(
    built: Path, tmp_path: Path, encoder: HashedWords, writable: bool
) -> None:
    whole = (built / "store.sqlite").read_bytes()
    caught = 0
    for page in range(0, len(whole), 4096):
        damaged = whole[:page] + bytes([0xA5]) * 4096 + whole[page + 4096 :]
        copy = shutil.copytree(built, tmp_path / f"copy{page}")
        (copy / "store.sqlite").write_bytes(damaged)
        try:
            with Index.open(copy, encoder, writable=writable) as index:
                use_everything(index)
        except FactcheckError as error:
            assert isinstance(error, IndexDamaged), error
            assert "store.sqlite" in str(error)
            caught += 1
    assert caught >= len(whole) // 4096 // 2


def use_everything(index: Index) -> None:
    documents = index.documents()
    index.search_dense(HashedWords().encode(["bridge"]), 9, Filters(as_of="2100-01-01"))
    index.passages(
        [key for key, _ in index.search_words("bridge closed", 9, Filters(as_of="2100-01-01"))]
    )
    index.documents_by_url("https://island.example/ferry")
    index.info()
    assert all(index.get(item.id, version=item.version) == item for item in documents)


def test_a_truncated_store_is_found(built: Path, encoder: HashedWords) -> None:
    path = built / "store.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(IndexDamaged), Index.open(built, encoder) as index:
        use_everything(index)


def test_an_altered_text_is_found(built: Path, encoder: HashedWords) -> None:
    with closing(sqlite3.connect(built / "store.sqlite")) as store, store:
        store.execute("UPDATE texts SET text = replace(text, 'closed', 'opened')")
    with Index.open(built, encoder) as index, pytest.raises(IndexDamaged, match="altered"):
        index.get("harbour")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE embeddings SET vector = x'00'",
        "UPDATE documents SET passages = 1000000",
        "UPDATE documents SET first_key = -5",
        "DELETE FROM facts",
        "DELETE FROM commits",
        "UPDATE facts SET value = 'many' WHERE name = 'dimension'",
        "DROP TABLE words",
        "UPDATE texts SET text = CAST(x'ff' AS TEXT)",
        "UPDATE documents SET published = 'yesterday'",
    ],
)
def test_a_store_that_cannot_be_true_is_damaged(
    built: Path, encoder: HashedWords, statement: str
) -> None:
    for path in segment_files(built):
        path.unlink()
    with closing(sqlite3.connect(built / "store.sqlite")) as store, store:
        store.execute(statement)
    with pytest.raises(IndexDamaged), Index.open(built, encoder) as index:
        use_everything(index)


def test_damage_that_sqlite_quotes_is_damage(built: Path, encoder: HashedWords) -> None:
    store = built / "store.sqlite"
    name = b"CREATE TABLE embeddings"
    store.write_bytes(store.read_bytes().replace(name, name.replace(b"TABLE", b"TAB\xf8E")))
    with pytest.raises(IndexDamaged, match=r"store\.sqlite"):
        Index.open(built, encoder)


def test_an_older_copy_of_the_store_is_not_taken_for_the_present_one(
    built: Path, tmp_path: Path, encoder: HashedWords
) -> None:
    shutil.copy(built / "store.sqlite", tmp_path / "old")
    with Index.open(built, encoder, writable=True) as index:
        index.add([Document(id="new", text="A new bridge.")])
    shutil.copy(tmp_path / "old", built / "store.sqlite")
    with pytest.raises(IndexDamaged, match="older"):
        Index.open(built, encoder)


def delete(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def exchange(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("harm", [delete, truncate, flip, exchange])
def test_vectors_are_read_from_the_store_where_their_file_is_damaged(
    built: Path,
    encoder: HashedWords,
    by_meaning: Find,
    harm: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (path,) = segment_files(built)
    whole = path.read_bytes()
    harm(path)
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == ALL
    assert path.name in caplog.text
    with Index.open(built, encoder, writable=True) as index:
        assert by_meaning(index) == ALL
    assert path.read_bytes() == whole
    caplog.clear()
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == ALL
    assert caplog.text == ""


def test_one_damaged_file_of_several_is_made_good(
    tmp_path: Path,
    encoder: HashedWords,
    by_meaning: Find,
    make_documents: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segments, "TAIL", 5)
    documents, path = make_documents(60), tmp_path / "index"
    with Index.create(path, encoder) as index:
        index.add(documents[:40])
        index.add(documents[40:])
    first, _ = manifest_of(path)["segments"]
    flip(path / first["file"])
    for writable in (False, True):
        with Index.open(path, encoder, writable=writable) as index:
            assert by_meaning(index) == {item.id for item in documents}
    (only,) = manifest_of(path)["segments"]
    assert (only["first_key"], only["last_key"], only["count"]) == (1, 60, 60)


def test_leftovers_of_a_cut_off_write_are_swept_up(built: Path, encoder: HashedWords) -> None:
    for name in ("vectors-new.tmp", "vectors-0123456789abcdef.faiss", "manifest.json.tmp"):
        (built / name).write_bytes(b"half")
    (built / "newest.txt.tmp").write_bytes(b"half")
    (built / "originals").mkdir()
    (built / "originals" / "new-7.tmp").write_bytes(b"half")
    (built / "notes.txt").write_text("mine")
    Index.open(built, encoder, writable=True).close()
    (built / "originals").rmdir()
    assert {path.suffix for path in built.iterdir()} == {
        ".json",
        ".sqlite",
        ".faiss",
        ".lock",
        ".txt",
    }
    assert len(segment_files(built)) == 1


@pytest.mark.parametrize("keep", [[], ["write.lock"], ["write.lock", "store.sqlite"]])
def test_an_index_that_was_only_begun_is_completed(
    tmp_path: Path, encoder: HashedWords, keep: list[str]
) -> None:
    path = tmp_path / "begun"
    Index.create(path, encoder).close()
    for file in path.iterdir():
        if file.name not in keep:
            file.unlink()
    with Index.create(path, encoder) as index:
        assert index.add(THREE).added == 3


def test_a_store_that_was_not_finished_is_made_anew(tmp_path: Path, encoder: HashedWords) -> None:
    for name in ("store.sqlite.tmp", "store.sqlite.tmp-journal", "write.pid"):
        (tmp_path / name).write_bytes(b"half")
    with pytest.raises(IndexNotFound):
        Index.open(tmp_path, encoder)
    with Index.create(tmp_path, encoder) as index:
        index.add(THREE)
    assert not list(tmp_path.glob("*.tmp*"))


def test_files_of_vectors_are_merged_and_stay_few(
    tmp_path: Path,
    encoder: HashedWords,
    by_meaning: Find,
    make_documents: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segments, "TAIL", 20)
    documents = make_documents(330)
    with (
        Index.create(tmp_path / "index", encoder) as index,
        Index.open(tmp_path / "index", encoder) as reader,
    ):
        for start in range(0, 330, 11):
            index.add(documents[start : start + 11])
            expected = {item.id for item in documents[: start + 11]}
            assert by_meaning(reader, k=400) == by_meaning(index, k=400) == expected
            assert len(segment_files(tmp_path / "index")) <= 5
            covered = [item["last_key"] for item in manifest_of(tmp_path / "index")["segments"]]
            assert start + 11 - max(covered, default=0) <= 20
        index.remove([item.id for item in documents[:200]])
        index.add([UNDATED])
        index.close()
        assert by_meaning(reader, k=400) == {item.id for item in documents[200:]} | {"undated"}
    (segment,) = manifest_of(tmp_path / "index")["segments"]
    assert (segment["count"], segment["last_key"]) == (131, 331)


def test_the_same_changes_lead_to_the_same_snapshot(tmp_path: Path, encoder: HashedWords) -> None:
    snapshots = []
    for name in ("one", "two"):
        with Index.create(tmp_path / name, encoder) as index:
            start = index.snapshot
            index.add(THREE)
            index.remove(["ferry"])
            snapshots.append((start, index.snapshot))
    assert snapshots[0] == snapshots[1]
    assert len(set(snapshots[0])) == 2


def test_another_history_leads_to_another_snapshot(tmp_path: Path, encoder: HashedWords) -> None:
    with Index.create(tmp_path / "one", encoder) as index:
        index.add(THREE)
        first = index.snapshot
    with Index.create(tmp_path / "two", encoder) as index:
        index.add(THREE[::-1])
        assert index.snapshot != first


def test_merging_and_reopening_keep_the_snapshot(built: Path, encoder: HashedWords) -> None:
    with Index.open(built, encoder, writable=True) as index:
        index.add([Document(id="new", text="A new bridge.")])
        before = index.snapshot
    with Index.open(built, encoder) as index:
        assert index.snapshot == before == manifest_of(built)["snapshot"]


def test_a_sealed_medium_is_read_without_writing(
    built: Path, encoder: HashedWords, by_meaning: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = {path.name for path in built.iterdir()}
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == ALL
        assert {path.name for path in built.iterdir()} == before


def test_a_new_store_is_whole_though_closing_it_could_do_nothing_more(
    tmp_path: Path, encoder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, where SQLite leaves a log behind and does not tell."""
    others: list[sqlite3.Connection] = []

    class Busy(sqlite3.Connection):
        def close(self) -> None:
            others.append(sqlite3.connect(tmp_path / "store.sqlite.tmp"))
            others[-1].execute("SELECT count(*) FROM sqlite_master").fetchone()
            super().close()

    with monkeypatch.context() as patched:
        patched.setattr(database.sqlite3, "connect", partial(sqlite3.connect, factory=Busy))
        opening.begin_store(tmp_path, encoder)
    for other in others:
        other.close()
    with Index.open(tmp_path, encoder) as index:
        assert index.documents() == []


def test_a_full_disk_is_told_and_nothing_is_lost(built: Path, encoder: HashedWords) -> None:
    index = Index.open(built, encoder, writable=True)
    with index._database.writing() as connection:  # as if no page could be added any more
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(IndexFailure, match="full"):
        index.add([Document(id="big", text="A long text. " * 5_000)])
    index.close()
    with Index.open(built, encoder) as reader:
        assert {item.id for item in reader.documents()} == ALL


def test_a_file_of_vectors_that_cannot_be_written_leaves_the_old_ones(
    built: Path, encoder: HashedWords, by_meaning: Find
) -> None:
    before = manifest_of(built)
    index = Index.open(built, encoder, writable=True)
    index.add([Document(id="new", text="A new bridge.")])
    (built / "vectors-new.tmp").mkdir()
    with pytest.raises(IndexFailure, match="vectors-new"):
        index.close()
    assert manifest_of(built) == before
    (built / "vectors-new.tmp").rmdir()
    with Index.open(built, encoder, writable=True) as index:
        assert by_meaning(index) == ALL | {"new"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE key = 2",
        "DELETE FROM embeddings WHERE key = 2",
        "INSERT INTO words (rowid, title, text) VALUES (77, 'x', 'ferry')",
    ],
)
def test_what_a_search_finds_and_the_store_lacks_is_damage(
    built: Path, encoder: HashedWords, statement: str
) -> None:
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute(statement)
        store.commit()
    with Index.open(built, encoder) as index, pytest.raises(IndexDamaged):
        retrieve(index, encoder, ["the ferry"], 3, Filters())


@pytest.fixture
def killed(index: Index, tmp_path: Path) -> Path:
    """What a writer that was killed after three commits leaves: all of them are in the log."""
    for number in range(3):
        index.add([Document(id=f"d{number}", text=f"Report {number} on the bridge.")])
    shutil.copytree(tmp_path / "index", tmp_path / "killed")
    (tmp_path / "killed" / "store.sqlite-shm").unlink()
    return tmp_path / "killed"


@pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
def test_damage_in_the_log_that_undoes_commits_is_told(
    killed: Path, encoder: HashedWords, place: float
) -> None:
    log = killed / "store.sqlite-wal"
    content = bytearray(log.read_bytes())
    content[int(place * len(content))] ^= 4
    log.write_bytes(content)
    for use in (lambda: Index.open(killed, encoder), lambda: verify(killed)):
        with pytest.raises(IndexDamaged, match=r"lacks its newest state, .*: its log"):
            use()
    (killed / "newest.txt").unlink()
    verify(killed)
    with Index.open(killed, encoder, writable=True) as index:
        assert 0 <= index.info().documents < 3
        index.add([Document(id="d2", text="Report 2 on the bridge.")])
    assert verify(killed).repaired == ()


@pytest.mark.parametrize("note", ["", "0123", None])
def test_a_note_of_the_newest_state_that_was_cut_off_says_nothing(
    killed: Path, encoder: HashedWords, note: str | None
) -> None:
    (killed / "newest.txt").unlink()
    if note is not None:
        (killed / "newest.txt").write_text(note)
    with Index.open(killed, encoder) as index:
        assert index.info().documents == 3


def test_a_big_file_is_compared_with_its_hash_while_it_is_in_use_already(
    built: Path,
    encoder: HashedWords,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def found(index: Index) -> list[tuple[int, float]]:
        return index.search_dense(encoder.encode(["bridge"]), 3, Filters())[0]

    monkeypatch.setattr(segments, "_HASHED_BYTES", 0)
    with Index.open(built, encoder) as index:
        right, vector = found(index), index.vectors([2]).tobytes()
    (file,) = segment_files(built)
    file.write_bytes(file.read_bytes().replace(vector, bytes(len(vector))))
    with Index.open(built, encoder) as index:
        deadline = time.monotonic() + 20
        while found(index) != right:
            assert time.monotonic() < deadline
        assert "has been altered; reading its vectors from the store" in caplog.text
        assert found(index) == right
    assert caplog.text.count("has been altered") == 1


def test_a_disk_without_room_for_the_file_of_locks_is_said_to_be_full(built: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    with pytest.raises(IndexFailure, match="the disk is full"), database.failures(built):
        raise error


def test_a_reader_before_whom_the_files_are_replaced_finds_all_and_warns_of_nothing(
    built: Path,
    encoder: HashedWords,
    by_meaning: Find,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def replaced_once_read(folder: Path) -> Manifest | None:
        monkeypatch.undo()
        manifest = read_manifest(folder)
        with Index.open(built, encoder, writable=True) as index:
            index.add([Document(id="new", text="A new bridge.")])
        return manifest

    with Index.open(built, encoder) as reader:
        before = segment_files(built)
        monkeypatch.setattr(view, "read_manifest", replaced_once_read)
        assert by_meaning(reader) == ALL | {"new"}
        assert set(before).isdisjoint(segment_files(built))
    assert caplog.text == ""
