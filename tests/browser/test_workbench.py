"""The workbench as people use it: a real server, real models, a real browser."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from visits import CLAIM, check, faults

playwright = pytest.importorskip("playwright.sync_api", reason="NOT TESTED: playwright is missing")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT TESTED: no axe")
expect = playwright.expect

pytestmark = pytest.mark.slow

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1440, 1000)}
SCHEMES = ("light", "dark")
OFTEN_REPORTED = "Ukraine and Russia exchanged prisoners in June 2025."
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture(scope="session")
def article(repository: Path) -> str:
    """The beginning of the bundled article."""
    text = (repository / "indexes" / "demo" / "article.txt").read_text("utf-8")
    return "\n\n".join(text.split("\n\n")[:2])


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


def test_a_pdf_is_uploaded_and_cited_with_its_page(page: Any) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    for words in ("Minutes of the harbour board.", "The board sold the dredger Marta in May 2025."):
        pdf.add_page()
        pdf.multi_cell(0, 8, words)
    page.get_by_role("link", name="Library").click()
    file = {"name": "minutes.pdf", "mimeType": "", "buffer": bytes(pdf.output())}
    page.set_input_files("#files", file)
    page.fill("#upload-publisher", "Harbour Board")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#upload-label")).to_have_text("Done: 1 added, 0 replaced, 0 unchanged.")
    page.get_by_role("link", name="Check", exact=True).click()
    check(page, "The board sold the dredger Marta.", kind="claim")
    evidence = page.locator("article.evidence").first
    expect(evidence).to_contain_text("Harbour Board")
    expect(evidence).to_contain_text("minutes.pdf, p. 2")
    page.get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Remove minutes").click()
    page.locator("#remove-dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Remove minutes")).to_have_count(0)


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
