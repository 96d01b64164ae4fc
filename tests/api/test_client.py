"""The client against the real application on a real socket: the same objects as the library."""

import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from flask import Flask, Response, request
from requests import ConnectionError
from requests.adapters import HTTPAdapter

from factcheck import (
    ClaimReview,
    Document,
    FactChecker,
    FetchFailure,
    IndexLocked,
    InvalidInput,
    Mark,
    Verdict,
    pipeline,
    records,
)
from factcheck.api import KeyFile, Rates, access, rates as counting
from factcheck.client import (
    Client,
    KeyRefused,
    NothingThere,
    RequestRefused,
    ServerBusy,
    ServerFailed,
    ServerRefusal,
)

TEXT = "The Harbour Bridge was closed to lorries on 3 March 2025, the council said."
CLAIM = "The Harbour Bridge was closed to lorries on 3 March 2025."


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def serving(app: object) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, Threaded, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def url(app: Flask) -> Iterator[str]:
    yield from serving(app)


@pytest.fixture
def remote(url: str, restored: None) -> Iterator[Client]:
    with Client(url, attempts=0) as client:
        yield client


def test_a_verdict_is_the_one_of_the_library(remote: Client, checker: FactChecker) -> None:
    found = remote.verify(CLAIM, as_of="2025-03-10", publishers={"Harbour News"})
    expected = checker.verify(CLAIM, as_of="2025-03-10", publishers={"Harbour News"})
    assert found == expected
    assert found.evidence[0].document.publisher == "Harbour News"


def test_named_documents_and_tiers_are_sent_on(remote: Client) -> None:
    (hit,) = remote.search("bridge", documents={"harbour-1", "gone"}, tiers=("ordinary",))
    assert hit.passage.document.id == "harbour-1"
    with pytest.raises(NothingThere, match="tiers: must be tiers of the policy"):
        remote.search("bridge", tiers=["official"])


def test_a_report_and_the_claims_of_a_text_are_those_of_the_library(
    remote: Client, checker: FactChecker
) -> None:
    text = f"{TEXT} Good morning!"
    expected = checker.check(text, published="2025-03-21")
    found = remote.check(text, published="2025-03-21")
    assert found == expected
    assert [item.text for item in found.skipped] == ["Good morning!"]
    assert found.verdicts[0].content is not None
    claims, own = remote.claims(TEXT), checker.claims(TEXT)
    assert claims == own


