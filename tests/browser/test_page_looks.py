"""What becomes of the page on paper, in a reader's own colours and letters, and of much on it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from answers import (
    CHECKS,
    answer_at_once,
    batch,
    check_record,
    passage,
    report,
    serve_batches,
    verdict,
)
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
    page.route(CHECKS, lambda route: route.fulfill(**report(record)))
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
        if name == "Library":
            expect(page.locator("#documents tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_long_text_without_a_claim_is_whole_on_the_page(page: Any) -> None:
    answer_at_once(page)
    page.route("**/v1/claims", lambda route: route.fulfill(json={"claims": []}))
    page.route(CHECKS, lambda route: route.fulfill(**report({"claims": []})))
    page.fill("#text", "I like the sea.\n" * 80)
    page.click("#run")
    expect(page.locator("#result-heading")).to_contain_text("No claim")
    expect(page.locator("#opened")).to_be_in_viewport()
    assert faults(page) == []


# Has the next check of the page answered bit by bit: `tell` sends what it is given.
STREAM = """() => {
    const body = new ReadableStream({ start: (stream) => {
        window.tell = (text) => stream.enqueue(new TextEncoder().encode(text));
    } });
    const answer = new Response(body, { headers: { "Content-Type": "text/event-stream" } });
    const ask = window.fetch;
    window.fetch = async (path, options) =>
        path === "v1/checks/events" ? answer : ask(path, options);
}"""


def test_how_far_a_long_check_has_come_is_shown_and_said_now_and_then(page: Any) -> None:
    answer_at_once(page)
    page.evaluate(STREAM)
    page.clock.install()
    page.fill("#text", "One.\nTwo.\nThree.")
    page.click("#run")
    expect(page.locator(".busy")).to_be_visible()

    def tell(completed: int) -> None:
        data = json.dumps({"total": 3, "completed": completed})
        # As it may come: in halves, and with what breaks the silence.
        page.evaluate("told => tell(told)", f": still at work\n\nevent: progress\ndata: {data[:9]}")
        page.evaluate("told => tell(told)", f"{data[9:]}\n\n")

    bar, heard = (
        page.get_by_role("progressbar", name="of 3 claims checked"),
        page.locator("#status"),
    )
    tell(1)
    expect(page.locator("#claims-done")).to_have_text("1 of 3 claims checked")
    expect(bar).to_have_js_property("position", 1 / 3)
    expect(page.locator(".busy")).to_have_count(0)
    assert faults(page) == []
    expect(heard).to_have_text("3 claims found. Checking.")
    page.clock.fast_forward("00:11")
    tell(2)
    expect(heard).to_have_text("2 of 3 claims checked")
    tell(3)
    expect(page.locator("#claims-done")).to_have_text("3 of 3 claims checked")
    expect(heard).to_have_text("2 of 3 claims checked")
    page.evaluate("told => tell(told)", report(check_record("One.\nTwo.\nThree."))["body"])
    expect(page.locator("#result-heading")).to_have_text("3 claims checked")
    expect(bar).to_have_count(0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('event: problem\ndata: {"status": 503, "title": "The server is busy"}\n\n', "is busy"),
        ('event: progress\ndata: {"total": 3, "completed": 1}\n\n', "broke off"),
    ],
)
def test_a_check_that_fails_on_the_way_says_so(page: Any, body: str, said: str) -> None:
    answer_at_once(page)
    stream = {"content_type": "text/event-stream", "body": body}
    page.route(CHECKS, lambda route: route.fulfill(**stream))
    page.fill("#text", "One.\nTwo.\nThree.")
    page.click("#run")
    expect(page.locator("#problem")).to_contain_text(said)
    expect(page.locator("#result")).to_be_hidden()
    expect(page.locator("#run")).to_be_enabled()


def test_what_was_left_out_of_a_text_is_told_below_it_with_the_reason(page: Any) -> None:
    check(page, f"{CLAIM} Good morning! Was it late?")
    fold = page.locator(".text-column details")
    expect(fold.get_by_text("Good morning!")).to_be_hidden()
    fold.get_by_text("2 sentences left out, and why").click()
    lines = ["Good morning! (a greeting)", "Was it late? (a question)"]
    expect(fold.get_by_role("listitem")).to_have_text(lines)
    assert faults(page) == []
    page.locator("#composer summary").click()
    page.fill("#text", "Good morning!")
    page.click("#run")
    # Where that is all that is told, it is not folded.
    expect(page.locator(".left-out li")).to_be_visible()


def test_rows_of_a_table_stand_close_where_a_source_is_quoted_and_its_text_stays(page: Any) -> None:
    rows = ["Ports", "Port | 2024", "Merrow | 2024: 24.9", "Saltby | 2024: 2.2"]
    quoted = passage("refutes", "2025-06-01", text := "\n\n".join(rows))
    start = text.index("Merrow")
    quoted["rationale"] = {"start": start, "end": start + len("Merrow | 2024: 24.9")}
    checked(page, "One.", evidence=[quoted])
    quote = page.locator("#opened blockquote")
    assert quote.text_content() == text
    assert quote.locator("mark").text_content() == "Merrow | 2024: 24.9"
    heights = "made => [...made.querySelectorAll('.gap')].map((gap) => gap.offsetHeight)"
    below_title, *between_rows = quote.evaluate(heights)
    assert 8 < below_title < 16
    assert between_rows == [4, 4]


def test_a_side_without_evidence_leaves_its_room_to_the_other(page: Any) -> None:
    checked(page, "One.\nTwo.", evidence=[passage("refutes", "2025-06-01")])
    none, some = (page.locator("#opened .side").nth(place) for place in (0, 1))
    expect(none).to_have_text(re.compile("Evidence for none found"))
    assert none.bounding_box()["width"] * 2 < some.bounding_box()["width"]
    assert none.bounding_box()["y"] == some.bounding_box()["y"]


def test_many_refusals_leave_the_page_in_sight(page: Any) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator("#files")).to_be_visible()
    files = [{"name": f"{number}.bin", "mimeType": "", "buffer": b"%PDF"} for number in range(80)]
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#problem")).to_contain_text("79.bin")
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
