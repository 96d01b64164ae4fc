"""Watched claims over HTTP: whose they are, and that they are checked beside the requests."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import Document, FactChecker, Settings, Watches
from factcheck.api import KeyFile, access, create_app, watching

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored", "no_watches")]

CLAIM = "The Harbour Bridge was closed to lorries on 3 March 2025."
HOOK = "https://desk.example/hook"


@pytest.fixture
def no_watches(app: Flask) -> Iterator[None]:
    """Each test finds no watches, and leaves none."""
    watches: Watches = app.extensions["factcheck"].watches

    def remove_all() -> None:
        while found := watches.page():
            for watch in found:
                watches.remove(watch.id)

    # Other tests may have left some.
    remove_all()
    yield
    remove_all()


def made(client: FlaskClient, claim: str = CLAIM, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/watches", json={"claim": claim, **more})
    assert response.status_code == 201
    body: dict[str, Any] = response.get_json()
    assert response.headers["Location"] == f"/v1/watches/{body['watch']['id']}"
    return body


def test_a_watch_is_read_listed_and_removed(client: FlaskClient) -> None:
    body = made(client, as_of="2025-03-31", publishers=["Harbour News"], webhook=HOOK)
    watch = body["watch"]
    assert watch["options"] == {"as_of": "2025-03-31", "publishers": ["Harbour News"]}
    assert (watch["index"], watch["webhook"], watch["verdict"]) == ("harbour", HOOK, None)
    assert body["secret"].startswith("whsec_")
    assert made(client, "Another claim.", webhook=HOOK)["secret"] is None
    address = f"/v1/watches/{watch['id']}"
    assert client.get(address).get_json() == watch
    assert watch in client.get("/v1/watches").get_json()["watches"]
    assert client.get(f"{address}/changes").get_json() == {"changes": []}
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_a_watch_that_has_changed_is_not_removed_by_who_has_not_seen_it(
    client: FlaskClient, checker: FactChecker, app: Flask
) -> None:
    address = f"/v1/watches/{made(client)['watch']['id']}"
    before = client.get(address).headers["ETag"]
    assert client.get(address).headers["ETag"] == before
    checker.recheck(app.extensions["factcheck"].watches)
    after = client.get(address)
    refused = client.delete(address, headers={"If-Match": before})
    assert (refused.status_code, refused.json["code"]) == (412, "precondition_failed")
    assert client.delete(address, headers={"If-Match": after.headers["ETag"]}).status_code == 204
    assert client.delete(address, headers={"If-Match": "*"}).status_code == 404


def test_the_same_request_adds_nothing(client: FlaskClient) -> None:
    assert made(client)["watch"]["id"] == made(client)["watch"]["id"]
    assert len(client.get("/v1/watches").get_json()["watches"]) == 1


def test_pages_follow_on_one_another(client: FlaskClient) -> None:
    ids = [made(client, f"Claim {i} is so.")["watch"]["id"] for i in range(5)]
    seen: list[str] = []
    query = {"limit": "2"}
    while True:
        page = client.get("/v1/watches", query_string=query).get_json()
        seen += [watch["id"] for watch in page["watches"]]
        if "next" not in page:
            break
        query["cursor"] = page["next"]
        # What is removed on the way is not in the way.
        client.delete(f"/v1/watches/{seen[-1]}")
    assert seen == ids
    assert client.get("/v1/documents", query_string=query).status_code == 404


def test_a_key_sees_and_ends_only_its_own(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    one, other = (
        {"Authorization": f"Bearer {keys.create(name, ['verify'])}"} for name in ("one", "other")
    )
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    body = client.post("/v1/watches", json={"claim": CLAIM}, headers=one).get_json()
    address = f"/v1/watches/{body['watch']['id']}"
    for path in (address, f"{address}/changes"):
        assert client.get(path, headers=one).status_code == 200
        assert client.get(path, headers=other).status_code == 404
    assert client.delete(address, headers=other).status_code == 404
    assert client.get("/v1/watches", headers=other).get_json() == {"watches": []}
    assert len(client.get("/v1/watches", headers=one).get_json()["watches"]) == 1


def test_admin_ends_the_watches_of_others(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    one, admin = (
        {"Authorization": f"Bearer {keys.create(scope, [scope])}"} for scope in ("verify", "admin")
    )
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    body = client.post("/v1/watches", json={"claim": CLAIM}, headers=one).get_json()
    address = f"/v1/watches/{body['watch']['id']}"
    assert client.get(address, headers=admin).status_code == 404
    assert client.delete(address, headers=admin).status_code == 204
    assert client.get(address, headers=one).status_code == 404


@pytest.mark.parametrize(
    "webhook",
    ["ftp://example.org", "http://a b/", "http://x@y.org/", "http://a:70000/"],
)
def test_a_webhook_that_cannot_be_is_refused(client: FlaskClient, webhook: str) -> None:
    response = client.post("/v1/watches", json={"claim": CLAIM, "webhook": webhook})
    assert response.status_code == 422
    assert "webhook" in response.get_json()["detail"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "localhost:8000", "0"])
def test_a_webhook_into_the_own_network_is_refused_at_once(client: FlaskClient, host: str) -> None:
    webhook = f"http://{host}/hook"
    response = client.post("/v1/watches", json={"claim": CLAIM, "webhook": webhook})
    assert (response.status_code, response.json["code"]) == (403, "host_not_allowed")
    (fault,) = response.json["errors"]
    assert (fault["field"], fault["value"]) == ("webhook", webhook)
    assert "FACTCHECK_ALLOW_HOSTS" in fault["detail"]


def test_a_server_without_a_file_of_watches_says_so(checker: FactChecker) -> None:
    client = create_app(checker).test_client()
    for response in (client.get("/v1/watches"), client.post("/v1/watches", json={"claim": CLAIM})):
        assert (response.status_code, response.get_json()["code"]) == (404, "watches_off")


def eventually(is_so: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 30
    while not (found := is_so()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


@contextmanager
def served(tmp_path: Path, app: Flask) -> Iterator[FlaskClient]:
    """A server of its own, of one report and its watches, that may send to this machine."""
    settings = Settings(allow_hosts="127.0.0.1", k=5)
    with FactChecker.create(tmp_path / "served", settings=settings) as checker:
        checker.add([Document(id="news", text=f"{CLAIM} Cars may pass.")])
        own = create_app(checker, watches=Watches(tmp_path / "watches.sqlite", create=True))
        own.test_client_class = app.test_client_class
        with watching(own):
            yield own.test_client()


def deny(client: FlaskClient) -> None:
    """Add what speaks against the claim."""
    denial = "The Harbour Bridge was never closed to lorries in March 2025."
    client.post("/v1/documents", json={"documents": [{"id": "denial", "text": denial}]})


def test_a_served_watch_gets_its_verdict_and_tells_when_it_changes(
    tmp_path: Path, app: Flask
) -> None:
    got: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with served(tmp_path, app) as client:
            hook = f"http://127.0.0.1:{server.server_port}/"
            address = f"/v1/watches/{made(client, webhook=hook)['watch']['id']}"
            first = eventually(lambda: client.get(address).get_json()["verdict"])
            assert first["label"] == "supported"
            deny(client)
            (change,) = eventually(lambda: client.get(f"{address}/changes").get_json()["changes"])
            eventually(lambda: got)
        assert change["after"]["label"] == "conflicting"
        assert [message["data"] for message in got] == [change]
        assert "watches" not in {thread.name for thread in threading.enumerate()}
        server.shutdown()


def test_the_log_names_the_host_of_a_webhook_that_failed_and_not_its_secret(
    tmp_path: Path, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with served(tmp_path, app) as client:
        hook = "http://127.0.0.1:1/services/SECRET?token=SECRET"
        address = f"/v1/watches/{made(client, webhook=hook)['watch']['id']}"
        eventually(lambda: client.get(address).get_json()["verdict"])
        deny(client)
        eventually(lambda: "webhook at 127.0.0.1:1: " in caplog.text)
    # What urllib3 says of its attempts the program leaves out of its log.
    own = [record.getMessage() for record in caplog.records if record.name.startswith("factcheck")]
    assert not any("SECRET" in message for message in own)
