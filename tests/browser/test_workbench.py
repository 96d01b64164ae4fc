"""The workbench as people use it: a real server, real models, a real browser."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="NOT TESTED: playwright is missing")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT TESTED: no axe")
expect = playwright.expect

pytestmark = pytest.mark.slow

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1440, 1000)}
SCHEMES = ("light", "dark")
CLAIM = "Russian and Ukrainian delegations met in Istanbul on 16 May 2025."
OFTEN_REPORTED = "Ukraine and Russia exchanged prisoners in June 2025."
REPORT = "harbour-report-0000001"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture(scope="session")
def article(repository: Path) -> str:
    """The beginning of the bundled article."""
    text = (repository / "indexes" / "demo" / "article.txt").read_text("utf-8")
    return "\n\n".join(text.split("\n\n")[:2])


def check(page: Any, text: str, kind: str = "text", **fields: str) -> None:
    """Fill in the form and wait for the verdicts."""
    page.get_by_role("radio", name="One claim" if kind == "claim" else "article").check(force=True)
    page.fill("#text", text)
    for name, value in fields.items():
        page.fill(f"#{name.replace('_', '-')}", value)
    page.click("#run")
    expect(page.locator("#run")).to_be_enabled(timeout=240_000)
    expect(page.locator("#result-heading")).to_contain_text("checked")


def verdict(claim: str, start: int = 0, **more: Any) -> dict[str, Any]:
    """A verdict as the server gives it, where the test is not about what it says."""
    nothing = {"evidence": [], "later_evidence": [], "gaps": [], "attribution": None}
    found = {"label": "refuted", "confidence": 0.9, "origins": {"supports": 0, "refutes": 0}}
    place = {"claim": claim, "sentence": claim, "start": start, "end": start + len(claim)}
    return {**place, **found, **nothing, "provenance": {"as_of": None}, **more}


def check_record(text: str) -> dict[str, Any]:
    """What the server answers about a text of which each line is a claim."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    return {"claims": [verdict(line, start) for line, start in zip(lines, starts, strict=True)]}


def answer_at_once(page: Any) -> None:
    """Verdicts without a model, which nobody waits for."""

    def answer(route: Any) -> None:
        found = check_record(route.request.post_data_json["text"])
        if route.request.url.endswith("/claims"):
            found["claims"] = [{**claim, "label": None} for claim in found["claims"]]
        route.fulfill(json=found)

    page.route("**/v1/claims", answer)
    page.route("**/v1/checks", answer)
    page.route(
        "**/v1/verifications",
        lambda route: route.fulfill(json=verdict(route.request.post_data_json["claim"])),
    )


def batch(name: str, answered: int, total: int = 3) -> dict[str, Any]:
    """A batch as the server describes it."""
    state = "finished" if answered == total else "running"
    counts = {"total": total, "completed": answered, "failed": 0}
    made = f"2025-06-0{len(name)}T10:00:00Z"
    return {"id": name, "state": state, "created_at": made, "request_counts": counts}


def serve_batches(page: Any, batches: list[dict[str, Any]]) -> None:
    """Answer with the batches that are in the list by then, and delete from it."""

    def answer(route: Any) -> None:
        if route.request.method == "DELETE":
            name = route.request.url.rpartition("/")[2]
            batches[:] = [each for each in batches if each["id"] != name]
            route.fulfill(status=204)
        elif "/results" in route.request.url:
            done = {"claim": CLAIM, "status": "done", "verdict": verdict(CLAIM), "problem": None}
            route.fulfill(json={"results": [done]})
        else:
            route.fulfill(json={"batches": batches})

    page.route("**/v1/batches?*", answer)
    page.route("**/v1/batches/**", answer)


def refuse(route: Any, status: int, title: str, **headers: str) -> None:
    """Answer as the server refuses."""
    body = {"status": status, "title": title, "detail": title}
    route.fulfill(status=status, json=body, headers=headers)


def guard(route: Any) -> None:
    """Answer as a server that asks for a key."""
    if route.request.headers.get("authorization") == "Bearer fck_good":
        route.continue_()
    else:
        refuse(route, 401, "A key is needed")


