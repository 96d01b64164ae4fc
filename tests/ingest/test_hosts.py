"""No address beyond the public internet is ever connected to, however it is written."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, strategies as st

from factcheck.errors import FactcheckError, FetchFailure
from factcheck.ingest import hosts
from factcheck.ingest.fetch import Web, fetch
from factcheck.ingest.hosts import is_public

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "168.63.129.16",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
]
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_as_public_as_itself(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        inside = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(address))
        assert not is_public(inside) or is_public(address)


class Listener(BaseHTTPRequestHandler):
    """Counts who reaches it."""

    def do_GET(self) -> None:
        self.server.reached.append(self.path)  # type: ignore[attr-defined]
        self.send_response(302 if self.path.startswith("/to?") else 200)
        self.send_header("Location", self.path.removeprefix("/to?"))
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def inside() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.reached = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "example.org@127.0.0.1",
        "example.org:80@127.0.0.1",
        "127.0.0.1.",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_no_way_of_writing_it_leads_inside(inside: Any, host: str) -> None:
    with pytest.raises(FactcheckError):
        fetch(f"http://{host}:{inside.server_port}/secret")
    assert inside.reached == []


def test_the_error_says_where_it_leads_and_what_would_allow_it(inside: Any) -> None:
    with pytest.raises(FetchFailure, match=r"localhost is not .*FACTCHECK_ALLOW_HOSTS"):
        fetch(f"http://localhost:{inside.server_port}/")


def test_every_hop_of_a_redirect_is_checked(inside: Any) -> None:
    port = inside.server_port
    with pytest.raises(FetchFailure, match="not on the public internet"):
        fetch(f"http://127.0.0.1:{port}/to?http://localhost:{port}/secret", {"127.0.0.1"})
    assert "/secret" not in inside.reached


def resolver(answers: list[str]) -> Any:
    """A resolver that gives one answer after the other, the last one for ever."""

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve


def test_a_public_name_of_a_private_address_is_refused(
    inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver(["127.0.0.1"]))
    with pytest.raises(FetchFailure, match=r"public\.example is not on the public internet"):
        fetch(f"http://public.example:{inside.server_port}/")
    assert inside.reached == []


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = resolver(["8.8.8.8"])("x", 80) + resolver(["10.0.0.1"])("x", 80)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchFailure, match=r"x.example is not on the public internet"):
        fetch("http://x.example/")


def test_a_connection_that_is_tried_again_is_checked_again(
    inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> socket.socket:
        raise ConnectionRefusedError

    monkeypatch.setattr(hosts, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", resolver(["8.8.8.8", "127.0.0.1"]))
    with pytest.raises(FetchFailure, match=r"public\.example is not on the public internet"):
        Web(robots=False).read(f"http://public.example:{inside.server_port}/")
    assert inside.reached == []


def test_a_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is public when checked and private when connected to (rebinding)."""
    connected: list[Any] = []

    def connect(place: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolver(["8.8.8.8", "127.0.0.1"]))
    monkeypatch.setattr("factcheck.ingest.hosts.create_connection", connect)
    with pytest.raises(FetchFailure):
        fetch("http://rebinding.example/")
    assert {place[0] for place in connected} == {"8.8.8.8"}


def test_a_proxy_of_the_environment_is_not_used(
    inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{inside.server_port}")
    monkeypatch.setattr(socket, "getaddrinfo", resolver(["10.0.0.1"]))
    with pytest.raises(FetchFailure, match="not on the public internet"):
        fetch("http://x.example/")
    assert inside.reached == []
