"""Verdicts, reports and searches: what the library says, unchanged."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from factcheck import FactChecker, hit_record, report_record, verdict_record
from factcheck.api.routes import checks

pytestmark = pytest.mark.slow

CLAIM = "The Harbour Bridge was closed to lorries in March 2025."
TEXT = f"{CLAIM} The Rhine museum opened a new wing with forty paintings."
OPTIONS: list[dict[str, Any]] = [
    {},
    {"as_of": "2025-03-10"},
    {"k": 1},
    {"max_error": 0.05},
    {"publishers": ["City Gazette"]},
    {"languages": ["fr"]},
    {"documents": ["gazette/2025//7?a=b#c", "gone"]},
    {"tiers": ["ordinary"]},
    {"url": "https://news.example/bridge"},
    {"document_id": "harbour-1"},
    {"published": "2025-03-05"},
    {"as_of": None, "k": None, "publishers": None},
]


SEARCHES: list[dict[str, Any]] = [
    {},
    {"k": 1},
    {"as_of": "2025-03-10"},
    {"languages": ["fr"]},
    {"documents": ["harbour-1"]},
    {"documents": ["gone"]},
    {"tiers": ["excluded"]},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_verification_is_the_verdict_of_the_library(
    client: FlaskClient, checker: FactChecker, options: dict[str, Any]
) -> None:
    answer = client.post("/v1/verifications", json={"claim": CLAIM, **options}).json
    assert answer == verdict_record(checker.verify(CLAIM, **options))


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_check_is_the_report_of_the_library(
    client: FlaskClient, checker: FactChecker, options: dict[str, Any]
) -> None:
    answer = client.post("/v1/checks", json={"text": TEXT, **options}).json
    assert answer == report_record(checker.check(TEXT, **options))
    assert [TEXT[claim["start"] : claim["end"]] for claim in answer["claims"]] != []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/verifications", {"claim": CLAIM}),
        ("/v1/checks", {"text": TEXT}),
        ("/v1/evidence/search", {"query": CLAIM}),
        ("/v1/claims/match", {"claim": CLAIM}),
        ("/v1/batches", {"claims": [{"claim": CLAIM}]}),
    ],
)
def test_a_tier_that_the_policy_does_not_have_is_refused_before_any_work(
    client: FlaskClient, path: str, body: dict[str, Any]
) -> None:
    answer = client.post(path, json={**body, "tiers": ["ordinary", "official"]})
    assert (answer.status_code, answer.json["code"]) == (404, "tier_not_found")
    expected = "must be tiers of the policy 'default': excluded, ordinary; got 'official'"
    assert answer.json["detail"] == f"tiers: {expected}"


def test_too_many_documents_are_refused_with_the_limit(client: FlaskClient) -> None:
    named = [f"d{number}" for number in range(5_001)]
    answer = client.post("/v1/verifications", json={"claim": CLAIM, "documents": named})
    assert answer.status_code == 422
    (fault,) = answer.json["errors"]
    assert (fault["pointer"], fault["limit"], fault["actual"]) == ("/documents", 5_000, 5_001)
    answer = client.post("/v1/verifications", json={"claim": CLAIM, "documents": named[:5_000]})
    assert (answer.status_code, answer.json["evidence"]) == (200, [])


def test_a_text_with_too_many_claims_is_refused_before_any_is_checked(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "CLAIMS", 1)
    answer = client.post("/v1/checks", json={"text": TEXT, "k": 3})
    assert answer.status_code == 422
    told = {part: answer.json[part] for part in ("code", "limit", "actual")}
    assert told == {"code": "too_many_claims", "limit": 1, "actual": 2}


@pytest.mark.parametrize("options", SEARCHES)
def test_a_search_gives_the_hits_of_the_library(
    client: FlaskClient, checker: FactChecker, options: dict[str, Any]
) -> None:
    answer = client.post("/v1/evidence/search", json={"query": "bridge", **options}).json
    assert answer == {
        "hits": [hit_record(hit) for hit in checker.search("bridge", **options)],
        "snapshot": checker.info().snapshot,
    }


def test_the_served_index_may_be_named(client: FlaskClient) -> None:
    (index,) = client.get("/v1/indexes").json["indexes"]
    body = {"claim": CLAIM, "index": index["name"]}
    assert client.post("/v1/verifications", json=body).status_code == 200


def test_nothing_told_of_an_index_says_where_it_lies(
    client: FlaskClient, checker: FactChecker
) -> None:
    for address in ("/v1/indexes", "/v1/models"):
        assert checker.info().path not in client.get(address).text


def test_the_fields_of_a_verdict_come_in_the_order_of_the_record(client: FlaskClient) -> None:
    answer = client.post("/v1/verifications", json={"claim": CLAIM})
    names = ["claim", "label", "confidence", "evidence", "origins", "provenance"]
    places = [answer.text.index(f'"{name}":') for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "claim",
    [
        "x" * 2_000,
        "𝔸" * 2_000,
        "The bridge is closed. " * 60,
        "Ж1 " * 666,
        "1 " * 1_000,
    ],
    ids=lambda claim: claim[:3],
)
def test_the_longest_claims_are_answered_too(client: FlaskClient, claim: str) -> None:
    body = {"claim": claim, "as_of": "2025-03-10"}
    assert client.post("/v1/verifications", json=body).status_code == 200
