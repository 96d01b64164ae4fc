"""Originals: the bytes that documents were read from are kept, checked, and carried along."""

import contextlib
import errno
import hashlib
import io
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from index_samples import FERRY, HARBOUR, HashedWords

from factcheck.errors import IndexDamaged, IndexFailure, InvalidInput, OriginalNotFound
from factcheck.index import AddSummary, Index, originals
from factcheck.index.archive import export_index, import_index
from factcheck.index.history import compact, original
from factcheck.index.originals import name_of
from factcheck.index.verification import verify
from factcheck.types import Document

PAGE, OTHER = b"<html>The bridge</html>", b"%PDF-1.7 the ferry"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


KEPT = {digest(content): content for content in (PAGE, OTHER)}


def opened(digest: str) -> io.BytesIO:
    return io.BytesIO(KEPT[digest])


BRIDGE = replace(HARBOUR, original=digest(PAGE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index with one document that has an original and one that has none."""
    with Index.create(tmp_path / "index", HashedWords()) as index:
        index.add([BRIDGE, FERRY], originals=opened)
    return tmp_path / "index"


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "originals").rglob("*") if path.is_file()}


def test_the_bytes_come_back_as_they_were(folder: Path) -> None:
    assert original(folder, "harbour") == PAGE
    with Index.open(folder, HashedWords()) as index:
        assert index.original("harbour") == PAGE
        assert index.get("harbour").original == digest(PAGE)


def test_a_document_without_an_original_says_so(folder: Path) -> None:
    with pytest.raises(OriginalNotFound, match="no original is kept of document 'ferry'"):
        original(folder, "ferry")


def test_without_a_source_of_bytes_documents_name_none(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", HashedWords()) as index:
        index.add([BRIDGE])
        assert index.get("harbour").original is None
    assert files(tmp_path / "index") == set()


def test_the_same_text_from_other_bytes_is_left_alone(folder: Path) -> None:
    with Index.open(folder, HashedWords(), writable=True) as index:
        again = replace(BRIDGE, original=digest(OTHER))
        assert index.add([again], originals=opened) == AddSummary(0, 0, 1, 0)
        assert index.original("harbour") == PAGE
    assert files(folder) == {digest(PAGE)}


@pytest.mark.parametrize("damage", [b"", PAGE[:-1], b"X" + PAGE[1:], None])
@pytest.mark.parametrize("documents", [[BRIDGE], [replace(BRIDGE, id="copy")]])
def test_building_again_puts_a_damaged_original_back(
    folder: Path, documents: list[Document], damage: bytes | None
) -> None:
    path = folder / name_of(digest(PAGE))
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    with Index.open(folder, HashedWords(), writable=True) as index:
        index.add(documents, originals=opened)
        assert index.original("harbour") == PAGE
    assert verify(folder).originals == 1


def test_bytes_of_another_hash_are_refused_and_nothing_is_added(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", HashedWords()) as index:
        with pytest.raises(InvalidInput, match="original: must be the SHA-256 of the bytes"):
            index.add([BRIDGE], originals=lambda _: io.BytesIO(OTHER))
        assert index.documents() == []
    assert files(tmp_path / "index") == set()


def pages(count: int) -> tuple[list[Document], dict[str, bytes]]:
    """Documents with an original each, and these."""
    kept = {digest(content): content for content in (b"page %d" % n for n in range(count))}
    return [replace(HARBOUR, id=sha256, original=sha256) for sha256 in kept], kept


def test_every_original_is_on_the_disk_before_its_document_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, kept = pages(40)
    put, seen, asked_in = originals.put_in_place, [], set()

    def slowly(finished: Path, final: Path) -> None:
        time.sleep(0.01)
        put(finished, final)

    def source(sha256: str) -> io.BytesIO:
        asked_in.add(threading.current_thread())
        return io.BytesIO(kept[sha256])

    monkeypatch.setattr(originals, "put_in_place", slowly)
    with Index.create(tmp_path / "index", HashedWords()) as index:
        index.add(
            documents,
            originals=source,
            progress=lambda _: seen.append(files(tmp_path / "index")),
        )
        assert all(index.original(sha256) == content for sha256, content in kept.items())
    assert seen == [set(kept)]
    assert asked_in == {threading.current_thread()}


def test_no_document_is_there_whose_original_the_disk_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, kept = pages(20)
    put = originals.put_in_place

    def full(finished: Path, final: Path) -> None:
        if final.name == documents[7].original:
            raise OSError(errno.ENOSPC, "No space left on device", str(finished))
        put(finished, final)

    with Index.create(tmp_path / "index", HashedWords()) as index:
        with monkeypatch.context() as patch:
            patch.setattr(originals, "put_in_place", full)
            with pytest.raises(IndexFailure, match="No space left on device"):
                index.add(documents, originals=lambda sha256: io.BytesIO(kept[sha256]))
        assert index.documents() == []
        assert index.add(documents, originals=lambda sha256: io.BytesIO(kept[sha256])).added == 20
    assert files(tmp_path / "index") == set(kept)
    assert not [each for each in threading.enumerate() if "originals" in each.name]


@pytest.mark.parametrize("name", ["", "../../escape", "A" * 64, f"{digest(PAGE)}\n"])
def test_only_a_hash_can_name_an_original(folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match="original: must be a SHA-256"):
        replace(HARBOUR, original=name)
    with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as store:
        store.execute("UPDATE details SET value = json_set(value, '$.original', ?)", [name])
        store.commit()
    for use in (
        lambda: original(folder, "harbour"),
        lambda: verify(folder),
        lambda: export_index(folder, tmp_path / "index.tar"),
    ):
        with pytest.raises(IndexDamaged, match="SHA-256"):
            use()
    assert not (tmp_path / "index.tar").exists()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(("harm", "reason"), [(cut, "was altered"), (Path.unlink, "is missing")])
def test_a_damaged_or_missing_original_is_noticed(
    folder: Path, harm: Callable[[Path], None], reason: str
) -> None:
    assert verify(folder).originals == 1
    harm(folder / name_of(digest(PAGE)))
    for look in (verify, lambda path: original(path, "harbour")):
        with pytest.raises(IndexDamaged, match=f"originals/.*{reason}"):
            look(folder)


def test_bytes_are_kept_once_however_many_documents_come_from_them(tmp_path: Path) -> None:
    asked: list[str] = []

    def source(digest: str) -> io.BytesIO:
        asked.append(digest)
        return opened(digest)

    with Index.create(tmp_path / "index", HashedWords()) as index:
        rows = [replace(BRIDGE, id=f"row-{number}") for number in range(3)]
        index.add(rows, originals=source)
        assert {index.original(row.id) for row in rows} == {PAGE}
    assert (files(tmp_path / "index"), asked) == ({digest(PAGE)}, [digest(PAGE)])
    assert verify(tmp_path / "index").originals == 1


def test_originals_count_as_bytes_of_the_index(folder: Path) -> None:
    with Index.open(folder, HashedWords()) as index:
        before = index.info().bytes
        (folder / "originals" / "more").write_bytes(b"x" * 100)
        assert index.info().bytes == before + 100


def test_an_index_from_before_there_were_originals_goes_on(folder: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as store:
        store.execute("DROP TABLE details")
    with Index.open(folder, HashedWords()) as index:
        assert index.get("harbour").original is None
    export_index(folder, tmp_path / "index.tar")
    assert import_index(tmp_path / "index.tar", tmp_path / "copy").originals == 0
    with pytest.raises(OriginalNotFound):
        original(folder, "harbour")
    with Index.open(folder, HashedWords(), writable=True) as index:
        index.add([replace(BRIDGE, title="Another")], originals=opened)
        assert index.original("harbour") == PAGE


def test_an_archive_carries_originals(folder: Path, tmp_path: Path) -> None:
    export_index(folder, tmp_path / "index.tar")
    assert import_index(tmp_path / "index.tar", tmp_path / "copy").originals == 1
    assert original(tmp_path / "copy", "harbour") == PAGE


def test_an_earlier_state_has_its_originals_until_it_is_given_up(folder: Path) -> None:
    with Index.open(folder, HashedWords(), writable=True) as index:
        first = index.snapshot
        changed = Document(id="harbour", text="The bridge is open.", original=digest(OTHER))
        index.add([changed], originals=opened)
    with Index.open(folder, HashedWords(), snapshot=first) as past:
        assert past.original("harbour") == PAGE
    assert files(folder) == {digest(PAGE), digest(OTHER)}
    compact(folder)
    assert files(folder) == {digest(OTHER)}
    assert original(folder, "harbour") == OTHER


def test_an_archive_of_an_earlier_state_carries_those_of_that_state(
    folder: Path, tmp_path: Path
) -> None:
    with Index.open(folder, HashedWords(), writable=True) as index:
        first = index.snapshot
        index.remove(["harbour"])
    export_index(folder, tmp_path / "index.tar", at=first)
    import_index(tmp_path / "index.tar", tmp_path / "copy")
    assert original(tmp_path / "copy", "harbour") == PAGE
