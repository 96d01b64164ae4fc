"""Batches: answered once each, by nobody but who asked, across restarts and kills."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck import FactChecker, IndexDamaged, IndexFailure, IndexLocked
from factcheck.api import KeyFile, Rates, access, create_app, rates as counting
from factcheck.api.batches import (
    Batches,
    BatchLimits,
    ItemStatus,
    NewBatch,
    batches as module,
    queue,
)
from factcheck.api.batches.attempts import TRIES
from factcheck.api.batches.batches import Owners
from factcheck.api.refusals import Refusal
from factcheck.client import Client

CLAIMS = [
    {"claim": "The Harbour Bridge was closed to lorries on 3 March 2025.", "custom_id": "row 1"},
    {"claim": "The Rhine museum opened a new wing."},
    {"claim": "The Rhine museum opened a new wing.", "custom_id": "row 3"},
]
BODY = {"claims": CLAIMS, "as_of": "2025-12-31", "k": 2}
WAIT = {"Prefer": "wait=60"}


def results(client: FlaskClient, batch_id: str) -> list[dict[str, Any]]:
    """All results, page by page."""
    found: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = client.get(f"/v1/batches/{batch_id}/results", query_string=query).json
        found += page["results"]
        if "next" not in page:
            return found
        query["cursor"] = page["next"]


def test_each_claim_is_answered_in_order_as_it_would_be_alone(client: FlaskClient) -> None:
    made = client.post("/v1/batches", json=BODY, headers=WAIT)
    assert made.status_code == 201
    assert made.headers["Preference-Applied"] == "wait=60"
    assert made.json["state"] == "finished"
    assert made.json["request_counts"] == {
        "total": 3,
        "completed": 3,
        "failed": 0,
        "cancelled": 0,
    }
    found = results(client, made.json["id"])
    assert [item["custom_id"] for item in found] == ["row 1", None, "row 3"]
    assert [item["number"] for item in found] == [0, 1, 2]
    for item, asked in zip(found, CLAIMS, strict=True):
        alone = {"claim": asked["claim"], "as_of": "2025-12-31", "k": 2}
        expected = client.post("/v1/verifications", json=alone).json
        # How a batch is padded moves the last decimals.
        assert item["verdict"]["label"] == expected["label"]
        assert item["verdict"]["confidence"] == pytest.approx(expected["confidence"], abs=0.01)
        assert item["verdict"]["provenance"] == expected["provenance"]
        assert (item["status"], item["problem"]) == ("done", None)


@pytest.mark.parametrize(
    "wish",
    ["wait=60", 'wait="60"', "respond-async, WAIT = 60", 'wait="60"; x=1, wait=0', "wait=999"],
)
def test_one_who_prefers_to_wait_does_however_it_is_written(client: FlaskClient, wish: str) -> None:
    made = client.post("/v1/batches", json=BODY, headers={"Prefer": wish})
    assert (made.status_code, made.headers["Preference-Applied"]) == (201, "wait=60")


@pytest.mark.parametrize(
    "wish", ["wait", "wait=soon", 'wait="60', "wait=6.5", "await=60", "wait=-1"]
)
def test_a_wish_that_is_not_understood_is_passed_over(client: FlaskClient, wish: str) -> None:
    made = client.post("/v1/batches", json=BODY, headers={"Prefer": wish})
    assert (made.status_code, made.headers.get("Preference-Applied")) == (202, None)
    client.delete(made.headers["Location"])


def test_a_batch_is_acknowledged_at_once_and_can_be_followed(client: FlaskClient) -> None:
    made = client.post("/v1/batches", json=BODY)
    assert made.status_code == 202
    assert int(made.headers["Retry-After"]) > 0
    assert client.get(made.headers["Location"]).json["id"] == made.json["id"]
    stream = client.get(f"{made.headers['Location']}/events").get_data(as_text=True)
    events = [
        dict(line.split(": ", 1) for line in e.splitlines()) for e in stream.split("\n\n") if e
    ]
    assert [event["event"] for event in events if event["event"] == "done"] == ["done"]
    assert events[-1]["event"] == "done"
    assert json.loads(events[-1]["data"]) == client.get(made.headers["Location"]).json
    steps = [int(event["id"]) for event in events if event["event"] == "progress"]
    assert steps == sorted(set(steps))
    again = client.get(f"{made.headers['Location']}/events", headers={"Last-Event-ID": "3"})
    assert "event: progress" not in again.get_data(as_text=True)
    after = client.get(
        f"{made.headers['Location']}/events", headers={"Last-Event-ID": events[-1]["id"]}
    )
    assert (after.status_code, after.data) == (204, b"")


def test_the_same_request_under_one_key_makes_one_batch(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "monday-1"}
    first = client.post("/v1/batches", json=BODY, headers=key).json
    assert client.post("/v1/batches", json=BODY, headers=key).json["id"] == first["id"]
    other = client.post("/v1/batches", json={**BODY, "k": 1}, headers=key)
    assert (other.status_code, other.json["code"]) == (409, "idempotency_mismatch")
    assert client.post("/v1/batches", json=BODY).json["id"] != first["id"]


def test_two_claims_with_one_id_are_refused_with_both_places(client: FlaskClient) -> None:
    claims = [{"claim": "Yes.", "custom_id": name} for name in ("a", "b", None, None, "a")]
    answer = client.post("/v1/batches", json={"claims": claims})
    assert (answer.status_code, answer.json["code"]) == (409, "custom_id_conflict")
    assert "/claims/4 has the custom_id of /claims/0: 'a'" in answer.json["detail"]
    assert client.post("/v1/batches", json={"claims": claims[:4]}).status_code == 202


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "ä"])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: str) -> None:
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}
    refused = client.post("/v1/batches", json=BODY, headers=headers)
    assert (refused.status_code, refused.json["limit"]) == (400, 255)
    assert refused.json["actual"] == len(headers["Idempotency-Key"])


def test_one_who_follows_a_batch_is_told_that_it_was_deleted(
    app: Flask, client: FlaskClient, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    verify = checker.verify_many

    def wait(*asked: Any, **options: Any) -> Any:
        may_go_on.wait(60)
        return verify(*asked, **options)

    monkeypatch.setattr(checker, "verify_many", wait)
    made = client.post("/v1/batches", json={"claims": [{"claim": "The bridge was blown up."}]})
    address = made.headers["Location"]
    # A client that does not read the stream to its end before it goes on.
    with FlaskClient(app, app.response_class).get(f"{address}/events") as response:
        events = response.iter_encoded()
        assert next(events).startswith(b"event: progress\n")
        client.delete(address)
        (last,) = events
    may_go_on.set()
    kind, identity, data = last.decode().strip().split("\n")
    assert (kind, identity) == ("event: gone", "id: gone")
    assert json.loads(data.removeprefix("data: ")) == made.json
    again = client.get(f"{address}/events", headers={"Last-Event-ID": "gone"})
    assert again.status_code == 404


@pytest.fixture
def held_up(checker: FactChecker, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Claims with "later" in them are verified once this is set."""
    may_go_on = threading.Event()
    verify = checker.verify_many

    def wait(claims: list[str], **options: Any) -> Any:
        if any("later" in claim for claim in claims):
            may_go_on.wait(60)
        return verify(claims, **options)

    monkeypatch.setattr(checker, "verify_many", wait)
    yield may_go_on
    may_go_on.set()


