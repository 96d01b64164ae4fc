"""What becomes of the page on paper, in a reader's own colours and letters, and of much on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest
from answers import answer_at_once, batch, check_record, passage, serve_batches, verdict
from visits import CLAIM, check, faults

playwright = pytest.importorskip("playwright.sync_api", reason="NOT TESTED: playwright is missing")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT TESTED: no axe")
expect = playwright.expect

pytestmark = pytest.mark.slow


def checked(page: Any, text: str, **more: Any) -> None:
    """Check a text of which each line is a claim; the first has that, too."""
    record = check_record(text)
    record["claims"][0].update(more)
    answer_at_once(page)
    page.route("**/v1/checks", lambda route: route.fulfill(json=record))
    check(page, text)


def test_every_claim_of_a_text_is_printed(page: Any, tmp_path: Path) -> None:
    checked(page, "One.\nTwo.\nThree.", evidence=[passage("refutes", "2025-06-01")])
    page.click("#marker-2")
    page.pdf(path=tmp_path / "page.pdf")
    sheets = pypdf.PdfReader(tmp_path / "page.pdf").pages
    printed = "\n".join(sheet.extract_text() for sheet in sheets)
    for number in (1, 2, 3):
        assert printed.count(f"Claim {number} of 3") == 1
    assert "The vane turned." in printed
    assert "https://desk.example/2025-06-01" in printed
    assert "Save as" not in printed
    expect(page.locator("#printed")).to_be_empty()


@pytest.mark.parametrize(
    ("as_of", "ends"),
    [
        ("2025-06-20", ["1 June 2025", "20 June 2025"]),
        ("2025-05-20", ["20 May 2025", "9 June 2025"]),
        (None, ["1 June 2025", "9 June 2025"]),
    ],
)
def test_a_time_line_is_named_by_the_days_at_its_ends(page: Any, as_of: Any, ends: Any) -> None:
    days = [passage("refutes", "2025-06-01"), passage("supports", "2025-06-09")]
    checked(page, "One.", evidence=days, provenance={"as_of": as_of})
    strip = page.locator(".strip")
    assert page.locator(".timeline .ends span").all_inner_texts() == ends
    if as_of:
        assert strip.locator(".as-of span").bounding_box()["x"] > strip.bounding_box()["x"]


GROUND = "made => getComputedStyle(made).backgroundColor"


def test_forced_colours_keep_the_lines_of_claims_and_show_which_is_open(page: Any) -> None:
    checked(page, "One.\nTwo.")
    page.emulate_media(forced_colors="active")
    mark = page.locator("mark.claim").first
    assert mark.evaluate(GROUND) == page.locator("body").evaluate(GROUND)
    assert page.locator("#marker-1").evaluate(GROUND) != page.locator("#marker-2").evaluate(GROUND)


def test_forced_colours_keep_the_lines_of_claims_in_a_saved_report(page: Any, address: str) -> None:
    saved = page.request.post(f"{address}v1/checks/html", data={"text": CLAIM}).text()
    page.goto("about:blank")
    page.set_content(saved)
    page.emulate_media(forced_colors="active")
    mark = page.locator("mark").first
    assert mark.evaluate(GROUND) == page.locator("body").evaluate(GROUND)


def test_nothing_sticks_out_in_letters_of_twice_the_size_on_a_phone(page: Any) -> None:
    checked(page, "One.\nTwo.", evidence=[passage("refutes", "2025-06-01")])
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for name in ("Check", "Batches", "Library"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator(f"#{name.lower()}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_long_text_without_a_claim_is_whole_on_the_page(page: Any) -> None:
    answer_at_once(page)
    for path in ("claims", "checks"):
        page.route(f"**/v1/{path}", lambda route: route.fulfill(json={"claims": []}))
    page.fill("#text", "I like the sea.\n" * 80)
    page.click("#run")
    expect(page.locator("#result-heading")).to_contain_text("No claim")
    expect(page.locator("#opened")).to_be_in_viewport()
    assert faults(page) == []


def test_many_refusals_leave_the_page_in_sight(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#files")).to_be_visible()
    files = [{"name": f"{number}.pdf", "mimeType": "", "buffer": b"%PDF"} for number in range(80)]
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#problem")).to_contain_text("79.pdf")
    assert page.locator("#problem").bounding_box()["height"] <= 500
    assert faults(page) == []


def test_a_verdict_in_a_list_stands_on_one_line_with_its_sign(page: Any) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    serve_batches(page, [batch("a", 3)])
    found = {"claim": CLAIM * 3, "status": "done", "problem": None,
             "verdict": verdict(CLAIM, label="supported")}  # fmt: skip
    page.route("**/v1/batches/*/results*", lambda route: route.fulfill(json={"results": [found]}))
    page.get_by_role("link", name="Batches").click()
    page.get_by_role("button", name="Results").click()
    height = """cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect().height;
    }"""
    assert page.locator("#batch-lines td.supported").evaluate(height) < 30