def faults(page: Any) -> list[str]:
    """What axe finds that is serious or critical, on all that is on the page."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['html'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


def pictured(page: Any, folder: Path, name: str) -> None:
    """Look at every width in both colour schemes: nothing sticks out, nothing is inaccessible."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
            assert faults(page) == [], (size, scheme)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 1000})


def test_an_article_is_pasted_and_a_claim_opened(
    page: Any, article: str, screenshots: Path
) -> None:
    pictured(page, screenshots, "form")
    check(page, article, published="2025-06-24")
    markers = page.locator("a.marker")
    assert markers.count() >= 2
    for marker in markers.all():
        assert re.match(r"\S*\d+Claim \d+: \S", marker.inner_text().replace("\n", ""))
    with page.expect_response("**/v1/indexes"):
        page.reload()
    check(page, article, published="2025-06-24")
    last = markers.count()
    markers.last.click()
    expect(page.locator("#verdict-heading")).to_be_focused()
    expect(page.locator(".kicker")).to_have_text(f"Claim {last} of {last}", ignore_case=True)
    expect(page.locator(".opened .side")).to_have_count(2)
    pictured(page, screenshots, "verdict")


def test_evidence_shows_its_deciding_sentence_in_its_document(page: Any, screenshots: Path) -> None:
    check(page, CLAIM, kind="claim")
    first = page.locator(".sides article.evidence").first
    decided = first.locator("mark.decided").inner_text()
    assert decided.strip()
    first.get_by_role("button", name="Read in context").click()
    marked = page.locator("#document-text mark")
    assert decided.strip() in marked.inner_text()
    assert faults(page) == []
    page.get_by_role("button", name="Close").click()
    provenance = page.locator("details.provenance")
    provenance.locator("summary").click()
    expect(provenance).to_contain_text("snapshot")


def test_evidence_of_several_days_is_shown_over_time(page: Any) -> None:
    check(page, OFTEN_REPORTED, kind="claim")
    expect(page.locator(".timeline").first).to_be_visible()


def test_evidence_shows_the_page_or_time_that_it_stands_at(page: Any) -> None:
    def placed(route: Any) -> None:
        answer = route.fetch()
        found = answer.json()
        for item in found["evidence"]:
            place = {"page": 12} if item["stance"] == "refutes" else {"time": 723.5}
            item.update(place)
        route.fulfill(response=answer, json=found)

    page.route("**/v1/verifications", placed)
    check(page, CLAIM, kind="claim")
    cited = page.locator(".sides article.evidence .where").all_inner_texts()
    assert cited
    assert all(", p. 12 " in text or ", 00:12:03 " in text for text in cited)


def test_filters_leave_out_what_came_later_and_other_publishers(page: Any) -> None:
    check(page, CLAIM, kind="claim")
    publishers = page.locator(".sides article.evidence strong").all_inner_texts()
    wanted = publishers[0]
    page.locator("#composer summary").click()
    page.fill("#publisher", wanted)
    page.click("#add-publisher")
    check(page, CLAIM, kind="claim", as_of="2025-06-30")
    expect(page.locator("#terms")).to_contain_text(wanted)
    left = page.locator(".sides article.evidence, details article.evidence")
    assert {card.locator("strong").inner_text() for card in left.all()} <= {wanted, ""}
    for time in page.locator(".sides article.evidence time").all():
        assert time.get_attribute("datetime") <= "2025-06-30"


def test_what_was_found_is_saved_in_three_forms(page: Any, tmp_path: Path) -> None:
    check(page, CLAIM, kind="claim")
    saved = {}
    for name in ("html", "json"):
        with page.expect_download() as download:
            page.click(f"#save-{name}")
        path = tmp_path / name
        download.value.save_as(path)
        saved[name] = path.read_text("utf-8")
    page.click("#save-claimreview")
    page.fill("#review-url", "https://desk.example/harbour")
    page.fill("#review-author", "Harbour Desk")
    assert faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Save", exact=True).click()
    download.value.save_as(tmp_path / "review")
    review = json.loads((tmp_path / "review").read_text("utf-8"))
    verdict = json.loads(saved["json"])
    assert verdict["claim"] == review["claimReviewed"] == CLAIM
    assert review["@type"] == "ClaimReview"
    assert CLAIM in saved["html"]
    assert verdict["label"].replace("_", " ") in saved["html"].lower()
    # On a page without the rules of the workbench, as readers open the file.
    page.goto("about:blank")
    page.set_content(saved["html"])
    assert faults(page) == []


