"""Pages change: what was corrected replaces what it said before, and is found beside nothing."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from archives import archive, article, record

from factcheck import Document, InvalidSource
from factcheck.ingest import Survey, fetch, survey
from factcheck.ingest.article import article as read_article
from factcheck.ingest.page import Page

URL = "https://news.example/swap"
MORE = "The talks were held in Istanbul, and both sides said that others would follow soon."
WRONG = article("Soldiers freed", "Each side freed 500 soldiers on Monday.", MORE)
RIGHT = article("Soldiers freed", "Each side freed 1,000 soldiers on Monday.", MORE)
OTHER = article("Ferry runs", "A second ferry began to run on Monday.", MORE)


def said(found: Survey) -> list[str]:
    return [document.text.split("\n\n")[1] for document in found.documents()]


def page(body: str, url: str = URL) -> Document:
    return read_article(Page(url, body.encode(), "text/html", None))


def test_a_page_keeps_its_id_when_it_is_corrected() -> None:
    assert page(WRONG).id == page(RIGHT).id
    assert page(RIGHT).id != page(RIGHT, f"{URL}/2").id
    spelled = "http://www.news.example/swap/?utm_source=feed#top"
    assert page(RIGHT, spelled).id == page(RIGHT).id
    own = RIGHT.replace("<body>", f"<link rel=canonical href='{URL}'><body>")
    assert page(own, "https://www.news.example/swap?print=1").id == page(RIGHT).id


def test_a_file_of_the_web_keeps_its_id_when_it_is_corrected() -> None:
    def read(words: str) -> Document:
        srt = f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n"
        return read_article(Page(f"{URL}.srt", srt.encode(), "application/x-subrip", None))

    assert read("Five hundred.").id == read("A thousand.").id


def test_a_text_of_the_web_keeps_its_id_when_it_is_corrected() -> None:
    first, second = (Page(URL, said, "text/plain", None) for said in (b"500.", b"1,000."))
    assert read_article(first).id == read_article(second).id


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Pages by their paths, and their server's address under `site`."""
    monkeypatch.setattr(fetch, "PAUSE_SECONDS", 0.0)
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        pages["site"] = f"http://127.0.0.1:{server.server_port}"
        yield pages
        server.shutdown()


def test_an_address_that_is_read_again_is_the_same_document(site: dict[str, str]) -> None:
    ids = []
    for body in (WRONG, RIGHT):
        site["/swap"] = body
        (document,) = survey(
            [f"{site['site']}/swap"], allow_hosts={"127.0.0.1"}
        ).documents()  # fmt: skip
        ids.append(document.id)
    assert len(set(ids)) == 1


def test_what_is_read_now_counts_before_what_was_saved(
    site: dict[str, str], tmp_path: Path
) -> None:
    url = f"{site['site']}/swap"
    site["/swap"] = RIGHT
    path = archive(tmp_path / "old.warc.gz", record(url, WRONG))
    found = survey([url, str(path)], allow_hosts={"127.0.0.1"})
    assert said(found) == ["Each side freed 1,000 soldiers on Monday."]
    assert found.kinds == {"web page": 1}


def test_a_page_that_cannot_be_kept_is_named(
    site: dict[str, str],
) -> None:
    site["/swap"] = WRONG.replace("Soldiers freed", "S" * 4_001)
    with pytest.raises(Exception, match=r"/swap: title: must be a string of at most 4000"):
        survey([f"{site['site']}/swap"], allow_hosts={"127.0.0.1"})


def test_a_capture_has_the_address_that_the_page_gives_itself(tmp_path: Path) -> None:
    own = RIGHT.replace("<body>", f"<link rel=canonical href='{URL}'><body>")
    path = archive(tmp_path / "a.warc.gz", record(f"{URL}?print=1", own))
    (found,) = survey([str(path)]).documents()
    assert (found.url, found.id) == (URL, page(RIGHT).id)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_several_captures_in_an_archive_the_newest_counts(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    captures = [record(URL, WRONG, day="03"), record(f"{URL}/", RIGHT, day="05")]
    other = record(f"{URL}/other", OTHER, day="01")
    path = archive(tmp_path / "a.warc.gz", *(captures[at] for at in order), other)
    found = survey([str(path)])
    assert said(found) == [
        "Each side freed 1,000 soldiers on Monday.",
        "A second ferry began to run on Monday.",
    ]
    assert (found.total, found.kinds) == (2, {"web archive": 2})
    reasons = [item.reason for item in found.skipped]
    assert reasons == [f"record {order.index(0) + 1}: {URL} was captured again; the newest counts"]


def test_a_page_that_says_again_what_it_said_first_counts_so(tmp_path: Path) -> None:
    days = ((WRONG, "01"), (RIGHT, "02"), (WRONG, "03"))
    path = archive(tmp_path / "a.warc.gz", *(record(URL, body, day=day) for body, day in days))
    assert set(said(survey([str(path)]))) == {"Each side freed 500 soldiers on Monday."}


def test_of_several_archives_the_newest_capture_counts(tmp_path: Path) -> None:
    archive(tmp_path / "a.warc.gz", record(URL, RIGHT, day="05"))
    archive(tmp_path / "b.warc.gz", record(URL, WRONG, day="03"))
    found = survey([str(tmp_path)])
    assert said(found) == ["Each side freed 1,000 soldiers on Monday."]
    assert [Path(item.path).name for item in found.skipped] == ["b.warc.gz"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2025-06-01.html", "2025-06-02.html"),
        ("swap.html", "swap (1).html"),
        ("swap (9).html", "swap (10).html"),
    ],
)
def test_of_saved_pages_of_one_address_the_last_counts(
    tmp_path: Path, first: str, second: str
) -> None:
    for name, body in ((first, WRONG), (second, RIGHT)):
        own = f"<link rel=canonical href='{URL}'>"
        (tmp_path / name).write_text(body.replace("<title>", f"{own}<title>"))
    found = survey([str(tmp_path)])
    assert said(found) == ["Each side freed 1,000 soldiers on Monday."]
    (document,) = found.documents()
    assert document.id == page(RIGHT).id
    assert [(Path(item.path).name, item.reason) for item in found.skipped] == [
        (first, f"{URL} was captured again; the newest counts")
    ]


@pytest.mark.parametrize("stated", ["", "<meta property='og:url' content='https://news.example/'>"])
def test_a_saved_page_that_states_no_address_of_its_own_goes_by_its_file(
    tmp_path: Path, stated: str
) -> None:
    for name, body in (("a.html", WRONG), ("b.html", OTHER)):
        (tmp_path / name).write_text(body.replace("<title>", f"{stated}<title>"))
    found = survey([str(tmp_path)])
    ids = [document.id for document in found.documents()]
    assert ids == [f"{tmp_path.name}/a.html", f"{tmp_path.name}/b.html"]


def test_rows_that_share_an_address_may_be_different_passages(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f'{{"url": "{URL}", "text": "{t}"}}\n' for t in ("One.", "Two.")))
    assert len(list(survey([str(path)]).documents())) == 2


def test_a_row_does_not_give_way_to_a_page_that_has_its_id(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"id": "{page(RIGHT).id}", "text": "One."}}\n')
    archive(tmp_path / "b.warc.gz", record(URL, RIGHT))
    with pytest.raises(InvalidSource, match="was used before with other content"):
        survey([str(tmp_path)])
