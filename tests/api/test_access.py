"""Who may ask for what: every address, every scope, and every kind of key that is not good."""

import json
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import InvalidInput
from factcheck.api import KeyFile, access, keys as module

REQUESTS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "verify": [
        ("POST", "/v1/verifications", {"json": {"claim": "The bridge was closed."}}),
        ("POST", "/v1/verifications/html", {"json": {"claim": "The bridge was closed."}}),
        ("POST", "/v1/checks", {"json": {"text": "Hello."}}),
        ("POST", "/v1/checks/events", {"json": {"text": "Hello."}}),
        ("POST", "/v1/checks/html", {"json": {"text": "Hello."}}),
        ("POST", "/v1/claims", {"json": {"text": "Hello."}}),
        ("POST", "/v1/watches", {"json": {"claim": "The bridge was closed."}}),
        ("GET", "/v1/watches", {}),
        ("POST", "/v1/claims/match", {"json": {"claim": "The bridge was closed."}}),
    ],
    "search": [
        ("POST", "/v1/evidence/search", {"json": {"query": "bridge"}}),
        ("GET", "/v1/documents", {}),
        ("HEAD", "/v1/documents", {}),
        ("GET", "/v1/documents/harbour-1", {}),
        ("GET", "/v1/origins", {}),
    ],
    "search verify": [
        ("GET", "/v1/indexes", {}),
        ("GET", "/v1/models", {}),
    ],
    "write": [
        ("POST", "/v1/documents", {"json": {"documents": [{"id": "k", "text": "A text."}]}}),
        (
            "POST",
            "/v1/files?name=a.txt",
            {"data": b"A text.", "content_type": "application/octet-stream"},
        ),
        ("DELETE", "/v1/documents/k", {}),
        ("POST", "/v1/reviews", {"json": {"reviews": [{}]}}),
    ],
}
OPEN = [
    "/",
    "/workbench/style.css",
    "/healthz",
    "/readyz",
    "/openapi.yaml",
    "/problems/unauthenticated",
]


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "keys.json")


