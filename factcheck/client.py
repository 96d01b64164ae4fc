"""A client of the HTTP API: the calls of `FactChecker`, answered by a server.

from factcheck.client import Client

with Client("http://127.0.0.1:8000") as client:
    verdict = client.verify("The Harbour Bridge was closed on 3 March 2025.")
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from typing import Any, Self, Unpack
from urllib.parse import quote
from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from factcheck import received
from factcheck.errors import FetchFailure, InvalidInput
from factcheck.known_claims.claimreview import to_json_ld
from factcheck.known_claims.match_types import Match
from factcheck.request import Options
from factcheck.types import ClaimReview, Document, DocumentRef, Extraction, Hit, Report, Verdict
from factcheck.version import __version__

_SCHEMES = ("http://", "https://")
_FINE, _BUSY = range(200, 300), (429, 503)
_SECONDS = 120.0
_TEXT_SECONDS = 600.0
_LOOK_SECONDS = 1.0
_BATCHES = "/v1/batches"
# Documents of one request: the most that a server takes, and gives.
_PAGE = 100
_SOURCE_FIELDS = ("id", "title", "publisher", "url", "published", "language", "text")


class ServerRefusal(FetchFailure):
    """The server answered with a problem (RFC 9457).

    :param url: what was asked.
    :param body: the problem as it was sent.
    """

    def __init__(self, url: str, body: dict[str, Any]) -> None:
        self.body = body
        self.status: int = body["status"]
        self.code = str(body.get("code", "internal"))  # type: ignore[misc]
        self.request_id = body.get("request_id")
        said = [body[part] for part in ("title", "detail") if part in body]
        super().__init__(url, ": ".join(map(str, said)) or f"answered {self.status}")


class KeyRefused(ServerRefusal):
    """The key is missing, not good, or lacks the scope (401, 403)."""


class NothingThere(ServerRefusal):
    """There is no such document, batch, index or page (404)."""


class RequestRefused(ServerRefusal):
    """The request is at fault; `body["errors"]` names each value (other 4xx)."""


class ServerBusy(ServerRefusal):
    """Too many requests or too much work, also after the last attempt (429, 503)."""


class ServerFailed(ServerRefusal):
    """The server is at fault (5xx)."""


class _Key(AuthBase):
    """Sends a key, also where a `.netrc` of the user's has a password for the host."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class _Patience(Retry):
    """Does not repeat what the server may still be at work on: it would do it all once more."""

    def increment(self, method: str | None = None, *rest: Any, **named: Any) -> Self:
        error = named.get("error")
        if method == "POST" and isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, *rest, **named)