def test_progress_of_a_text_is_told_as_in_the_library(
    remote: Client, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_CLAIMS_PER_BATCH", 1)
    text = f"{TEXT} The Rhine museum opened a new wing with forty paintings."
    told: list[tuple[int, int]] = []
    found = remote.check(text, k=7, progress=lambda *step: told.append(step))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert found == checker.check(text, k=7)


def test_what_progress_raises_ends_a_check_and_a_refusal_is_one_at_any_time(
    remote: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        remote.check(TEXT, k=8, progress=stop)
    with pytest.raises(RequestRefused, match="k"):
        remote.check(TEXT, k=100_000, progress=stop)

    def fail(_: object, text: str, *, progress: Callable[[int, int], None], **__: object) -> None:
        progress(0, 1)
        raise IndexLocked("/srv/index", 4711)

    monkeypatch.setattr(FactChecker, "check", fail)
    with pytest.raises(ServerBusy) as caught:
        remote.check(TEXT, k=9, progress=lambda *_: None)
    assert caught.value.code == "index_locked"


@pytest.mark.parametrize(
    "stream",
    ["", "event: progress\n", "event: report\ndata: {\n\n", "event: progress\ndata: {}\n\n"],
)
def test_a_stream_that_breaks_off_or_says_something_else_is_a_failure(stream: str) -> None:
    app = Flask("odd")
    app.post("/v1/checks/events")(lambda: Response(stream, content_type="text/event-stream"))
    for url in serving(app):
        with Client(url, attempts=0) as client, pytest.raises(FetchFailure, match="answer"):
            client.check(TEXT, progress=lambda *_: None)


def test_hits_are_those_of_the_library(remote: Client, checker: FactChecker) -> None:
    found, expected = remote.search("harbour bridge", k=2), checker.search("harbour bridge", k=2)
    assert [*map(records.hit_record, found)] == [*map(records.hit_record, expected)]


def test_documents_are_added_read_listed_and_removed(remote: Client, checker: FactChecker) -> None:
    document = Document(id="a/b ?#é", title="New", published="2025-04-01", text="A new text.")
    assert remote.add([document]) == [document.id]
    found = remote.get(document.id)
    assert replace(found, ingested=None) == document
    assert found.sha256 == document.sha256
    listed = list(remote.documents())
    assert [item.id for item in listed] == [item.id for item in checker.documents()]
    remote.remove(document.id)
    with pytest.raises(NothingThere) as caught:
        remote.get(document.id)
    assert caught.value.code == "document_not_found"


def test_an_original_is_the_one_of_the_library(remote: Client, checker: FactChecker) -> None:
    content = b"%PDF \xff"
    digest = hashlib.sha256(content).hexdigest()
    document = Document(id="a/b ?", text="A report.", original=digest, marks=(Mark(2, page=7),))
    checker.add([document], originals=lambda _: io.BytesIO(content))
    assert remote.original("a/b ?") == checker.original("a/b ?") == content
    assert replace(remote.get("a/b ?"), ingested=None) == document
    with pytest.raises(NothingThere) as caught:
        remote.original("harbour-1")
    assert caught.value.code == "original_not_found"


def test_a_long_list_comes_page_by_page(remote: Client, checker: FactChecker) -> None:
    remote.add([Document(id=f"page{number:03}", text=f"Text {number}.") for number in range(120)])
    assert len({item.id for item in remote.documents()}) == checker.info().documents


def test_what_the_server_refuses_is_told_apart(
    remote: Client, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: object
) -> None:
    with pytest.raises(RequestRefused, match="k") as caught:
        remote.verify(CLAIM, k=100_000)
    assert caught.value.status == 422
    assert caught.value.body["errors"][0]["pointer"] == "/k"
    assert caught.value.request_id
    rates = Rates("1/hour")
    rates.count("127.0.0.1")
    monkeypatch.setitem(app.extensions, counting.EXTENSION, rates)
    with pytest.raises(ServerBusy) as busy:
        remote.search("bridge")
    assert (busy.value.status, busy.value.code) == (429, "rate_limited")


def test_fact_checks_are_added_and_matched_as_in_the_library(
    url: str, checker: FactChecker, restored: None
) -> None:
    review = ClaimReview("The Harbour Bridge fell.", "False", "https://checks.example/1")
    with Client(url) as remote:
        (added,) = remote.add_reviews([review])
        assert remote.get(added).review == review
        (match,) = remote.match("The Harbour Bridge did not fall.")
        (ours,) = checker.match("The Harbour Bridge did not fall.")
        assert (match.document.review, match.same) == (review, False)
        assert match.differences == ours.differences
        with pytest.raises(InvalidInput, match="add_reviews"):
            remote.add([checker.get(added)])


def test_a_key_is_sent_and_a_bad_one_told(
    url: str, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    keys = KeyFile(f"{tmp_path}/keys.json")
    key = keys.create("desk", ["search"])
    monkeypatch.setitem(app.extensions, access.EXTENSION, keys)
    with Client(url, key) as good, Client(url, "wrong") as bad:
        assert good.search("bridge")
        with pytest.raises(KeyRefused) as caught:
            good.verify(CLAIM)
        assert (caught.value.status, caught.value.body["scope"]) == (403, "verify")
        with pytest.raises(KeyRefused) as caught:
            bad.search("bridge")
        assert caught.value.status == 401


def sent_with(key: str) -> list[str]:
    """What a client with that key sends as its authorization."""
    app, seen = Flask("keys"), []

    @app.post("/v1/evidence/search")
    def search() -> dict[str, list[str]]:
        seen.append(request.headers["Authorization"])
        return {"hits": []}

    for url in serving(app):
        with Client(url, key) as client:
            client.search("bridge")
    return seen


def test_a_key_may_be_given_as_a_file_holds_it() -> None:
    assert sent_with(" fck_1_2\r\n") == ["Bearer fck_1_2"]


@pytest.mark.parametrize("key", ["fck_1_s\necret", "fck_1_s’ecret", "fck_1 secret", "fck_\0"])
def test_a_key_that_can_be_none_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InvalidInput, match="key: must be a key as `factcheck keys") as caught:
        Client("http://127.0.0.1:1", key)
    assert "ecret" not in f"{caught.value}{caught.value.value}"


@pytest.mark.parametrize(("name", "value"), [("max_error", float("nan")), ("tiers", [object()])])
def test_a_value_that_cannot_be_sent_is_refused_by_its_name(name: Any, value: Any) -> None:
    with (
        Client("http://127.0.0.1:1", attempts=0) as client,
        pytest.raises(InvalidInput, match=f"^{name}: must be a value that JSON can hold"),
    ):
        client.verify(CLAIM, **{name: value})


def test_an_id_that_no_address_can_hold_is_refused_by_its_name() -> None:
    with Client("http://127.0.0.1:1", attempts=0) as client:
        for name, call in (("document_id", client.get), ("batch_id", client.cancel_batch)):
            with pytest.raises(InvalidInput, match=f"^{name}: must be valid Unicode"):
                call("\ud800")


def test_a_day_may_be_given_as_a_date(remote: Client) -> None:
    day: Any = date(2025, 3, 10)
    assert remote.verify(CLAIM, as_of=day) == remote.verify(CLAIM, as_of="2025-03-10")


def test_no_claims_have_no_answers_and_a_string_is_not_several(remote: Client) -> None:
    assert list(remote.verify_many([])) == []
    with pytest.raises(InvalidInput, match="claims: must be several claims"):
        remote.verify_many("ab")


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    app, asked = Flask("busy"), []

    @app.post("/v1/evidence/search")
    def search() -> Response:
        asked.append(1)
        if len(asked) < 3:
            return Response("{}", 503, {"Retry-After": "0"})
        return Response('{"hits": []}', content_type="application/json")

    for url in serving(app):
        with Client(url) as client:
            assert client.search("bridge") == []
    assert len(asked) == 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_proxy_whose_server_is_just_starting_is_asked_again(status: int) -> None:
    app, asked = Flask("proxy"), []

    @app.get("/v1/documents")
    def documents() -> Response:
        asked.append(1)
        if len(asked) == 1:
            return Response("<html>", status)
        return Response('{"documents": []}', content_type="application/json")

    for url in serving(app):
        with Client(url) as client:
            assert list(client.documents()) == []


def test_what_a_proxy_had_no_patience_for_is_not_asked_for_again() -> None:
    app, asked = Flask("proxy"), []

    @app.post("/v1/verifications")
    def verify() -> Response:
        asked.append(1)
        return Response("<html>Gateway Timeout", 504)

    for url in serving(app):
        with Client(url) as client, pytest.raises(ServerBusy):
            client.verify(CLAIM)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "pause", ["86400", "9" * 5_000, "Fri, 31 Dec 2999 23:59:59 GMT", "soon", "1.5", "-1 day"]
)
def test_a_pause_that_is_too_long_or_not_understood_is_not_waited_for(pause: str) -> None:
    app, asked = Flask("busy"), []

    @app.post("/v1/evidence/search")
    def search() -> Response:
        asked.append(1)
        return Response('{"title": "Busy"}', 503, {"Retry-After": pause})

    for url in serving(app):
        with Client(url) as client, pytest.raises(ServerBusy, match="Busy"):
            client.search("bridge")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, '{"title": "Failed", "code": "internal"}', ServerFailed),
        (503, '{"kind": "Status", "status": "Failure"}', ServerBusy),
        (502, "<html>Bad Gateway", ServerBusy),
        (503, "<html>Service Unavailable", ServerBusy),
        (504, "<html>Gateway Timeout", ServerBusy),
        (429, "<html>Too Many Requests", ServerBusy),
        (401, "<html>Authorization Required", KeyRefused),
        (500, '["Failed"]', FetchFailure),
        (200, "<html>", FetchFailure),
        (200, "[]", FetchFailure),
        (302, "", FetchFailure),
    ],
)
def test_what_is_no_answer_is_a_failure(status: int, body: str, error: type[Exception]) -> None:
    app = Flask("odd")
    app.post("/v1/evidence/search")(lambda: Response(body, status, {"Location": "/elsewhere"}))
    for url in serving(app):
        with Client(url, attempts=0) as client, pytest.raises(error):
            client.search("bridge")


