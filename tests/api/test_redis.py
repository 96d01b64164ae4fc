"""Several servers that share limits and batches through Redis, a real one."""

from __future__ import annotations

import shutil
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

from factcheck.api import Rates, rates as counting
from factcheck.api.batches import Batches, BatchLimits, ItemStatus, NewBatch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("redis-server") is None,
        reason="NOT TESTED: there is no redis-server (apt install redis-server)",
    ),
]
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


class Redis:
    """A server of its own, with nothing on disk."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.url)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    yield server
    server.stop()


def never(claims: list[str], _: dict[str, Any]) -> list[Any]:
    raise AssertionError(claims)


def test_processes_count_the_requests_of_a_key_together(redis: Redis) -> None:
    one, other = Rates("3/minute", redis.url), Rates("3/minute", redis.url)
    assert [one.count("a")[:2], other.count("a")[:2]] == [(True, 2), (True, 1)]
    assert other.count("a")[0]
    assert not one.count("a")[0]
    assert other.count("b")[:2] == (True, 2)


def test_while_redis_is_away_requests_are_refused_and_none_fails(
    redis: Redis, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, counting.EXTENSION, Rates("9/minute", redis.url))
    client = app.test_client()
    assert client.get("/v1/models").status_code == 200
    redis.stop()
    refused = client.get("/v1/models")
    assert (refused.status_code, refused.json["code"]) == (503, "overloaded")
    assert "redis" not in refused.text.casefold()
    assert client.get("/healthz").status_code == 200


def test_killed_processes_lose_nothing_of_a_batch_that_is_queued_in_redis(
    redis: Redis, tmp_path: Path
) -> None:
    folder, log = tmp_path / "batches", tmp_path / "log"
    batches = Batches(folder, never, BatchLimits(), queue=redis.url)
    wanted = NewBatch("me", [(None, f"Claim {i}.") for i in range(300)], {}, "f")
    batch, _ = batches.add(wanted)

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WORKER, str(folder), str(log), redis.url]
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
