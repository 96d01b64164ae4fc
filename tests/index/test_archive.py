"""An index as one file: it comes back as it was, or the file says what is wrong with it."""

import io
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from index_samples import FERRY, THREE, HashedWords

from factcheck.errors import (
    FactcheckError,
    IndexDamaged,
    IndexFailure,
    IndexIncompatible,
    IndexNotFound,
    InvalidInput,
    SnapshotNotFound,
)
from factcheck.index import Index
from factcheck.index.archive import export_index, import_index
from factcheck.index.history import snapshots
from factcheck.types import Document, Filters


def found(folder: Path, encoder: HashedWords) -> list[object]:
    with Index.open(folder, encoder) as index:
        near = index.search_dense(encoder.encode(["bridge"]), 9, Filters())
        return [index.snapshot, near, index.search_words("bridge ferry", 9, Filters())]


def test_an_index_comes_back_as_it_was(built: Path, tmp_path: Path, encoder: HashedWords) -> None:
    written: list[int] = []
    done = export_index(built, tmp_path / "index.tar", progress=written.append)
    assert done.snapshot == snapshots(built)[-1].id
    assert sum(written) <= done.bytes == (tmp_path / "index.tar").stat().st_size
    checked = import_index(tmp_path / "index.tar", tmp_path / "copy")
    assert (checked.versions, checked.repaired) == (3, ())
    assert found(tmp_path / "copy", encoder) == found(built, encoder)
    assert (tmp_path / "copy" / "manifest.json").read_bytes()
    with Index.open(tmp_path / "copy", encoder, writable=True) as index:
        assert index.add([replace(FERRY, text="Other.")]).replaced == 1


