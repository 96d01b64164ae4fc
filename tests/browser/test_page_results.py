"""What the page makes of files of claims and documents, and of results stored, lost and growing."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import (
    CHECKS,
    answer_at_once,
    batch,
    check_record,
    hit,
    passage,
    refuse,
    report,
    serve_batches,
    verdict,
)
from visits import CLAIM, check, faults

playwright = pytest.importorskip("playwright.sync_api", reason="NOT TESTED: playwright is missing")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT TESTED: no axe")
expect = playwright.expect

pytestmark = pytest.mark.slow

REPORT = "harbour-report-0000001"


def given(page: Any, field: str, *files: tuple[str, str]) -> None:
    """Choose files of those names and contents, once the part of the page is shown for good."""
    expect(page.locator(field)).to_be_visible()
    made = [{"name": n, "mimeType": "", "buffer": text.encode()} for n, text in files]
    page.set_input_files(field, made)


@pytest.mark.parametrize(
    ("name", "text", "claims"),
    [
        ("a.txt", "One fell.\n\nTwo rose.\n", ["One fell.", "Two rose."]),
        ("a.csv", 'id,claim\r\n1,"One, he said, ""fell""."\r\n2,Two rose.\r\n',
         ['One, he said, "fell".', "Two rose."]),
        ("a.csv", 'Claim;id\n"One\nfell.";1\n', ["One fell."]),
        ("a.csv", '"One, of two, fell."\nTwo rose.\n', ["One, of two, fell.", "Two rose."]),
        ("a.jsonl", '{"claim": "One fell.", "id": 1}\n{"claim": "Two rose."}\n',
         ["One fell.", "Two rose."]),
    ],
)  # fmt: skip
def test_a_file_of_claims_is_read_as_what_it_is(
    page: Any, name: str, text: str, claims: list[str]
) -> None:
    page.get_by_role("link", name="Batches").click()
    given(page, "#batch-file", (name, text))
    expect(page.locator("#batch-claims")).to_have_value("\n".join(claims))
    expect(page.locator("#batch-read")).to_contain_text(f"read from {name}")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "id,statement\n1,One fell.\n", "2 columns, and none is named claim"),
        ("a.csv", 'claim\n"One fell.\n', "line 2: a quotation mark is not closed"),
        ("a.jsonl", '{"claim": "One fell."}\n{"text": "Two rose."}\n', "line 2 has no text"),
        ("a.jsonl", "One fell.\n", "line 1 is not JSON"),
        ("a.pdf", "%PDF-1.7", "not a list of claims"),
        ("a.txt", " \n", "holds no claim"),
    ],
)
def test_a_file_that_gives_no_claims_is_said(page: Any, name: str, text: str, said: str) -> None:
    page.get_by_role("link", name="Batches").click()
    given(page, "#batch-file", (name, text))
    expect(page.locator("#problem")).to_contain_text(said)
    expect(page.locator("#batch-claims")).to_have_value("")


def test_files_that_are_no_documents_keep_no_others_out(page: Any) -> None:
    sent: list[Any] = []
    nothing = {"added": 0, "replaced": 0, "unchanged": 0, "ids": [], "skipped": [], "notes": []}

    def take(route: Any) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        sent.append((query, route.request.post_data_buffer))
        if query["name"] == ["c.txt"]:
            refused = [{"detail": "the body must hold the file; it is empty"}]
            route.fulfill(status=422, json={"status": 422, "detail": "", "errors": refused})
        elif query["name"] == ["e.txt"]:
            notes = ["was read as windows-1252, since it is not UTF-8"]
            route.fulfill(json={**nothing, "added": 1, "ids": ["e.txt"], "notes": notes})
        else:
            route.fulfill(json={**nothing, "skipped": ["cannot be read as PDF"]})

    page.route("**/v1/files?*", take)
    page.get_by_role("link", name="Library").click()
    bad = (("a.pdf", "%PDF"), ("b.bin", "The vane turned."), ("c.txt", ""), ("d.jsonl", "x"))
    given(page, "#files", *bad, ("e.txt", "The vane turned."))
    page.fill("#upload-publisher", "The Vane")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#upload-label")).to_have_text("Done: 1 added, 0 replaced, 0 unchanged.")
    expect(page.locator("#upload-notes li")).to_have_text(
        ["e.txt: was read as windows-1252, since it is not UTF-8"]
    )
    by = {"publisher": ["The Vane"]}
    assert sent == [
        ({"name": ["a.pdf"], **by}, b"%PDF"),
        ({"name": ["c.txt"], **by}, None),
        ({"name": ["e.txt"], **by}, b"The vane turned."),
    ]
    expect(page.locator("#problem")).to_contain_text("Some files were not read")
    for name, _ in bad:
        expect(page.locator("#problem")).to_contain_text(name)
    page.locator("#problem").get_by_role("button", name="Close").click()
    expect(page.locator("#problem")).to_be_hidden()


def test_that_it_was_said_and_that_it_is_so_are_both_marked(page: Any) -> None:
    text = "The mayor said that the bridge fell.\nTwo rose."
    record = check_record(text)
    said = {"speaker": "the mayor", "cue": "said"}
    inner = verdict("The bridge fell.")
    record["claims"][0].update(label="supported", attribution=said, content_verdict=inner)
    answer_at_once(page)
    page.route(CHECKS, lambda route: route.fulfill(**report(record)))
    check(page, text)
    marker = page.locator("#marker-1")
    expect(marker).to_contain_text("said ✔ so ✘ 1")
    expect(marker).to_contain_text("that it was said: Supported; that it is so: Refuted")
    expect(page.locator("mark.claim").first).to_have_class("claim refuted open")
    expect(page.locator("#marker-2")).to_contain_text("✘2")
    expect(page.locator(".counted")).to_contain_text("whether it was said")
    assert faults(page) == []


def test_the_open_claim_scrolls_into_sight_in_a_long_text(page: Any) -> None:
    answer_at_once(page)
    page.set_viewport_size({"width": 1440, "height": 700})
    text = "\n".join(f"The bridge number {number} fell into the river." for number in range(60))
    check(page, text)
    page.evaluate("location.hash = '#claim-50'")
    expect(page.locator("#opened .kicker")).to_have_text("Claim 50 of 60")
    expect(page.locator("mark.open")).to_be_in_viewport()


def test_a_result_that_is_gone_is_said_to_be(page: Any, address: str) -> None:
    answer_at_once(page)
    check(page, "One.\nTwo.\nThree.")
    page.click("#marker-2")
    page.reload()
    expect(page.locator("#problem")).to_contain_text("not there any more")
    assert page.url == f"{address}#check"


def test_a_stored_report_says_that_it_is_one_and_can_be_checked_anew(
    page: Any, address: str
) -> None:
    answer_at_once(page)
    asked = {"text": "One.\nTwo.", "as_of": "2025-06-30", "publishers": ["Harbour Desk"]}
    stored = {
        "id": REPORT, "created": "2025-07-01T10:00:00+00:00", "kind": "checks", "asked": asked,
        "answer": check_record(asked["text"]),
    }  # fmt: skip
    page.route(f"**/v1/reports/{REPORT}", lambda route: route.fulfill(json=stored))
    page.goto(f"{address}#report-{REPORT}")
    expect(page.locator("#stored-on")).to_contain_text("1 July 2025")
    expect(page).to_have_title("Stored report · factcheck")
    page.locator("#composer summary").click()
    expect(page.locator("#text")).to_have_value(asked["text"])
    expect(page.locator("#as-of")).to_have_value("2025-06-30")
    expect(page.locator("#chosen-publishers")).to_contain_text("Harbour Desk")
    page.get_by_role("link", name="New check").click()
    expect(page.locator("#result")).to_be_hidden()
    expect(page.locator("#text")).to_be_visible()


def test_open_results_of_a_batch_grow_with_it(page: Any, tmp_path: Path) -> None:
    batches = [batch("a", 1, total=2)]
    done = {"claim": "One.", "status": "done", "verdict": verdict("One."), "problem": None}
    results = [done, {"claim": "Two.", "status": "waiting", "verdict": None, "problem": None}]
    serve_batches(page, batches)
    page.route("**/v1/batches/*/results*", lambda route: route.fulfill(json={"results": results}))
    page.get_by_role("link", name="Batches").click()
    page.get_by_role("button", name="Results").click()
    lines = page.locator("#batch-lines tr")
    expect(lines.nth(1)).to_contain_text("waiting")
    results[1] = {**done, "claim": "Two.", "verdict": verdict("Two.")}
    batches[0] = batch("a", 2, total=2)
    expect(lines.nth(1)).to_contain_text("Refuted", timeout=15_000)
    with page.expect_download() as download:
        page.click("#save-batch-csv")
    download.value.save_as(tmp_path / "batch.csv")
    rows = list(csv.DictReader((tmp_path / "batch.csv").read_text("utf-8").splitlines()))
    assert [row["status"] for row in rows] == ["done", "done"]


def test_a_refusal_speaks_of_the_fields_of_the_page(page: Any) -> None:
    body = {"status": 422, "title": "A value is not accepted", "errors": [
        {"pointer": "/claim", "detail": "must be at most 2000 characters"}]}  # fmt: skip
    page.route("**/v1/verifications", lambda route: route.fulfill(status=422, json=body))
    page.get_by_role("radio", name="One claim").check(force=True)
    page.fill("#text", CLAIM)
    page.click("#run")
    expect(page.locator("#problem")).to_contain_text("Claim: must be at most 2000 characters")


def test_a_refusal_of_the_library_speaks_of_the_fields_too(page: Any) -> None:
    body = {"status": 422, "title": "A value is not accepted", "errors": [
        {"field": "text", "detail": "must be in English"}]}  # fmt: skip
    page.route("**/v1/claims", lambda route: route.fulfill(status=422, json=body))
    page.fill("#text", "Der Hafen.")
    page.click("#run")
    expect(page.locator("#problem")).to_contain_text("Text: must be in English")


def test_the_claims_of_one_verdict_are_gone_through(page: Any) -> None:
    record = check_record("One.\nTwo.\nThree.\nFour.")
    for place in (0, 2):
        record["claims"][place]["label"] = "supported"
    answer_at_once(page)
    page.route(CHECKS, lambda route: route.fulfill(**report(record)))
    check(page, "One.\nTwo.\nThree.\nFour.")
    opened = page.locator("#opened .kicker")
    refuted = page.locator(".counts").get_by_role("button", name="2 refuted")
    for number in (2, 4, 2):
        refuted.click()
        expect(opened).to_have_text(f"Claim {number} of 4")
    page.get_by_role("link", name="Next refuted").click()
    expect(opened).to_have_text("Claim 4 of 4")
    expect(page.get_by_role("link", name="Next refuted")).to_have_count(0)
    refuted.click()
    expect(page.locator("#verdict-heading")).to_be_focused()
    expect(page.locator(".counts").get_by_role("button", name="conflicting")).to_have_count(0)


def test_a_source_that_is_nowhere_on_the_web_is_told_by_its_id_too(page: Any) -> None:
    record = check_record("One.")
    here, there = passage("refutes", "2025-06-01"), passage("supports", "2025-06-02")
    there["document"] |= {"id": "desk/vanes.csv", "url": None}
    own = passage("supports", "2025-06-03")
    own["document"] |= {"id": "own/vanes.pdf", "url": None, "publisher": None}
    record["claims"][0]["evidence"] = [here, there, own | {"page": 3}]
    answer_at_once(page)
    page.route(CHECKS, lambda route: route.fulfill(**report(record)))
    check(page, "One.")
    expect(page.locator(".refutes .where")).to_have_text(re.compile(r"^Vanes \(new tab\) Read in"))
    where = page.locator(".supports .where")
    expect(where.nth(0)).to_have_text(re.compile("^Vanes, desk/vanes.csv Read"))
    # Its title stands above in the place of a publisher.
    expect(where.nth(1)).to_have_text(re.compile("^own/vanes.pdf, p. 3 Read"))


def test_only_what_may_have_changed_of_a_big_batch_is_asked_for_again(page: Any) -> None:
    done = [{"claim": f"Claim {number}.", "status": "done", "problem": None,
             "verdict": verdict(f"Claim {number}.")} for number in range(500)]  # fmt: skip
    answered, asked = [150], []

    def answer(route: Any) -> None:
        cursor = parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0]
        asked.append(start := int(cursor))
        waiting = {"status": "waiting", "verdict": None}
        results = [
            item if place < answered[0] else {**item, **waiting} for place, item in enumerate(done)
        ]
        following = {"next": str(start + 100)} if start < 400 else {}
        route.fulfill(json={"results": results[start : start + 100], **following})

    batches = [batch("a", 150, total=500)]
    serve_batches(page, batches)
    page.route("**/v1/batches/*/results*", answer)
    page.get_by_role("link", name="Batches").click()
    page.get_by_role("button", name="Results").click()
    expect(page.locator("#batch-lines tr")).to_have_count(500)
    assert asked == [0, 100, 200, 300, 400]
    answered[0] = 220
    batches[0] = batch("a", 220, total=500)
    expect(page.locator("#batch-lines tr").nth(219)).to_contain_text("Refuted", timeout=15_000)
    expect(page.locator("#batch-lines tr").nth(220)).to_contain_text("waiting")
    assert asked[5:] == [100, 200, 300]


def test_results_that_come_late_stay_out_of_those_of_another_batch(page: Any) -> None:
    held: list[Any] = []

    def answer(route: Any) -> None:
        if "/a/" in route.request.url:
            held.append(route)
        else:
            route.fallback()

    serve_batches(page, [batch("a", 3), batch("bb", 3)])
    page.route("**/v1/batches/*/results*", answer)
    page.get_by_role("link", name="Batches").click()
    page.locator("#batch-list li").nth(1).get_by_role("button", name="Results").click()
    page.locator("#batch-list li").nth(0).get_by_role("button", name="Results").click()
    expect(page.locator("#batch-lines tr")).to_have_count(1)
    other = {"status": "done", "problem": None, "verdict": verdict("Late.")}
    late = {"results": [{"claim": f"Late {number}.", **other} for number in range(2)]}
    with page.expect_response("**/a/results*"):
        held[0].fulfill(json=late)
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    expect(page.locator("#batch-lines tr")).to_have_count(1)
    expect(page.locator("#batch-lines")).to_contain_text(CLAIM)
    expect(page.locator("#batch-results-heading")).to_be_focused()


def test_the_claims_of_a_batch_are_read_beside_their_list(page: Any) -> None:
    problem = {"title": "A value is not accepted", "detail": "claim: must be in English"}
    results = [
        {"claim": f"Claim {number}.", "status": "done", "problem": None,
         "verdict": verdict(f"Claim {number}.")} for number in range(60)
    ]  # fmt: skip
    results[1] = {"claim": "Zwei.", "status": "failed", "problem": problem, "verdict": None}
    serve_batches(page, [batch("a", 60, total=60)])
    page.route("**/v1/batches/*/results*", lambda route: route.fulfill(json={"results": results}))
    page.get_by_role("link", name="Batches").click()
    page.get_by_role("button", name="Results").click()
    lines = page.locator("#batch-lines tr")
    expect(lines.nth(1)).to_contain_text("must be in English")
    expect(lines.nth(1)).to_contain_text("Not checked")
    lines.nth(0).get_by_role("button").click()
    opened = page.locator("#batch-opened")
    expect(opened.locator(".kicker")).to_have_text("Claim 1 of 60")
    page.get_by_role("button", name="Next →", exact=True).click()
    expect(opened.locator(".kicker")).to_have_text("Claim 3 of 60")
    expect(page.locator("#batch-verdict-heading")).to_be_focused()
    lines.nth(49).get_by_role("button").click()
    for row in (49, 50):
        expect(opened.locator(".kicker")).to_have_text(f"Claim {row + 1} of 60")
        expect(opened.locator("h3")).to_be_in_viewport()
        expect(lines.nth(row)).to_be_in_viewport()
        page.locator("#batch-columns .text-column").evaluate("list => { list.scrollTop = 0; }")
        page.get_by_role("button", name="Next refuted").click()
    page.get_by_role("button", name="Back to the list").click()
    expect(lines.nth(51).get_by_role("button")).to_be_focused()
    assert faults(page) == []


def test_documents_are_found_by_words_publisher_and_id(page: Any) -> None:
    asked: list[Any] = []

    def search(route: Any) -> None:
        body = route.request.post_data_json
        asked.append(body)
        if "documents" in body:
            hits = [hit("n1")] if body["documents"] == ["n1"] else []
        else:
            hits = [hit("n2", "It stood."), hit("n1"), hit("n2", "It fell.")]
        route.fulfill(json={"hits": hits})

    page.route("**/v1/evidence/search", search)
    page.get_by_role("link", name="Library").click()
    rows = page.locator("#documents tr")
    expect(rows).to_have_count(25)
    listed = rows.all_inner_texts()
    page.click("#find")
    expect(page.locator("#find-words:invalid")).to_be_visible()
    page.fill("#find-words", "n1")
    page.keyboard.press("Enter")
    expect(page.locator("#find-note")).to_have_text("The document of that id")
    expect(rows).to_have_count(1)
    page.fill("#find-words", "vane")
    page.fill("#find-publisher", "Harbour Desk")
    page.keyboard.press("Enter")
    expect(page.locator("#find-note")).to_have_text("2 documents, the nearest first")
    expect(rows.first).to_contain_text("It stood.")
    assert asked[-1]["publishers"] == ["Harbour Desk"]
    expect(page.locator("#pages")).to_be_hidden()
    assert faults(page) == []
    page.fill("#find-words", "")
    page.click("#find")
    expect(page.locator("#find-note")).to_have_text("2 documents of Harbour Desk")
    page.click("#find-all")
    expect(rows).to_have_count(25)
    assert rows.all_inner_texts() == listed
    expect(page.locator("#documents-heading")).to_be_focused()
    expect(page.locator("#pages")).to_be_visible()
    assert page.input_value("#find-publisher") == ""


def test_a_search_that_fails_is_said_and_the_list_stays(page: Any) -> None:
    page.route("**/v1/evidence/search", lambda route: refuse(route, 500, "Failed"))
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#documents tr")).to_have_count(25)
    page.fill("#find-words", "vane")
    page.click("#find")
    expect(page.locator("#problem")).to_contain_text("Failed")
    expect(page.locator("#documents tr")).to_have_count(25)
    page.click("#next-page")
    expect(page.locator("#page-number")).to_have_text("Page 2")


def test_an_upload_is_stopped_between_two_requests(page: Any) -> None:
    held: list[Any] = []
    page.route("**/v1/documents", lambda route: held.append(route))
    page.get_by_role("link", name="Library").click()
    given(page, "#files", ("a.jsonl", '{"text": "The vane turned."}\n' * 25))
    page.get_by_role("button", name="Upload").click()
    page.click("#stop-upload")
    held[0].fulfill(json={"added": 10, "replaced": 0, "unchanged": 0})
    expect(page.locator("#upload-label")).to_have_text(
        "Stopped after 10 documents: 10 added, 0 replaced, 0 unchanged."
    )
    expect(page.locator("#stop-upload")).to_be_hidden()
    expect(page.locator("#upload")).to_be_focused()
    assert len(held) == 1
