"""A full disk is told as such, and does not keep anybody from making room."""

import errno
import gc
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from factcheck import IndexFailure, InvalidInput, WatchFailure
from factcheck.api.batches import Batches, BatchLimits, NewBatch
from factcheck.api.cursors import secret_of
from factcheck.api.reports import Reports
from factcheck.api.storage import is_full


def full_database() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@pytest.mark.parametrize("cause", [full_database(), OSError(errno.ENOSPC, "No space left")])
def test_a_full_disk_is_told_apart_also_where_it_is_the_cause_of_another_error(
    cause: Exception,
) -> None:
    assert is_full(cause)
    for error in (IndexFailure("/srv/index", "x"), WatchFailure("/srv/watches", "x")):
        assert not is_full(error)
        error.__cause__ = cause
        assert is_full(error)
    assert not is_full(OSError(errno.EACCES, "Permission denied"))
    assert not is_full(sqlite3.ProgrammingError("Cannot operate on a closed database."))


def test_a_request_that_finds_no_room_may_be_sent_again_later(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def store(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/state/reports")

    monkeypatch.setattr(Reports, "store", store)
    refused = client.post("/v1/verifications/stored", json={"claim": "The bridge was closed."})
    assert (refused.status_code, refused.json["code"]) == (503, "storage_full")
    assert refused.headers["Retry-After"] == "60"
    assert "/srv" not in refused.text
    assert client.get("/problems/storage_full").status_code == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this user may not mount a file system")
    try:
        yield tmp_path
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def fill(path: Path) -> None:
    with pytest.raises(OSError, match="No space left"), path.open("wb", 0) as rest:
        while True:
            rest.write(b"x" * 4096)


def test_batches_are_read_cancelled_and_deleted_though_the_disk_is_full(small_disk: Path) -> None:
    new = NewBatch("me", [(None, f"Claim {i}. {'x' * 300}") for i in range(200)], {}, "f")
    batches = Batches(small_disk / "batches", lambda claims, _: [], BatchLimits())
    first, second = (batches.add(new)[0] for _ in range(2))
    fill(small_disk / "rest")
    assert len(batches.items(first, -1, 10)) == 10
    with pytest.raises(sqlite3.OperationalError) as refused:
        for _ in range(100):
            batches.add(new)
    assert is_full(refused.value)
    assert batches.cancel(first).state == "cancelled"
    batches.delete(second)
    assert second.id not in {batch.id for batch in batches.of_owner("me", 0, 100)}
    (small_disk / "rest").unlink()
    assert batches.add(new)
    assert (small_disk / "batches/batches.reserve").exists()


def test_a_server_that_starts_again_on_a_full_disk_has_its_batches(small_disk: Path) -> None:
    new = NewBatch("me", [(None, "The bridge was closed.")], {}, "f")
    added, _ = Batches(small_disk, lambda claims, _: [], BatchLimits()).add(new)
    gc.collect()  # the files are closed, as when a process ends
    for shared in small_disk.glob("*-shm"):
        shared.unlink()
    fill(small_disk / "rest")
    again = Batches(small_disk, lambda claims, _: [], BatchLimits())
    again.start()
    again.delete(again.get(added.id, "me"))
    again.stop()
    assert again.unfinished() == 0


def test_a_folder_without_room_or_with_other_files_is_refused_by_name(small_disk: Path) -> None:
    fill(small_disk / "rest")
    (small_disk / "full").mkdir()
    with pytest.raises(InvalidInput, match=r"state: must have room for batches.*/full"):
        Batches(small_disk / "full", lambda claims, _: [], BatchLimits())
    with pytest.raises(InvalidInput, match=r"state: .* \(No space left on device\).*/full"):
        secret_of(small_disk / "full")
    (small_disk / "rest").unlink()
    (small_disk / "batches.db").write_text("something else")
    with pytest.raises(InvalidInput, match=r"\(file is not a database\)"):
        Batches(small_disk, lambda claims, _: [], BatchLimits())
