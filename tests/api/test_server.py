"""The server over real sockets: limits, names it answers to, and how it ends."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import Any

import pytest
from flask import Flask

from factcheck import InvalidInput
from factcheck.api import KeyFile, serve

# The served application has the HTTP layer of the real one around a few routes.
PROGRAM = """
import sys, time
from flask import Flask, Response, jsonify
from factcheck.api import headers, refusals, serve, telemetry
from factcheck.api.bodies import json_body
from factcheck.api.schemas import VerificationRequest

app = Flask("served")
for concern in (headers, telemetry, refusals):
    concern.register(app)

@app.get("/")
def page():
    return jsonify(page=True)

@app.post("/echo")
def echo():
    return jsonify(json_body(VerificationRequest()))

@app.get("/slow")
def slow():
    time.sleep(1)
    return jsonify(done=True)

@app.get("/large")
def large():
    return jsonify("x" * 2_000_000)

@app.get("/huge")
def huge():
    return jsonify("x" * 6_000_000)

@app.get("/events")
def events():
    return Response((time.sleep(0.5) or f"data: {i}\\n\\n" for i in range(6)))

serve(app, "127.0.0.1", int(sys.argv[1]), threads=2)
print("ended")
"""
# What is to be finished cannot be: a disk that is gone.
FAILING = PROGRAM.replace(
    "serve(app,",
    "from factcheck.api import server\n"
    "def finish(app): raise OSError('no disk')\n"
    "server.finish = finish\n"
    "serve(app,",
)


# A request has a second, and more at ten thousand bytes each; so has an answer.
HURRIED = PROGRAM.replace("sleep(1)", "sleep(2)").replace(
    "serve(app,",
    "from factcheck.api.connections import Connection\n"
    "Connection.seconds = Connection.idle = 1.0\n"
    "serve(app,",
)
# It asks for a key of this file, and a body that is put on disk breaks the connection.
DISKLESS = PROGRAM.replace(
    "serve(app,",
    "import tempfile\n"
    "from factcheck.api import KeyFile, access\n"
    "access.register(app, KeyFile({file!r}))\n"
    "access.guard(app)\n"
    "tempfile.tempdir = '/nowhere'\n"
    "serve(app,",
)


@contextmanager
def running(program: str = PROGRAM) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server in a process of its own, answering at the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", program, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            deadline = time.monotonic() + 30
            while True:
                try:
                    # A connection is taken before signals are heeded, an answer is given after.
                    got(port, "/nowhere")
                    break
                except OSError:
                    assert process.poll() is None and time.monotonic() < deadline
                    time.sleep(0.05)
            yield process, port
        finally:
            process.kill()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a running server."""
    with running() as (_, port):
        yield port