def test_a_stored_report_opens_by_its_address(page: Any, browser: Any) -> None:
    check(page, CLAIM, kind="claim")
    label = page.locator(".outcome .label").inner_text()
    page.click("#share")
    expect(page.locator("#share-dialog")).to_be_visible()
    address = page.input_value("#shared-address")
    assert faults(page) == []
    page.get_by_role("button", name="Close").click()
    with browser.new_context() as other:
        visitor = other.new_page()
        visitor.goto(address)
        expect(visitor.locator("#verdict-heading")).to_have_text(CLAIM)
        expect(visitor.locator(".outcome .label")).to_have_text(label)
        stored = address.partition("#report-")[2]
        with visitor.expect_request(f"**/v1/reports/{stored}/html"), visitor.expect_download():
            visitor.click("#save-html")
        visitor.click("#save-claimreview")
        visitor.fill("#review-url", "https://desk.example/harbour")
        visitor.fill("#review-author", "Harbour Desk")
        with (
            visitor.expect_request(f"**/v1/reports/{stored}/claimreview"),
            visitor.expect_download(),
        ):
            visitor.get_by_role("button", name="Save", exact=True).click()


def test_an_address_that_cannot_be_read_is_said(page: Any) -> None:
    page.fill("#article", "http://127.0.0.1/inside")
    with page.expect_response("**/v1/articles"):
        page.click("#read-article")
    expect(page.locator("#problem")).to_contain_text("not on the public internet")


def test_a_document_is_uploaded_found_and_removed(
    page: Any, tmp_path: Path, screenshots: Path
) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#documents tr")).to_have_count(25)
    pictured(page, screenshots, "library")
    path = tmp_path / "2025-05-02-lighthouse.md"
    path.write_text("# Lighthouse lit again\n\nThe lighthouse of Tarbert Ness was lit again.\n")
    page.set_input_files("#files", path)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#upload-label")).to_have_text("Done: 1 added, 0 replaced, 0 unchanged.")
    page.get_by_role("link", name="Check", exact=True).click()
    check(page, "The lighthouse of Tarbert Ness was lit again.", kind="claim")
    expect(page.locator("article.evidence").first).to_contain_text("Lighthouse lit again")
    page.get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Remove Lighthouse lit again").click()
    page.locator("#remove-dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Remove Lighthouse lit again")).to_have_count(0)


def test_many_claims_are_checked_as_a_batch(page: Any, tmp_path: Path, screenshots: Path) -> None:
    page.get_by_role("link", name="Batches").click()
    other = "Rustem Umerov headed the Ukrainian team in Istanbul in May 2025."
    page.fill("#batch-claims", f"{CLAIM}\n\n=1+1 {other}\n")
    page.click("#start-batch")
    expect(page.locator("#batch-list li").first).to_contain_text("finished", timeout=120_000)
    page.get_by_role("button", name="Results of 2 claims").first.click()
    expect(page.locator("#batch-results tbody tr")).to_have_count(2)
    page.get_by_role("button", name=CLAIM).click()
    expect(page.locator("#batch-opened .outcome")).to_be_visible()
    pictured(page, screenshots, "batch")
    with page.expect_download() as download:
        page.click("#save-batch-csv")
    download.value.save_as(tmp_path / "batch.csv")
    rows = list(csv.DictReader((tmp_path / "batch.csv").read_text("utf-8").splitlines()))
    assert [row["status"] for row in rows] == ["done", "done"]
    # Spreadsheets take what begins so for a formula.
    assert rows[1]["claim"].startswith("'=1+1")
    page.get_by_role("button", name="Delete 2 claims").first.click()
    page.locator("#remove-dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#no-batches")).to_be_visible()


