"""The groups of documents that go back to one report, over HTTP."""

from __future__ import annotations

import threading

import pytest
from flask.testing import FlaskClient

from factcheck import IndexDamaged, Lineage, lineage_record
from factcheck.api.origins import Origins
from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads

NONE = Lineage({}, ())
STORIES = (
    "The harbour master closed the northern basin on Friday after two barges had drifted against "
    "the quay. Tugs held them until the tide turned, and nobody was hurt, the port authority said.",
    "The choir of the valley sang in the old mill, where an audience of four hundred stood between "
    "the millstones. A recording is to be sold for the repair of the wheel, the singers told us.",
)
COPIES = [
    {"id": f"copy-{story}-{n}", "text": f"{text} {n}.", "published": f"2025-05-0{n}"}
    for story, text in enumerate(STORIES)
    for n in (1, 2)
]


@pytest.mark.slow
@pytest.mark.usefixtures("restored")
def test_groups_follow_the_documents_and_come_in_pages(client: FlaskClient) -> None:
    before = client.get("/v1/origins").json
    client.post("/v1/documents", json={"documents": COPIES})
    found = client.get("/v1/origins?limit=100").json
    assert found["documents"] == before["documents"] + 4
    assert found["origins"] == before["origins"] + 2
    groups = {group["origin"]: group for group in found["groups"]}
    assert groups["copy-0-1"]["documents"] == ["copy-0-1", "copy-0-2"]
    (link,) = groups["copy-1-1"]["links"]
    assert (link["first"], link["second"], link["reason"]) == ("copy-1-1", "copy-1-2", "copy")
    pages, cursor = [], None
    while True:
        page = client.get("/v1/origins", query_string={"limit": 1, **(cursor or {})}).json
        pages += page["groups"]
        if "next" not in page:
            break
        cursor = {"cursor": page["next"]}
    assert pages == found["groups"]


def test_who_would_wait_too_long_is_told_to_come_again_and_finds_it_done() -> None:
    going = threading.Event()
    calls: list[int] = []

    def slowly() -> Lineage:
        calls.append(1)
        going.wait(10)
        return NONE

    origins = Origins(slowly, Threads(), patience=0.05)
    for _ in range(3):
        with pytest.raises(Refusal) as refusal:
            origins.newest()
    assert refusal.value.code == "overloaded"
    assert len(calls) == 1
    going.set()
    assert Origins(slowly, Threads()).newest() == lineage_record(NONE)


def test_those_who_wait_leave_threads_to_others() -> None:
    going, threads = threading.Event(), Threads(9)

    def slowly() -> Lineage:
        going.wait(10)
        return NONE

    origins = Origins(slowly, threads)
    with threads.held(), pytest.raises(Refusal, match="1 requests wait"):
        origins.newest()
    going.set()
    assert origins.newest() == lineage_record(NONE)


def test_a_failure_is_told_and_not_kept() -> None:
    outcomes: list[Lineage | Exception] = [IndexDamaged("index", "cut short"), NONE]

    def lineage() -> Lineage:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    origins = Origins(lineage, Threads())
    with pytest.raises(IndexDamaged):
        origins.newest()
    assert origins.newest() == lineage_record(NONE)


def test_of_a_lineage_that_stays_the_record_is_made_once() -> None:
    outcomes = [NONE, NONE, Lineage({"a": "a"}, ())]
    origins = Origins(lambda: outcomes.pop(0), Threads())
    first, second, third = (origins.newest() for _ in range(3))
    assert first is second
    assert third["documents"] == 1