def test_a_batch_that_is_cancelled_keeps_its_answers_and_changes_no_more(
    client: FlaskClient, held_up: threading.Event
) -> None:
    # So many are taken at a time.
    claims = [f"Bridge {number} was closed." for number in range(8)] + ["It was opened later."] * 2
    made = client.post("/v1/batches", json={"claims": [{"claim": claim} for claim in claims]})
    address = made.headers["Location"]
    while client.get(address).json["request_counts"]["completed"] < 8:
        time.sleep(0.1)
    cancelled = client.post(f"{address}/cancel")
    assert (cancelled.status_code, cancelled.json["state"]) == (200, "cancelled")
    counts = {"total": 10, "completed": 8, "failed": 0, "cancelled": 2}
    assert cancelled.json["request_counts"] == counts
    assert cancelled.json["finished_at"] is not None
    found = results(client, made.json["id"])
    held_up.set()
    assert [item["status"] for item in found] == ["done"] * 8 + ["cancelled"] * 2
    assert [item["verdict"] is None for item in found] == [False] * 8 + [True] * 2
    assert found[9]["problem"]["code"] == "batch_cancelled"
    other = client.post("/v1/batches", json=BODY, headers=WAIT)
    assert other.json["state"] == "finished"
    assert results(client, made.json["id"]) == found
    for answer in (client.get(address), client.post(f"{address}/cancel")):
        assert (answer.status_code, answer.json) == (200, cancelled.json)
    assert client.delete(address).status_code == 204
    assert client.post(f"{address}/cancel").status_code == 404