def test_markup_in_a_document_stays_text(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    page.get_by_text("Or paste one document").click()
    for field in ("title", "publisher"):
        page.fill(f"#paste-{field}", HOSTILE)
    claim = "The weather vane of Ockham points to the north"
    page.fill("#paste-text", f"{claim}, {HOSTILE}, said the warden.")
    page.get_by_role("button", name="Add the document").click()
    expect(page.locator("#upload-label")).to_contain_text("1 added")
    page.get_by_role("link", name="Check", exact=True).click()
    check(page, f"{claim}. {HOSTILE}", kind="claim")
    expect(page.locator("article.evidence").first).to_contain_text("<script>")
    assert page.locator("main img, main script").count() == 0
    assert page.title() != "owned"


def test_it_works_by_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.locator("input[name=kind]:checked").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#text").focus()
    page.keyboard.type(CLAIM)
    page.locator("#run").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#result-heading")).to_be_focused(timeout=120_000)


def test_a_refused_field_is_said_and_nothing_is_lost(page: Any) -> None:
    page.fill("#text", "   ")
    page.click("#run")
    assert page.locator("#text").evaluate("field => !field.validity.valid")
    page.fill("#text", CLAIM)
    page.fill("#as-of", "2025-06-30")
    assert page.input_value("#text") == CLAIM


@pytest.mark.parametrize("name", ["docs", "problems/index_locked"])
def test_the_other_pages_are_accessible_too(page: Any, address: str, name: str) -> None:
    page.goto(address + name)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []


def test_a_claim_opens_after_a_second_check_and_a_second_time(page: Any) -> None:
    answer_at_once(page)
    opened = page.locator("#opened .kicker")
    for text in ("One.\nTwo.\nThree.", "Four.\nFive.\nSix."):
        page.locator("#composer").evaluate("composer => { composer.open = true; }")
        check(page, text)
        assert page.url.endswith("#check")
        expect(opened).to_have_text("Claim 1 of 3")
        page.click("#marker-3")
        expect(opened).to_have_text("Claim 3 of 3")
        page.get_by_role("button", name="Back to the text").click()
        page.click("#marker-3")
        expect(page.locator("#verdict-heading")).to_be_focused()


def test_going_back_while_a_check_runs_opens_nothing_of_the_last_one(page: Any) -> None:
    answer_at_once(page)
    check(page, "One.\nTwo.\nThree.")
    page.click("#marker-2")
    page.click("#marker-3")
    held: list[Any] = []
    page.route("**/v1/checks", lambda route: held.append(route))
    page.locator("#composer summary").click()
    page.fill("#text", "Four.\nFive.\nSix.")
    page.click("#run")
    expect(page.locator("#result-heading")).to_contain_text("being checked")
    page.go_back()
    assert page.url.endswith("#claim-2")
    expect(page.locator("#result-heading")).to_contain_text("being checked")
    held[0].fulfill(json=check_record("Four.\nFive.\nSix."))
    expect(page.locator("#verdict-heading")).to_have_text("Four.")
    page.click("#marker-2")
    expect(page.locator("#verdict-heading")).to_have_text("Five.")


def test_the_last_result_goes_when_a_check_starts(page: Any) -> None:
    answer_at_once(page)
    check(page, CLAIM, kind="claim")
    page.route("**/v1/verifications", lambda route: None)
    page.locator("#composer summary").click()
    page.fill("#text", OFTEN_REPORTED)
    page.fill("#publisher", "Harbour Desk")
    page.locator("#run").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stop")).to_be_visible()
    expect(page.locator("#result")).to_be_hidden()
    expect(page.locator("#run")).to_be_focused()
    page.click("#stop")
    expect(page.locator("#run")).to_be_focused()
    expect(page.locator("#result")).to_be_hidden()


def test_a_claim_of_a_stored_report_has_an_address_of_its_own(page: Any, address: str) -> None:
    answer_at_once(page)
    check(page, CLAIM, kind="claim")
    text = "One.\nTwo.\nThree."
    stored = {"id": REPORT, "kind": "checks", "asked": {"text": text}, "answer": check_record(text)}
    page.route(f"**/v1/reports/{REPORT}", lambda route: route.fulfill(json=stored))
    page.goto(f"{address}#report-{REPORT}/claim-2")
    expect(page.locator("#opened .kicker")).to_have_text("Claim 2 of 3")
    page.click("#marker-3")
    expect(page.locator("#opened .kicker")).to_have_text("Claim 3 of 3")
    assert page.url == f"{address}#report-{REPORT}/claim-3"
    page.go_back()
    expect(page.locator("#opened .kicker")).to_have_text("Claim 2 of 3")
    # It is stored already: what is shared is what is shown, not a check of today.
    page.click("#share")
    expect(page.locator("#shared-address")).to_have_value(f"{address}#report-{REPORT}")
    page.get_by_role("button", name="Close").click()
    page.goto(f"{address}#report-{'0' * 22}")
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#result")).to_be_hidden()


def test_an_address_that_means_nothing_leads_to_the_form(page: Any, address: str) -> None:
    page.goto(f"{address}#constructor")
    expect(page.locator("#check-heading")).to_be_visible()


@pytest.mark.parametrize("kind", ["text", "claim"])
def test_half_an_address_of_an_article_holds_up_no_check(page: Any, kind: str) -> None:
    answer_at_once(page)
    page.fill("#article", "example.org")
    check(page, CLAIM, kind=kind)
    page.locator("#composer summary").click()
    page.get_by_role("radio", name="An article or text").check(force=True)
    page.locator("#article").press("Enter")
    expect(page.locator("#article")).to_be_focused()
    assert page.locator("#article").evaluate("field => !field.validity.valid")


def test_a_key_that_cannot_be_one_is_refused_and_not_kept(page: Any) -> None:
    page.route("**/v1/**", guard)
    page.reload()
    for wrong in ("“fck_good”", "fck_\u200bgood", "fck good"):
        page.fill("#key", wrong)
        page.get_by_role("button", name="Use the key").click()
        assert "curly quote" in page.locator("#key").evaluate("field => field.validationMessage")
        assert page.evaluate("sessionStorage.length") == 0
    page.fill("#key", " fck_good ")
    page.get_by_role("button", name="Use the key").click()
    expect(page.locator("#served")).to_contain_text("demo")
    expect(page.locator("#problem")).to_be_hidden()


def test_who_gives_no_key_is_asked_once(page: Any) -> None:
    page.route("**/v1/**", guard)
    page.reload()
    page.click("#key-cancel")
    expect(page.locator("#problem")).to_contain_text("A key is needed")
    expect(page.locator("#key-dialog")).to_be_hidden()
    # What the server has is shown as soon as a key is given, whatever it is given for.
    page.get_by_role("link", name="Batches").click()
    page.fill("#key", "fck_good")
    page.get_by_role("button", name="Use the key").click()
    expect(page.locator("#served")).to_contain_text("demo")


def test_an_answer_that_breaks_off_is_said(page: Any) -> None:
    broken = {"status": 200, "content_type": "application/json", "body": '{"claim'}
    page.route("**/v1/claims", lambda route: route.fulfill(**broken))
    page.fill("#text", CLAIM)
    page.click("#run")
    expect(page.locator("#problem")).to_contain_text("broke off")
    expect(page.locator("#run")).to_be_enabled()


def test_a_batch_moves_on_without_taking_the_focus(page: Any) -> None:
    batches = [batch("a", 3), batch("bb", 0)]
    serve_batches(page, batches)
    page.get_by_role("link", name="Batches").click()
    rows = page.locator("#batch-list li")
    expect(rows.nth(0)).to_contain_text("0 of 3 checked")
    for row in rows.all():
        row.get_by_role("button", name="Delete").focus()
        batches[1] = batch("bb", batches[1]["request_counts"]["completed"] + 1)
        expect(rows.nth(0)).to_contain_text(f"{batches[1]['request_counts']['completed']} of 3")
        expect(row.get_by_role("button", name="Delete")).to_be_focused()
    batches[1] = batch("bb", 3)
    expect(rows.nth(0)).to_contain_text("finished")


def test_batches_are_followed_further_after_a_problem(page: Any) -> None:
    batches = [batch("a", 1)]
    serve_batches(page, batches)
    page.get_by_role("link", name="Batches").click()
    expect(page.locator("#batch-list li")).to_contain_text("1 of 3 checked")
    page.route(
        "**/v1/batches?*",
        lambda route: refuse(route, 429, "Too many", **{"Retry-After": "1"}),
        times=2,
    )
    batches[0] = batch("a", 2)
    expect(page.locator("#batch-list li")).to_contain_text("2 of 3 checked", timeout=20_000)
    expect(page.locator("#problem")).to_be_hidden()
    page.route("**/v1/batches?*", lambda route: route.abort(), times=1)
    expect(page.locator("#problem")).to_contain_text("does not answer", timeout=20_000)
    batches[0] = batch("a", 3)
    expect(page.locator("#batch-list li")).to_contain_text("finished", timeout=20_000)
    expect(page.locator("#problem")).to_be_hidden()


def test_deleting_a_batch_is_asked_and_leaves_the_results_of_another(page: Any) -> None:
    answer_at_once(page)
    check(page, CLAIM, kind="claim")
    serve_batches(page, [batch("a", 3), batch("bb", 3, total=3)])
    page.get_by_role("link", name="Batches").click()
    rows = page.locator("#batch-list li")
    rows.nth(1).get_by_role("button", name="Results").click()
    page.locator("#batch-results").get_by_role("button", name=CLAIM).click()
    expect(page.locator("#batch-verdict-heading")).to_be_focused()
    dialog = page.locator("#remove-dialog")
    for word in ("Keep", "Delete"):
        rows.nth(0).get_by_role("button", name="Delete").click()
        expect(dialog).to_contain_text("Delete this batch?")
        assert faults(page) == []
        dialog.get_by_role("button", name=word).click()
        expect(rows).to_have_count(2 if word == "Keep" else 1)
        if word == "Keep":
            expect(rows.nth(0).get_by_role("button", name="Delete")).to_be_focused()
    expect(page.locator("#batch-results")).to_be_visible()
    rows.nth(0).get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator("#no-batches")).to_be_visible()
    expect(page.locator("#batch-results")).to_be_hidden()
    expect(page.locator("#own-batches-heading")).to_be_focused()