@pytest.fixture
def guarded(
    app: Flask, file: KeyFile, monkeypatch: pytest.MonkeyPatch, restored: None
) -> Iterator[FlaskClient]:
    """A client of the application that asks for keys."""
    monkeypatch.setitem(app.extensions, access.EXTENSION, file)
    yield app.test_client()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_every_address_has_a_scope_or_is_open(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(access.SCOPE_OF)
    single = {scope for scope in access.SCOPE_OF.values() if isinstance(scope, str)}
    assert single == set(module.SCOPES)


@pytest.mark.parametrize("scope", module.SCOPES)
def test_a_key_opens_what_its_scope_says_and_nothing_else(
    guarded: FlaskClient, file: KeyFile, scope: str
) -> None:
    headers = bearer(file.create("desk", [scope]))
    for needed, requests in REQUESTS.items():
        for method, path, options in requests:
            response = guarded.open(path, method=method, headers=headers, **options)
            is_open = scope in (*needed.split(), "admin")
            assert (response.status_code < 300) == is_open, (method, path)
            if not is_open:
                assert response.status_code == 403
                assert method == "HEAD" or response.json["scope"] == needed.split()[0]


@pytest.mark.parametrize("path", OPEN)
def test_some_addresses_are_open_to_all(guarded: FlaskClient, file: KeyFile, path: str) -> None:
    file.create("desk", ["search"])
    assert guarded.get(path).status_code == 200


def test_without_a_good_key_nothing_is_told_but_that_one_is_needed(
    guarded: FlaskClient, file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = file.create("desk", ["admin"])
    revoked = file.create("gone", ["admin"])
    file.revoke(revoked.split("_")[1])
    monkeypatch.setattr(module, "_today", lambda: "2020-01-01")
    expired = file.create("old", ["admin"], expires="2020-06-01")
    monkeypatch.undo()
    monkeypatch.setitem(guarded.application.extensions, access.EXTENSION, file)
    altered = good[:-1] + ("A" if good[-1] != "A" else "B")
    sent = [bearer(key) for key in (revoked, expired, altered, good[:-1], "", "x", "fck_00_", "é")]
    sent += [{}, {"Authorization": good}, {"Authorization": f"Basic {good}"}]
    bodies = []
    for headers in sent:
        response = guarded.get("/v1/indexes", headers=headers)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        bodies.append({**response.json, "request_id": None})
    assert all(body == bodies[0] for body in bodies)
    assert guarded.get("/v1/indexes", headers=bearer(good)).status_code == 200


def test_the_key_is_asked_for_before_the_body_is_read(guarded: FlaskClient) -> None:
    response = guarded.post("/v1/verifications", data=b"{", content_type="application/json")
    assert response.status_code == 401


def test_a_revoked_key_ends_at_once(guarded: FlaskClient, file: KeyFile) -> None:
    key = file.create("desk", ["search"])
    assert guarded.get("/v1/indexes", headers=bearer(key)).status_code == 200
    KeyFile(file._path).revoke(key.split("_")[1])
    assert guarded.get("/v1/indexes", headers=bearer(key)).status_code == 401


def test_the_log_holds_the_id_of_a_key_and_never_the_key(
    guarded: FlaskClient, file: KeyFile, caplog: pytest.LogCaptureFixture
) -> None:
    key = file.create("desk", ["search"])
    with caplog.at_level(logging.INFO):
        guarded.get("/v1/indexes", headers=bearer(key))
    assert key.split("_")[1] in caplog.text
    assert key.split("_", 2)[2] not in caplog.text


def test_the_file_holds_hashes_only_and_is_its_owners(file: KeyFile) -> None:
    key = file.create("desk", ["verify", "search"])
    content = file._path.read_text()
    assert key.split("_", 2)[2] not in content
    assert os.stat(file._path).st_mode & 0o077 == 0
    (kept,) = file.keys()
    assert (kept.name, kept.scopes, kept.revoked) == ("desk", ("verify", "search"), None)
    assert len({file.create("desk", ["verify"]) for _ in range(20)}) == 20


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root makes files for others")
def test_what_root_changes_stays_with_the_service_that_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "service"
    folder.mkdir()
    os.chown(folder, 4711, 4712)
    file = KeyFile(folder / "keys.json")
    for _ in range(2):
        file.create("desk", ["verify"])
        made = file._path.stat()
        assert (made.st_uid, made.st_gid, made.st_mode & 0o777) == (4711, 4712, 0o600)


@pytest.mark.parametrize(
    ("name", "scopes", "expires", "field"),
    [
        ("", ["verify"], None, "name"),
        ("a\nb", ["verify"], None, "name"),
        ("n" * 101, ["verify"], None, "name"),
        ("desk", ["all"], None, "scope"),
        ("desk", [], None, "scope"),
        ("desk", ["verify"], "soon", "expires"),
        ("desk", ["verify"], "2020-01-01", "expires"),
        ("desk", ["verify"], "29991130", "expires"),
        ("desk", ["verify"], "2999-W49-1", "expires"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    file: KeyFile, name: str, scopes: list[str], expires: str | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        file.create(name, scopes, expires)
    assert refused.value.field == field
    assert file.keys() == []


def test_a_day_that_was_kept_in_another_form_ends_the_key_as_well(file: KeyFile) -> None:
    today = datetime.now(UTC).date()
    whole = file.create("desk", ["verify"], today.isoformat())
    over = f"{today - timedelta(1):%Y%m%d}"
    kept = json.loads(file._path.read_text())
    kept["keys"][0]["expires"] = over
    file._path.write_text(json.dumps(kept))
    assert file.find(whole) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": [{"id": 1}]}', '{"keys": 3}'])
def test_another_file_is_refused_and_left_as_it_is(file: KeyFile, content: str) -> None:
    file._path.write_text(content)
    for use in (file.keys, lambda: file.create("desk", ["verify"]), lambda: file.revoke("x")):
        with pytest.raises(InvalidInput, match="must be a file that"):
            use()
    assert file._path.read_text() == content


def test_a_broken_file_of_keys_is_no_business_of_who_asks(
    guarded: FlaskClient, file: KeyFile
) -> None:
    file._path.write_text("half {")
    answer = guarded.get("/v1/indexes", headers={"Authorization": "Bearer fk_1_2"})
    assert (answer.status_code, answer.json["code"]) == (503, "not_ready")
    assert answer.headers["Retry-After"] == "30"
    assert not any(part in answer.get_data(as_text=True) for part in file._path.parts[1:])
    ready = guarded.get("/readyz")
    assert (ready.status_code, ready.json["state"]) == (503, "failed")
    assert access.owners(guarded.application) == frozenset()


def test_a_server_whose_file_of_keys_is_gone_is_not_ready(
    guarded: FlaskClient, file: KeyFile
) -> None:
    file.create("desk", ["search"])
    assert guarded.get("/readyz").status_code == 200
    file._path.unlink()
    ready = guarded.get("/readyz")
    assert (ready.status_code, ready.json["state"]) == (503, "failed")


def test_revoking_what_is_not_there_is_an_error(file: KeyFile) -> None:
    with pytest.raises(InvalidInput, match="must be the id of a key"):
        file.revoke("00000000")


def test_the_terminal_makes_lists_and_revokes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from factcheck.cli import main

    path = str(tmp_path / "keys.json")
    create = ["keys", "create", "--file", path, "--name", "desk", "--scope", "verify"]
    assert main(create) == 0
    key = capsys.readouterr().out.strip()
    assert KeyFile(path).find(key) is not None
    assert main(["keys", "list", "--file", path, "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert "sha256" not in listed
    assert main(["keys", "revoke", listed["id"], "--file", path]) == 0
    assert KeyFile(path).find(key) is None
    assert main(["keys", "list", "--file", path]) == 0
    assert "revoked" in capsys.readouterr().out
    assert main([*create[:-1], "everything"]) == 2
    assert "scope: must be one of verify" in capsys.readouterr().err
