"""Files at web addresses: what a server gives as PDF, Word or subtitles is read as such."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import docx
import pytest
from fpdf import FPDF

from factcheck import Document, FetchFailure
from factcheck.ingest import fetch as module, survey
from factcheck.ingest.article import article
from factcheck.ingest.fetch import fetch
from factcheck.ingest.page import Page
from factcheck.marks import mark_at

HERE = frozenset({"127.0.0.1"})
BRIDGE = "The Harbour Bridge was closed to lorries on 3 March 2025, the port authority said."
FERRY = "A second ferry began to run on Monday, and it carries forty cars."
SRT = f"1\n00:00:01,000 --> 00:00:04,000\n{BRIDGE}\n\n2\n00:12:03,500 --> 00:12:05,000\n{FERRY}\n"
VTT = f"WEBVTT\n\n{SRT.replace(',000', '.000').replace(',500', '.500')}"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN = "application/octet-stream"


def pdf(*pages: str, title: str = "") -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.set_title(title)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    return bytes(made.output())


def word() -> bytes:
    made, file = docx.Document(), BytesIO()
    made.add_paragraph(BRIDGE)
    made.save(file)
    return file.getvalue()


REPORT = pdf(BRIDGE, FERRY, title="Port report")
FEED = """<rss version="2.0"><channel><title>News</title><link>/</link>
<item><link>/2025/03/04/port.pdf</link></item><item><link>/scan.pdf</link></item>
<item><link>/talk.srt</link></item></channel></rss>"""
ANSWERS = {
    "/2025/03/04/port.pdf": ({"Content-Type": "application/pdf"}, REPORT),
    "/Final%20report.PDF": ({"Content-Type": UNKNOWN}, pdf(BRIDGE)),
    "/untyped.pdf": ({}, pdf(BRIDGE)),
    "/get?id=3": (
        {"Content-Type": UNKNOWN, "Content-Disposition": 'attachment; filename="r.pdf"'},
        pdf(BRIDGE),
    ),
    "/scan.pdf": ({"Content-Type": "application/pdf"}, pdf("")),
    "/cut.pdf": ({"Content-Type": "application/pdf"}, REPORT[:200]),
    "/no.pdf": ({"Content-Type": "text/html"}, b"<p>Not found</p>"),
    "/large.pdf": ({"Content-Type": "application/pdf"}, bytes(300)),
    "/report": ({"Content-Type": WORD}, word()),
    "/talk.srt": ({"Content-Type": "text/plain; charset=utf-8"}, SRT.encode()),
    "/talk.vtt": ({"Content-Type": "text/vtt"}, VTT.encode()),
    "/old.doc": ({"Content-Type": "application/msword"}, b"\xd0\xcf\x11\xe0"),
    "/program": ({"Content-Type": UNKNOWN}, b"\x7fELF"),
    "/feed": ({"Content-Type": "application/rss+xml"}, FEED.encode()),
}


class Site(BaseHTTPRequestHandler):
    """The files."""

    def do_GET(self) -> None:
        headers, body = ANSWERS.get(self.path, ({}, b""))
        self.send_response(200 if body else 404)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def read(address: str) -> Document:
    return article(fetch(address, HERE))


def test_a_pdf_is_read_with_its_pages(site: str) -> None:
    found = read(f"{site}/2025/03/04/port.pdf")
    assert (found.title, found.published) == ("Port report", "2025-03-04")
    assert found.url == f"{site}/2025/03/04/port.pdf"
    assert mark_at(found.marks, found.text.index(BRIDGE)).page == 1
    assert mark_at(found.marks, found.text.index(FERRY)).page == 2


def test_the_publisher_of_a_file_is_the_domain_that_it_stands_at() -> None:
    page = Page("https://www.port.example.co.uk/a.pdf", REPORT, "application/pdf", None)
    assert article(page).publisher == "example.co.uk"


@pytest.mark.parametrize(
    ("path", "title"),
    [("/Final%20report.PDF", "Final report"), ("/untyped.pdf", "untyped"), ("/get?id=3", "get")],
)
def test_a_file_of_which_the_server_knows_only_the_name_is_read_by_that(
    site: str, path: str, title: str
) -> None:
    found = read(site + path)
    assert (found.title, found.text) == (title, BRIDGE)


def test_a_word_file_is_read(site: str) -> None:
    found = read(f"{site}/report")
    assert (found.title, found.text) == ("report", BRIDGE)


@pytest.mark.parametrize("path", ["/talk.srt", "/talk.vtt"])
def test_subtitles_are_read_with_their_times(site: str, path: str) -> None:
    found = read(site + path)
    assert found.text == f"{BRIDGE}\n\n{FERRY}"
    assert mark_at(found.marks, found.text.index(FERRY)).time == 723.5


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/scan.pdf", "has no text layer: it is a scan"),
        ("/cut.pdf", "cannot be read as PDF"),
        ("/old.doc", r"is application/msword; only HTML, plain text, PDF, Word \(\.docx\)"),
        ("/program", "is application/octet-stream; only HTML"),
        ("/missing.pdf", "the server answered 404"),
    ],
)
def test_what_cannot_be_read_says_why(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchFailure, match=reason) as caught:
        read(site + path)
    assert caught.value.url == site + path


def test_a_page_is_a_page_whatever_its_address_ends_with(site: str) -> None:
    assert fetch(f"{site}/no.pdf", HERE).media_type == "text/html"


def test_a_file_may_be_larger_than_a_page_and_has_its_limit(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    assert len(fetch(f"{site}/large.pdf", HERE).content) == 300
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 299)
    with pytest.raises(FetchFailure, match="is larger than 299 bytes"):
        fetch(f"{site}/large.pdf", HERE)


def test_a_feed_may_lead_to_files_and_those_that_cannot_be_read_are_named(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.0)
    found = survey([f"{site}/feed"], allow_hosts=HERE)
    assert [item.title for item in found.pages] == ["Port report", "talk"]
    assert [str(item.path) for item in found.skipped] == [f"{site}/scan.pdf"]
    (original, _) = (item.original for item in found.pages)
    with found.original(original or "") as content:
        assert content.read() == REPORT
