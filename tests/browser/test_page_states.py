"""What the page keeps in mind: addresses, focus, what was asked before, and refusals."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from answers import (
    CHECKS,
    answer_at_once,
    answer_first,
    batch,
    check_record,
    guard,
    refuse,
    report,
    serve_batches,
)
from visits import CLAIM, check, faults

playwright = pytest.importorskip("playwright.sync_api", reason="NOT TESTED: playwright is missing")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT TESTED: no axe")
expect = playwright.expect

pytestmark = pytest.mark.slow

OFTEN_REPORTED = "Ukraine and Russia exchanged prisoners in June 2025."
REPORT = "harbour-report-0000001"


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


def test_the_title_of_the_tab_says_what_became_of_a_check(page: Any) -> None:
    answer_at_once(page)
    held: list[Any] = []
    page.route(CHECKS, lambda route: held.append(route))
    page.fill("#text", "One.\nTwo.")
    page.click("#run")
    expect(page).to_have_title("Checking · factcheck")
    page.get_by_role("link", name="Library").click()
    expect(page).to_have_title("Library · factcheck")
    held[0].fulfill(**report(check_record("One.\nTwo.")))
    expect(page).to_have_title("2 claims checked · factcheck")
    page.get_by_role("link", name="Batches").click()
    expect(page).to_have_title("Batches · factcheck")
    page.get_by_role("link", name="Check", exact=True).click()
    expect(page).to_have_title("2 claims checked · factcheck")
    page.locator("#composer summary").click()
    page.click("#run")
    expect(page.locator("#result-heading")).to_contain_text("being checked")
    held[1].abort()
    expect(page).to_have_title("Not checked · factcheck")
    page.click("#run")
    page.click("#stop")
    expect(page).to_have_title("Check a text · factcheck")


def test_going_back_while_a_check_runs_opens_nothing_of_the_last_one(page: Any) -> None:
    answer_at_once(page)
    check(page, "One.\nTwo.\nThree.")
    page.click("#marker-2")
    page.click("#marker-3")
    held: list[Any] = []
    page.route(CHECKS, lambda route: held.append(route))
    page.locator("#composer summary").click()
    page.fill("#text", "Four.\nFive.\nSix.")
    page.click("#run")
    expect(page.locator("#result-heading")).to_contain_text("being checked")
    page.go_back()
    assert page.url.endswith("#claim-2")
    expect(page.locator("#result-heading")).to_contain_text("being checked")
    held[0].fulfill(**report(check_record("Four.\nFive.\nSix.")))
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


def test_a_batch_moves_on_without_taking_the_focus_and_says_when_it_ends(page: Any) -> None:
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
    expect(page).to_have_title("Batch finished · factcheck")
    expect(page.locator("#status")).to_have_text("The batch of 3 claims is finished")


def test_a_batch_that_was_cancelled_is_shown_as_such_and_followed_no_further(page: Any) -> None:
    serve_batches(page, [{**batch("a", 1), "state": "cancelled"}])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Batches").click()
    expect(page.locator("#batch-list li")).to_contain_text("1 of 3 checked, cancelled")
    page.wait_for_timeout(3_000)
    assert len([address for address in asked if "/batches?" in address]) == 1


def test_batches_are_followed_further_after_a_problem(page: Any) -> None:
    batches = [batch("a", 1)]
    serve_batches(page, batches)
    page.get_by_role("link", name="Batches").click()
    expect(page.locator("#batch-list li")).to_contain_text("1 of 3 checked")
    answer_first(
        page,
        "**/v1/batches?*",
        lambda route: refuse(route, 429, "Too many", **{"Retry-After": "1"}),
        number=2,
    )
    batches[0] = batch("a", 2)
    expect(page.locator("#batch-list li")).to_contain_text("2 of 3 checked", timeout=20_000)
    expect(page.locator("#problem")).to_be_hidden()
    answer_first(page, "**/v1/batches?*", lambda route: route.abort())
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
    answer_first(page, "**/v1/documents?*", lambda route: refuse(route, 500, "Failed"))
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
    answer_first(page, "**/v1/documents?*", lambda route: route.fulfill(json={"documents": []}))
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
    line = b'{"text": "The vane turned."}'
    page.set_input_files("#files", {"name": "a.jsonl", "mimeType": "", "buffer": line})
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
