"""Engines for the contract tests: each is started when it is first asked for, on loopback alone.

| layer         | needs                                                                        |
| embedded      | nothing                                                                      |
| file          | the packages pymilvus and milvus-lite                                        |
| lite-server   | the same                                                                     |
| milvus        | FACTCHECK_TEST_MILVUS: the bin folder of a virtual environment with `milvus` |
|               | 2.3.5, or http://HOST:PORT of a running server                               |
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LAYERS = ["embedded", "file", "lite-server", "milvus"]
# It listens on every interface, so it gets a network of its own.
RECIPE = "make test, which does so at the end"
_UP, _FLAGS = 1, 0x8914  # IFF_UP and SIOCSIFFLAGS of Linux

# Without it rows that have no index yet are searched through a coarse one (docs/scale.md).
EXACT_WHILE_GROWING = "queryNode.segcore.interimIndex.enableIndex=false"


def check_packages() -> None:
    for name in ("pymilvus", "milvus_lite", "snowballstemmer"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"NOT TESTED: {name} is missing; pip install 'factcheck-engine[test]'")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def lite_server(folder: Path) -> Iterator[str]:
    """`milvus-lite server`: HOST:PORT."""
    check_packages()
    port = free_port()
    command = Path(sys.executable).with_name("milvus-lite")
    arguments = ["server", "--data-dir", folder, "--host", "127.0.0.1", "--port", port]
    with running([command, *arguments], folder.with_suffix(".log")):
        wait_for(port)
        yield f"127.0.0.1:{port}"


@contextmanager
def real_server(folder: Path) -> Iterator[str]:
    """The standalone server of the package `milvus`: HOST:PORT."""
    check_packages()
    place = os.environ.get("FACTCHECK_TEST_MILVUS")
    if place is None:
        pytest.skip(f"NOT TESTED: no Milvus server; to test with one: {RECIPE}")
    if place.startswith("http://"):
        yield place.removeprefix("http://")
        return
    if [name for _, name in socket.if_nameindex()] != ["lo"]:
        pytest.skip(f"NOT TESTED: the server would be open to the network; use: {RECIPE}")
    with socket.socket() as probe:
        fcntl.ioctl(probe, _FLAGS, struct.pack("16sh14x", b"lo", _UP))
    command = [Path(place).absolute() / "milvus-server", "--data", folder]
    command += ["--extra-config", EXACT_WHILE_GROWING]
    with running(command, folder.with_suffix(".log")):
        wait_for(19530, seconds=90)
        wait_until_healthy()
        yield "127.0.0.1:19530"
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: list[object], log: Path) -> Iterator[subprocess.Popen]:
    """A server in a process group of its own, which is killed at the end."""
    with log.open("wb") as out:
        server = subprocess.Popen(
            list(map(str, command)), stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield server
    finally:
        os.killpg(server.pid, 9)
        server.wait()


def wait_for(port: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"no server on port {port} after {seconds} s")


def wait_until_healthy() -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen("http://127.0.0.1:9091/healthz", timeout=5) as answer:
                if b"OK" in answer.read():
                    time.sleep(1)
                    return
        except OSError:
            pass
        time.sleep(0.3)
    pytest.fail("the server does not become healthy")
