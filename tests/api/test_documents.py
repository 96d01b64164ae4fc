"""The life of documents over HTTP: added, listed page by page, read, replaced, removed."""

import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from factcheck import Document, FactChecker, document_record
from factcheck.api import create_app
from factcheck.api.cursors import secret_of
from factcheck.api.service import finish

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored")]


def at(document_id: str) -> str:
    return f"/v1/documents/{quote(document_id, safe='')}"


def add(client: FlaskClient, *documents: dict[str, Any]) -> dict[str, Any]:
    response = client.post("/v1/documents", json={"documents": list(documents)})
    assert response.status_code == 201
    body: dict[str, Any] = response.json
    return body


def listed(client: FlaskClient, **query: Any) -> tuple[list[str], str | None]:
    body = client.get("/v1/documents", query_string=query).json
    return [document["id"] for document in body["documents"]], body.get("next")


def test_from_the_first_to_the_last_day_of_a_document(client: FlaskClient) -> None:
    first = {"id": "life", "text": "The tower has 90 steps.", "published": "2024-05-01"}
    assert add(client, first) == {
        "added": 1,
        "replaced": 0,
        "unchanged": 0,
        "passages": 1,
        "ids": ["life"],
    }
    assert add(client, first)["unchanged"] == 1
    assert add(client, {**first, "text": "The tower has 91 steps."})["replaced"] == 1
    stored = client.get(at("life")).json
    assert (stored["text"], stored["version"]) == ("The tower has 91 steps.", 2)
    found = client.post("/v1/evidence/search", json={"query": "tower steps", "k": 1}).json["hits"]
    assert found[0]["document"]["id"] == "life"
    assert client.delete(at("life")).status_code == 204
    assert client.get(at("life")).status_code == 404
    assert client.delete(at("life")).status_code == 404
    found = client.post("/v1/evidence/search", json={"query": "tower steps"}).json["hits"]
    assert "life" not in {hit["document"]["id"] for hit in found}


def with_original(checker: FactChecker, document_id: str, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    document = Document(id=document_id, text=f"Read from {digest}.", original=digest)
    checker.add([document], originals=lambda _: io.BytesIO(content))


def test_an_original_is_given_to_be_saved_and_never_shown(
    client: FlaskClient, checker: FactChecker
) -> None:
    page = b"<script>alert(1)</script>\xff"
    with_original(checker, 'pages/b "ö\n.html', page)
    document = at('pages/b "ö\n.html')
    response = client.get(f"{document}/original")
    assert (response.status_code, response.data) == (200, page)
    assert response.content_type == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        response.headers["Content-Disposition"]
        == "attachment; filename=pages_b____.html; filename*=UTF-8''pages_b__%C3%B6_.html"
    )
    assert client.get(document).json["original"] == hashlib.sha256(page).hexdigest()
    other = client.get(f"{document}/original", headers={"If-Match": '"x"'})
    assert other.status_code == 200
    again = {"If-None-Match": response.headers["ETag"]}
    assert client.get(f"{document}/original", headers=again).status_code == 304


def test_a_document_without_an_original_says_so(client: FlaskClient) -> None:
    response = client.get(f"{at('harbour-1')}/original")
    assert (response.status_code, response.json["code"]) == (404, "original_not_found")
    response = client.get(f"{at('unknown')}/original")
    assert (response.status_code, response.json["code"]) == (404, "document_not_found")
    assert client.get(at("harbour-1")).json["original"] is None


def test_a_document_whose_id_ends_like_the_address_of_an_original_is_read_and_removed(
    client: FlaskClient, checker: FactChecker
) -> None:
    with_original(checker, "talks/original", b"a talk")
    add(client, {"id": "talks", "text": "Many talks."})
    assert client.get(at("talks/original")).json["id"] == "talks/original"
    assert client.get(f"{at('talks/original')}/original").data == b"a talk"
    assert client.delete(at("talks/original")).status_code == 204
    gone = client.get(at("talks/original"))
    assert (gone.status_code, gone.json["code"]) == (404, "original_not_found")


def test_a_document_without_an_id_gets_the_one_of_the_library(client: FlaskClient) -> None:
    values = {"text": "A lone sentence.", "url": "https://news.example/lone"}
    assert add(client, values)["ids"] == [Document(**values).id]


