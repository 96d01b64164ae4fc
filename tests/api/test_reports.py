"""Stored reports, and articles of the web: what the page needs beside the verdicts themselves."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck import Document, FactChecker, FetchFailure, Settings
from factcheck.api import KeyFile, access, create_app

DIGITS = re.compile(r"\b0\.\d\d\b")
CLAIM = {"claim": "The Harbour Bridge was closed to lorries.", "as_of": "2025-12-31"}
PAGE = b"""<html lang=en><head><title>Bridge closed</title>
<meta property="article:published_time" content="2025-03-04">
<meta property="og:site_name" content="Harbour News"></head>
<body><article><h1>Bridge closed</h1><p>The Harbour Bridge has been closed to lorries
since Monday, the port said. Cars may still cross it, one lane at a time.</p></article></body>"""


def test_a_stored_verdict_is_read_again_as_it_was_given(client: FlaskClient) -> None:
    given = client.post("/v1/verifications", json=CLAIM).json
    stored = client.post("/v1/verifications/stored", json=CLAIM)
    assert (stored.status_code, stored.json["kind"]) == (201, "verifications")
    assert (stored.json["asked"], stored.json["answer"]) == (CLAIM, given)
    assert client.get(stored.headers["Location"]).json == stored.json


def test_a_stored_report_keeps_its_text(client: FlaskClient) -> None:
    asked = {"text": "The Harbour Bridge was closed to lorries on 3 March 2025."}
    stored = client.post("/v1/checks/stored", json=asked).json
    assert stored["asked"] == asked
    assert stored["answer"] == client.post("/v1/checks", json=asked).json


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("verifications", CLAIM),
        ("checks", {"text": "The Harbour Bridge was closed to lorries on 3 March 2025."}),
    ],
)
def test_a_stored_report_is_saved_in_every_form_as_it_was_stored(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: str, asked: dict[str, str]
) -> None:
    review = {
        "review": {"url": "https://desk.example/1", "author": "Desk", "published": "2026-01-02"}
    }
    answer = client.post(f"/v1/{kind}/html", json=asked)
    page = answer.text
    # The browser must be let to use the style of the page, and nothing else.
    assert "style-src 'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    reviews = client.post(f"/v1/{kind}/claimreview", json=asked | review).json
    address = client.post(f"/v1/{kind}/stored", json=asked).headers["Location"]

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("it is checked anew")

    monkeypatch.setattr(FactChecker, "check", fail)
    monkeypatch.setattr(FactChecker, "verify_many", fail)
    shown = client.get(f"{address}/html")
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    assert shown.headers["Content-Security-Policy"] == policy
    again = shown.text
    assert DIGITS.sub("N", again) == DIGITS.sub("N", page)
    # What is stored is rounded, so that a last digit may come out one off.
    numbers = [[float(shown) for shown in DIGITS.findall(form)] for form in (again, page)]
    assert numbers[0] == pytest.approx(numbers[1], abs=0.011)
    found = client.post(f"{address}/claimreview", json=review).json
    assert found == (reviews if kind == "checks" else [reviews])


def test_a_report_outlives_the_server(checker: FactChecker, tmp_path: Path) -> None:
    first, second = (create_app(checker, state=tmp_path).test_client() for _ in range(2))
    address = first.post("/v1/verifications/stored", json=CLAIM).headers["Location"]
    assert second.get(address).json["asked"] == CLAIM
    assert [path.suffix for path in (tmp_path / "reports").iterdir()] == [".json"]


def test_what_is_stored_again_keeps_its_address_and_that_of_others_is_another(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    mine, other = ({"Authorization": f"Bearer {keys.create(n, ['verify'])}"} for n in ("a", "b"))
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    client = app.test_client()
    first, again, theirs = (
        client.post("/v1/verifications/stored", json=CLAIM, headers=key).json
        for key in (mine, mine, other)
    )
    assert again == first
    assert theirs["id"] != first["id"]
    assert theirs["answer"] == first["answer"]


def test_a_key_stores_no_more_reports_than_it_may(checker: FactChecker, tmp_path: Path) -> None:
    client = create_app(checker, state=tmp_path, report_limit=2).test_client()

    def stored(k: int) -> TestResponse:
        return client.post("/v1/verifications/stored", json={**CLAIM, "k": k})

    addresses = [stored(k).headers["Location"] for k in (1, 2)]
    refused = stored(3)
    assert (refused.status_code, refused.json["code"]) == (409, "too_many_reports")
    assert (refused.json["limit"], refused.json["actual"]) == (2, 2)
    assert stored(2).headers["Location"] == addresses[1]
    client.delete(addresses[0])
    assert stored(3).status_code == 201


def test_a_report_is_deleted_only_if_it_is_the_one_that_is_meant(client: FlaskClient) -> None:
    address = client.post("/v1/verifications/stored", json=CLAIM).headers["Location"]
    assert client.delete(address, headers={"If-Match": '"another"'}).status_code == 412
    tag = client.get(address).headers["ETag"]
    assert client.delete(address, headers={"If-Match": tag}).status_code == 204


def test_only_who_stored_a_report_deletes_it_or_admin(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    scopes = ("verify", "verify", "admin")
    mine, other, admin = ({"Authorization": f"Bearer {keys.create(n, [n])}"} for n in scopes)
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    client = app.test_client()
    for who in (mine, admin):
        stored = client.post("/v1/verifications/stored", json=CLAIM, headers=mine)
        address = stored.headers["Location"]
        assert client.get(address, headers=other).status_code == 200
        assert client.delete(address, headers=other).json["code"] == "report_not_found"
        assert client.delete(address, headers=who).status_code == 204
        assert client.get(address, headers=mine).status_code == 404


@pytest.mark.parametrize("name", ["../keys", "..%2Fkeys", "x", "a" * 22, "a" * 21 + "."])
def test_no_other_file_is_read(client: FlaskClient, name: str) -> None:
    assert client.get(f"/v1/reports/{name}").status_code == 404


def test_a_server_without_a_place_says_so(checker: FactChecker) -> None:
    client = create_app(checker).test_client()
    answer = client.post("/v1/verifications/stored", json=CLAIM)
    assert (answer.status_code, answer.json["code"]) == (403, "nothing_kept")


class Site(BaseHTTPRequestHandler):
    """One article."""

    def do_GET(self) -> None:
        found = self.path == "/bridge"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE if found else b"")

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_an_article_is_read_from_a_host_that_is_allowed(tmp_path: Path) -> None:
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Site) as server,
        FactChecker.create(
            tmp_path / "index", settings=Settings(allow_hosts="127.0.0.1")
        ) as checker,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        client = create_app(checker).test_client()
        site = f"http://127.0.0.1:{server.server_port}"
        read = client.post("/v1/articles", json={"url": f"{site}/bridge"}).json
        missing = client.post("/v1/articles", json={"url": f"{site}/ferry"})
        server.shutdown()
    assert (read["title"], read["published"]) == ("Bridge closed", "2025-03-04")
    assert read["publisher"] == "Harbour News"
    assert "\n\nThe Harbour Bridge has been closed" in read["text"]
    assert (missing.status_code, missing.json["code"]) == (404, "fetch_failure")
    assert "404" in missing.json["detail"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://2130706433/"])
def test_no_article_is_read_from_inside(client: FlaskClient, url: str) -> None:
    answer = client.post("/v1/articles", json={"url": url})
    assert (answer.status_code, answer.json["code"]) == (404, "fetch_failure")
    assert "127.0.0.1" not in answer.json["detail"].replace(url, "") or "127.0.0.1" in url


def test_the_limit_that_a_page_passes_is_told(
    client: FlaskClient, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(url: str) -> None:
        raise FetchFailure(url, "is larger than 299 bytes", limit=299)

    monkeypatch.setattr(checker, "article", fail)
    answer = client.post("/v1/articles", json={"url": "https://news.example/bridge"})
    assert (answer.status_code, answer.json["limit"]) == (404, 299)


@pytest.mark.parametrize(
    "url", ["http:///a", "http://[::1]/", "http://reader:secret@site.example/", "http://a\u2100b/"]
)
def test_an_article_is_at_a_host_with_a_name(client: FlaskClient, url: str) -> None:
    answer = client.post("/v1/articles", json={"url": url})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/url"


@pytest.mark.slow
@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("url", ["http://a]b/c", "http://[x", "http://a:99999999/", "http://?"])
def test_a_document_whose_address_is_none_is_evidence_like_any_other(
    checker: FactChecker, client: FlaskClient, url: str
) -> None:
    text = "The lighthouse of Skerry was painted green in 2019."
    checker.add([Document(text=text, url=url)])
    assert client.get("/v1/origins").status_code == 200
    verdict = client.post("/v1/verifications", json={"claim": text})
    assert url in {found["document"]["url"] for found in verdict.json["evidence"]}
    assert client.post("/v1/verifications/html", json={"claim": text}).status_code == 200


@pytest.mark.parametrize("left", ["", '{"id": ', "[]"])
def test_a_stored_report_that_was_damaged_is_gone_until_it_is_stored_again(
    checker: FactChecker, tmp_path: Path, left: str
) -> None:
    client = create_app(checker, state=tmp_path).test_client()
    address = client.post("/v1/verifications/stored", json=CLAIM).headers["Location"]
    (file,) = (tmp_path / "reports").glob("*.json")
    file.write_text(left)
    assert client.get(address).status_code == 404
    again = client.post("/v1/verifications/stored", json=CLAIM)
    assert (again.status_code, again.headers["Location"]) == (201, address)
    assert client.get(address).json == again.json
