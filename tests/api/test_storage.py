"""A full disk is told as such, and does not keep anybody from making room."""

import errno
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from factcheck import IndexFailure, WatchFailure
from factcheck.api.batches import Batches, BatchLimits, NewBatch
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


def test_batches_are_read_cancelled_and_deleted_though_the_disk_is_full(small_disk: Path) -> None:
    new = NewBatch("me", [(None, f"Claim {i}. {'x' * 300}") for i in range(200)], {}, "f")
    batches = Batches(small_disk / "batches", lambda claims, _: [], BatchLimits())
    first, second = (batches.add(new)[0] for _ in range(2))
    with pytest.raises(OSError, match="No space left"), (small_disk / "rest").open("wb", 0) as rest:
        while True:
            rest.write(b"x" * 4096)
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