class Client:
    """Asks a server. Safe to share between threads.

    :param url: the address of the server, as in `https://factcheck.example`.
    :param key: what `factcheck keys create` printed, if the server asks for keys.
    :param attempts: how often a request is repeated while the server is busy or not to be
        reached; as long in between as it says, else twice as long each time. Every call may be
        repeated without harm; a removal whose answer was lost says :class:`NothingThere`. Work
        without an answer after `timeout` is not asked for again, as the server may still be at it.
    :param timeout: seconds without a byte after which a request fails; a text has ten minutes.
    """

    def __init__(
        self, url: str, key: str | None = None, *, attempts: int = 5, timeout: float = _SECONDS
    ) -> None:
        if not url.startswith(_SCHEMES):
            raise InvalidInput("url", url, "must start with http:// or https://")
        self._url, self._timeout = url.rstrip("/"), timeout
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"factcheck/{__version__}"
        if key is not None:
            self._session.auth = _Key(key)
        terms: dict[str, Any] = {
            "total": attempts,
            "backoff_factor": 0.5,
            "backoff_jitter": 0.5,
            "status_forcelist": _BUSY,
            "allowed_methods": None,
            "raise_on_status": False,
        }
        for scheme in _SCHEMES:
            self._session.mount(scheme, HTTPAdapter(max_retries=_Patience(**terms)))
        # The Idempotency-Key makes a repeated request the same one.
        self._session.mount(self._url + _BATCHES, HTTPAdapter(max_retries=Retry(**terms)))

    def verify(self, claim: str, **options: Unpack[Options]) -> Verdict:
        """The verdict on one claim. See :meth:`factcheck.FactChecker.verify`.

        :raises ServerRefusal: one of its kinds.
        :raises FetchFailure: if the server cannot be reached.
        """
        return received.verdict_of(self._post("/v1/verifications", {"claim": claim, **options}))

    def verify_many(
        self, claims: Sequence[str], **options: Unpack[Options]
    ) -> Iterator[Verdict | ServerRefusal]:
        """A verdict on each claim, in order, as they come; the server works in the background.

        What went wrong with one claim stands in the place of its verdict.

        :param claims: at most 10,000.
        """
        return self.results(self.start_batch(claims, **options))

    def start_batch(self, claims: Sequence[str], **options: Unpack[Options]) -> str:
        """Have claims verified in the background; the id, with which any process can go on."""
        body = {"claims": [{"claim": claim} for claim in claims], **options}
        # A repeated attempt must not make a second batch.
        headers = {"Idempotency-Key": str(uuid4())}
        batch_id: str = self._post(_BATCHES, body, headers=headers)["id"]
        return batch_id

    def results(self, batch_id: str) -> Iterator[Verdict | ServerRefusal]:
        """The answers of a batch in order, each as soon as it is there.

        :raises NothingThere: if there is no such batch.
        """
        path, following = f"{_BATCHES}/{quote(batch_id, safe='')}/results", 0
        query: dict[str, Any] = {"limit": _PAGE}
        while True:
            page = self._results_page(path, query)
            for item in page["results"]:
                if item["number"] == following and item["status"] != "waiting":
                    yield self._answer(path, item)
                    following += 1
            is_through = following > page["results"][-1]["number"]
            if is_through and "next" not in page:
                return
            if is_through:
                query["cursor"] = page["next"]
            else:
                time.sleep(_LOOK_SECONDS)

    def cancel_batch(self, batch_id: str) -> None:
        """End a batch and keep its answers; each claim that is left gets `batch_cancelled`."""
        self._ask("POST", f"{_BATCHES}/{quote(batch_id, safe='')}/cancel")

    def delete_batch(self, batch_id: str) -> None:
        """Stop a batch, and forget it.

        :raises NothingThere: if there is none.
        """
        self._ask("DELETE", f"{_BATCHES}/{quote(batch_id, safe='')}")

    def check(self, text: str, **options: Unpack[Options]) -> Report:
        """The report on a text. See :meth:`factcheck.FactChecker.check`."""
        patience = max(self._timeout, _TEXT_SECONDS)
        body = {"text": text, **options}
        return received.report_of(text, self._post("/v1/checks", body, timeout=patience))

    def claims(self, text: str, *, published: str | None = None) -> Extraction:
        """The claims of a text. See :meth:`factcheck.FactChecker.claims`."""
        body = {"text": text, "published": published}
        return received.extraction_of(self._post("/v1/claims", body))

    def search(self, query: str, **options: Unpack[Options]) -> list[Hit]:
        """The passages nearest to a query. See :meth:`factcheck.FactChecker.search`."""
        found = self._post("/v1/evidence/search", {"query": query, **options})
        return [received.hit_of(record) for record in found["hits"]]

    def match(self, claim: str, **options: Unpack[Options]) -> list[Match]:
        """Earlier fact-checks beside a claim. See :meth:`factcheck.FactChecker.match`."""
        found = self._post("/v1/claims/match", {"claim": claim, **options})
        return [received.match_of(record) for record in found["matches"]]

    def add_reviews(self, reviews: Iterable[ClaimReview]) -> list[str]:
        """Add earlier fact-checks, a hundred at a time; their ids."""
        rows = iter(map(to_json_ld, reviews))
        ids: list[str] = []
        while batch := list(islice(rows, _PAGE)):
            ids += self._post("/v1/reviews", {"reviews": batch})["ids"]
        return ids

    def add(self, documents: Iterable[Document]) -> list[str]:
        """Add documents, or replace those whose id is known, a hundred at a time; the ids."""
        rows = iter(map(_source, documents))
        ids: list[str] = []
        while batch := list(islice(rows, _PAGE)):
            ids += self._post("/v1/documents", {"documents": batch})["ids"]
        return ids

    def get(self, document_id: str) -> Document:
        """The document of that id.

        :raises NothingThere: if there is none.
        """
        return received.document_of(self._ask("GET", self._path_of(document_id)))

    def original(self, document_id: str) -> bytes:
        """The file or web page that a document was read from, as it was.

        :raises NothingThere: if there is no such document, or no original is kept of it.
        """
        return self._response("GET", f"{self._path_of(document_id)}/original").content

    def documents(self) -> Iterator[DocumentRef]:
        """All documents in order of id, without their texts, asked for page by page."""
        query: dict[str, Any] = {"limit": _PAGE}
        while True:
            page = self._ask("GET", "/v1/documents", params=query)
            yield from map(received.reference_of, page["documents"])
            if "next" not in page:
                return
            query["cursor"] = page["next"]

    def remove(self, document_id: str) -> None:
        """Remove a document.

        :raises NothingThere: if there is none.
        """
        self._ask("DELETE", self._path_of(document_id))

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path_of(self, document_id: str) -> str:
        return f"/v1/documents/{quote(document_id, safe='')}"

    def _results_page(self, path: str, query: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._ask("GET", path, params=query)
        except NothingThere as error:
            # A cursor may end with the server that gave it; the batch does not.
            if error.code != "cursor_not_found" or "cursor" not in query:
                raise
            del query["cursor"]
            return self._ask("GET", path, params=query)

    def _answer(self, path: str, item: dict[str, Any]) -> Verdict | ServerRefusal:
        if item["verdict"] is not None:
            return received.verdict_of(item["verdict"])
        problem = item["problem"]
        return _kind_of(problem["status"])(self._url + path, problem)

    def _post(self, path: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        given = {
            name: list(value) if isinstance(value, set | frozenset | tuple) else value
            for name, value in body.items()
            if value is not None
        }
        return self._ask("POST", path, json=given, **more)

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        response = self._response(method, path, **options)
        return {} if response.status_code == requests.codes.no_content else _body(response)

    def _response(self, method: str, path: str, **options: Any) -> requests.Response:
        url = self._url + path
        options.setdefault("timeout", self._timeout)
        try:
            response = self._session.request(method, url, allow_redirects=False, **options)
        except requests.ReadTimeout as error:
            raise FetchFailure(url, f"no answer within {options['timeout']:g} seconds") from error
        except requests.RequestException as error:
            is_silent = type(error) in {requests.ConnectionError, requests.ConnectTimeout}
            reason = "nothing answers there" if is_silent else error
            raise FetchFailure(url, f"the server cannot be reached: {reason}") from error
        if response.status_code in _FINE:
            return response
        problem = {**_body(response), "status": response.status_code}
        raise _kind_of(response.status_code)(url, problem)


def _body(response: requests.Response) -> dict[str, Any]:
    with suppress(requests.JSONDecodeError):
        body = response.json()
        if isinstance(body, dict):
            return body
    reason = f"answered {response.status_code} without a JSON object: is it a factcheck server?"
    raise FetchFailure(response.url, reason)


def _source(document: Document) -> dict[str, Any]:
    """A document as the format of sources has it; what the index adds is left out.

    :raises InvalidInput: if it is a fact-check, which would become evidence for its claim.
    """
    if document.review is not None:
        raise InvalidInput("review", document.id, "must be sent by add_reviews")
    found = asdict(document)
    return {name: found[name] for name in _SOURCE_FIELDS if found[name] is not None}


def _kind_of(status: int) -> type[ServerRefusal]:
    if status in _BUSY:
        return ServerBusy
    if status >= requests.codes.server_error:
        return ServerFailed
    by_status = {401: KeyRefused, 403: KeyRefused, 404: NothingThere}
    return by_status.get(status, RequestRefused)