def test_a_full_disk_is_that_of_what_is_written(
    built: Path, tmp_path: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    home = tmp_path / "small"
    home.mkdir()
    with files_up_to(40_000), pytest.raises(IndexFailure, match=rf"{home}: has no room .*{built}"):
        export_index(built, home / "index.tar")
    export_index(built, tmp_path / "index.tar")
    with files_up_to(40_000), pytest.raises(IndexFailure, match=rf"{home}/copy: File too large"):
        import_index(tmp_path / "index.tar", home / "copy")
    assert not list(home.iterdir())


def test_an_earlier_state_can_be_exported(
    built: Path, tmp_path: Path, encoder: HashedWords
) -> None:
    before = found(built, encoder)
    with Index.open(built, encoder, writable=True) as index:
        index.remove(["ferry"])
    export_index(built, tmp_path / "then.tar", at=str(before[0]))
    import_index(tmp_path / "then.tar", tmp_path / "then")
    assert found(tmp_path / "then", encoder) == before
    with pytest.raises(SnapshotNotFound):
        export_index(built, tmp_path / "never.tar", at="never")
    assert not (tmp_path / "never.tar").exists()


def test_an_index_is_exported_while_it_is_written_to(tmp_path: Path, encoder: HashedWords) -> None:
    with Index.create(tmp_path / "index", encoder) as index:
        index.add(THREE)
        export_index(tmp_path / "index", tmp_path / "index.tar")
        state = index.snapshot
        index.add([Document(id="later", text="Later.")])
    import_index(tmp_path / "index.tar", tmp_path / "copy")
    assert found(tmp_path / "copy", encoder)[0] == state


def test_nothing_is_written_over(built: Path, tmp_path: Path) -> None:
    archive = tmp_path / "index.tar"
    archive.write_text("precious")
    with pytest.raises(InvalidInput, match="new file"):
        export_index(built, archive)
    assert archive.read_text() == "precious"
    archive.unlink()
    export_index(built, archive)
    with pytest.raises(InvalidInput, match="holds an index already"):
        import_index(archive, built)
    with pytest.raises(InvalidInput, match="must be a file"):
        import_index(tmp_path / "nothing.tar", tmp_path / "copy")
    with pytest.raises(IndexNotFound):
        export_index(tmp_path / "nothing", tmp_path / "nothing.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["built", "index.tar"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_an_archive_with_any_bit_changed_or_cut_short_is_refused_or_comes_back_whole(
    place: float, bit: int, cut: bool, built: Path, tmp_path: Path, encoder: HashedWords
) -> None:
    archive, copy = tmp_path / "index.tar", tmp_path / "copy"
    if not archive.exists():
        export_index(built, archive)
    data = bytearray(archive.read_bytes())
    position = int(place * len(data))
    damaged = tmp_path / "damaged.tar"
    data[position] ^= 1 << bit
    damaged.write_bytes(data[:position] if cut else data)
    try:
        import_index(damaged, copy)
    except FactcheckError as error:
        assert str(damaged) in str(error)
    else:
        # Padding between the members, their times and modes say nothing about the index.
        assert found(copy, encoder) == found(built, encoder)
        shutil.rmtree(copy)
    assert not copy.exists()
    assert not list(tmp_path.glob(".importing-*"))


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_whoever_may_open_an_index_may_open_one_that_was_imported(
    built: Path, tmp_path: Path, umask: int
) -> None:
    export_index(built, tmp_path / "index.tar")
    before = os.umask(umask)
    try:
        import_index(tmp_path / "index.tar", tmp_path / "copy")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o777 & ~umask


def test_a_folder_that_was_there_keeps_its_rights_and_outlives_a_failure(
    built: Path, tmp_path: Path
) -> None:
    export_index(built, tmp_path / "index.tar")
    (tmp_path / "copy").mkdir(mode=0o710)
    (tmp_path / "damaged.tar").write_bytes((tmp_path / "index.tar").read_bytes()[:5_000])
    with pytest.raises(IndexDamaged):
        import_index(tmp_path / "damaged.tar", tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []
    import_index(tmp_path / "index.tar", tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o710


def packed(path: Path, members: dict[str, bytes], links: dict[str, str] | None = None) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            tar.addfile(member)
    return path


def header(*names: str, **more: object) -> bytes:
    files = {name: {"bytes": 1, "sha256": "0" * 64} for name in names}
    return json.dumps({"format": 1, "snapshot": "x", "files": files, **more}).encode()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"other.txt": b"x"}, "does not begin with index.json"),
        ({"index.json": b"{"}, "index.json is damaged"),
        ({"index.json": b"[" * 100_000}, "index.json is damaged"),
        ({"index.json": header("../../escaped")}, "does not list the files of an index"),
        ({"index.json": header("store.sqlite", "/etc/x")}, "does not list the files of an index"),
        ({"index.json": header("store.sqlite"), "../x": b"x"}, "holds '../x'"),
        ({"index.json": header("store.sqlite"), "store.sqlite": b"x"}, "not what was written"),
        ({"index.json": header("store.sqlite")}, "store.sqlite is missing"),
    ],
)
def test_an_archive_that_is_none_is_refused_and_nothing_escapes(
    tmp_path: Path, members: dict[str, bytes], reason: str
) -> None:
    archive = packed(tmp_path / "bad.tar", members)
    with pytest.raises(IndexDamaged, match=reason):
        import_index(archive, tmp_path / "deep" / "copy")
    assert not (tmp_path / "escaped").exists()
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "bad.tar",
        {"index.json": header("store.sqlite")},
        {"store.sqlite": "/etc/passwd"},
    )
    with pytest.raises(IndexDamaged):
        import_index(archive, tmp_path / "copy")


@pytest.mark.parametrize(
    "sparse",
    [
        {"GNU.sparse.size": str(10**15), "GNU.sparse.map": "0,1"},
        {"GNU.sparse.map": "x,y", "GNU.sparse.size": "1"},
    ],
)
def test_a_file_that_would_grow_when_it_is_unpacked_is_refused(
    tmp_path: Path, sparse: dict[str, str]
) -> None:
    archive = packed(tmp_path / "bad.tar", {"index.json": header("store.sqlite")})
    with tarfile.open(archive, "a", format=tarfile.PAX_FORMAT) as tar:
        member = tarfile.TarInfo("store.sqlite")
        member.size, member.pax_headers = 1, sparse
        tar.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(IndexDamaged):
        import_index(archive, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_an_index_is_imported_where_a_link_leads(built: Path, tmp_path: Path) -> None:
    export_index(built, tmp_path / "index.tar")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    import_index(tmp_path / "index.tar", tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "empty" / "store.sqlite").is_file()


def test_an_archive_is_not_put_where_there_is_no_directory(built: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="must be in a directory that exists"):
        export_index(built, tmp_path / "nowhere" / "index.tar")


def test_an_archive_of_a_newer_format_is_named(tmp_path: Path) -> None:
    archive = packed(tmp_path / "new.tar", {"index.json": header("store.sqlite", format=2)})
    with pytest.raises(IndexIncompatible, match="format 2"):
        import_index(archive, tmp_path / "copy")