@pytest.mark.parametrize(
    "document_id",
    [
        "a/b",
        "/a",
        "a/",
        "//",
        "a//b",
        "?a=b&c#d",
        "%2F",
        "%",
        "a b+c",
        "ä𝔸",
        "line\nbreak",
        "\r\nSet-Cookie: x=1",
        "..x",
        "...",
        ".\n",
        "a/..",
        "<script>",
        "\u202eabc",
        "x" * 256,
    ],
)
def test_any_id_can_be_read_and_removed(client: FlaskClient, document_id: str) -> None:
    add(client, {"id": document_id, "text": "A document with an odd id."})
    response = client.get(at(document_id))
    assert response.json["id"] == document_id
    assert client.delete(at(document_id)).status_code == 204


def test_a_document_is_the_record_of_the_library(client: FlaskClient, checker: FactChecker) -> None:
    assert client.get(at("harbour-1")).json == document_record(checker.get("harbour-1"))


def test_pages_hold_each_document_once_in_order(client: FlaskClient) -> None:
    add(client, *({"id": f"page-{n:02}", "text": f"Page {n}."} for n in range(25)))
    everything, end = listed(client, limit=100)
    assert end is None
    assert len(everything) == 28
    pages, cursor = [], None
    # The limit may change on the way.
    for limit in (1, 10, 3, 100):
        ids, cursor = listed(client, limit=limit, **({"cursor": cursor} if cursor else {}))
        pages += ids
    assert cursor is None
    assert pages == everything


def test_a_page_holds_20_unless_asked(client: FlaskClient) -> None:
    add(client, *({"id": f"page-{n:02}", "text": f"Page {n}."} for n in range(25)))
    ids, cursor = listed(client)
    assert len(ids) == 20
    assert cursor is not None


def test_a_full_last_page_has_no_next(client: FlaskClient) -> None:
    assert listed(client, limit=3)[1] is None
    assert listed(client, limit=2)[1] is not None


def test_a_cursor_survives_the_removal_of_where_it_stands(client: FlaskClient) -> None:
    add(client, {"id": "aaa", "text": "First."}, {"id": "aab", "text": "Second."})
    ids, cursor = listed(client, limit=2)
    last = ids[-1]
    client.delete(at(last))
    rest, _ = listed(client, limit=100, cursor=cursor)
    assert last not in rest
    assert ids[0] not in rest
    assert "harbour-1" in rest


@pytest.mark.parametrize("change", [lambda c: c + "x", lambda c: c[:-1], lambda c: "x" + c])
def test_an_altered_cursor_is_refused(client: FlaskClient, change: Any) -> None:
    _, cursor = listed(client, limit=1)
    response = client.get("/v1/documents", query_string={"cursor": change(cursor)})
    assert (response.status_code, response.json["code"]) == (404, "cursor_not_found")


def test_a_cursor_of_another_index_is_refused(client: FlaskClient, checker: FactChecker) -> None:
    _, cursor = listed(client, limit=1)
    other = create_app(checker, name="other")
    other.secret_key = client.application.secret_key
    response = other.test_client().get("/v1/documents", query_string={"cursor": cursor})
    assert response.status_code == 404


def test_servers_that_share_a_state_take_each_others_cursors(
    checker: FactChecker, tmp_path: Path
) -> None:
    one, other = (create_app(checker, state=tmp_path / "state") for _ in range(2))
    try:
        _, cursor = listed(one.test_client(), limit=1)
        answer = other.test_client().get("/v1/documents", query_string={"cursor": cursor})
        assert answer.status_code == 200
    finally:
        finish(one)
        finish(other)
    key = tmp_path / "state/cursors.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key.parent.glob("cursors*")] == [key.name]
    assert secret_of(tmp_path / "state") == key.read_bytes()
    assert len({key.read_bytes(), secret_of(tmp_path / "else"), secret_of(None)}) == 3


def test_a_parameter_given_twice_is_refused(client: FlaskClient) -> None:
    response = client.get("/v1/documents?limit=1&limit=2")
    assert (response.status_code, response.json["code"]) == (400, "bad_request")
    said = "must be given at most once, is given 2 times"
    assert response.json["detail"] == f"limit: {said}"
    fault = {"parameter": "limit", "detail": said, "limit": 1, "actual": 2}
    assert response.json["errors"] == [fault]


def test_a_refused_parameter_is_named(client: FlaskClient) -> None:
    response = client.get("/v1/documents?limit=1000")
    assert response.json["errors"] == [
        {
            "detail": "must be a whole number from 1 to 100",
            "minimum": 1,
            "maximum": 100,
            "parameter": "limit",
            "value": "1000",
        }
    ]
    assert client.get("/v1/documents?page=2").json["errors"][0]["parameter"] == "page"