@pytest.mark.parametrize(
    ("status", "body"),
    [(204, ""), (200, "{}"), (200, '{"id": "b1", "ids": null, "results": [], "documents": [{}]}')],
)
@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.verify(CLAIM),
        lambda client: list(client.verify_many([CLAIM])),
        lambda client: list(client.results("b1")),
        lambda client: client.check(TEXT),
        lambda client: client.claims(TEXT),
        lambda client: client.search("bridge"),
        lambda client: client.match(CLAIM),
        lambda client: client.get("d1"),
        lambda client: list(client.documents()),
    ],
)
def test_an_answer_that_lacks_what_was_asked_for_is_a_failure(
    ask: Callable[[Client], object], status: int, body: str
) -> None:
    app = Flask("odd")

    @app.route("/<path:_>", methods=["GET", "POST"])
    def answer(_: str) -> Response:
        return Response(body, status)

    for url in serving(app):
        with Client(url, attempts=0) as client, pytest.raises(FetchFailure, match="is it a factc"):
            ask(client)


def test_documents_are_sent_a_few_megabytes_at_a_time_and_given_the_time_of_a_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, sent = Flask("parts"), list[list[str]]()
    patience: list[float] = []
    send = HTTPAdapter.send

    def timed(*given: Any, timeout: float, **more: Any) -> Any:
        patience.append(timeout)
        return send(*given, timeout=timeout, **more)

    @app.post("/v1/documents")
    def add() -> dict[str, list[str]]:
        assert request.json is not None
        sent.append([item["id"] for item in request.json["documents"]])
        return {"ids": sent[-1]}

    monkeypatch.setattr(HTTPAdapter, "send", timed)
    long = [Document(id=f"long{n}", text="a" * 2_000_000) for n in range(3)]
    longest = Document(id="longest", text="a" * 5_000_000)
    short = [Document(id=f"short{n}", text="a") for n in range(101)]
    for url in serving(app):
        with Client(url) as client:
            ids = client.add([*long, longest, *short])
    assert ids == [item.id for item in (*long, longest, *short)]
    assert [part[-1] for part in sent] == ["long1", "long2", "longest", "short99", "short100"]
    assert patience == [600] * 5


