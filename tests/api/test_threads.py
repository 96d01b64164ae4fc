"""However many requests wait, threads are left to those that are answered at once."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.slow

CLAIM = "The Harbour Bridge was closed to all but one thread."


@pytest.fixture(autouse=True)
def _no_thread_to_spare(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    threads = app.extensions["factcheck"].threads
    monkeypatch.setattr(threads, "count", 9)
    with threads.held():
        yield


@pytest.mark.parametrize("address", ["/healthz", "/metrics", "/", "/v1/documents"])
def test_what_needs_no_waiting_is_answered(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/v1/verifications", {"claim": CLAIM}),
        ("POST", "/v1/checks", {"text": CLAIM}),
        ("POST", "/v1/checks/events", {"text": CLAIM}),
        ("POST", "/v1/claims", {"text": CLAIM}),
        ("POST", "/v1/evidence/search", {"query": CLAIM}),
        ("POST", "/v1/documents", {"documents": [{"text": CLAIM}]}),
        ("GET", "/v1/origins", None),
    ],
)
def test_what_takes_its_time_is_refused_at_once(
    client: FlaskClient, method: str, address: str, body: dict[str, object] | None
) -> None:
    response = client.open(address, method=method, json=body)
    assert (response.status_code, response.json["code"]) == (503, "overloaded")
    assert int(response.headers["Retry-After"]) >= 1


def test_a_batch_is_taken_in_without_waiting_and_not_followed(client: FlaskClient) -> None:
    taken = client.post(
        "/v1/batches", json={"claims": [{"claim": CLAIM}]}, headers={"Prefer": "wait=60"}
    )
    assert taken.status_code in (201, 202)
    assert "Preference-Applied" not in taken.headers
    events = client.get(f"{taken.headers['Location']}/events")
    assert (events.status_code, events.json["code"]) == (503, "overloaded")
