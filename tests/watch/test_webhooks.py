"""Changed verdicts are told: signed, again until they arrive, and to nobody who must not hear."""

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from watch_samples import WordScorer, new_checker

from factcheck import Document, FactChecker, HostNotAllowed, InvalidInput, change_record
from factcheck.api import KeyFile, create_app, watching
from factcheck.watch import rows, webhooks
from factcheck.watch.outbox import PAUSES
from factcheck.watch.store import Watches
from factcheck.watch.webhooks import Sender, checked_url, signature

pytestmark = pytest.mark.slow

CLOSED = "The bridge in Lund was closed."
LOCAL = frozenset({"127.0.0.1"})


class Receiver(ThreadingHTTPServer):
    """Keeps what it is sent and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.delay = 0.0
        self.slow_path: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append((self.path, headers, body))
        if self.server.slow_path in (None, self.path):
            time.sleep(self.server.delay)
        status, more = self.server.answers.pop(0) if self.server.answers else (204, {})
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Clock:
    """The time, which goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def secret(checker: FactChecker, watches: Watches, receiver: Receiver) -> str:
    """What messages are signed with; one of them is waiting to be sent."""
    return changed(checker, watches, receiver.url)


def changed(checker: FactChecker, watches: Watches, url: str) -> str:
    """A watch whose verdict has changed; the secret of its webhook."""
    options: dict[str, Any] = {"settings": checker.settings}
    checker.add([Document(id="news", text=CLOSED)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks, "stands_inside", lambda _: False)
        added = watches.add([CLOSED], checker.info().path, webhook=url, **options)
    checker.recheck(watches)
    checker.add([Document(id="denial", text="The bridge in Lund was never closed.")])
    assert len(checker.recheck(watches).changes) == 1
    assert added.secret is not None
    return added.secret


def due(checker: FactChecker, watches: Watches, *told: tuple[str, str]) -> None:
    """A changed verdict for each (owner, webhook), in that order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks, "stands_inside", lambda _: False)
        for owner, url in told:
            watches.add([CLOSED], checker.info().path, owner=owner, webhook=url)
    checker.add([Document(id="news", text=CLOSED)])
    checker.recheck(watches)
    checker.remove(["news"])
    assert len(checker.recheck(watches).changes) == len(told)


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_signature_is_the_one_of_the_convention() -> None:
    # The example that implementations of the convention are tested with.
    assert (
        signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            '{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_receiver_can_check_what_it_gets(
    watches: Watches, receiver: Receiver, secret: str
) -> None:
    done = watches.deliver(LOCAL)
    assert (done.delivered, done.failures, done.waiting) == (1, (), 0)
    ((path, headers, body),) = receiver.got
    assert path == "/hook"
    assert headers["content-type"] == "application/json"
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert 24 <= len(key) <= 64
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    message = json.loads(body)
    (watch,) = watches.page()
    (change,) = watches.changes(watch.id)
    assert message == {
        "type": "verdict.changed",
        "timestamp": change.at,
        "data": change_record(change),
    }
    assert headers["webhook-id"] == change.id
    assert secret not in body.decode() + json.dumps(headers)


def test_it_is_sent_once_if_it_arrives(watches: Watches, receiver: Receiver, secret: str) -> None:
    watches.deliver(LOCAL)
    watches.deliver(LOCAL, lambda: time.time() + 10**6)
    assert len(receiver.got) == 1


def test_what_does_not_arrive_is_sent_again_later_and_later_under_the_same_id(
    watches: Watches, receiver: Receiver, secret: str
) -> None:
    clock = Clock()
    for pause in PAUSES:
        receiver.answers.append((500, {}))
        assert watches.deliver(LOCAL, clock).failures == ((receiver.url, "answered 500"),)
        clock.now += pause - 1
        assert watches.deliver(LOCAL, clock).failures == ()
        clock.now += 1
    assert watches.deliver(LOCAL, clock).delivered == 1
    assert tuple(sorted(PAUSES)) == PAUSES
    assert len(receiver.got) == len(PAUSES) + 1
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
    assert len({body for _, _, body in receiver.got}) == 1


def test_after_the_last_attempt_it_is_given_up(
    watches: Watches, receiver: Receiver, secret: str
) -> None:
    clock = Clock()
    receiver.answers = [(503, {})] * 20
    for pause in [*PAUSES, 10**6]:
        done = watches.deliver(LOCAL, clock)
        clock.now += pause
    assert (len(done.failures), done.waiting) == (1, 0)
    assert watches.deliver(LOCAL, clock).failures == ()


def test_a_crash_while_sending_forgets_nothing(
    watches: Watches, receiver: Receiver, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Sender, "send", crash)
        with pytest.raises(KeyboardInterrupt):
            watches.deliver(LOCAL)
    assert watches.deliver(LOCAL, lambda: time.time() + PAUSES[0] + 1).delivered == 1


def test_a_change_is_kept_with_its_message_or_not_at_all(
    checker: FactChecker,
    watches: Watches,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    changed(checker, watches, receiver.url)
    watches.deliver(LOCAL)
    (before,) = watches.page()
    checker.remove(["denial"])
    with monkeypatch.context() as patch:
        patch.setattr(rows, "put_down", crash)
        with pytest.raises(KeyboardInterrupt):
            checker.recheck(watches)
    assert watches.page() == [before]
    assert len(checker.recheck(watches).changes) == 1
    assert watches.deliver(LOCAL).delivered == 1


def test_a_receiver_that_refuses_does_not_hold_up_the_others_of_its_host(
    checker: FactChecker, watches: Watches, receiver: Receiver
) -> None:
    paths = [f"{receiver.url}/{number}" for number in range(3)]
    due(checker, watches, *(("", path) for path in paths))
    receiver.answers.append((500, {}))
    done = watches.deliver(LOCAL)
    assert (done.delivered, done.failures, done.waiting) == (2, ((paths[0], "answered 500"),), 1)


def test_a_host_that_does_not_answer_is_asked_once_however_many_addresses_it_has(
    checker: FactChecker, watches: Watches, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_READ", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        urls = [f"http://127.0.0.1:{silent.getsockname()[1]}/{number}" for number in range(3)]
        due(checker, watches, *(("", url) for url in [*urls, receiver.url]))
        done = watches.deliver(LOCAL)
    assert done.failures == ((urls[0], "no answer in time"),)
    assert (done.delivered, done.waiting) == (1, 3)


def test_an_owner_of_slow_receivers_does_not_hold_up_the_others(
    checker: FactChecker, watches: Watches, receiver: Receiver
) -> None:
    slow, quick = f"{receiver.url}/slow", f"{receiver.url}/quick"
    receiver.delay, receiver.slow_path = 1.5, "/hook/slow"
    owners = ("one", f"{slow}"), ("one", f"{slow}?2"), ("other", quick), ("other", f"{quick}?2")
    due(checker, watches, *owners)
    assert watches.deliver(LOCAL).delivered == 4
    told = [path.removeprefix("/hook/") for path, _, _ in receiver.got]
    assert told == ["slow", "quick", "quick?2", "slow?2"]


def test_whoever_calls_can_leave_the_rest_to_the_next_call(
    checker: FactChecker, watches: Watches, receiver: Receiver
) -> None:
    due(checker, watches, *(("", f"{receiver.url}/{number}") for number in range(3)))
    done = watches.deliver(LOCAL, stop=lambda: len(receiver.got) == 1)
    assert (done.delivered, done.failures, done.waiting) == (1, (), 2)
    assert watches.deliver(LOCAL).delivered == 2


def test_a_server_that_ends_does_not_wait_until_all_is_sent(
    tmp_path: Path, watches: Watches, scorer: WordScorer, receiver: Receiver
) -> None:
    receiver.delay = 0.5
    with new_checker(tmp_path / "served", scorer, "127.0.0.1") as checker:
        due(checker, watches, *(("", f"{receiver.url}/{number}") for number in range(8)))
        app = create_app(checker, watches=watches)
        with watching(app):
            eventually(lambda: bool(receiver.got))
    arrived = len(receiver.got)
    assert arrived < 8
    assert watches.deliver(LOCAL).delivered == 8 - arrived


def test_the_watches_of_a_key_that_has_ended_are_neither_checked_nor_told(
    tmp_path: Path, watches: Watches, scorer: WordScorer, receiver: Receiver
) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    ended, good = (keys.create(name, ["verify"]).split("_")[1] for name in ("ended", "good"))
    keys.revoke(ended)
    told = {owner: f"{receiver.url}/{owner}" for owner in (ended, good, "")}
    with new_checker(tmp_path / "served", scorer, "127.0.0.1") as checker:
        due(checker, watches, *told.items())
        checker.add([Document(id="again", text=CLOSED)])
        with watching(create_app(checker, keys=keys, watches=watches)):
            eventually(lambda: len(receiver.got) == 4)
        paths = [path for path, _, _ in receiver.got]
        assert Counter(paths) == {f"/hook/{good}": 2, "/hook/": 2}
        assert {watch.owner for watch in watches.page() if watch.snapshot != checker.snapshot} == {
            ended
        }


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(
    watches: Watches, receiver: Receiver, secret: str, status: int
) -> None:
    receiver.answers.append((status, {"Location": f"{receiver.url}/elsewhere"}))
    assert len(watches.deliver(LOCAL).failures) == 1
    assert len(receiver.got) == 1


def test_a_slow_receiver_is_left(
    watches: Watches, receiver: Receiver, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_TOTAL", 0.3)
    receiver.delay = 1.5
    started = time.monotonic()
    assert len(watches.deliver(LOCAL).failures) == 1
    assert time.monotonic() - started < 1.2
    time.sleep(1.5)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "[::1]"])
def test_nobody_in_the_own_network_is_told_unless_allowed_by_name(
    receiver: Receiver, host: str
) -> None:
    url = f"http://{host}:{receiver.server_port}/"
    with Sender() as sender:
        error = sender.send(url, webhooks.new_secret(), "chg_1", 1, "{}")
    assert error is not None
    assert "not on the public internet" in error.reason or host == "[::1]"
    assert receiver.got == []
    with Sender({"127.0.0.1"}) as sender:
        assert sender.send(receiver.url, webhooks.new_secret(), "chg_1", 1, "{}") is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "http://user:word@example.org/",
        "https://example.org/ x",
        "https://example.org:port/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        f"https://example.org/{'x' * 3_000}",
    ],
)
def test_an_address_that_cannot_be_a_webhook_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_url(url, frozenset())
    assert caught.value.field == "webhook"
    assert "user:word" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "desk.localhost",
        "10.0.0.1",
        "192.168.1",
        "169.254.169.254",
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_an_inner_address_is_refused_at_once_however_it_is_spelt(host: str) -> None:
    with pytest.raises(HostNotAllowed, match="is not on the public internet"):
        checked_url(f"http://{host}/hook", frozenset())
    name = urlsplit(f"//{host}").hostname
    assert name is not None
    assert checked_url(f"http://{host}/hook", frozenset({name.upper()}))


@pytest.mark.parametrize(
    "host", ["desk.example", "8.8.8.8", "134744072", "localhost.example", "1a.example"]
)
def test_where_a_name_leads_is_asked_when_a_message_is_sent(host: str) -> None:
    assert checked_url(f"http://{host}/hook", frozenset())


def test_an_inner_address_may_be_told_if_it_is_allowed_by_name() -> None:
    assert checked_url("http://127.0.0.1/x", LOCAL)
    assert checked_url("https://example.org/x", frozenset())