def test_what_leads_elsewhere_is_no_original() -> None:
    app = Flask("moved")
    moved = Response("<html>moved", 302, {"Location": "/elsewhere"})
    app.get("/v1/documents/<identity>/original")(lambda identity: moved)
    for url in serving(app):
        with Client(url) as client, pytest.raises(FetchFailure):
            client.original("d1")


def test_a_key_goes_before_the_passwords_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", "ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    assert sent_with("fck_1_2") == ["Bearer fck_1_2"]


def test_what_is_left_of_a_cancelled_batch_is_told_in_the_place_of_its_verdicts(
    remote: Client, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    verify: Callable[..., list[Verdict]] = checker.verify_many

    def wait(*asked: Any, **options: Any) -> list[Verdict]:
        may_go_on.wait(60)
        return verify(*asked, **options)

    monkeypatch.setattr(checker, "verify_many", wait)
    batch_id = remote.start_batch(["The bridge was opened.", "The bridge was closed."])
    remote.cancel_batch(batch_id)
    remote.cancel_batch(batch_id)
    may_go_on.set()
    answers = list(remote.results(batch_id))
    assert [type(answer) for answer in answers] == [RequestRefused] * 2
    assert [answer.code for answer in answers if isinstance(answer, ServerRefusal)] == [
        "batch_cancelled"
    ] * 2
    with pytest.raises(NothingThere):
        remote.cancel_batch("unknown")


def test_the_results_of_a_batch_go_on_though_a_new_server_knows_no_cursor() -> None:
    app, asked = Flask("anew"), []
    problem = {"status": 422, "code": "invalid_input", "title": "No", "detail": "no"}
    items = [
        {"number": n, "status": "failed", "verdict": None, "problem": {**problem, "n": n}}
        for n in range(450)
    ]

    @app.get("/v1/batches/b1/results")
    def results() -> tuple[dict[str, object], int]:
        asked.append(request.args.get("cursor"))
        assert len(asked) < 12, "it asks for ever"
        cursor = asked[-1] or "0 old"
        # After the second page a new server answers.
        if cursor.endswith("old") and asked[-1] and len(asked) > 2:
            gone = {"status": 404, "code": "cursor_not_found", "title": "Gone", "detail": "gone"}
            return gone, 404
        start = int(cursor.split()[0])
        page: dict[str, object] = {"results": items[start : start + 100]}
        age = "new" if len(asked) > 3 else "old"
        return page | ({"next": f"{start + 100} {age}"} if start < 400 else {}), 200

    for url in serving(app):
        with Client(url) as client:
            answers = list(client.results("b1"))
    numbers = [answer.body["n"] for answer in answers if isinstance(answer, ServerRefusal)]
    assert numbers == list(range(450))


def test_a_text_is_given_more_time_than_a_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[float] = []

    def send(_: HTTPAdapter, *args: object, timeout: float, **more: object) -> None:
        seen.append(timeout)
        raise ConnectionError

    monkeypatch.setattr(HTTPAdapter, "send", send)
    with Client("http://127.0.0.1:1", timeout=3) as client:
        for ask in (client.check, client.verify):
            with pytest.raises(FetchFailure):
                ask("The bridge is closed.")
    assert seen == [600, 3]


def test_what_a_server_may_still_be_at_work_on_is_not_asked_for_again() -> None:
    app, asked, at_work = Flask("slow"), list[str](), threading.Event()

    @app.post("/v1/verifications")
    def verify() -> dict[str, str]:
        asked.append(request.path)
        at_work.wait(60)
        return {}

    for url in serving(app):
        with (
            Client(url, timeout=0.5) as client,
            pytest.raises(FetchFailure, match=r"no answer within 0\.5 seconds"),
        ):
            client.verify(CLAIM)
        at_work.set()
    assert asked == ["/v1/verifications"]


def test_a_batch_whose_start_was_not_answered_is_asked_for_again_under_its_key() -> None:
    app, keys, at_work = Flask("slow"), list[str](), threading.Event()

    @app.post("/v1/batches")
    def start() -> dict[str, str]:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) == 1:
            at_work.wait(60)
        return {"id": "b1"}

    for url in serving(app):
        with Client(url, timeout=2) as client:
            assert client.start_batch([CLAIM]) == "b1"
        at_work.set()
    assert len(keys) > 1
    assert len(set(keys)) == 1


