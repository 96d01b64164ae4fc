"""Printed pages: running heads, hyphens, sentences from page to page, notes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from factcheck.ingest import survey
from factcheck.ingest.pages import flowing, without_running_heads
from factcheck.ingest.pdf import read_pdf

LONG = "The harbour board examined the records of the ferry and heard eleven of its crew"


def text_of(*pages: list[str]) -> str:
    return flowing(pages)[0]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The bridge was clo-", "sed on Monday."], "The bridge was closed on Monday."),
        (["The bridge was clo\u2010", "sed on Monday."], "The bridge was closed on Monday."),
        (["Die Verkehrsbehö-", "rde schloss sie."], "Die Verkehrsbehörde schloss sie."),
        (["It was told by Karin Lund-", "Moberg."], "It was told by Karin Lund-Moberg."),
        (["It is due by mid-", "2025 at last."], "It is due by mid-2025 at last."),
        (["It cost 400-", "500 crowns."], "It cost 400-500 crowns."),
        (
            ["The long-term plan is out. A long-", "term loan follows."],
            "The long-term plan is out. A long-term loan follows.",
        ),
        (["It ended -", "too late for most."], "It ended - too late for most."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_unless_it_is_the_words_own(
    lines: list[str], joined: str
) -> None:
    assert text_of(lines) == joined


def test_a_sentence_runs_on_from_page_to_page() -> None:
    text, starts = flowing(
        [[f"{LONG} who had been on the"], ["bridge that night.", "It was dark."]]
    )
    assert text == f"{LONG} who had been on the bridge that night. It was dark."
    assert text[starts[1] :].startswith("bridge")
    assert text_of([f"{LONG} and com-"], ["plained."]) == f"{LONG} and complained."


@pytest.mark.parametrize("first", ["Bridge that night.", "12 of them left."])
def test_other_pages_begin_a_paragraph(first: str) -> None:
    assert text_of([LONG], [first]) == f"{LONG}\n\n{first}"
    assert text_of([f"{LONG}."], ["bridge."]) == f"{LONG}.\n\nbridge."


def test_each_point_of_a_list_is_a_paragraph() -> None:
    lines = [f"{LONG}:", "• two officers", "•", "the captain, who came late", "• a cook"]
    assert text_of(lines).split("\n\n")[1:] == [
        "• two officers",
        "• the captain, who came late",
        "• a cook",
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["11/30/26, 12:48 PM", "The Sentinel"], ["https://news.example/a", "{page}/5"]),
        (["Budget 2026"], ["{page}"]),
        ([], ["Draft", "Page {page} of 5", "Confidential"]),
    ],
)
def test_running_heads_of_several_lines_are_no_text(head: list[str], foot: list[str]) -> None:
    pages = [
        [line.format(page=page) for line in [*head, f"{LONG}, {part}.", *foot]]
        for page, part in enumerate("abcde", start=1)
    ]
    assert [*without_running_heads(pages)] == [[f"{LONG}, {part}."] for part in "abcde"]


def test_figures_at_the_end_of_pages_are_no_numbers_of_pages() -> None:
    pages = [[LONG, "Dead", f"{41 + page}", "Draft of May"] for page in range(5)]
    assert [lines[-1] for lines in without_running_heads(pages)] == ["41", "42", "43", "44", "45"]


def test_heads_that_alternate_are_no_text() -> None:
    heads = ["Moen and Adeyemi", "Journal of Sleep"]
    pages = [[heads[page % 2], f"{LONG}, part {'abcdefg'[page]}."] for page in range(7)]
    assert all(len(lines) == 1 for lines in without_running_heads(pages))


def test_words_without_a_hyphen_are_looked_through_in_no_time(
    is_linear: Callable[..., bool],
) -> None:
    assert is_linear(lambda word: flowing([[word]]), "a", 100_000, 0.5)


def test_marks_of_notes_are_no_figures_and_powers_are_raised(tmp_path: Path) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.add_page()
    for piece in (
        "1.9 million",
        "^1",
        " people in 2024",
        "^2",
        " over 30 km",
        "^2",
        ", CO",
    ):
        made.char_vpos = "SUP" if piece.startswith("^") else "LINE"
        made.write(text=piece.lstrip("^"))
    made.char_vpos = "SUB"
    made.write(text="2")
    made.char_vpos = "LINE"
    made.write(text=" fell.")
    made.output(str(tmp_path / "notes.pdf"))
    (row,) = read_pdf(tmp_path / "notes.pdf")
    text = row.values["text"]
    assert text == "1.9 million people in 2024 over 30 km², CO2 fell."


@pytest.mark.parametrize(
    "stated", ["untitled", "Microsoft Word - a.docx", "about:blank", "https://a.example/b"]
)
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, stated: str) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.set_title(stated)
    made.add_page()
    made.multi_cell(0, 6, f"Grounding of a ferry\n\n{LONG}. {LONG}.")
    made.output(str(tmp_path / "report.pdf"))
    (row,) = read_pdf(tmp_path / "report.pdf")
    assert row.values["title"] == "Grounding of a ferry"


def test_a_page_that_is_a_scan_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    for page in range(3):
        made.add_page()
        if page == 1:
            made.image(Image.new("L", (40, 40)), w=40)
        elif page == 2:
            made.multi_cell(0, 6, f"{LONG}.")
    made.output(str(tmp_path / "half.pdf"))
    found = survey([str(tmp_path / "half.pdf")])
    assert [document.text for document in found.documents()] == [f"{LONG}."]
    assert [item.reason for item in found.skipped] == [
        "page 2: has no text layer: it is a scan, and must be put through text recognition first"
    ]
