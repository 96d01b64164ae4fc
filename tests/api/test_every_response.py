"""What every response carries, whatever it answers; and the one line that each leaves."""

import json
import logging
import re

import pytest
from flask.testing import FlaskClient

from factcheck.api import JsonLines
from factcheck.api.telemetry import LOG_CLAIMS

pytestmark = pytest.mark.slow

REQUESTS = [
    ("GET", "/healthz"),
    ("GET", "/v1/indexes"),
    ("HEAD", "/v1/models"),
    ("OPTIONS", "/v1/checks"),
    ("GET", "/openapi.yaml"),
    ("GET", "/problems/internal"),
    ("GET", "/nowhere"),
    ("PUT", "/v1/documents"),
    ("POST", "/v1/verifications"),
    ("DELETE", "/v1/documents/unknown"),
]
WITH_ETAG = {"/v1/indexes", "/v1/models", "/openapi.yaml", "/problems/internal"}


@pytest.mark.parametrize(("method", "address"), REQUESTS)
def test_each_response_has_the_security_headers(
    client: FlaskClient, method: str, address: str
) -> None:
    headers = client.open(address, method=method).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    kept = "private, no-cache" if address in WITH_ETAG else "no-store"
    assert headers["Cache-Control"] == kept
    assert "Strict-Transport-Security" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_over_tls_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    headers = client.get("/healthz", base_url="https://localhost").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("method", "address"), REQUESTS)
def test_a_well_formed_request_id_comes_back(
    client: FlaskClient, method: str, address: str
) -> None:
    response = client.open(address, method=method, headers={"Request-Id": "a.B-3_z"})
    assert response.headers["Request-Id"] == "a.B-3_z"


@pytest.mark.parametrize("sent", [None, "", "x" * 65, "a b", "ä", "<x>", 'a"', "a,b"])
def test_any_other_is_replaced_by_a_new_one(client: FlaskClient, sent: str | None) -> None:
    headers = {} if sent is None else {"Request-Id": sent}
    answers = {client.get("/healthz", headers=headers).headers["Request-Id"] for _ in range(3)}
    assert len(answers) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", answer) for answer in answers)


@pytest.mark.parametrize(("method", "address"), REQUESTS)
def test_each_request_leaves_one_line(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, method: str, address: str
) -> None:
    with caplog.at_level(logging.INFO, logger="factcheck"):
        response = client.open(address, method=method)
    (record,) = caplog.records
    line = record.getMessage()
    start = f"{response.headers['Request-Id']} - {method} {address} {response.status_code} "
    assert line.startswith(start)
    assert re.fullmatch(r"\d+\.\d ms", line.removeprefix(start))
    facts = json.loads(JsonLines().format(record))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", facts.pop("time"))
    assert facts.pop("duration_ms") >= 0
    assert facts == {
        "level": "info",
        "logger": "factcheck.api.telemetry",
        "message": line,
        "request_id": response.headers["Request-Id"],
        "key": None,
        "method": method,
        "path": address,
        "status": response.status_code,
    }


@pytest.mark.parametrize("way", ["", "/html", "/stored"])
def test_a_line_holds_the_claim_if_that_is_asked_for(
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    monkeypatch.setitem(client.application.config, LOG_CLAIMS, True)
    claim = 'The bridge at "Öd"\nwas closed.'
    with caplog.at_level(logging.INFO, logger="factcheck"):
        client.post(f"/v1/verifications{way}", json={"claim": claim})
        client.post("/v1/checks", json={"text": claim})
    first, second = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert first["claim"] == claim
    assert first["message"].endswith(r' ms "The bridge at \"Öd\"\nwas closed."')
    assert "bridge" not in json.dumps(second)


def test_no_line_holds_what_is_checked_and_no_address_can_forge_one(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="factcheck"):
        client.post("/v1/verifications", json={"claim": "Anna Muster took a bribe."})
        client.post("/v1/verifications/stored", json={"claim": "Anna Muster took a bribe."})
        client.post("/v1/verifications", json={"claim": "Anna Muster took a bribe.", "k": 0})
        client.get("/v1/documents/x%0Aforged%20line?name=Muster")
    text = caplog.text + "".join(map(JsonLines().format, caplog.records))
    assert "Muster" not in text
    assert "%0Aforged%20line" in text
    assert "\nforged" not in text


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    got, head = client.get("/v1/indexes"), client.head("/v1/indexes")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_options_lists_the_methods(client: FlaskClient) -> None:
    response = client.options("/v1/documents")
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