def test_one_who_follows_a_batch_is_told_that_it_was_cancelled(
    app: Flask, client: FlaskClient, held_up: threading.Event
) -> None:
    made = client.post("/v1/batches", json={"claims": [{"claim": "It was opened later."}]})
    address = made.headers["Location"]
    with FlaskClient(app, app.response_class).get(f"{address}/events") as response:
        events = response.iter_encoded()
        assert next(events).startswith(b"event: progress\n")
        cancelled = client.post(f"{address}/cancel").json
        (last,) = events
    kind, identity, data = last.decode().strip().split("\n")
    assert (kind, identity) == ("event: done", "id: done")
    assert json.loads(data.removeprefix("data: ")) == cancelled


def test_a_batch_that_is_finished_cannot_be_cancelled_any_more(client: FlaskClient) -> None:
    made = client.post("/v1/batches", json=BODY, headers=WAIT)
    # Its end is told to the second.
    time.sleep(1)
    answer = client.post(f"{made.headers['Location']}/cancel")
    assert (answer.status_code, answer.json) == (200, made.json)


def test_a_batch_that_has_not_changed_is_not_sent_again(
    client: FlaskClient, held_up: threading.Event
) -> None:
    made = client.post("/v1/batches", json={"claims": [{"claim": "It was opened later."}]})
    address = made.headers["Location"]
    before = client.get(address).headers["ETag"]
    client.post(f"{address}/cancel")
    after = client.get(address, headers={"If-None-Match": before})
    assert (after.status_code, after.json["state"]) == (200, "cancelled")
    tag = after.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.delete(address, headers={"If-Match": before}).status_code == 412
    assert client.delete(address, headers={"If-Match": tag}).status_code == 204


def test_what_is_deleted_is_gone(client: FlaskClient) -> None:
    address = client.post("/v1/batches", json=BODY).headers["Location"]
    assert client.delete(address).status_code == 204
    for path in ("", "/results", "/events"):
        assert client.get(address + path).json["code"] == "batch_not_found"
    assert client.delete(address).status_code == 404