@contextmanager
def connected(port: int) -> Iterator[http.client.HTTPConnection]:
    """A connection that is closed whatever happens."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        yield connection


def got(port: int, address: str, **headers: str) -> tuple[int, http.client.HTTPMessage, Any]:
    """Status, headers and JSON body of a GET."""
    with connected(port) as connection:
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, json.loads(response.read())


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_finishes_what_it_is_answering(number: signal.Signals) -> None:
    with running() as (process, port), connected(port) as connection:
        connection.request("GET", "/slow")
        time.sleep(0.3)
        process.send_signal(number)
        assert json.loads(connection.getresponse().read()) == {"done": True}
        out, _ = process.communicate(timeout=20)
        assert out == "ended\n"
        assert process.returncode == 0


@pytest.mark.slow
def test_an_answer_that_is_being_sent_when_it_ends_arrives_whole() -> None:
    with running() as (process, port), opened(port, asked("/huge"), 1) as (connection,):
        taken = len(connection.recv(1_000))
        process.send_signal(signal.SIGTERM)
        while part := connection.recv(400_000):
            taken += len(part)
            time.sleep(0.02)
        assert taken > 6_000_000
        assert process.wait(timeout=20) == 0


@pytest.mark.slow
def test_a_second_signal_ends_it_at_once() -> None:
    slow = PROGRAM.replace("sleep(1)", "sleep(60)")
    with running(slow) as (process, port), connected(port) as connection:
        connection.request("GET", "/slow")
        time.sleep(1)
        # Two that come before the first is heeded are one; the request takes a minute.
        for _ in range(40):
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.5)
                break
        assert process.poll() == 128 + signal.SIGTERM


@pytest.mark.slow
@pytest.mark.parametrize(("proxy", "scheme"), [("", "http"), (", proxy='127.0.0.1'", "https")])
def test_a_proxy_that_is_named_tells_that_it_was_asked_over_https(proxy: str, scheme: str) -> None:
    with running(PROGRAM.replace("threads=2", f"threads=2{proxy}")) as (_, port):
        _, headers, body = got(port, "/nowhere", **{"X-Forwarded-Proto": "https"})
        assert body["type"] == f"{scheme}://127.0.0.1:{port}/problems/not_found"
        assert ("Strict-Transport-Security" in headers) == (scheme == "https")


def test_a_proxy_is_named_by_its_number() -> None:
    with pytest.raises(InvalidInput, match="proxy: must be an IP address"):
        serve(Flask("served"), port=0, proxy="proxy.example")


@pytest.mark.slow
def test_it_ends_although_not_all_can_be_finished() -> None:
    with running(FAILING) as (process, _):
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        assert out == "ended\n"


@pytest.mark.slow
@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:80"])
def test_it_answers_to_the_names_of_this_machine(port: int, host: str) -> None:
    assert got(port, "/nowhere", Host=host)[0] == 404


@pytest.mark.slow
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1", "a b", "["])
def test_it_answers_to_no_other_name(port: int, host: str) -> None:
    status, _, body = got(port, "/nowhere", Host=host)
    assert (status, body["code"]) == (400, "bad_request")


@pytest.mark.slow
def test_a_body_of_unknown_length_is_read_and_cut_off_at_the_limit(port: int) -> None:
    def sent(*parts: bytes) -> tuple[int, Any]:
        with connected(port) as connection:
            kind = {"Content-Type": "application/json"}
            connection.request("POST", "/echo", iter(parts), kind, encode_chunked=True)
            response = connection.getresponse()
            return response.status, json.loads(response.read())

    assert sent(b'{"claim": ', b'"x"}') == (200, {"claim": "x"})
    status, body = sent(*[b" " * 2**20] * 9)
    assert (status, body["limit"]) == (413, 8 * 2**20)


@pytest.fixture(scope="module")
def hurried() -> Iterator[int]:
    """The port of a server where a request has to be there soon."""
    with running(HURRIED) as (_, port):
        yield port


@contextmanager
def trickling(port: int, sent: bytes, piece: bytes) -> Iterator[None]:
    """More connections than the server takes: what is sent of a request, then pieces of it."""
    ended = threading.Event()
    with ExitStack() as opened:
        address = ("127.0.0.1", port)
        sockets = [opened.enter_context(socket.create_connection(address)) for _ in range(210)]

        def trickle() -> None:
            for each in sockets:
                each.sendall(sent)
            while not ended.wait(0.2):
                for each in sockets:
                    with suppress(OSError):
                        each.send(piece)

        thread = threading.Thread(target=trickle)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "piece"),
    [
        (b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nX: ", b"x"),
        (b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n", b"x"),
        (b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"\r\n"),
    ],
    ids=["header", "body", "chunks", "empty lines"],
)
def test_connections_that_send_a_byte_now_and_then_keep_nobody_out(
    hurried: int, sent: bytes, piece: bytes
) -> None:
    with trickling(hurried, sent, piece):
        time.sleep(0.5)
        assert got(hurried, "/nowhere")[0] == 404


@pytest.mark.slow
def test_a_body_may_take_longer_if_it_keeps_coming(hurried: int) -> None:
    def slowly() -> Iterator[bytes]:
        yield b'{"claim": "x"'
        for _ in range(8):
            time.sleep(0.25)
            yield b" " * 10_000
        yield b"}"

    with connected(hurried) as connection:
        kind = {"Content-Type": "application/json"}
        connection.request("POST", "/echo", slowly(), kind, encode_chunked=True)
        assert json.loads(connection.getresponse().read()) == {"claim": "x"}


@pytest.mark.slow
def test_an_answer_may_take_its_time_and_so_may_the_next_request(hurried: int) -> None:
    whole = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", hurried), timeout=30) as connection:

        def answered() -> bool:
            came = b""
            while b"done" not in came:
                came += (part := connection.recv(10_000))
                assert part, "the connection was closed"
            return True

        # The second begins to arrive long before the first is answered.
        connection.sendall(whole + whole[:20])
        assert answered()
        connection.sendall(whole[20:])
        assert answered()
        time.sleep(2)
        connection.sendall(whole)
        assert answered()


@contextmanager
def opened(port: int, sent: bytes, number: int = 210) -> Iterator[list[socket.socket]]:
    """Connections, by default more than the server takes, that send something and take little."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
            each.settimeout(30)
            each.connect(("127.0.0.1", port))
            each.sendall(sent)
        yield sockets