def test_a_body_that_a_proxy_finds_too_large_is_refused_not_a_stranger() -> None:
    app = Flask("proxy")

    @app.post("/v1/files")
    def take() -> tuple[str, int]:
        return "<html>413 Request Entity Too Large</html>", 413

    for url in serving(app):
        with Client(url) as client, pytest.raises(RequestRefused) as caught:
            client.add_file(Path(__file__))
        assert (caught.value.status, caught.value.code) == (413, "payload_too_large")


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with (
        Client("http://127.0.0.1:1", attempts=0) as client,
        pytest.raises(FetchFailure, match=r"cannot be reached: nothing answers there$"),
    ):
        client.search("bridge")


@pytest.mark.parametrize("url", ["127.0.0.1:8123", "localhost", "ftp://127.0.0.1"])
def test_an_address_that_is_none_of_the_web_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidInput, match="url: must start with http:// or https://; got"):
        Client(url)


def test_a_file_is_read_and_kept_by_the_server(remote: Client, tmp_path: Path) -> None:
    path = tmp_path / "2025-05-06-tower.csv"
    path.write_text("text,mood\nThe tower has 90 steps.,glad\n,sad\n")
    found = remote.add_file(path, publisher="Tower News")
    assert (found.added, found.skipped) == (1, ("line 3: has an empty text",))
    assert found.notes == ("ignored unknown fields: 'mood' (2 lines)",)
    assert remote.get(found.ids[0]).publisher == "Tower News"
    assert remote.original(found.ids[0]) == path.read_bytes()
    with pytest.raises(RequestRefused, match="name"):
        remote.add_file(path, name="../tower.csv")
