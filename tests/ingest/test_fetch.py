"""Fetching, against a real server on this machine: what is read, and what is refused."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.ingest import fetch as module
from factcheck.ingest.fetch import Web, is_url

HTML = "text/html; charset=utf-8"
ROBOTS = b"User-agent: *\nDisallow: /private\n"
HERE = frozenset({"127.0.0.1"})
BOMB = gzip.compress(b"0" * (module.MAX_BYTES + 1))


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        answers = {
            "/robots.txt": (200, {"Content-Type": "text/plain"}, ROBOTS),
            "/private": (200, {"Content-Type": HTML}, b"<p>Secret</p>"),
            "/page": (200, {"Content-Type": HTML}, b"<p>Hello</p>"),
            "/plain": (200, {"Content-Type": "Text/Plain; charset=ISO-8859-1"}, b"caf\xe9"),
            "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
            "/untyped": (200, {}, b"?"),
            "/gone": (410, {"Content-Type": HTML}, b"gone"),
            "/moved": (301, {"Location": "/page"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/to-nowhere": (302, {"Location": "http://[::1"}, b""),
            "/bomb": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, BOMB),
            "/garbled": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, b"no gzip"),
            "/short": (200, {"Content-Type": HTML, "Content-Length": "99"}, b"cut"),
        }
        if self.path in ("/drip", "/drip-head"):
            self._drip()
            return
        if self.path == "/busy":
            self.server.busy = getattr(self.server, "busy", 0) + 1  # type: ignore[attr-defined]
            answers["/busy"] = (503 if self.server.busy < 3 else 200, {"Content-Type": HTML}, b"ok")  # type: ignore[attr-defined]
        status, headers, body = answers[self.path]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        self.wfile.write(head + (b"\r\n" if self.path == "/drip" else b"X: "))
        try:
            for _ in range(200):
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(url: str) -> module.Page:
    return module.fetch(url, HERE)


def test_a_page_is_read_with_its_type_and_charset(site: str) -> None:
    page = fetch(f"{site}/page")
    assert (page.content, page.media_type, page.charset) == (b"<p>Hello</p>", "text/html", "utf-8")
    plain = fetch(f"{site}/plain")
    assert (plain.media_type, plain.charset) == ("text/plain", "iso-8859-1")


def test_the_address_is_the_one_where_redirects_end(site: str) -> None:
    assert fetch(f"{site}/moved").url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/pdf", "is application/pdf; only HTML, plain text"),
        ("/untyped", "only HTML, plain text"),
        ("/gone", "the server answered 410 Gone"),
        ("/loop", "more than 5 redirects"),
        ("/to-file", "other than a web address"),
        ("/to-nowhere", "cannot be read"),
        ("/bomb", "is larger than 10485760 bytes"),
        ("/garbled", "cannot be read"),
        ("/short", "cannot be"),
    ],
)
def test_what_cannot_be_read_is_a_fetch_failure(site: str, path: str, reason: str) -> None:
    with pytest.raises(FetchFailure, match=reason) as caught:
        fetch(site + path)
    assert caught.value.url == site + path


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_answer_is_given_up(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(FetchFailure, match="took longer"):
        fetch(f"{site}{path}")
    assert time.monotonic() - start < 5


def test_a_busy_server_is_asked_again(site: str) -> None:
    assert fetch(f"{site}/busy").content == b"ok"


def test_what_robots_txt_forbids_is_not_read(site: str) -> None:
    with pytest.raises(FetchFailure, match="robots"):
        fetch(f"{site}/private")
    with Web(HERE, robots=False) as web:
        assert web.read(f"{site}/private").content == b"<p>Secret</p>"


def test_a_host_is_asked_once_a_second(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    with Web(HERE) as web:
        web.read(f"{site}/page")
        web.read(f"{site}/page")
    assert [0.5 < pause <= 1 for pause in pauses] == [True]


def test_an_address_where_nobody_listens_is_a_fetch_failure(site: str) -> None:
    with pytest.raises(FetchFailure, match="cannot be reached"):
        fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "url", ["", "ftp://example.org", "file:///etc/passwd", "http://", "http://[", "example.org"]
)
def test_only_web_addresses_are_taken(url: str) -> None:
    with pytest.raises(InvalidInput, match="must be an http or https address"):
        fetch(url)


def _all_subclasses(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all_subclasses(child)


@pytest.mark.parametrize("kind", sorted(_all_subclasses(requests.RequestException), key=str))
def test_every_error_of_requests_is_mapped(
    kind: type[requests.RequestException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise kind.__new__(kind)

    monkeypatch.setattr(requests.Session, "get", fail)
    with pytest.raises(FetchFailure):
        fetch("https://example.org/")


def test_paths_and_addresses_are_told_apart() -> None:
    assert is_url("HTTPS://example.org")
    assert not is_url("http/page.txt")
    assert not is_url("-")