def test_results_of_a_batch_have_the_colour_of_their_verdict_and_whole_words(page: Any) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    serve_batches(page, [batch("a", 3)])
    page.get_by_role("link", name="Batches").click()
    page.locator("#batch-list").get_by_role("button", name="Results").click()
    expect(page.locator("#batch-results td.refuted")).to_have_css("color", "rgb(161, 21, 28)")
    words = page.locator("#batch-results thead th").last
    assert words.evaluate("it => it.scrollWidth <= it.clientWidth && it.clientHeight < 50")


def test_a_batch_is_started_once_by_two_clicks(page: Any) -> None:
    asked: list[Any] = []

    def answer(route: Any) -> None:
        asked.append(route)
        route.fulfill(status=202, json=batch("a", 0))

    page.get_by_role("link", name="Batches").click()
    page.route("**/v1/batches", answer)
    page.fill("#batch-claims", CLAIM)
    page.locator("#start-batch").dblclick()
    expect(page.locator("#status")).to_have_text("1 claim taken in")
    expect(page.locator("#start-batch")).to_be_focused()
    assert len(asked) == 1


def test_a_file_of_claims_that_is_no_text_is_said(page: Any, tmp_path: Path) -> None:
    page.get_by_role("link", name="Batches").click()
    path = tmp_path / "claims.txt"
    path.write_bytes("Der Hafen heißt Süd.".encode("latin-1"))
    page.set_input_files("#batch-file", path)
    expect(page.locator("#problem")).to_contain_text("claims.txt is not UTF-8 text")
    assert page.input_value("#batch-claims") == ""


