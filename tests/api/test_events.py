"""A check that is told of while it goes on: the same report, and nothing done that nobody reads."""

import json
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import FactChecker, IndexDamaged, report_record
from factcheck.api import events
from factcheck.api.routes import checks

pytestmark = pytest.mark.slow

PATH = "/v1/checks/events"
TEXT = (
    "The Harbour Bridge was closed to lorries in March 2025. Good morning! "
    "The Rhine museum opened a new wing with forty paintings."
)


def told(stream: str) -> list[tuple[str, Any]]:
    """The name and data of each event of a stream."""
    parts = [dict(line.split(": ", 1) for line in e.splitlines()) for e in stream.split("\n\n")]
    return [(part["event"], json.loads(part["data"])) for part in parts if "event" in part]


def test_progress_is_told_and_at_the_end_the_report_of_a_plain_check(
    client: FlaskClient, checker: FactChecker
) -> None:
    body = {"text": TEXT, "k": 4, "published": "2025-04-01"}
    answer = client.post(PATH, json=body)
    report = report_record(checker.check(TEXT, k=4, published="2025-04-01"))
    assert told(answer.text) == [
        ("progress", {"total": 2, "completed": 0}),
        ("progress", {"total": 2, "completed": 2}),
        ("report", report),
    ]
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert client.post("/v1/checks", json=body).json == report


def test_a_report_that_was_just_made_is_not_worked_out_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"text": TEXT, "k": 6}
    report = client.post("/v1/checks", json=body).json
    monkeypatch.setattr(FactChecker, "check", None)
    assert told(client.post(PATH, json=body).text) == [("report", report)]


def test_what_goes_wrong_before_any_claim_is_checked_has_its_status(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "CLAIMS", 1)
    answer = client.post(PATH, json={"text": TEXT, "k": 5})
    assert (answer.status_code, answer.json["code"]) == (422, "too_many_claims")


def checking(monkeypatch: pytest.MonkeyPatch, steps: Callable[..., None]) -> None:
    """Have a check take these steps, which are given its `progress`."""
    monkeypatch.setattr(FactChecker, "check", lambda _, text, *, progress, **rest: steps(progress))


def test_what_goes_wrong_later_is_a_problem_as_any_other(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(progress: Callable[[int, int], None]) -> None:
        progress(0, 2)
        raise IndexDamaged("/srv/private/index", "vectors are cut short")

    checking(monkeypatch, fail)
    answer = client.post(PATH, json={"text": "It breaks."})
    (first, _), (last, problem) = told(answer.text)
    assert (answer.status_code, first, last) == (200, "progress", "problem")
    assert (problem["status"], problem["code"]) == (500, "index_damaged")
    assert problem["request_id"] == answer.headers["Request-Id"]
    assert problem["type"].endswith("/problems/index_damaged")
    assert "private" not in answer.text
    assert f"{problem['request_id']} failed" in caplog.text


def test_a_check_ends_when_nobody_reads_of_it_any_more_and_so_does_its_line_in_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    is_left, is_over = threading.Event(), threading.Event()
    done: list[int] = []

    def go_on(progress: Callable[[int, int], None]) -> None:
        try:
            progress(0, 3)
            assert is_left.wait(60)
            for number in (1, 2, 3):
                progress(number, 3)
                done.append(number)
        finally:
            is_over.set()

    checking(monkeypatch, go_on)
    # A client that does not read the stream to its end before it goes on.
    with caplog.at_level(logging.INFO, logger="factcheck.api.telemetry"):
        response = FlaskClient(app, app.response_class).post(PATH, json={"text": "It takes long."})
        assert next(response.iter_encoded()).startswith(b"event: progress\n")
        assert (app.extensions["factcheck"].bulkheads.texts.is_busy, caplog.messages) == (True, [])
        response.close()
    is_left.set()
    assert is_over.wait(60)
    assert done == []
    (line,) = caplog.messages
    assert f"POST {PATH} 200" in line


def test_a_long_silence_is_broken_for_whoever_is_between(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.01)
    is_heard = threading.Event()

    def be_silent(progress: Callable[[int, int], None]) -> None:
        progress(0, 1)
        assert is_heard.wait(60)
        raise IndexDamaged("/srv/index", "enough")

    checking(monkeypatch, be_silent)
    plain = FlaskClient(client.application, client.application.response_class)
    with plain.post(PATH, json={"text": "It is silent."}) as response:
        stream = response.iter_encoded()
        assert next(stream).startswith(b"event: progress\n")
        assert next(stream) == b": still at work\n\n"
        is_heard.set()
        assert b"event: problem\n" in b"".join(stream)