def asked(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@pytest.mark.slow
def test_connections_that_take_a_byte_now_and_then_keep_nobody_out(hurried: int) -> None:
    with opened(hurried, asked("/large")) as sockets:
        ended = threading.Event()

        def trickle() -> None:
            while not ended.wait(0.2):
                for each in sockets:
                    with suppress(OSError):
                        each.setblocking(False)
                        each.recv(1)

        thread = threading.Thread(target=trickle)
        thread.start()
        try:
            started = time.monotonic()
            assert got(hurried, "/nowhere")[0] == 404
            assert time.monotonic() - started < 15
        finally:
            ended.set()
            thread.join()


@pytest.mark.slow
def test_an_answer_may_take_longer_if_it_keeps_being_taken(hurried: int) -> None:
    with opened(hurried, asked("/large"), 1) as (connection,):
        taken, started = 0, time.monotonic()
        while taken < 2_000_000:
            taken += (part := len(connection.recv(20_000)))
            assert part, f"cut off after {taken} bytes"
            time.sleep(0.03)
    assert time.monotonic() - started > 2


@pytest.mark.slow
def test_a_stream_of_events_may_take_as_long_as_it_likes(hurried: int) -> None:
    with connected(hurried) as connection:
        connection.request("GET", "/events")
        events = connection.getresponse().read().split()
    assert events == [word for i in range(6) for word in (b"data:", b"%d" % i)]


@pytest.mark.slow
def test_one_who_asks_again_and_again_and_takes_nothing_holds_no_thread(port: int) -> None:
    with opened(port, asked("/large") * 15, 4) as sockets:
        time.sleep(1)
        started = time.monotonic()
        assert got(port, "/nowhere")[0] == 404
        assert time.monotonic() - started < 1
        # Each request is answered as soon as the answer before was taken.
        taken = 0
        while taken < 30_000_000:
            taken += (part := len(sockets[0].recv(1_000_000)))
            assert part, f"cut off after {taken} bytes"


@pytest.mark.slow
def test_connections_at_rest_give_way_to_new_ones(hurried: int) -> None:
    with opened(hurried, asked("/nowhere")):
        started = time.monotonic()
        assert got(hurried, "/nowhere")[0] == 404
        assert time.monotonic() - started < 10


@pytest.fixture(scope="module")
def diskless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """The port of a server that asks for keys and cannot keep a body, and a key."""
    file = str(tmp_path_factory.mktemp("keys") / "keys.json")
    key = KeyFile(file).create("desk", ["admin"])
    with running(DISKLESS.replace("{file!r}", repr(file))) as (_, port):
        yield port, key


def posted(port: int, megabytes: int, key: str, *, is_chunked: bool) -> tuple[int, Any]:
    """Status and JSON body of a POST of so many blanks."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    if not is_chunked:
        headers["Content-Length"] = str(megabytes * 2**20)
    with connected(port) as connection:
        parts = iter([b" " * 2**20] * megabytes)
        connection.request("POST", "/echo", parts, headers, encode_chunked=is_chunked)
        response = connection.getresponse()
        return response.status, json.loads(response.read())


@pytest.mark.slow
def test_a_body_that_is_longer_than_its_path_takes_is_kept_nowhere(
    diskless: tuple[int, str],
) -> None:
    status, body = posted(diskless[0], 9, diskless[1], is_chunked=False)
    assert (status, body["limit"]) == (413, 8 * 2**20)
    with pytest.raises(OSError):
        posted(diskless[0], 7, diskless[1], is_chunked=False)


@pytest.mark.slow
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_from_somebody_without_a_key_is_kept_nowhere(
    diskless: tuple[int, str], is_chunked: bool
) -> None:
    assert posted(diskless[0], 1, "fck_0_wrong", is_chunked=is_chunked)[0] == 401


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    ["Expect: 100-continue", "Connection: Upgrade\r\nUpgrade: websocket"],
    ids=["nothing to wait for", "no other protocol"],
)
def test_what_a_request_offers_and_nobody_needs_is_passed_over(port: int, fields: str) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(f"GET /slow HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n\r\n".encode())
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_body_is_asked_for_where_that_is_expected(port: int) -> None:
    body = b'{"claim": "The bridge is closed."}'
    head = (
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1_000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(
    ("target", "field"),
    [("http://[::1/", "X: y"), ("/nowhere", f"Content-Length: {'9' * 5_000}")],
    ids=["an address that is none", "a length of thousands of digits"],
)
def test_what_is_no_request_is_refused_and_not_left_without_an_answer(
    port: int, target: str, field: str
) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{field}\r\n\r\n".encode())
        assert connection.recv(1_000).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_an_address_that_ends_with_its_host_is_that_of_the_page(port: int) -> None:
    assert got(port, "http://localhost")[0] == 200


def test_a_request_that_names_no_host_is_refused_without_a_name_of_one(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /nowhere HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "/problems/bad_request"


def test_it_does_not_name_its_software(port: int) -> None:
    assert "Server" not in got(port, "/nowhere")[1]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.0.0.1.x"])
def test_an_address_that_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(InvalidInput, match="loopback") as refused:
        serve(Flask("never"), host)
    assert refused.value.field == "host"


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InvalidInput, match="must be free") as refused:
            serve(Flask("never"), port=taken.getsockname()[1])
    assert refused.value.field == "port"


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_a_port_out_of_range_is_refused(port: int) -> None:
    with pytest.raises(InvalidInput, match="port"):
        serve(Flask("never"), port=port)