def test_one_bad_document_keeps_all_out(client: FlaskClient) -> None:
    good, bad = {"id": "good", "text": "Good."}, {"id": "bad", "text": " "}
    response = client.post("/v1/documents", json={"documents": [good, bad]})
    assert response.json["errors"][0]["pointer"] == "/documents/1/text"
    assert client.get(at("good")).status_code == 404


@pytest.mark.parametrize("document_id", [".", ".."])
def test_an_id_that_no_address_can_end_with_is_refused(
    client: FlaskClient, document_id: str
) -> None:
    documents = [{"id": document_id, "text": "Nobody could ask for it."}]
    response = client.post("/v1/documents", json={"documents": documents})
    (error,) = response.json["errors"]
    assert (response.status_code, error["pointer"]) == (422, "/documents/0/id")
    assert "must not be . or .." in error["detail"]


def test_an_id_stands_for_one_document_in_a_request(client: FlaskClient) -> None:
    documents = [{"id": "twice", "text": "One."}, {"id": "twice", "text": "Two."}]
    response = client.post("/v1/documents", json={"documents": documents})
    assert (response.status_code, "'twice'" in response.json["detail"]) == (409, True)
    assert client.get(at("twice")).status_code == 404


def test_a_kept_document_is_not_sent_again_until_it_changes(client: FlaskClient) -> None:
    add(client, {"id": "kept", "text": "One."})
    tag = client.get(at("kept")).headers["ETag"]
    again = client.get(at("kept"), headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    add(client, {"id": "kept", "text": "Two."})
    assert client.get(at("kept"), headers={"If-None-Match": tag}).status_code == 200


def test_a_document_is_removed_only_as_it_was_seen(client: FlaskClient) -> None:
    add(client, {"id": "seen", "text": "First."})
    seen = client.get(at("seen")).headers["ETag"]
    add(client, {"id": "seen", "text": "Second."})
    refused = client.delete(at("seen"), headers={"If-Match": seen})
    assert (refused.status_code, refused.json["code"]) == (412, "precondition_failed")
    weak = f"W/{client.get(at('seen')).headers['ETag']}"
    for other in ("", '"another"', weak):
        assert client.delete(at("seen"), headers={"If-Match": other}).status_code == 412
    assert client.get(at("seen")).json["text"] == "Second."
    both = f"{seen}, {client.get(at('seen')).headers['ETag']}"
    assert client.delete(at("seen"), headers={"If-Match": both}).status_code == 204


def test_whatever_is_there_is_removed_and_what_is_not_there_is_not_found(
    client: FlaskClient,
) -> None:
    add(client, {"id": "any", "text": "Whatever."})
    assert client.delete(at("any"), headers={"If-Match": "*"}).status_code == 204
    for tag in ("*", '"another"'):
        assert client.delete(at("any"), headers={"If-Match": tag}).status_code == 404


def test_an_index_opened_to_read_only_stays_as_it_is(client: FlaskClient, tmp_path: Path) -> None:
    with FactChecker.create(tmp_path / "index") as writing:
        writing.add([Document(id="kept", text="It is here.")])
    with FactChecker.open(tmp_path / "index") as reading:
        app = create_app(reading)
        app.extensions["factcheck"].readiness.wait()
        reader = app.test_client()
        for response in (
            reader.post("/v1/documents", json={"documents": [{"text": "New."}]}),
            reader.delete(at("kept")),
        ):
            assert (response.status_code, response.json["code"]) == (403, "index_read_only")
            assert str(tmp_path) not in response.text
        assert reader.get(at("kept")).status_code == 200


@pytest.mark.parametrize(
    ("document_id", "limit"), [("a%00b", None), ("x" * 257, 256)], ids=["NUL", "too long"]
)
@pytest.mark.parametrize(("method", "part"), [("GET", ""), ("DELETE", ""), ("GET", "/original")])
def test_an_id_that_no_document_can_have_is_refused_by_the_name_of_the_parameter(
    client: FlaskClient, method: str, part: str, document_id: str, limit: int | None
) -> None:
    refused = client.open(f"/v1/documents/{document_id}{part}", method=method)
    assert refused.status_code == 422
    (error,) = refused.json["errors"]
    assert (error["field"], error.get("limit")) == ("document_id", limit)


def test_the_original_of_a_document_with_the_longest_id_is_looked_for(client: FlaskClient) -> None:
    longest = client.get(f"/v1/documents/{'x' * 256}/original")
    assert (longest.status_code, longest.json["document_id"][:3]) == (404, "xxx")
