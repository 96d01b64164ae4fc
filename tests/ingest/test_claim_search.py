"""The client of the Google Fact Check Tools API, against a local server that speaks it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.ingest import claim_search as module
from factcheck.ingest.claim_search import ClaimSearch, reviews_of
from factcheck.ingest.reviews import read_reviews
from factcheck.review_types import Party

KEY = "a-good-key"
CLAIM: dict[str, Any] = {
    "text": "The bridge fell.",
    "claimant": "A blogger",
    "claimDate": "2025-03-01T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "Checkers", "site": "checks.example"},
            "url": "https://checks.example/bridge",
            "title": "No, the bridge did not fall",
            "reviewDate": "2025-03-02T10:00:00Z",
            "textualRating": "Pants on fire",
            "languageCode": "en",
        }
    ],
}


class Api(BaseHTTPRequestHandler):
    """Speaks the API: a key, pages and tokens, errors as Google writes them."""

    def do_GET(self) -> None:
        server: Any = self.server
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        server.asked.append(asked)
        trouble = server.troubles.pop(0) if server.troubles else None
        if self.headers["X-Goog-Api-Key"] != KEY:
            self._fail(400, "API key not valid. Please pass a valid API key.")
        elif trouble == "hang up":
            self.connection.close()
        elif trouble is not None:
            self._fail(*trouble)
        elif server.raw is not None:
            self._answer(200, server.raw)
        else:
            self._page(asked, server.claims)

    def _page(self, asked: dict[str, str], claims: list[Any]) -> None:
        start, size = int(asked.get("pageToken", 0)), int(asked["pageSize"])
        page: dict[str, Any] = {"claims": claims[start : start + size]} if claims else {}
        if start + size < len(claims):
            page["nextPageToken"] = str(start + size)
        self._answer(200, json.dumps(page).encode())

    def _fail(self, status: int, message: str, retry_after: str | None = None) -> None:
        error = {"code": status, "message": message, "status": "ANY"}
        self._answer(status, json.dumps({"error": error}).encode(), retry_after)

    def _answer(self, status: int, body: bytes, retry_after: str | None = None) -> None:
        self.send_response(status)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    server.asked, server.troubles, server.claims, server.raw = [], [], [CLAIM], None
    server.address = f"http://127.0.0.1:{server.server_port}/v1alpha1/claims:search"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(module.time, "sleep", waited.append)
    return waited


def found(api: Any, key: str = KEY, **options: Any) -> list[Any]:
    with ClaimSearch(key, address=api.address) as client:
        return list(client.claims("bridge", **options))


def test_a_claim_comes_with_its_reviews(api: Any) -> None:
    (claim,) = found(api, language="en")
    (review,) = reviews_of(claim)
    assert (review.claim, review.rating, review.value) == (
        "The bridge fell.",
        "Pants on fire",
        None,
    )
    assert review.author == Party("Checkers", url="https://checks.example")
    assert (review.claimant, review.claimed) == (Party("A blogger"), "2025-03-01")
    assert (review.published, review.language) == ("2025-03-02", "en")
    assert (review.url, review.title) == (
        "https://checks.example/bridge",
        "No, the bridge did not fall",
    )
    assert api.asked == [{"query": "bridge", "pageSize": "100", "languageCode": "en"}]


def test_all_pages_are_read_up_to_what_is_wanted(api: Any) -> None:
    api.claims = [{**CLAIM, "text": f"Claim {number}."} for number in range(250)]
    assert len(found(api, most=1000)) == 250
    assert [asked.get("pageToken") for asked in api.asked] == [None, "100", "200"]
    api.asked.clear()
    assert [claim["text"] for claim in found(api, most=101)][-1] == "Claim 100."
    assert len(api.asked) == 2


def test_nothing_found_is_no_error(api: Any) -> None:
    api.claims = []
    assert found(api) == []


def test_passing_trouble_is_waited_out(api: Any, pauses: list[float]) -> None:
    api.troubles = [(503, "try later"), "hang up", (429, "quota", "7")]
    assert len(found(api)) == 1
    assert pauses == [1.0, 2.0, 7.0]


def test_trouble_that_stays_is_told(api: Any, pauses: list[float]) -> None:
    api.troubles = [(500, "broken")] * 9
    with pytest.raises(FetchFailure, match="answered 500: broken"):
        found(api)
    assert len(api.asked) == module.TRIES


def test_a_server_that_asks_for_too_much_patience_does_not_get_it(
    api: Any, pauses: list[float]
) -> None:
    api.troubles = [(429, "quota", "86400")]
    found(api)
    assert pauses == [module.LONGEST_PAUSE]


def test_a_bad_key_is_told_at_once_and_never_shown(api: Any, pauses: list[float]) -> None:
    with pytest.raises(FetchFailure, match="400: API key not valid") as caught:
        found(api, key="secret-but-wrong")
    assert "secret" not in str(caught.value)
    assert pauses == []
    assert all("key" not in asked for asked in api.asked)


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{", b'{"claims": 3}', b'{"nextPageToken": 3}', b'{"nextPageToken": "again"}'],
)
def test_what_is_no_page_is_told(api: Any, raw: bytes) -> None:
    api.raw = raw
    with pytest.raises(FetchFailure):
        found(api)


def test_an_endless_body_is_cut_off(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_BYTES", 100)
    api.raw = b" " * 200
    with pytest.raises(FetchFailure, match="larger than 100 bytes"):
        found(api)


@pytest.mark.parametrize(
    ("options", "field"),
    [({"most": 0}, "most"), ({"most": 10_001}, "most"), ({"key": " "}, "google_key")],
)
def test_a_bad_question_is_not_asked(api: Any, options: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        found(api, **options)
    assert caught.value.field == field
    assert api.asked == []


def test_a_server_that_is_not_there_is_told(pauses: list[float]) -> None:
    with (
        ClaimSearch(KEY, address="http://127.0.0.1:9/x") as client,
        pytest.raises(FetchFailure, match="cannot be reached"),
    ):
        list(client.claims("bridge"))
    assert len(pauses) == module.TRIES - 1


def test_saved_answers_are_read_as_files_and_a_broken_review_loses_no_other() -> None:
    broken = {**CLAIM, "claimReview": [{"url": "https://checks.example/2"}]}
    odd = {**CLAIM, "claimReview": ["?"]}
    for content in (
        json.dumps({"claims": [CLAIM, broken, odd]}),
        "\n".join(json.dumps({"claims": [claim]}) for claim in (CLAIM, broken, odd)),
    ):
        read = read_reviews(content, "answers.json")
        assert [review.rating for review in read.reviews] == ["Pants on fire"]
        assert [reason.partition(":")[0] for reason in read.skipped] == ["review 2", "review 3"]
