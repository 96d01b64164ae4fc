"""Files over HTTP: what of them is stored, and what is not."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from fpdf import FPDF

from factcheck import FactChecker
from factcheck.ingest.folders import is_readable
from factcheck.ingest.kinds import KINDS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored")]

NOTHING = {"added": 0, "replaced": 0, "unchanged": 0, "passages": 0, "ids": [], "notes": []}


def send(client: FlaskClient, content: bytes, **query: str) -> Any:
    kind = "application/octet-stream"
    return client.post("/v1/files", data=content, content_type=kind, query_string=query)


def pdf(words: str) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    made.add_page()
    made.multi_cell(0, 8, words)
    return bytes(made.output())


def test_a_newer_file_of_the_same_name_replaces_what_it_held(client: FlaskClient) -> None:
    content = pdf("The tower has 90 steps.")
    first = send(client, content, name="tower.pdf", publisher="Tower News")
    assert first.status_code == 201
    assert (first.json["added"], first.json["ids"]) == (1, ["tower.pdf"])
    stored = client.get("/v1/documents/tower.pdf").json
    assert (stored["publisher"], stored["marks"]) == (
        "Tower News",
        [{"start": 0, "page": 1, "time": None}],
    )
    assert client.get("/v1/documents/tower.pdf/original").data == content
    assert send(client, content, name="tower.pdf", publisher="Tower News").json["unchanged"] == 1
    again = send(client, pdf("The tower has 91 steps."), name="tower.pdf", publisher="Tower News")
    assert again.json["replaced"] == 1
    (hit,) = client.post("/v1/evidence/search", json={"query": "tower steps", "k": 1}).json["hits"]
    assert "91 steps" in hit["text"]


def test_a_file_that_cannot_be_read_is_told_and_adds_nothing(client: FlaskClient) -> None:
    response = send(client, b"no PDF", name="scan.pdf")
    said = ["cannot be read as PDF: it does not begin as one does"]
    assert (response.status_code, response.json) == (201, {**NOTHING, "skipped": said})
    response = send(client, b'{"text": "One."}\n{}\n', name="a.jsonl")
    assert response.json == {**NOTHING, "skipped": ["line 2: text: is missing"]}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "name"),
        ({"name": "../a.txt"}, "name"),
        ({"name": "a.txt", "published": "soon"}, "published"),
        ({"name": "a.txt", "language": "?"}, "language"),
    ],
)
def test_a_parameter_that_is_no_good_is_named(
    client: FlaskClient, query: dict[str, str], parameter: str
) -> None:
    response = send(client, b"One fell.", **query)
    assert response.status_code == 422
    assert response.json["errors"][0]["parameter"] == parameter


def test_columns_of_other_names_are_told(client: FlaskClient) -> None:
    table = b"Satz,Titel\nThe tower has 90 steps.,Tower\n"
    found = send(client, table, name="a.csv", text_column="Satz", title_column="Titel").json
    assert client.get(f"/v1/documents/{found['ids'][0]}").json["title"] == "Tower"
    for query in ({}, {"text_column": "Text"}):
        (said,) = send(client, table, name="a.csv", **query).json["skipped"]
        assert "column" in said and "'Satz'" in said
    assert said == "text_column: must name a column that a table has: 'Satz', 'Titel'; got 'Text'"


def test_a_name_that_is_not_utf_8_is_refused_and_not_kept_as_something_else(
    client: FlaskClient,
) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    response = client.post("/v1/files?publisher=%C3%BC&name=l%F6.txt", data=b"x", headers=headers)
    assert (response.status_code, response.json["code"]) == (400, "bad_request")
    said = "must be UTF-8, percent-encoded"
    fault = {"parameter": "name", "detail": said, "value": "l%F6.txt"}
    assert response.json["errors"] == [fault]


def test_nothing_is_read_that_cannot_be_kept(
    client: FlaskClient, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(checker), "is_writable", False)
    response = send(client, b"no PDF", name="a.pdf")
    assert (response.status_code, response.json["code"]) == (403, "index_read_only")


def test_no_file_at_all_is_refused(client: FlaskClient) -> None:
    response = send(client, b"", name="a.txt")
    assert response.status_code == 422
    assert "empty" in response.json["detail"]
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/octet-stream"}
    response = client.post("/v1/files?name=a.txt", data=b"x", headers=packed)
    assert response.status_code == 415


def test_the_page_offers_every_kind_of_file_that_is_read(client: FlaskClient) -> None:
    (endings,) = re.findall(r'id="files"[^>]* accept="([^"]*)"', client.get("/").text)
    offered = endings.split(",")
    assert [end for end in offered if end != ".gz" and not is_readable(Path(f"a{end}"))] == []
    kinds = [ending for kind in KINDS for ending in kind.suffixes]
    assert [end for end in (*kinds, ".txt", ".md") if not end.endswith(tuple(offered))] == []
