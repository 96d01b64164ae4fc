"""What a server writes to stderr: JSON lines for programs, words for a person at a terminal."""

import json
import logging
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from factcheck.api import JsonLines, refusals, telemetry

CODE = "import sys; from factcheck.cli import main; sys.exit(main())"


@contextmanager
def serving(
    index: Path, state: Path, stderr: int, *options: str
) -> Iterator[subprocess.Popen[str]]:
    """`factcheck serve` at a free port, writing to `stderr`."""
    where = ["--index", str(index), "--read-only", "--state", str(state), "--port", "0"]
    command = [sys.executable, "-c", CODE, "serve", *where, *options]
    with subprocess.Popen(command, stderr=stderr, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def posted(address: str, body: dict[str, Any]) -> None:
    kind = {"Content-Type": "application/json"}
    sent = urllib.request.Request(address, json.dumps(body).encode(), kind)
    with urllib.request.urlopen(sent, timeout=60) as answer:
        answer.read()


@pytest.mark.slow
def test_all_that_a_server_logs_is_json_lines(demo_index: Path, tmp_path: Path) -> None:
    claim = "Rustem Umerov headed the Ukrainian team."
    with serving(demo_index, tmp_path, subprocess.PIPE, "--log-claims") as process:
        stderr = process.stderr
        assert stderr is not None
        first = json.loads(stderr.readline())
        assert first["message"].startswith("serving on http://127.0.0.1:")
        posted(first["message"].removeprefix("serving on ") + "/v1/verifications", {"claim": claim})
        process.send_signal(signal.SIGTERM)
        rest = [json.loads(line) for line in stderr.read().splitlines()]
    # On a busy machine a request may come before the threads have begun to wait for one.
    rest = [line for line in rest if line["logger"] != "waitress.queue"]
    assert [line.get("claim") for line in rest] == [claim, None], rest
    assert rest[0]["path"] == "/v1/verifications"
    for line in (first, *rest):
        assert (line["level"], line["time"][-1]) == ("info", "Z")


@pytest.mark.slow
def test_at_a_terminal_the_lines_are_for_people(demo_index: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    with serving(demo_index, tmp_path, theirs), open(ours, encoding="utf-8") as terminal:
        assert terminal.readline().startswith("factcheck: serving on http://127.0.0.1:")
    os.close(theirs)


def test_what_goes_wrong_has_the_id_of_its_request_and_what_was_caught() -> None:
    app, lines = Flask("failing"), list[dict[str, Any]]()

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLines().format(record)))

    @app.get("/")
    def fail() -> str:
        raise ZeroDivisionError("no such thing")

    for concern in (telemetry, refusals):
        concern.register(app)
    logger, kept = logging.getLogger("factcheck"), Kept()
    logger.addHandler(kept)
    try:
        app.test_client().get("/", headers={"Request-Id": "mine"})
    finally:
        logger.removeHandler(kept)
    error = lines[0]
    assert (error["level"], error["request_id"]) == ("error", "mine")
    assert error["exception"].startswith("Traceback")
    assert error["exception"].endswith("ZeroDivisionError: no such thing")