def test_two_clicks_turn_one_page_of_the_library(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#documents tr")).to_have_count(25)
    page.locator("#next-page").dblclick()
    expect(page.locator("#page-number")).to_have_text("Page 2")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#page-number")).to_have_text("Page 2")
    page.route("**/v1/documents?*", lambda route: refuse(route, 500, "Failed"), times=1)
    page.click("#next-page")
    expect(page.locator("#problem")).to_be_visible()
    page.click("#next-page")
    expect(page.locator("#page-number")).to_have_text("Page 3")


def test_a_page_that_lost_its_last_document_gives_way_to_the_one_before(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#documents tr")).to_have_count(25)
    page.click("#next-page")
    expect(page.locator("#page-number")).to_have_text("Page 2")
    page.get_by_role("link", name="Check", exact=True).click()
    page.route("**/v1/documents?*", lambda route: route.fulfill(json={"documents": []}), times=1)
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#page-number")).to_have_text("Page 1")
    expect(page.locator("#documents tr")).to_have_count(25)
    expect(page.locator("#no-documents")).to_be_hidden()


def test_documents_can_be_removed_however_late_it_is_known_that_they_may(page: Any) -> None:
    held: list[Any] = []
    page.route("**/v1/indexes", lambda route: held.append(route))
    page.get_by_role("link", name="Library").click()
    page.reload()
    expect(page.locator("#documents tr")).to_have_count(25)
    expect(page.locator("#documents").get_by_role("button", name="Remove")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("#documents").get_by_role("button", name="Remove")).to_have_count(25)


def test_the_focus_goes_to_a_page_at_once_and_stays_with_the_reader(page: Any) -> None:
    held: list[Any] = []
    page.route("**/v1/documents?*", lambda route: held.append(route))
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#library-heading")).to_be_focused()
    page.locator("#files").focus()
    held[0].continue_()
    expect(page.locator("#documents tr")).to_have_count(25)
    expect(page.locator("#files")).to_be_focused()


def test_what_came_of_the_last_upload_goes_when_the_next_one_starts(
    page: Any, tmp_path: Path
) -> None:
    summary = {"added": 1, "replaced": 0, "unchanged": 0}
    page.route("**/v1/documents", lambda route: route.fulfill(json=summary))
    page.get_by_role("link", name="Library").click()
    page.set_input_files("#files", {"name": "a.txt", "mimeType": "", "buffer": b"The vane turned."})
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#upload-label")).to_contain_text("1 added")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#problem")).to_contain_text("Choose one or more files first")
    expect(page.locator("#upload-progress")).to_be_hidden()


def test_an_address_that_could_not_be_copied_is_said(page: Any) -> None:
    answer_at_once(page)
    page.route("**/v1/verifications/stored", lambda route: route.fulfill(json={"id": REPORT}))
    refusing = "navigator.clipboard.writeText = async () => { throw new DOMException('no'); };"
    page.evaluate(f"() => {{ {refusing} }}")
    check(page, CLAIM, kind="claim")
    page.click("#share")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#problem")).to_contain_text("did not let the address be copied")
    expect(page.locator("#problem")).to_contain_text(REPORT)


def test_going_back_leaves_no_dialog_behind(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    page.locator("#documents button.title").first.click()
    expect(page.locator("#document-dialog")).to_be_visible()
    page.go_back()
    expect(page.locator("#document-dialog")).to_be_hidden()
    expect(page.locator("#check-heading")).to_be_visible()


def test_a_key_for_checks_alone_is_no_problem_until_more_is_asked(page: Any) -> None:
    answer_at_once(page)
    for path in ("indexes", "documents?*"):
        page.route(f"**/v1/{path}", lambda route: refuse(route, 403, "Not with this key"))
    with page.expect_response("**/v1/indexes"):
        page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#problem")).to_be_hidden()
    check(page, CLAIM, kind="claim")
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#problem")).to_contain_text("Not with this key")


def test_following_a_batch_as_the_guide_says_comes_to_an_end(page: Any, repository: Path) -> None:
    guide = (repository / "docs" / "api.md").read_text("utf-8")
    (code,) = re.findall(r"^```javascript\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/events" in sent.url else None)
    page.get_by_role("link", name="Batches").click()
    page.fill("#batch-claims", CLAIM)
    with page.expect_response("**/v1/batches") as taken:
        page.click("#start-batch")
    identity = taken.value.json()["id"]
    ended = "await new Promise((end) => { events.addEventListener('done', end); });"
    page.evaluate(f"async (id) => {{ {code} {ended} }}", identity)
    # Longer than the browser waits before it asks again.
    page.wait_for_timeout(6000)
    assert len(asked) == 1
