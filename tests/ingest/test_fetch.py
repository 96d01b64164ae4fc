"""Fetching, against a real server on this machine: what is read, and what is refused."""

import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from certificates import write_certificate

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.ingest import fetch as module, hosts
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.media_types import REVIEWS
from factcheck.ingest.page import Page

HTML = "text/html; charset=utf-8"
ROBOTS = b"User-agent: *\nDisallow: /private\n"
HERE = frozenset({"127.0.0.1"})
ASKED = Counter[str]()
BOMB = gzip.compress(b"0" * (module.MAX_BYTES + 1))


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        answers = {
            "/robots.txt": (200, {"Content-Type": "text/plain"}, ROBOTS),
            "/private": (200, {"Content-Type": HTML}, b"<p>Secret</p>"),
            "/page": (200, {"Content-Type": HTML}, b"<p>Hello</p>"),
            "/plain": (200, {"Content-Type": "Text/Plain; charset=ISO-8859-1"}, b"caf\xe9"),
            "/picture": (200, {"Content-Type": "image/png"}, b"PNG"),
            "/feed.json": (200, {"Content-Type": "application/ld+json"}, b"[]"),
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
        status, headers, body = answers.get(self.path) or self._busy()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _busy(self) -> tuple[int, dict[str, str], bytes]:
        """`/busy/503/2/9`: a 503 with `Retry-After: 9`, twice, then an answer."""
        _, _, status, times, pause = self.path.split("/")
        ASKED[self.path] += 1
        headers = {"Content-Type": HTML, **({"Retry-After": pause} if pause else {})}
        return (int(status) if ASKED[self.path] <= int(times) else 200), headers, b"ok"

    def _drip(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        self.wfile.write(head + (b"\r\n" if self.path == "/drip" else b"X: "))
        try:
            for _ in range(200):
                self.wfile.write(b"a")
                threading.Event().wait(0.05)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[int]:
    """The port of a server that answers meanwhile."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    write_certificate(path)
    return path


@pytest.fixture(scope="module")
def secure_site(certificate: Path) -> Iterator[str]:
    """The same site over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with served(server) as port:
        yield f"https://127.0.0.1:{port}"


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of `secure_site` is as good as one of the public ones."""
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))


def fetch(url: str) -> Page:
    return module.fetch(url, HERE)


def test_a_page_is_read_with_its_type_and_charset(site: str) -> None:
    page = fetch(f"{site}/page")
    assert (page.content, page.media_type, page.charset) == (b"<p>Hello</p>", "text/html", "utf-8")
    plain = fetch(f"{site}/plain")
    assert (plain.media_type, plain.charset) == ("text/plain", "iso-8859-1")


def test_who_reads_says_what_can_be_read(site: str) -> None:
    with Web(HERE, readable=REVIEWS) as web:
        assert web.read(f"{site}/feed.json").content == b"[]"
        assert web.read(f"{site}/untyped").content == b"?"
        with pytest.raises(FetchFailure, match=r"is image/png; only HTML, .* JSON lines can be"):
            web.read(f"{site}/picture")


def test_the_address_is_the_one_where_redirects_end(site: str) -> None:
    assert fetch(f"{site}/moved").url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/picture", "is image/png; only HTML, plain text"),
        ("/untyped", "only HTML, plain text"),
        ("/feed.json", r"is application/ld\+json; only HTML, plain text, PDF"),
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
    limits = {"/loop": 5, "/bomb": 10_485_760}
    assert caught.value.limit == limits.get(path)


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_answer_is_given_up(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(FetchFailure, match="took longer"), Web(HERE, robots=False) as web:
        web.read(f"{site}{path}")
    assert time.monotonic() - start < 5


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_answer_over_tls_is_given_up_as_soon(
    secure_site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetch(f"{secure_site}/page").content == b"<p>Hello</p>"
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(FetchFailure, match="took longer"), Web(HERE, robots=False) as web:
        web.read(f"{secure_site}{path}")
    assert time.monotonic() - start < 5


def test_a_tls_handshake_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.5)
    start = time.monotonic()
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(FetchFailure, match="took longer"),
        Web(HERE, robots=False) as web,
    ):
        web.read(f"https://127.0.0.1:{silent.getsockname()[1]}/")
    assert time.monotonic() - start < 5


def test_a_connection_that_opens_when_the_time_is_over_is_not_used(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, made = hosts.create_connection, list[socket.socket]()
    with Web(HERE, robots=False) as web:

        def connect_late(*arguments: Any, **options: Any) -> socket.socket:
            made.append(connect(*arguments, **options))
            assert web._adapter.connections.is_over.wait(30)
            return made[-1]

        monkeypatch.setattr(hosts, "create_connection", connect_late)
        monkeypatch.setattr(module, "TOTAL_SECONDS", 0.1)
        with pytest.raises(FetchFailure, match="took longer"):
            web.read(f"{site}/busy/200/0/late")
    assert [one.fileno() for one in made] == [-1]
    assert ASKED["/busy/200/0/late"] == 0


def test_a_connection_is_kept_for_the_next_page_and_closed_at_the_end() -> None:
    def answer(server: socket.socket) -> bytes:
        with server.accept()[0] as line:
            line.settimeout(30)
            line.recv(4096)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n")
            return line.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        end = pool.submit(answer, server)
        with Web(HERE, robots=False) as web:
            web.read(f"http://127.0.0.1:{server.getsockname()[1]}/")
            assert not end.done()
        assert end.result() == b""


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(site: str, status: int) -> None:
    assert fetch(f"{site}/busy/{status}/2/").content == b"ok"
    with pytest.raises(FetchFailure, match=f"the server answered {status} "):
        fetch(f"{site}/busy/{status}/9/")
    assert ASKED[f"/busy/{status}/9/"] == 3


def test_the_pause_that_a_server_asks_for_is_kept(site: str) -> None:
    start = time.monotonic()
    assert fetch(f"{site}/busy/429/1/1").content == b"ok"
    assert 1 <= time.monotonic() - start < 3


def test_a_server_that_asks_for_a_long_pause_is_left_alone(site: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchFailure, match=r"503 .* asks to be left alone \(Retry-After: 16\)"):
        fetch(f"{site}/busy/503/9/16")
    assert ASKED["/busy/503/9/16"] == 1
    assert time.monotonic() - start < 3


def test_a_pause_that_is_none_is_passed_over(site: str) -> None:
    assert fetch(f"{site}/busy/503/1/soon").content == b"ok"


def test_pauses_count_as_time(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(FetchFailure, match="took longer"), Web(HERE, robots=False) as web:
        web.read(f"{site}/busy/503/1/9")
    assert time.monotonic() - start < 3


def test_what_robots_txt_forbids_is_not_read(site: str) -> None:
    with pytest.raises(FetchFailure, match="robots"):
        fetch(f"{site}/private")
    with Web(HERE, robots=False) as web:
        assert web.read(f"{site}/private").content == b"<p>Secret</p>"


def test_a_site_whose_robots_txt_does_not_come_is_not_said_to_forbid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Slow(Handler):
        def do_GET(self) -> None:
            self.path = "/drip"
            super().do_GET()

    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.5)
    with (
        served(ThreadingHTTPServer(("127.0.0.1", 0), Slow)) as port,
        pytest.raises(FetchFailure, match=r"robots\.txt .* took longer than 0\.5 seconds"),
    ):
        fetch(f"http://127.0.0.1:{port}/page")


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