def test_a_batch_is_for_who_made_it_and_admin_may_delete_it(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    scopes = ("verify", "verify", "admin")
    mine, other, admin = ({"Authorization": f"Bearer {keys.create(n, [n])}"} for n in scopes)
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    client = app.test_client()
    made = client.post("/v1/batches", json=BODY, headers={**mine, **WAIT})
    address = made.headers["Location"]
    for path in ("", "/results", "/events"):
        assert client.get(address + path, headers=mine).status_code == 200
        assert client.get(address + path, headers=other).status_code == 404
    assert client.delete(address, headers=other).status_code == 404
    for key, status in ((mine, 200), (other, 404), (admin, 404)):
        assert client.post(f"{address}/cancel", headers=key).status_code == status
    listed = [client.get("/v1/batches", headers=key).json["batches"] for key in (mine, other)]
    assert listed == [[made.json], []]
    assert client.get(address, headers=admin).status_code == 404
    assert client.delete(address, headers=admin).status_code == 204
    assert client.get(address, headers=mine).status_code == 404


def test_admin_may_list_the_batches_of_all_keys(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    mine, admin = ({"Authorization": f"Bearer {keys.create(n, [n])}"} for n in ("verify", "admin"))
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    client = app.test_client()
    made = client.post("/v1/batches", json=BODY, headers={**mine, **WAIT})
    listed: list[Any] = []
    query: dict[str, Any] = {"owner": "all", "limit": 100}
    while True:
        page = client.get("/v1/batches", query_string=query, headers=admin).json
        listed += page["batches"]
        if "next" not in page:
            break
        query["cursor"] = page["next"]
    assert made.json in listed
    assert client.get("/v1/batches", headers=admin).json == {"batches": []}
    refused = client.get("/v1/batches?owner=all", headers=mine)
    assert (refused.status_code, refused.json["scope"]) == (403, "admin")
    assert client.get("/v1/batches?owner=mine", headers=admin).status_code == 422


def test_a_stream_ends_with_the_key_that_opened_it(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_up: threading.Event
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    key = keys.create("desk", ["verify"])
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    client, headers = app.test_client(), {"Authorization": f"Bearer {key}"}
    body = {"claims": [{"claim": "It was opened later."}]}
    address = client.post("/v1/batches", json=body, headers=headers).headers["Location"]
    plain = FlaskClient(app, app.response_class)
    with plain.get(f"{address}/events", headers=headers) as response:
        events = response.iter_encoded()
        assert next(events).startswith(b"event: progress\n")
        keys.revoke(key.split("_")[1])
        assert list(events) == []
    assert client.get(f"{address}/events", headers=headers).status_code == 401


def test_one_claim_that_fails_does_not_fail_the_others(
    client: FlaskClient, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = checker.verify_many

    def sometimes(claims: list[str], **options: Any) -> Any:
        if any("poison" in claim for claim in claims):
            raise RuntimeError("/srv/private/cause")
        return verify(claims, **options)

    monkeypatch.setattr(checker, "verify_many", sometimes)
    claims = [*CLAIMS[:2], {"claim": "This claim is poison."}]
    made = client.post("/v1/batches", json={"claims": claims, "k": 1}, headers=WAIT).json
    assert made["request_counts"] == {
        "total": 3,
        "completed": 2,
        "failed": 1,
        "cancelled": 0,
    }
    last = results(client, made["id"])[-1]
    assert (last["status"], last["verdict"], last["problem"]["code"]) == (
        "failed",
        None,
        "internal",
    )
    assert "private" not in json.dumps(last)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"claims": []}, "/claims"),
        ({"claims": ["A text."]}, "/claims/0"),
        ({"claims": [{"claim": " "}]}, "/claims/0/claim"),
        ({"claims": [{"claim": "It rained.", "k": 1}]}, "/claims/0/k"),
        ({"claims": [{"claim": "It rained."}] * 10_001}, "/claims"),
        ({"claims": [{"claim": "It rained."}], "k": 0}, "/k"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_taken_in(
    client: FlaskClient, body: dict[str, Any], pointer: str
) -> None:
    before = client.get("/v1/batches", query_string={"limit": 100}).json
    answer = client.post("/v1/batches", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
    assert client.get("/v1/batches", query_string={"limit": 100}).json == before


Work = Callable[[list[str], dict[str, Any]], list[Any]]


@contextmanager
def kept(
    folder: Path, work: Work, *, owners: Owners = lambda: None, **limits: Any
) -> Iterator[Batches]:
    batches = Batches(folder, work, BatchLimits(**limits), owners=owners)
    batches.start()
    try:
        yield batches
    finally:
        batches.stop()


def wanted(number: int, owner: str = "me") -> NewBatch:
    return NewBatch(owner, [(None, f"Claim {i}.") for i in range(number)], {}, "f")


def broken(claims: list[str], _: dict[str, Any]) -> list[Any]:
    return [ValueError(claim) for claim in claims]


def test_what_expired_is_gone(tmp_path: Path) -> None:
    with kept(tmp_path, broken, seconds_kept=0.5) as batches:
        batch, _ = batches.add(wanted(1))
        time.sleep(0.6)
        assert batches.of_owner("me", 0, 10) == []
        assert batches.add(wanted(1))[0].number > batch.number


def test_too_many_batches_are_refused(tmp_path: Path) -> None:
    def slow(claims: list[str], options: dict[str, Any]) -> list[Any]:
        time.sleep(0.5)
        return broken(claims, options)

    with kept(tmp_path, slow, unfinished=1) as batches:
        batches.add(wanted(1))
        with pytest.raises(Refusal, match="1 batches are waiting already") as refused:
            batches.add(wanted(1))
    assert refused.value.facts == {"limit": 1, "actual": 1, "retry_after": 60}


def test_one_who_asks_for_very_much_leaves_room_for_others(tmp_path: Path) -> None:
    batches = Batches(tmp_path, broken, BatchLimits(unfinished=3, unfinished_of_one=2))
    for _ in range(2):
        batches.add(wanted(1, "me"))
    with pytest.raises(Refusal, match="2 batches of yours are waiting already") as refused:
        batches.add(wanted(1, "me"))
    assert refused.value.code == "too_many_batches"
    assert refused.value.facts == {"limit": 2, "actual": 2, "retry_after": 60}
    batches.add(wanted(1, "you"))
    with pytest.raises(Refusal, match="3 batches are waiting already"):
        batches.add(wanted(1, "they"))


def test_a_request_that_is_sent_again_gets_its_batch_however_many_wait(tmp_path: Path) -> None:
    batches = Batches(tmp_path, broken, BatchLimits(unfinished=1))
    new = replace(wanted(2), request_key="monday-1")
    first, is_new = batches.add(new)
    again, is_new_again = batches.add(new)
    assert (again.id, is_new, is_new_again) == (first.id, True, False)
    with pytest.raises(Refusal, match="1 batches are waiting"):
        batches.add(wanted(2))
    with pytest.raises(Refusal, match="stood for another"):
        batches.add(replace(new, fingerprint="another"))


def test_few_requests_hold_a_thread_while_they_wait(tmp_path: Path) -> None:
    batches = Batches(tmp_path, broken, BatchLimits(streams=2))
    batch, _ = batches.add(wanted(1))
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: batches.wait(batch, 2), range(3)))
    assert found.count(None) == 1
    assert batches.wait(batch, 0) is not None


def test_servers_with_other_batches_have_other_queues(tmp_path: Path) -> None:
    made = [Batches(tmp_path / folder, broken, BatchLimits()) for folder in ("a", "b", "a")]
    names = [batches._store.identity() for batches in made]
    assert names[0] == names[2] != names[1]


def test_the_batches_of_a_key_that_has_ended_rest_until_it_is_good_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_AGAIN_SECONDS", 0.2)
    good = {"you"}
    with kept(tmp_path, broken, owners=lambda: good, unfinished=1) as batches:
        resting, _ = batches.add(wanted(1, "me"))
        # It takes no room from others.
        other, _ = batches.add(wanted(1, "you"))
        assert batches.wait(other, 10).finished is not None
        assert batches.wait(resting, 0.5).state == "queued"
        good.add("me")
        assert batches.wait(resting, 10).state == "finished"


def test_a_short_batch_passes_a_long_one(tmp_path: Path) -> None:
    with kept(tmp_path, lambda c, o: (time.sleep(0.05), broken(c, o))[1]) as batches:
        long, _ = batches.add(wanted(400))
        short, _ = batches.add(wanted(1))
        assert batches.wait(short, 10).finished is not None
        assert batches.wait(long, 0).finished is None


def test_a_batch_that_could_not_be_queued_is_worked_on_beside_those_that_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SWEEP_SECONDS", 0.2)
    with kept(tmp_path, lambda c, o: (time.sleep(0.1), broken(c, o))[1]) as batches:
        others = [batches.add(wanted(400))[0] for _ in range(3)]
        with monkeypatch.context() as away:
            away.setattr(batches._queue, "_advance", None)
            batch, is_new = batches.add(wanted(1))
        assert (is_new, batch.state) == (True, "queued")
        assert batches.wait(batch, 10).state == "finished"
        assert [batches.wait(other, 0).finished for other in others] == [None] * 3


def test_a_batch_that_is_queued_twice_has_one_turn_and_each_claim_one_answer(
    tmp_path: Path,
) -> None:
    worked: list[str] = []
    others: list[int] = []

    def work(claims: list[str], options: dict[str, Any]) -> list[Any]:
        worked.extend(claims)
        others.append(len(before._queue._huey.pending()))
        return broken(claims, options)

    before = Batches(tmp_path, work, BatchLimits())
    batch, _ = before.add(wanted(20))
    # As by two that look for lost batches at the same moment.
    before._queue._advance(batch.id)
    with kept(tmp_path, work) as batches:
        assert batches.wait(batch, 10).failed == 20
    assert worked == [f"Claim {i}." for i in range(20)]
    assert others == [1, 0, 0]


def test_a_turn_that_is_to_come_is_the_only_one(tmp_path: Path) -> None:
    for _ in range(3):
        batches = Batches(tmp_path, broken, BatchLimits())
        batch = next(iter(batches._store.unfinished()), None) or batches.add(wanted(1))[0]
        batches._put(batch.id)
        assert len(batches._queue._huey.pending()) == 1


def test_what_a_cancelled_batch_has_left_is_not_begun(tmp_path: Path) -> None:
    begun, may_go_on = threading.Event(), threading.Event()
    worked: list[str] = []

    def work(claims: list[str], options: dict[str, Any]) -> list[Any]:
        worked.extend(claims)
        begun.set()
        may_go_on.wait(10)
        return broken(claims, options)

    with kept(tmp_path, work, unfinished_of_one=1) as batches:
        batch, _ = batches.add(wanted(20))
        assert begun.wait(10)
        cancelled = batches.cancel(batch)
        assert batches.wait(batch, 10) == cancelled
        other, _ = batches.add(wanted(1))
        may_go_on.set()
        assert batches.wait(other, 10).state == "finished"
        assert batches.get(batch.id, "me") == cancelled
    assert (cancelled.state, cancelled.failed, cancelled.cancelled) == ("cancelled", 0, 20)
    assert worked == [f"Claim {i}." for i in range(8)] + ["Claim 0."]


def test_few_streams_are_open_at_a_time(tmp_path: Path) -> None:
    with kept(tmp_path, broken, streams=1) as batches:
        close = batches.open_stream()
        with pytest.raises(Refusal, match="1 streams are open") as refused:
            batches.open_stream()
        assert refused.value.facts == {"limit": 1, "retry_after": 5}
        close()
        batches.open_stream()()


def test_a_server_that_ends_begins_no_step_and_leaves_no_trace_of_itself(tmp_path: Path) -> None:
    steps: list[int] = []

    def refuse(claims: list[str], _: dict[str, Any]) -> list[Any]:
        steps.append(len(claims))
        return [Refusal("overloaded", "the server is going down") for _ in claims]

    with kept(tmp_path, refuse) as batches:
        batches.wind_down()
        batches.add(wanted(2))
        time.sleep(0.5)
        assert len(list((tmp_path / "workers").iterdir())) == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(batches.stop).result(10)
    assert steps == []
    assert list((tmp_path / "workers").iterdir()) == []


def test_a_failure_of_the_machine_is_not_an_answer(tmp_path: Path) -> None:
    attempts: list[int] = []

    def fails_once(claims: list[str], options: dict[str, Any]) -> list[Any]:
        attempts.append(len(claims))
        if len(attempts) == 1:
            raise OSError("no space left on device")
        return broken(claims, options)

    with kept(tmp_path, fails_once) as batches:
        batch, _ = batches.add(wanted(3))
        assert batches.wait(batch, 20).failed == 3
    assert attempts == [3, 3]


PASSING = [
    IndexFailure("milvus://db/desk", "no answer"),
    IndexLocked("desk", 1),
    MemoryError(),
]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_may_pass_is_no_answer_for_a_while(tmp_path: Path, error: Exception) -> None:
    outcomes: list[Exception] = [error]
    batches = Batches(tmp_path, lambda claims, _: outcomes * len(claims), BatchLimits())
    batch, _ = batches.add(wanted(3))
    for _ in range(TRIES - 1):
        # Later, not at once.
        assert batches._step(batch.id) == (True, False)
    assert batches.get(batch.id, "me").failed == 0
    outcomes[0] = ValueError("an answer")
    assert batches._step(batch.id) == (False, True)
    assert batches.get(batch.id, "me").failed == 3


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_does_not_pass_is_the_answer_in_the_end(tmp_path: Path, error: Exception) -> None:
    batches = Batches(tmp_path, lambda claims, _: [error] * len(claims), BatchLimits())
    batch, _ = batches.add(wanted(1))
    steps = [batches._step(batch.id) for _ in range(TRIES)]
    assert steps[-2:] == [(True, False), (False, True)]
    assert batches.get(batch.id, "me").failed == 1


def test_what_stays_until_somebody_mends_it_is_the_answer_at_once(tmp_path: Path) -> None:
    damaged = IndexDamaged("desk", "cut short")
    batches = Batches(tmp_path, lambda claims, _: [damaged] * len(claims), BatchLimits())
    batch, _ = batches.add(wanted(2))
    assert batches._step(batch.id) == (False, True)
    (first, second) = batches.items(batches.get(batch.id, "me"), -1, 10)
    assert first.answer is not None and first.answer["code"] == "index_damaged"
    assert second.status is ItemStatus.FAILED


def test_a_claim_that_is_tried_again_does_not_hold_up_the_others(tmp_path: Path) -> None:
    def one_too_large(claims: list[str], _: dict[str, Any]) -> list[Any]:
        return [MemoryError() if claim == "Claim 0." else ValueError(claim) for claim in claims]

    batches = Batches(tmp_path, one_too_large, BatchLimits())
    batch, _ = batches.add(wanted(20))
    while batches._step(batch.id) == (True, True):
        pass
    assert batches.get(batch.id, "me").failed == 19


def test_a_batch_that_is_deleted_while_its_claims_are_taken_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = Batches(tmp_path, broken, BatchLimits())
    batch, _ = batches.add(wanted(3))
    take = batches._store.take

    def take_and_delete(*arguments: Any) -> list[tuple[int, str]]:
        taken = take(*arguments)
        batches.delete(batch)
        return taken

    monkeypatch.setattr(batches._store, "take", take_and_delete)
    assert batches._step(batch.id) == (False, True)
    assert batches._step(batch.id) == (False, False)


WORKER = """
import sys, time
from pathlib import Path
from factcheck.api.batches import BatchLimits, Batches

def work(claims, options):
    print("taken", flush=True)
    time.sleep(float(sys.argv[3]))
    with open(sys.argv[2], "a") as log:
        log.writelines(f"{claim}\\n" for claim in claims)
    return [ValueError(claim) for claim in claims]

batches = Batches(Path(sys.argv[1]), work, BatchLimits())
print("ready", flush=True)
batches.start()
time.sleep(600)
"""


def worker(folder: Path, log: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(folder), str(log), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_a_process_takes_over_what_another_had_begun_when_it_was_killed(tmp_path: Path) -> None:
    folder, log = tmp_path / "batches", tmp_path / "log"
    batches = Batches(folder, broken, BatchLimits())
    with worker(folder, log, 600) as stuck:
        batch, _ = batches.add(wanted(4))
        assert stuck.stdout is not None and stuck.stdout.readline() == "taken\n"
        with worker(folder, log, 0.0) as other:
            stuck.kill()
            assert batches.wait(batch, 30).failed == 4
            other.kill()


@pytest.mark.slow
def test_a_batch_that_was_cancelled_stays_so_when_its_server_is_killed(tmp_path: Path) -> None:
    folder, log = tmp_path / "batches", tmp_path / "log"
    batches = Batches(folder, broken, BatchLimits())
    with worker(folder, log, 600) as stuck:
        batch, _ = batches.add(wanted(20))
        assert stuck.stdout is not None and stuck.stdout.readline() == "taken\n"
        cancelled = batches.cancel(batch)
        stuck.kill()
    other, _ = batches.add(wanted(1))
    with worker(folder, log, 0.0) as next_one:
        assert batches.wait(other, 30).state == "finished"
        next_one.kill()
    assert batches.get(batch.id, "me") == cancelled
    assert log.read_text() == "Claim 0.\n"


@pytest.mark.slow
def test_two_processes_share_the_work_and_a_killed_one_loses_none_of_it(tmp_path: Path) -> None:
    folder, log = tmp_path / "batches", tmp_path / "log"
    batches = Batches(folder, broken, BatchLimits())
    batch, _ = batches.add(wanted(600))

    def start() -> subprocess.Popen[str]:
        return worker(folder, log, 0.02)

    for _ in range(3):
        pair = [start(), start()]
        time.sleep(0.5)
        for process in pair:
            with process:
                process.kill()
    with start() as last:
        assert batches.wait(batch, 60).failed == 600
        last.kill()
    items = batches.items(batches.get(batch.id, "me"), -1, 1000)
    assert [item.number for item in items] == list(range(600))
    assert {item.status for item in items} == {ItemStatus.FAILED}
    worked = log.read_text().splitlines()
    assert set(worked) == {f"Claim {i}." for i in range(600)}
    # Only what was taken at the moment of a kill is worked out again.
    assert len(worked) - 600 <= 6 * 8


@contextmanager
def serving(index: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).with_name("factcheck")), "serve", "--index", str(index)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen([*command, "--port", str(port)], env=environment)
    try:
        deadline = time.monotonic() + 120
        while True:
            assert process.poll() is None and time.monotonic() < deadline
            try:
                Client(f"http://127.0.0.1:{port}", attempts=1).search("bridge")
                break
            except Exception:
                time.sleep(0.2)
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_server_that_is_killed_goes_on_where_it_was(
    checker: FactChecker, tmp_path: Path, restored: None
) -> None:
    index = tmp_path / "harbour"
    with FactChecker.create(index) as copy:
        copy.add(checker.documents())
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    claims = [f"Bridge {number} was closed to lorries." for number in range(40)]
    with serving(index, port) as process, Client(f"http://127.0.0.1:{port}") as client:
        batch_id = client.start_batch(claims, k=1)
        time.sleep(1)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with serving(index, port) as process, Client(f"http://127.0.0.1:{port}") as client:
        verdicts = list(client.results(batch_id))
        process.terminate()
        assert process.wait(60) == 0
    assert [verdict.claim.text for verdict in verdicts] == claims


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.7, 1.5])
def test_a_server_that_is_ended_while_it_starts_ends_cleanly(
    checker: FactChecker, tmp_path: Path, seconds: float, capfd: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "harbour"
    with FactChecker.create(index) as copy:
        copy.add(checker.documents())
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with serving(index, port) as process:
        time.sleep(seconds)
        process.terminate()
        assert process.wait(60) == 0
    assert "Traceback" not in capfd.readouterr().err


def test_a_server_without_a_place_says_so(checker: FactChecker) -> None:
    answer = create_app(checker).test_client().post("/v1/batches", json=BODY)
    assert (answer.status_code, answer.json["code"]) == (403, "nothing_kept")


@pytest.mark.parametrize("rates", [None, "100/minute"], ids=["alone", "beside a rate"])
def test_a_refusal_for_too_many_batches_says_how_many_there_may_be(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, rates: str | None
) -> None:
    monkeypatch.setitem(app.extensions, counting.EXTENSION, rates and Rates(rates))

    def full(batches: Batches, owner: str) -> None:
        raise Refusal("too_many_batches", "they wait already", limit=25, retry_after=60)

    monkeypatch.setattr(Batches, "_refuse_too_many", full)
    refused = client.post("/v1/batches", json={"claims": [{"claim": "It rained."}]})
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_batches")
    told = {
        name: refused.headers[name] for name in ("Retry-After", "RateLimit-Policy", "RateLimit")
    }
    assert told == {
        "Retry-After": "60",
        "RateLimit-Policy": '"batches";q=25',
        "RateLimit": '"batches";r=0;t=60',
    }
