"""A client of the HTTP API: the calls of `FactChecker`, answered by a server.

from factcheck.client import Client

with Client("http://127.0.0.1:8000") as client:
    verdict = client.verify("The Harbour Bridge was closed on 3 March 2025.")
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar, Unpack
from urllib.parse import quote
from uuid import uuid4

from factcheck import received
from factcheck.connection import (
    Connection,
    KeyRefused,
    NothingThere,
    RequestRefused,
    ServerBusy,
    ServerFailed,
    ServerRefusal,
    refusal_of,
)
from factcheck.errors import InvalidInput
from factcheck.known_claims.claimreview import to_json_ld
from factcheck.known_claims.match_types import Match
from factcheck.received import FileSummary
from factcheck.request import Options
from factcheck.sending import parts_of, source_of
from factcheck.types import ClaimReview, Document, DocumentRef, Extraction, Hit, Report, Verdict

__all__ = [
    "Client",
    "FileSummary",
    "KeyRefused",
    "NothingThere",
    "RequestRefused",
    "ServerBusy",
    "ServerFailed",
    "ServerRefusal",
]

T = TypeVar("T")
Answers: TypeAlias = list[tuple[int, Verdict | ServerRefusal]]

_SECONDS = 120.0
_TEXT_SECONDS = 600.0
_LOOK_SECONDS = 1.0
_BATCHES, _DOCUMENTS = "/v1/batches", "/v1/documents"
# The most items of a list that a server gives at a time.
_PAGE = 100


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
        # The Idempotency-Key makes a repeated request the same one.
        self._server = Connection(url, key, attempts, timeout, repeatable=_BATCHES)

    def verify(self, claim: str, **options: Unpack[Options]) -> Verdict:
        """The verdict on one claim. See :meth:`factcheck.FactChecker.verify`.

        :raises ServerRefusal: one of its kinds.
        :raises FetchFailure: if the server cannot be reached.
        """
        body = {"claim": claim, **options}
        return self._server.post("/v1/verifications", body, received.verdict_of)

    def verify_many(
        self, claims: Sequence[str], **options: Unpack[Options]
    ) -> Iterator[Verdict | ServerRefusal]:
        """A verdict on each claim, in order, as they come; the server works in the background.

        What went wrong with one claim stands in the place of its verdict.

        :param claims: at most 10,000; none get no answers.
        :raises InvalidInput: if they are one string.
        """
        return self.results(self.start_batch(claims, **options)) if claims else iter(())

    def start_batch(self, claims: Sequence[str], **options: Unpack[Options]) -> str:
        """Have claims verified in the background; the id, with which any process can go on.

        :raises InvalidInput: if the claims are one string.
        """
        if isinstance(claims, str):
            raise InvalidInput("claims", claims, "must be several claims, not a string")
        body = {"claims": [{"claim": claim} for claim in claims], **options}
        # A repeated attempt must not make a second batch.
        headers = {"Idempotency-Key": str(uuid4())}
        batch_id: str = self._server.post(_BATCHES, body, itemgetter("id"), headers=headers)
        return batch_id

    def results(self, batch_id: str) -> Iterator[Verdict | ServerRefusal]:
        """The answers of a batch in order, each as soon as it is there.

        :raises NothingThere: if there is no such batch.
        """
        path, following = f"{_batch(batch_id)}/results", 0
        query: dict[str, Any] = {"limit": _PAGE}
        while True:
            answers, last, cursor = self._results_page(path, query)
            for number, answer in answers:
                if number == following:
                    yield answer
                    following += 1
            is_through = following > last
            if is_through and cursor is None:
                return
            if is_through:
                query["cursor"] = cursor
            else:
                time.sleep(_LOOK_SECONDS)

    def cancel_batch(self, batch_id: str) -> None:
        """End a batch and keep its answers; each claim that is left gets `batch_cancelled`."""
        self._server.response("POST", f"{_batch(batch_id)}/cancel")

    def delete_batch(self, batch_id: str) -> None:
        """Stop a batch, and forget it.

        :raises NothingThere: if there is none.
        """
        self._server.response("DELETE", _batch(batch_id))

    def check(
        self,
        text: str,
        *,
        progress: Callable[[int, int], None] | None = None,
        **options: Unpack[Options],
    ) -> Report:
        """The report on a text. See :meth:`factcheck.FactChecker.check`."""
        body, read = {"text": text, **options}, partial(received.report_of, text)
        if progress is None:
            return self._server.post("/v1/checks", body, read, timeout=self._patience)
        path, patience = "/v1/checks/events", self._patience
        return self._server.follow(path, body, read, progress, timeout=patience)

    def claims(self, text: str, *, published: str | None = None) -> Extraction:
        """The claims of a text. See :meth:`factcheck.FactChecker.claims`."""
        body = {"text": text, "published": published}
        return self._server.post("/v1/claims", body, received.extraction_of)

    def search(self, query: str, **options: Unpack[Options]) -> list[Hit]:
        """The passages nearest to a query. See :meth:`factcheck.FactChecker.search`."""
        body, read = {"query": query, **options}, _each("hits", received.hit_of)
        return self._server.post("/v1/evidence/search", body, read)

    def match(self, claim: str, **options: Unpack[Options]) -> list[Match]:
        """Earlier fact-checks beside a claim. See :meth:`factcheck.FactChecker.match`."""
        body, read = {"claim": claim, **options}, _each("matches", received.match_of)
        return self._server.post("/v1/claims/match", body, read)

    def add_reviews(self, reviews: Iterable[ClaimReview]) -> list[str]:
        """Add earlier fact-checks, a hundred at a time; their ids."""
        return self._sent("/v1/reviews", "reviews", map(to_json_ld, reviews))

    def add(self, documents: Iterable[Document]) -> list[str]:
        """Add documents, or replace those whose id is known, a few megabytes at a time; the ids.

        A server has ten minutes for each hundred of them, or fewer if they are long. Their `marks`
        and originals stay here: evidence from a server tells a page only of what was read there.
        """
        return self._sent(_DOCUMENTS, "documents", map(source_of, documents))

    def add_file(
        self, path: str | Path, *, name: str | None = None, **defaults: str
    ) -> FileSummary:
        """Have the server read a file of any kind it knows, and add what it holds.

        The file and the pages of its places are kept there, unlike with :meth:`add`.

        :param name: what it is called, its own name unless another is given.
        :param defaults: `publisher`, `published` or `language` of documents that state none.
        :raises OSError: if it cannot be opened.
        """
        content, query = Path(path).read_bytes(), {"name": name or Path(path).name, **defaults}
        headers, patience = {"Content-Type": "application/octet-stream"}, self._patience
        sent = {"data": content, "params": query, "headers": headers, "timeout": patience}
        return self._server.ask("POST", "/v1/files", received.file_summary_of, **sent)

    def get(self, document_id: str) -> Document:
        """The document of that id.

        :raises NothingThere: if there is none.
        """
        return self._server.ask("GET", _document(document_id), received.document_of)

    def original(self, document_id: str) -> bytes:
        """The file or web page that a document was read from, as it was.

        :raises NothingThere: if there is no such document, or no original is kept of it.
        """
        return self._server.response("GET", f"{_document(document_id)}/original").content

    def documents(self) -> Iterator[DocumentRef]:
        """All documents in order of id, without their texts, asked for page by page."""
        query: dict[str, Any] = {"limit": _PAGE}
        while True:
            documents, cursor = self._server.ask("GET", _DOCUMENTS, _listed, params=query)
            yield from documents
            if cursor is None:
                return
            query["cursor"] = cursor

    def remove(self, document_id: str) -> None:
        """Remove a document.

        :raises NothingThere: if there is none.
        """
        self._server.response("DELETE", _document(document_id))

    def close(self) -> None:
        """Let go of the connections."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _patience(self) -> float:
        return max(self._server.timeout, _TEXT_SECONDS)

    def _sent(self, path: str, name: str, rows: Iterable[dict[str, Any]]) -> list[str]:
        """The ids of what was added, in as many requests as it takes."""
        ids: list[str] = []
        for part in parts_of(rows):
            ids += self._server.post(path, {name: part}, itemgetter("ids"), timeout=self._patience)
        return ids

    def _results_page(self, path: str, query: dict[str, Any]) -> tuple[Answers, int, str | None]:
        """The answers that are there, each with its number, the last number, and the cursor."""

        def read(page: dict[str, Any]) -> tuple[Answers, int, str | None]:
            items = page["results"]
            told = [item for item in items if item["status"] != "waiting"]
            answers = [(item["number"], self._answer(path, item)) for item in told]
            return answers, int(items[-1]["number"]), page.get("next")

        try:
            return self._server.ask("GET", path, read, params=query)
        except NothingThere as error:
            # A cursor may end with the server that gave it; the batch does not.
            if error.code != "cursor_not_found" or "cursor" not in query:
                raise
            del query["cursor"]
            return self._server.ask("GET", path, read, params=query)

    def _answer(self, path: str, item: dict[str, Any]) -> Verdict | ServerRefusal:
        if item["verdict"] is not None:
            return received.verdict_of(item["verdict"])
        return refusal_of(self._server.url + path, item["problem"])


def _batch(batch_id: str) -> str:
    return f"{_BATCHES}/{_step('batch_id', batch_id)}"


def _document(document_id: str) -> str:
    return f"{_DOCUMENTS}/{_step('document_id', document_id)}"


def _step(name: str, value: str) -> str:
    """A value as a step of an address.

    :param name: what it is called.
    :raises InvalidInput: if no address can hold it.
    """
    try:
        return quote(value, safe="")
    except UnicodeEncodeError as error:
        raise InvalidInput(name, value, "must be valid Unicode") from error


def _each(name: str, read: Callable[[dict[str, Any]], T]) -> Callable[[dict[str, Any]], list[T]]:
    return lambda found: [read(record) for record in found[name]]


def _listed(page: dict[str, Any]) -> tuple[list[DocumentRef], str | None]:
    return [received.reference_of(record) for record in page["documents"]], page.get("next")
