"""The code, the specification and the library say the same."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from flask.testing import FlaskClient
from limits.errors import StorageError
from openapi_spec_validator import OpenAPIV31SpecValidator

from factcheck import (
    Document,
    FactChecker,
    IndexDamaged,
    IndexLocked,
    IndexReadOnly,
    InvalidInput,
    Limits,
    WatchFailure,
)
from factcheck.api import KeyFile, Rates, access, rates as counting, schemas
from factcheck.api.bodies import BODY_BYTES, DOCUMENTS_BODY_BYTES
from factcheck.api.problems import PROBLEMS
from factcheck.api.readiness import State
from factcheck.api.refusals import Refusal
from factcheck.api.routes import workbench

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored")]

METHODS = {"get", "post", "put", "patch", "delete"}
WORDS = {"description", "example", "examples", "default"}
LONG = "a" * 4_001
FILES = "/v1/files"


def operations(specification: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each operation as (METHOD, path, description)."""
    for path, item in specification["paths"].items():
        for method in sorted(METHODS & set(item)):
            yield method.upper(), path, item[method]


def resolved(node: Any, specification: dict[str, Any]) -> Any:
    """What a reference leads to."""
    while "$ref" in node:
        found = specification
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def rules_only(schema: Any) -> Any:
    """A schema without what is written for people. A map of properties keeps all its names."""
    if isinstance(schema, list):
        return [rules_only(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: {name: rules_only(value) for name, value in inner.items()}
        if key == "properties"
        else rules_only(inner)
        for key, inner in schema.items()
        if key not in WORDS
    }
    return {key: sorted(v) if key == "required" else v for key, v in found.items()}


def test_the_description_is_openapi(specification: dict[str, Any]) -> None:
    assert specification["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(specification).iter_errors()] == []


def test_each_reference_leads_to_what_has_a_name_in_generated_clients(
    specification: dict[str, Any],
) -> None:
    found = re.findall(r'"\$ref": "([^"]+)"', json.dumps(specification))
    assert [each for each in found if not re.fullmatch(r"#/components/\w+/\w+", each)] == []
    assert found


def test_each_address_and_method_is_described_and_each_description_is_served(
    app: Flask, specification: dict[str, Any]
) -> None:
    served = {
        (method, rule.rule.replace("<any_text:", "<").replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {(method, path) for method, path, _ in operations(specification)}


def test_requests_are_described_exactly_as_they_are_validated(
    specification: dict[str, Any],
) -> None:
    generated = APISpec("x", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    named = [
        "VerificationRequest",
        "VerificationReviewRequest",
        "CheckRequest",
        "CheckReviewRequest",
        "MatchRequest",
        "SearchRequest",
        "DocumentsRequest",
        "WatchRequest",
        "ReviewsRequest",
        "ReportReviewRequest",
    ]
    for name in named:
        generated.components.schema(name, schema=getattr(schemas, name))
    expected = generated.to_dict()["components"]["schemas"]
    assert set(expected) == {*named, "NewDocument", "ReviewTerms"}
    for name, schema in expected.items():
        assert rules_only(specification["components"]["schemas"][name]) == rules_only(schema)


def test_each_body_that_is_read_is_described_by_the_schema_that_reads_it(
    specification: dict[str, Any],
) -> None:
    used = {
        path: operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        for _, path, operation in operations(specification)
        if "requestBody" in operation and path != FILES
    }
    assert used == {
        "/v1/verifications": "#/components/schemas/VerificationRequest",
        "/v1/verifications/html": "#/components/schemas/VerificationRequest",
        "/v1/verifications/claimreview": "#/components/schemas/VerificationReviewRequest",
        "/v1/checks": "#/components/schemas/CheckRequest",
        "/v1/checks/events": "#/components/schemas/CheckRequest",
        "/v1/checks/html": "#/components/schemas/CheckRequest",
        "/v1/checks/claimreview": "#/components/schemas/CheckReviewRequest",
        "/v1/articles": "#/components/schemas/ArticleRequest",
        "/v1/batches": "#/components/schemas/BatchRequest",
        "/v1/checks/stored": "#/components/schemas/CheckRequest",
        "/v1/verifications/stored": "#/components/schemas/VerificationRequest",
        "/v1/claims": "#/components/schemas/ClaimsRequest",
        "/v1/claims/match": "#/components/schemas/MatchRequest",
        "/v1/evidence/search": "#/components/schemas/SearchRequest",
        "/v1/documents": "#/components/schemas/DocumentsRequest",
        "/v1/watches": "#/components/schemas/WatchRequest",
        "/v1/reviews": "#/components/schemas/ReviewsRequest",
        "/v1/reports/{report_id}/claimreview": "#/components/schemas/ReportReviewRequest",
    }


@pytest.mark.parametrize(
    ("path", "method", "schema"),
    [("/v1/documents", "get", schemas.PageQuery), (FILES, "post", schemas.FileQuery)],
)
def test_the_query_is_described_as_it_is_validated(
    specification: dict[str, Any], path: str, method: str, schema: type[schemas.Query]
) -> None:
    parameters = specification["paths"][path][method]["parameters"]
    described = {item["name"]: rules_only(item["schema"]) for item in parameters}
    needed = [item["name"] for item in parameters if item.get("required")]
    generated = APISpec("x", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    generated.components.schema("Query", schema=schema)
    rules = generated.to_dict()["components"]["schemas"]["Query"]
    assert described == rules_only(rules)["properties"]
    assert needed == rules.get("required", [])


def test_a_parameter_that_is_not_described_is_refused(
    client: FlaskClient, specification: dict[str, Any]
) -> None:
    for method, path, operation in operations(specification):
        if not path.startswith("/v1/"):
            continue
        described = [resolved(each, specification) for each in operation.get("parameters", [])]
        known = [each["name"] for each in described if each["in"] == "query"]
        at = path.replace("{", "").replace("}", "")
        body = BODIES.get(path) if method == "POST" else None
        query = {each["name"]: each["example"] for each in described if each["name"] == "name"}
        response = client.open(at, method=method, json=body, query_string={**query, "publishr": ""})
        assert response.status_code == 422, f"{method} {path}"
        (fault,) = response.json["errors"]
        assert (fault["parameter"], fault["known"]) == ("publishr", known)


def test_each_part_of_the_page_is_named(specification: dict[str, Any]) -> None:
    (name, _) = specification["paths"]["/workbench/{name}"]["get"]["parameters"]
    assert name["schema"]["enum"] == [part for part in workbench.PARTS if part != "index.html"]


def test_each_problem_has_its_code_in_the_description(specification: dict[str, Any]) -> None:
    assert specification["components"]["schemas"]["ProblemCode"]["enum"] == list(PROBLEMS)


def test_the_sizes_in_words_are_those_that_are_enforced(
    client: FlaskClient, specification: dict[str, Any]
) -> None:
    words = " ".join(specification["info"]["description"].split())
    said = re.search(r"A body may be (\d+) MiB, for ([^.]*) (\d+) MiB\.", words)
    assert said is not None
    larger = dict.fromkeys(re.findall(r"`POST ([^`]+)`", said[2]), int(said[3]))
    for method, path, operation in operations(specification):
        if "requestBody" not in operation:
            continue
        most = larger.pop(path, int(said[1])) * 2**20
        (media_type,) = operation["requestBody"]["content"]
        at = f"{FILES}?name=a.txt" if path == FILES else path
        for size, status in ((most, 400), (most + 1, 413)):
            # Nothing is sent but the size that is announced.
            announced = {"CONTENT_LENGTH": str(size)}
            sent = {"content_type": media_type, "environ_overrides": announced}
            response = client.open(at, method=method, **sent)
            assert response.status_code == status, f"{method} {path}"
        assert response.json["limit"] == most
    assert not larger


@pytest.mark.parametrize(
    ("path", "body", "limit"),
    [
        ("/v1/verifications", {"claim": "a" * 2_001}, Limits.claim_chars),
        ("/v1/checks", {"text": "a" * 500_001}, Limits.text_chars),
        ("/v1/evidence/search", {"query": "a", "k": 101}, Limits.k),
        ("/v1/verifications", {"claim": "A is so.", "k": 51}, Limits.judged),
        (
            "/v1/verifications",
            {"claim": "A is so.", "documents": [f"d{number}" for number in range(5_001)]},
            Limits.named_documents,
        ),
        ("/v1/documents", {"documents": [{"text": "a" * 5_000_001}]}, Limits.document_chars),
        ("/v1/documents", {"documents": [{"text": "a", "id": "a" * 257}]}, Limits.id_chars),
        ("/v1/documents", {"documents": [{"text": "a", "title": LONG}]}, Limits.metadata_chars),
        ("/v1/documents", {"documents": [{"text": "a", "publisher": LONG}]}, Limits.metadata_chars),
    ],
    ids=["claim", "text", "k found", "k judged", "named", "document", "id", "title", "publisher"],
)
def test_a_limit_is_the_same_in_the_library_and_over_http(
    client: FlaskClient, checker: FactChecker, path: str, body: dict[str, Any], limit: int
) -> None:
    (fault,) = client.post(path, json=body).json["errors"]
    assert fault.get("limit", fault.get("maximum")) == limit
    given = dict(body)
    with pytest.raises(InvalidInput, match=str(limit)) as caught:
        if "claim" in given:
            checker.verify(given.pop("claim"), **given)
        elif "text" in given:
            checker.check(given["text"])
        elif "query" in given:
            checker.search(given.pop("query"), **given)
        else:
            checker.add([Document(**given["documents"][0])])
    assert caught.value.limit == limit


def test_a_largest_document_fits_into_a_body_however_it_is_escaped() -> None:
    for most, limit in (
        (BODY_BYTES, Limits.text_chars),
        (DOCUMENTS_BODY_BYTES, Limits.document_chars),
    ):
        assert len(json.dumps({"text": "𝔸" * limit})) + 100_000 < most


def test_each_operation_is_explained_and_has_examples(specification: dict[str, Any]) -> None:
    for method, path, operation in operations(specification):
        name = f"{method} {path}"
        assert operation["operationId"] and operation["summary"], name
        assert operation["description"] and operation["tags"], name
        if "requestBody" in operation:
            (content,) = operation["requestBody"]["content"].values()
            assert content["examples"], name
        for status, response in operation["responses"].items():
            response = resolved(response, specification)
            assert response["description"], f"{name} {status}"
            assert "Request-Id" in response["headers"], f"{name} {status}"
            if status.startswith("20") and status != "204":
                for content in response["content"].values():
                    assert content["examples"], f"{name} {status}"


JSON = {"content_type": "application/json"}
# A request for each status that each operation is said to answer with. `raises` is what the
# library is made to raise, `state` how far the start has come.
REVIEW = {"url": "https://desk.example/harbour", "author": "Harbour Desk"}
BODIES: dict[str, dict[str, Any]] = {
    "/v1/verifications": {"claim": "The Harbour Bridge was closed."},
    "/v1/verifications/html": {"claim": "The Harbour Bridge was open."},
    "/v1/verifications/claimreview": {"claim": "The bridge was closed.", "review": REVIEW},
    "/v1/checks": {"text": "The Harbour Bridge was closed to lorries on 3 March 2025."},
    "/v1/checks/events": {"text": "The Harbour Bridge was closed to cars on 3 March 2025."},
    "/v1/checks/html": {"text": "The Harbour Bridge was open to lorries on 3 March 2025."},
    "/v1/checks/claimreview": {"text": "The bridge was closed in March 2025.", "review": REVIEW},
    "/v1/verifications/stored": {"claim": "The Harbour Bridge was shut."},
    "/v1/checks/stored": {"text": "The Harbour Bridge was shut to lorries on 3 March 2025."},
    "/v1/batches": {"claims": [{"claim": "The Harbour Bridge was shut.", "custom_id": "a"}]},
    "/v1/articles": {"url": "https://news.example/bridge"},
    "/v1/claims": {"text": "The Harbour Bridge was closed to lorries on 3 March 2025."},
    "/v1/claims/match": {"claim": "The Harbour Bridge was closed to lorries."},
    "/v1/evidence/search": {"query": "harbour bridge"},
    "/v1/documents": {"documents": [{"id": "contract", "text": "A document for a test."}]},
    "/v1/watches": {"claim": "The Harbour Bridge was closed."},
    "/v1/reviews": {
        "reviews": [
            {
                "@type": "ClaimReview",
                "url": "https://checks.example/1",
                "claimReviewed": "The Harbour Bridge fell.",
                "reviewRating": {"alternateName": "False"},
            },
            {"@type": "ClaimReview", "claimReviewed": "It has no rating."},
        ]
    },
}
BATCH = BODIES["/v1/batches"]
STORED = BODIES["/v1/verifications/stored"]
ARTICLE = Document(text="The bridge is closed.", url="https://news.example/bridge")
CALLS = {
    "/v1/verifications": "verify_many",
    "/v1/verifications/html": "verify_many",
    "/v1/verifications/claimreview": "verify_many",
    "/v1/checks": "check",
    "/v1/checks/events": "check",
    "/v1/checks/html": "check",
    "/v1/checks/claimreview": "check",
    "/v1/verifications/stored": "verify_many",
    "/v1/checks/stored": "check",
    "/v1/articles": "article",
    "/v1/batches": "batches.add",
    "/v1/claims": "claims",
    "/v1/claims/match": "match",
    "/v1/evidence/search": "search",
    "/v1/documents": "add",
    "/v1/watches": "watches.add",
    "/v1/reviews": "add_reviews",
}
FILE: dict[str, Any] = {
    "query_string": {"name": "contract.txt"},
    "content_type": "application/octet-stream",
    "data": b"The bridge was closed.",
}
WRITES = ("/v1/documents", "/v1/reviews")
PROTECTED = {
    **dict.fromkeys((*BODIES, FILES), ("POST",)),
    "/v1/documents": ("GET", "POST"),
    "/v1/documents/{document_id}": ("GET", "DELETE"),
    "/v1/origins": ("GET",),
    "/v1/documents/{document_id}/original": ("GET",),
    "/v1/reports/{report_id}": ("GET", "DELETE"),
    "/v1/reports/{report_id}/html": ("GET",),
    "/v1/reports/{report_id}/claimreview": ("POST",),
    "/v1/batches": ("GET", "POST"),
    "/v1/batches/{batch_id}": ("GET", "DELETE"),
    "/v1/batches/{batch_id}/cancel": ("POST",),
    "/v1/batches/{batch_id}/results": ("GET",),
    "/v1/batches/{batch_id}/events": ("GET",),
    "/v1/watches": ("GET", "POST"),
    "/v1/watches/{watch_id}": ("GET", "DELETE"),
    "/v1/watches/{watch_id}/changes": ("GET",),
    "/v1/indexes": ("GET",),
    "/v1/models": ("GET",),
    "/metrics": ("GET",),
}
DAMAGED = IndexDamaged("/srv/private/index", "vectors are cut short")
LOCKED = IndexLocked("/srv/private/index", 4711)
READ_ONLY = IndexReadOnly("/srv/private/index")
FULL = WatchFailure("/srv/private/watches", "the disk is full")
NO_MORE = Refusal("too_many_reports", "2 are stored", limit=2, actual=2)
NO_WATCH = f"/v1/watches/wat_{'0' * 24}"


def batch_cases() -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    many, one = "/v1/batches", "/v1/batches/{batch_id}"
    yield "POST", many, 201, {"json": BATCH, "headers": {"Prefer": "wait=60"}}
    again = {"headers": {"Idempotency-Key": "contract"}, "again": True}
    yield "POST", many, 409, {"json": {**BATCH, "k": 2}, **again}
    yield "GET", many, 200, {}
    for path in (many, f"{one}/results"):
        batch = {"batch": path != many}
        yield "GET", path, 400, {"query_string": "limit=1&limit=2", **batch}
        yield "GET", path, 404, {"query_string": {"cursor": "made-up"}, **batch}
        yield "GET", path, 422, {"query_string": {"limit": "0"}, **batch}
    yield "GET", many, 500, {"raises": ("batches.of_owner", DAMAGED)}
    yield "GET", one, 304, {"batch": True}
    yield "DELETE", one, 412, {"batch": True, "headers": {"If-Match": '"another"'}}
    paths = (
        *(("GET", one), ("DELETE", one), ("POST", f"{one}/cancel")),
        *(("GET", f"{one}/results"), ("GET", f"{one}/events")),
    )
    for method, path in paths:
        yield method, path, 204 if method == "DELETE" else 200, {"batch": True}
        yield method, path, 500, {"batch": True, "raises": ("batches.get", DAMAGED)}
        if path.endswith("/events"):
            yield method, path, 204, {"batch": True, "headers": {"Last-Event-ID": "done"}}
        if not path.endswith("/results"):
            yield method, path, 404, {"at": path.format(batch_id="unknown")}


def cases() -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    for path, body in BODIES.items():
        is_new = path in (*WRITES, "/v1/watches") or path.endswith("/stored")
        success = 202 if path == "/v1/batches" else 201 if is_new else 200
        # What is on the web is nothing that these tests reach.
        given = {"gives": ("article", ARTICLE)} if path == "/v1/articles" else {}
        yield "POST", path, success, {"json": body, **given}
        yield "POST", path, 400, {"data": b"{", **JSON}
        if path not in (*WRITES, "/v1/claims", "/v1/articles"):
            yield "POST", path, 404, {"json": {**body, "index": "other"}}
        is_large = path in ("/v1/documents", "/v1/batches")
        size = DOCUMENTS_BODY_BYTES if is_large else BODY_BYTES
        yield "POST", path, 413, {"data": b" " * (size + 1), **JSON}
        yield "POST", path, 415, {"data": b"{}", "content_type": "text/plain"}
        yield "POST", path, 422, {"json": {}}
        # Of other words, as the answer to the first is kept.
        other = {
            key: f"{value} Anew." if isinstance(value, str) and key != "url" else value
            for key, value in body.items()
        }
        yield "POST", path, 500, {"json": other, "raises": (CALLS[path], DAMAGED)}
    for path, methods in PROTECTED.items():
        for method in methods:
            yield method, path, 401, {"keys": True, "at": path}
            yield method, path, 403, {"keys": True, "at": path}
            yield method, path, 429, {"rates": "used up", "at": path}
            yield method, path, 503, {"rates": "out of reach", "at": path}
    for path in ("/v1/verifications/stored", "/v1/checks/stored"):
        yield "POST", path, 409, {"json": BODIES[path], "raises": ("reports.store", NO_MORE)}
    for path in WRITES:
        yield "POST", path, 403, {"json": BODIES[path], "raises": (CALLS[path], READ_ONLY)}
        yield "POST", path, 503, {"json": BODIES[path], "raises": (CALLS[path], LOCKED)}
    yield "GET", "/v1/documents", 200, {}
    yield "GET", "/v1/documents", 400, {"query_string": "limit=1&limit=2"}
    yield "GET", "/v1/documents", 404, {"query_string": {"cursor": "made-up"}}
    namesakes = [{"id": "same", "text": "One."}, {"id": "same", "text": "Other."}]
    yield "POST", "/v1/documents", 409, {"json": {"documents": namesakes}}
    yield "GET", "/v1/documents", 422, {"query_string": {"limit": "0"}}
    yield "GET", "/v1/documents", 500, {"raises": ("entries", DAMAGED)}
    one = "/v1/documents/{document_id}"
    yield "GET", one, 200, {"at": "/v1/documents/harbour-1"}
    yield "GET", one, 304, {"at": "/v1/documents/harbour-1"}
    yield "GET", one, 404, {"at": "/v1/documents/unknown"}
    yield "GET", one, 422, {"at": "/v1/documents/%00"}
    yield "GET", one, 500, {"at": "/v1/documents/harbour-1", "raises": ("get", DAMAGED)}
    original, at = f"{one}/original", "/v1/documents/harbour-1/original"
    yield "GET", original, 200, {"at": at, "gives": ("original", b"<p>The bridge.</p>")}
    yield "GET", original, 304, {"at": at, "gives": ("original", b"<p>The bridge.</p>")}
    yield "GET", original, 404, {"at": at}
    yield "GET", original, 422, {"at": "/v1/documents/%00/original"}
    yield "GET", original, 500, {"at": at, "raises": ("original", DAMAGED)}
    yield "DELETE", one, 204, {"at": "/v1/documents/contract"}
    yield "DELETE", one, 403, {"at": "/v1/documents/contract", "raises": ("remove", READ_ONLY)}
    yield "DELETE", one, 404, {"at": "/v1/documents/unknown"}
    other = {"If-Match": '"another"'}
    yield "DELETE", one, 412, {"at": "/v1/documents/harbour-1", "headers": other}
    yield "DELETE", one, 422, {"at": "/v1/documents/%00"}
    yield "DELETE", one, 500, {"at": "/v1/documents/contract", "raises": ("remove", DAMAGED)}
    yield "DELETE", one, 503, {"at": "/v1/documents/contract", "raises": ("remove", LOCKED)}
    yield "POST", FILES, 201, FILE
    yield "POST", FILES, 400, {**FILE, "query_string": "name=a.txt&name=b.txt"}
    yield "POST", FILES, 403, {**FILE, "raises": ("add", READ_ONLY)}
    yield "POST", FILES, 413, {**FILE, "data": b" " * (DOCUMENTS_BODY_BYTES + 1)}
    yield "POST", FILES, 415, {**FILE, "content_type": "application/pdf"}
    yield "POST", FILES, 422, {**FILE, "query_string": {"name": "a/b.txt"}}
    yield "POST", FILES, 500, {**FILE, "raises": ("add", DAMAGED)}
    yield "POST", FILES, 503, {**FILE, "raises": ("add", LOCKED)}
    yield "GET", "/v1/origins", 200, {}
    yield "GET", "/v1/origins", 400, {"query_string": "limit=1&limit=2"}
    yield "GET", "/v1/origins", 404, {"query_string": {"cursor": "made-up"}}
    yield "GET", "/v1/origins", 422, {"query_string": {"limit": "0"}}
    yield "GET", "/v1/origins", 500, {"raises": ("lineage", DAMAGED)}
    yield "POST", "/v1/articles", 404, {"json": BODIES["/v1/articles"]}
    yield from batch_cases()
    stored = "/v1/reports/{report_id}"
    for method, status in (("GET", 200), ("GET", 304), ("DELETE", 204)):
        yield method, stored, status, {"stores": True}
    yield "DELETE", stored, 412, {"stores": True, "headers": other}
    for method in ("GET", "DELETE"):
        yield method, stored, 404, {"at": "/v1/reports/unknown"}
        yield method, stored, 500, {"at": "/v1/reports/x", "raises": ("reports.get", DAMAGED)}
    page, reviews = f"{stored}/html", f"{stored}/claimreview"
    yield "GET", page, 200, {"stores": True}
    yield "POST", reviews, 200, {"stores": True, "json": {"review": REVIEW}}
    for method, path in (("GET", page), ("POST", reviews)):
        at = path.format(report_id="unknown")
        options = {} if method == "GET" else {"json": {"review": REVIEW}}
        yield method, path, 404, {"at": at, **options}
        yield method, path, 500, {"at": at, "raises": ("reports.get", DAMAGED), **options}
    yield "POST", reviews, 400, {"data": b"{", **JSON}
    yield "POST", reviews, 413, {"data": b" " * (BODY_BYTES + 1), **JSON}
    yield "POST", reviews, 415, {"data": b"{}", "content_type": "text/plain"}
    yield "POST", reviews, 422, {"json": {}}
    yield "GET", "/v1/watches", 200, {}
    yield "GET", "/v1/watches", 400, {"query_string": "limit=1&limit=2"}
    yield "GET", "/v1/watches", 404, {"query_string": {"cursor": "made-up"}}
    yield "GET", "/v1/watches", 422, {"query_string": {"limit": "0"}}
    yield "GET", "/v1/watches", 500, {"raises": ("watches.page", FULL)}
    one = "/v1/watches/{watch_id}"
    yield "GET", one, 200, {"at": "WATCH"}
    yield "GET", one, 404, {"at": NO_WATCH}
    yield "GET", one, 500, {"at": NO_WATCH, "raises": ("watches.get", FULL)}
    yield "DELETE", one, 204, {"at": "WATCH"}
    yield "DELETE", one, 404, {"at": NO_WATCH}
    yield "DELETE", one, 412, {"at": "WATCH", "headers": other}
    yield "DELETE", one, 500, {"at": NO_WATCH, "raises": ("watches.remove", FULL)}
    changes = f"{one}/changes"
    yield "GET", changes, 200, {"at": "WATCH/changes"}
    yield "GET", changes, 400, {"at": NO_WATCH + "/changes", "query_string": "limit=1&limit=2"}
    yield "GET", changes, 404, {"at": NO_WATCH + "/changes"}
    yield "GET", changes, 422, {"at": NO_WATCH + "/changes", "query_string": {"limit": "0"}}
    yield "GET", changes, 500, {"at": NO_WATCH + "/changes", "raises": ("watches.changes", FULL)}
    yield from unasked_queries()
    for path, call in (("/v1/indexes", "info"), ("/v1/models", "models")):
        yield "GET", path, 200, {}
        yield "GET", path, 304, {}
        yield "GET", path, 500, {"raises": (call, DAMAGED)}
    yield "GET", "/healthz", 200, {}
    yield "GET", "/readyz", 200, {}
    yield "GET", "/readyz", 503, {"state": State.STARTING}
    yield "GET", "/metrics", 200, {}
    yield "GET", "/docs", 200, {}
    yield "GET", "/docs", 304, {}
    yield "GET", "/", 200, {}
    yield "GET", "/", 304, {}
    part = "/workbench/{name}"
    yield "GET", part, 200, {"at": "/workbench/style.css"}
    yield "GET", part, 304, {"at": "/workbench/style.css"}
    yield "GET", part, 404, {"at": "/workbench/index.html"}
    yield "GET", "/openapi.yaml", 200, {}
    yield "GET", "/openapi.yaml", 304, {}
    yield "GET", "/problems/{code}", 200, {"at": "/problems/index_locked"}
    yield "GET", "/problems/{code}", 304, {"at": "/problems/index_locked"}
    yield "GET", "/problems/{code}", 404, {"at": "/problems/unheard_of"}


def unasked_queries() -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """Where nothing is asked by a query, and no body can be refused either."""
    unasked = {"query_string": {"publishr": "Us"}}
    one = "/v1/batches/{batch_id}"
    for path in ("/v1/indexes", "/v1/models", f"{one}/events", "/v1/reports/{report_id}/html"):
        yield "GET", path, 422, unasked
    for path in (one, "/v1/reports/{report_id}", "/v1/watches/{watch_id}"):
        for method in ("GET", "DELETE"):
            yield method, path, 422, unasked
    yield "POST", f"{one}/cancel", 422, unasked


def out_of_reach(who: str) -> None:
    raise StorageError(ConnectionError("connection refused"))


def endpoint(app: Flask, path: str, method: str) -> str:
    """The name of the view that answers there."""
    return str(app.url_map.bind("localhost").match(path, method)[0])


def test_there_is_a_request_for_each_documented_status(specification: dict[str, Any]) -> None:
    documented = {
        (method, path, int(status))
        for method, path, operation in operations(specification)
        for status in operation["responses"]
    }
    assert {(method, path, status) for method, path, status, _ in cases()} == documented


@pytest.mark.parametrize(
    ("method", "address", "status", "request_"),
    [pytest.param(*case, id=f"{case[0]} {case[1]} {case[2]}") for case in cases()],
)
def test_each_documented_status_is_reached(
    client: FlaskClient,
    checker: FactChecker,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    method: str,
    address: str,
    status: int,
    request_: dict[str, Any],
) -> None:
    options = dict(request_)
    at = options.pop("at", address)
    if options.pop("keys", False):
        keys = KeyFile(tmp_path / "keys.json")
        # A key that is good, but for nothing that is asked for here.
        needed = access.SCOPE_OF[endpoint(app, at, method)]
        presented = keys.create("test", ["write" if "search" in needed else "search"])
        monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
        if status == 403:
            options["headers"] = {"Authorization": f"Bearer {presented}"}
    if (state := options.pop("rates", None)) is not None:
        rates = Rates("1/minute")
        rates.count("127.0.0.1")
        if state == "out of reach":
            monkeypatch.setattr(rates, "count", out_of_reach)
        monkeypatch.setitem(app.extensions, counting.EXTENSION, rates)
    if (failure := options.pop("raises", None)) is not None:
        name, error = failure

        def fail(*_: Any, **__: Any) -> None:
            raise error

        owner, _, call = name.rpartition(".")
        target = getattr(app.extensions["factcheck"], owner) if owner else checker
        monkeypatch.setattr(target, call, fail)
    if (answer := options.pop("gives", None)) is not None:
        monkeypatch.setattr(checker, answer[0], lambda *_: answer[1])
    if options.pop("batch", False):
        # Only what has ended is sure to be the same when it is asked for again.
        wish = {"Prefer": "wait=60"} if status == 304 else {}
        made = client.post("/v1/batches", json=BATCH, headers=wish).json
        at = address.format(batch_id=made["id"])
    if options.pop("again", False):
        client.post(at, json=BATCH, headers={"Idempotency-Key": "contract"})
    if options.pop("stores", False):
        stored = client.post("/v1/verifications/stored", json=STORED).headers["Location"]
        at = stored + address.partition("}")[2]
    if (state := options.pop("state", None)) is not None:
        monkeypatch.setattr(app.extensions["factcheck"].readiness, "_state", state)
    if at.startswith("WATCH"):
        watch = client.post("/v1/watches", json=BODIES["/v1/watches"]).json["watch"]["id"]
        at = at.replace("WATCH", f"/v1/watches/{watch}")
    if method == "DELETE" and status == 204 and at == "/v1/documents/contract":
        client.post("/v1/documents", json=BODIES["/v1/documents"])
    if status == 304:
        options["headers"] = {"If-None-Match": client.get(at).headers["ETag"]}
    response = client.open(at, method=method, **options)
    assert response.status_code == status
    assert b"/srv/private" not in response.data
