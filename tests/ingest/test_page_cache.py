"""Conditional requests: an unchanged page is not sent again, and nothing stale is read."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from factcheck.config import Settings
from factcheck.errors import FetchFailure
from factcheck.ingest import fetch, survey
from factcheck.ingest.fetch import Web
from factcheck.ingest.page import Page
from factcheck.ingest.page_cache import PageCache


@dataclass
class Site:
    """A server with one page, which counts what it sends."""

    address: str = ""
    body: bytes = b"<p>One.</p>"
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"1"'})
    moved_to: str | None = None
    answers: list[int] = field(default_factory=list)
    always_unchanged: bool = False

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        if request.path == "/robots.txt":
            request.send_error(404)
            return
        if request.path == "/page" and self.moved_to:
            request.send_response(302)
            request.send_header("Location", self.moved_to)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        asked = (request.headers["If-None-Match"], request.headers["If-Modified-Since"])
        known = (self.headers.get("ETag"), self.headers.get("Last-Modified"))
        is_known = any(a is not None and a == b for a, b in zip(asked, known, strict=True))
        code = 304 if is_known or self.always_unchanged else 200
        self.answers.append(code)
        request.send_response(code)
        for name, value in self.headers.items():
            request.send_header(name, value)
        if code == 200:
            request.send_header("Content-Type", "text/html")
            request.send_header("Content-Length", str(len(self.body)))
        request.end_headers()
        if code == 200:
            request.wfile.write(self.body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetch, "PAUSE_SECONDS", 0.0)
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/page"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def read(site: Site, folder: Path) -> Page:
    with Web({"127.0.0.1"}, cache=PageCache(folder)) as web:
        return web.read(site.address)


@pytest.mark.parametrize(
    "headers", [{"ETag": 'W/"a"'}, {"Last-Modified": "Sat, 21 Jun 2025 08:00:00 GMT"}]
)
def test_an_unchanged_page_is_sent_once(site: Site, folder: Path, headers: dict[str, str]) -> None:
    site.headers = headers
    first, second = read(site, folder), read(site, folder)
    assert first == second == Page(site.address, site.body, "text/html", None)
    assert site.answers == [200, 304]


def test_a_changed_page_is_read_anew(site: Site, folder: Path) -> None:
    read(site, folder)
    site.body, site.headers = b"<p>Two.</p>", {"ETag": '"2"'}
    assert read(site, folder).content == b"<p>Two.</p>"
    assert read(site, folder).content == b"<p>Two.</p>"
    assert site.answers == [200, 200, 304]


@pytest.mark.parametrize("headers", [{}, {"ETag": '"2"', "Cache-Control": "private, no-store"}])
def test_a_page_is_kept_only_if_its_server_names_its_state_and_allows_it(
    site: Site, folder: Path, headers: dict[str, str]
) -> None:
    read(site, folder)
    site.headers = headers
    read(site, folder)
    assert PageCache(folder).find(site.address) is None
    assert site.answers == [200, 200]


def test_a_damaged_file_counts_as_missing(site: Site, folder: Path) -> None:
    read(site, folder)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"One", b"Two"))
    assert read(site, folder).content == b"<p>One.</p>"
    assert site.answers == [200, 200]


def test_unchanged_said_of_another_address_says_nothing_of_the_page(
    site: Site, folder: Path
) -> None:
    read(site, folder)
    site.moved_to = "/other"
    site.body = b"<p>Other.</p>"
    assert read(site, folder).content == b"<p>Other.</p>"
    assert site.answers == [200, 304, 200]


def test_a_server_that_says_unchanged_unasked_is_refused(site: Site, folder: Path) -> None:
    site.always_unchanged = True
    with pytest.raises(FetchFailure, match="304 Not Modified without being asked"):
        read(site, folder)


def test_a_cache_that_cannot_be_written_says_which_setting_names_another(
    site: Site, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchFailure, match="FACTCHECK_PAGE_CACHE names another"):
        read(site, tmp_path / "file" / "cache")


def test_a_build_asks_only_whether_its_pages_have_changed(site: Site, folder: Path) -> None:
    said = "The harbour bridge was opened to traffic on Monday by the mayor of the town. " * 5
    site.body = f"<html><body><article><p>{said}</p></article></body></html>".encode()
    builds = [
        survey([site.address], allow_hosts={"127.0.0.1"}, page_cache=cache)
        for cache in (str(folder), str(folder), "")
    ]
    assert builds[0].pages == builds[1].pages == builds[2].pages
    assert site.answers == [200, 304, 200]
    for build in builds:
        with build.original(build.pages[0].original or "") as content:
            assert content.read() == site.body


def test_others_cannot_read_what_was_read(site: Site, folder: Path) -> None:
    read(site, folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_the_cache_is_in_the_users_own_folder_unless_it_is_named(tmp_path: Path) -> None:
    def cache(**environment: str) -> str:
        return Settings.from_environment(environment).page_cache

    assert cache(HOME=str(tmp_path)) == f"{tmp_path}/.cache/factcheck/pages"
    assert cache(HOME=str(tmp_path), XDG_CACHE_HOME="/c") == "/c/factcheck/pages"
    assert cache(HOME=str(tmp_path), FACTCHECK_PAGE_CACHE="/mine") == "/mine"
    assert cache(HOME=str(tmp_path), FACTCHECK_PAGE_CACHE="") == ""
    assert cache(HOME="/nowhere") == cache() == Settings().page_cache == ""
