"""Every key has its requests; the answer tells how many are left and when there are more."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import InvalidInput
from factcheck.api import KeyFile, Rates, access, rates as counting


@pytest.fixture
def limited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A client of the application that allows two requests a minute."""
    monkeypatch.setitem(app.extensions, counting.EXTENSION, Rates("2/minute"))
    yield app.test_client()


def test_the_last_request_is_answered_and_the_next_refused(limited: FlaskClient) -> None:
    left = [limited.get("/v1/models").headers["RateLimit"] for _ in range(2)]
    assert [text.partition(";t=")[0] for text in left] == ['"default";r=1', '"default";r=0']
    refused = limited.get("/v1/models")
    assert refused.status_code == 429
    assert refused.headers["RateLimit-Policy"] == '"default";q=2;w=60'
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit"] == f'"default";r=0;t={refused.headers["Retry-After"]}'
    assert (refused.json["limit"], refused.json["window"]) == (2, 60)


def test_a_batch_too_many_for_the_rate_is_told_of_requests(limited: FlaskClient) -> None:
    body = {"claims": [{"claim": "The bridge is closed."}]}
    *_, refused = (limited.post("/v1/batches", json=body) for _ in range(3))
    assert (refused.status_code, refused.json["code"]) == (429, "rate_limited")
    assert refused.headers["RateLimit-Policy"] == '"default";q=2;w=60'


def test_a_clock_that_is_set_back_keeps_nobody_out_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rates, now = Rates("2/minute"), time.time()
    assert [rates.count("me")[0] for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(time, "time", lambda: now - 3_600)
    assert [rates.count("me")[0] for _ in range(3)] == [True, True, False]


def test_what_needs_no_key_costs_nothing(limited: FlaskClient) -> None:
    for _ in range(5):
        for path in ("/healthz", "/openapi.yaml", "/docs", "/problems/rate_limited"):
            assert limited.get(path).status_code == 200
    assert limited.get("/v1/models").status_code == 200


def test_each_key_has_its_own_requests(
    limited: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = KeyFile(tmp_path_factory.mktemp("keys") / "keys.json")
    first, second = keys.create("first", ["search"]), keys.create("second", ["search"])
    monkeypatch.setitem(limited.application.extensions, access.EXTENSION, keys)

    def status(key: str) -> int:
        headers = {"Authorization": f"Bearer {key}"}
        return limited.get("/v1/models", headers=headers).status_code

    assert [status(first) for _ in range(3)] == [200, 200, 429]
    assert status(second) == 200
    assert status("fck_0_wrong") == 401


def test_wrong_keys_are_counted_by_address_and_keep_no_good_one_out(
    limited: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = KeyFile(tmp_path_factory.mktemp("keys") / "keys.json")
    good, forbidden = keys.create("good", ["search"]), keys.create("other", ["write"])
    monkeypatch.setitem(limited.application.extensions, access.EXTENSION, keys)

    def status(key: str | None, address: str = "192.0.2.1") -> int:
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        environ = {"REMOTE_ADDR": address}
        return limited.get("/v1/models", headers=headers, environ_base=environ).status_code

    assert [status(key) for key in ("fck_0_a", None, "fck_0_b", None)] == [401, 401, 429, 429]
    assert status("fck_0_a", "192.0.2.2") == 401
    assert [status(good) for _ in range(3)] == [200, 200, 429]
    assert [status(forbidden) for _ in range(3)] == [403, 403, 429]


@pytest.mark.parametrize(
    ("limit", "store", "field"),
    [
        ("often", None, "rate"),
        ("", None, "rate"),
        ("0/minute", None, "rate"),
        ("5/0minute", None, "rate"),
        ("5/minute;6/hour", None, "rate"),
        ("1/minute", "redis://127.0.0.1:1/0", "rate-store"),
        ("1/minute", "nowhere://", "rate-store"),
    ],
)
def test_a_limit_or_store_that_is_none_is_named(limit: str, store: str | None, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Rates(limit, store)
    assert caught.value.field == field
