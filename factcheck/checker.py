"""The one composer: from a claim or a text to verdicts, over one index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self, Unpack

from factcheck.claims.extraction import extract, whole
from factcheck.config import Limits, Settings
from factcheck.encoders import BulkEncoder, SentenceEncoder
from factcheck.index import AddSummary, Backend, IndexInfo, Snapshot, create_index, open_index
from factcheck.known_claims.claimreview import to_document
from factcheck.known_claims.match_types import Match
from factcheck.lineage.kept import KeptLineage
from factcheck.lineage.tracing import Lineage
from factcheck.pipeline import Pipeline
from factcheck.policy.diff import PolicyDiff, compare
from factcheck.policy.types import Policy
from factcheck.precision import told_hit, told_match, told_verdict
from factcheck.request import Options, Request, make_request, valid_claims, valid_text
from factcheck.retrieve import copies, retrieve
from factcheck.types import (
    Claim,
    ClaimReview,
    Document,
    DocumentEntry,
    Extraction,
    Hit,
    Report,
    Verdict,
    iso_date,
)
from factcheck.watch.recheck import Run
from factcheck.watch.records import Recheck
from factcheck.watch.store import Watches, place_of

_HITS, _MATCHES = 10, 5


class FactChecker:
    """Checks claims against one index of documents. Safe to share between threads.

    Made by :meth:`open` or :meth:`create`. The stance model is loaded at the first verdict.
    """

    def __init__(self, index: Backend, encoder: SentenceEncoder, settings: Settings) -> None:
        self._index, self._encoder, self._settings = index, encoder, settings
        self._lineage = KeptLineage(index)
        self._pipeline = Pipeline.of(index, encoder, settings)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        writable: bool = False,
        snapshot: str | None = None,
        settings: Settings | None = None,
    ) -> Self:
        """Open the index in a directory, or at `milvus://host:port/name`.

        :param snapshot: the id of an earlier state, to draw verdicts as they came out then; a
            temporary copy is made, which cannot be written to and never changes.
        :raises IndexNotFound: if there is none.
        :raises SnapshotNotFound: if it has no such state, or it was compacted since.
        :raises IndexDamaged: if its files are not those of an index, or are damaged.
        :raises IndexIncompatible: if another embedder or a newer version wrote it.
        :raises IndexLocked: if `writable` and another process is writing.
        """
        settings = settings or Settings()
        encoder = SentenceEncoder(settings)
        token = settings.milvus_token
        index = open_index(path, encoder, writable=writable, snapshot=snapshot, token=token)
        return cls(index, encoder, settings)

    @classmethod
    def create(cls, path: str | Path, *, settings: Settings | None = None) -> Self:
        """Make an empty index in a new or empty directory, or at `milvus://host:port/name`.

        It is open for writing.

        :raises InvalidInput: if the directory holds something else.
        """
        settings = settings or Settings()
        encoder = SentenceEncoder(settings)
        index = create_index(path, encoder, token=settings.milvus_token)
        return cls(index, encoder, settings)

    def verify(self, claim: str, **options: Unpack[Options]) -> Verdict:
        """The verdict on one claim. See :meth:`verify_many`."""
        return self.verify_many([claim], **options)[0]

    def verify_many(self, claims: Sequence[str], **options: Unpack[Options]) -> list[Verdict]:
        """A verdict on each claim, in order.

        :param claims: the claims, each worded so that it stands alone.
        :param options: see :class:`Options`.
        :raises InvalidInput: for an empty, overlong, foreign or non-text claim, or a bad option.
        """
        request = self._request(options)
        return [*map(told_verdict, self._pipeline.verdicts(self._valid(claims, request), request))]

    def match(self, claim: str, **options: Unpack[Options]) -> list[Match]:
        """The `k` (default 5) earlier fact-checks nearest to a claim, and which are of the same.

        Those that are true or false together with it come first, the surest of them on top.

        :param options: see :class:`Options`; what only concerns verdicts has no effect.
        :raises InvalidInput: for an empty or overlong claim, or a bad option.
        """
        claim = valid_text(claim, "claim", Limits.claim_chars)
        found = self._pipeline.matches(claim, self._found({"k": _MATCHES, **options}))
        return [*map(told_match, found)]

    def candidates(self, claim: str, **options: Unpack[Options]) -> list[tuple[Document, float]]:
        """What :meth:`match` compares a claim with, and the cosine of each, the nearest first."""
        claim = valid_text(claim, "claim", Limits.claim_chars)
        return self._pipeline.candidates(claim, self._found({"k": _MATCHES, **options}))

    def compare_policies(
        self,
        claims: Sequence[str],
        before: Policy,
        after: Policy,
        *,
        progress: Callable[[int, int], None] | None = None,
        **options: Unpack[Options],
    ) -> PolicyDiff:
        """Which verdicts another policy would change, and by which of its rules.

        Evidence is found and judged once, and decided on under both.

        :param claims: the claims, each worded so that it stands alone.
        :param progress: called with (claims done, claims in all).
        :param options: see :class:`Options`.
        :raises InvalidInput: for an empty, overlong, foreign or non-text claim, or a bad option.
        """
        request = self._request(options)
        verdicts = self._pipeline.verdicts(self._valid(claims, request), request, progress)
        decide = partial(self._pipeline.decide_anew, max_error=request.max_error)
        return compare(verdicts, before, after, decide)

    def check(
        self,
        text: str,
        *,
        progress: Callable[[int, int], None] | None = None,
        **options: Unpack[Options],
    ) -> Report:
        """Find the claims of a text and give a verdict on each, in order.

        The text's own document and copies of it never count as evidence.

        :param progress: called with (claims done, claims in all), first before any is done; what
            it raises ends the check.
        :param options: see :class:`Options`.
        :raises InvalidInput: for an empty, overlong or non-text input, or a bad option.
        """
        valid_text(text, "text", Limits.text_chars)
        request = self._request(options, own=copies(self._index, self._encoder, text))
        report = self._pipeline.report(text, extract(text, request.published), request, progress)
        return replace(report, verdicts=tuple(map(told_verdict, report.verdicts)))

    def article(self, url: str) -> Document:
        """The article at a web address, to be checked or added.

        :raises InvalidInput: if the address is none.
        :raises FetchFailure: if it cannot be read, or leads to a network that is not public.
        """
        from factcheck.ingest.article import article
        from factcheck.ingest.fetch import fetch

        return article(fetch(url, self._settings.allowed_hosts))

    def recheck(
        self,
        watches: Watches,
        *,
        progress: Callable[[int, int], None] | None = None,
        pause: Callable[[], None] = lambda: None,
    ) -> Recheck:
        """Bring the watched claims of this index up to its present state.

        Changed verdicts are kept, and their messages put down to be delivered by
        :meth:`Watches.deliver`. A run that was cut off goes on where it stopped.

        :param progress: called with (watches done, watches in all).
        :param pause: called before each claim that is to be judged.
        """
        place = place_of(self._index.info().path)
        return Run(watches, place, self._pipeline, self._request, pause).go(progress)

    def claims(self, text: str, *, published: str | None = None) -> Extraction:
        """The checkable claims of a text, with exact spans, and the sentences that gave none.

        :param published: the day of the text (ISO), by which "last week" is understood.
        :raises InvalidInput: for an empty, overlong or non-text input, or a date that is none.
        """
        valid_text(text, "text", Limits.text_chars)
        return extract(text, iso_date(published, "published"))

    def search(self, query: str, **options: Unpack[Options]) -> list[Hit]:
        """The `k` (default 10) passages nearest to a query, by meaning and by words.

        :param options: see :class:`Options`; what only concerns verdicts has no effect.
        :raises InvalidInput: for an empty or overlong query, or a bad option.
        """
        query = valid_text(query, "query", Limits.claim_chars)
        request = self._found({"k": _HITS, **options})
        (found,) = retrieve(self._index, self._encoder, [query], request.k, request.filters)
        return [*map(told_hit, found)]

    def add(
        self,
        documents: Iterable[Document],
        *,
        progress: Callable[[int], None] | None = None,
        under_way: Callable[[float], None] | None = None,
        bulk: BulkEncoder | None = None,
        originals: Callable[[str], BinaryIO] | None = None,
    ) -> AddSummary:
        """Add documents, or replace those whose id is known and whose content changed.

        :param progress: called with the number of documents done since its last call.
        :param under_way: called with how much of the documents that follow on those is embedded,
            counted in documents: 0.5 halfway through a book. Not with `bulk`.
        :param bulk: embeds them in place of this process, e.g. :class:`factcheck.bulk.Workers`.
        :param originals: opens the bytes that a document was read from by its `original`, their
            SHA-256, to be kept for :meth:`original`; without it none are, and none are named.
        :raises InvalidInput: for a document beyond the limits, two with one id that differ, or
            bytes of another SHA-256.
        :raises IndexIncompatible: if `bulk` holds another model than the index.
        :raises IndexReadOnly: unless opened with `writable=True`.
        """
        return self._index.add(
            documents, progress=progress, under_way=under_way, bulk=bulk, originals=originals
        )

    def add_reviews(self, reviews: Iterable[ClaimReview]) -> AddSummary:
        """Add earlier fact-checks, which :meth:`match` finds and no verdict counts as evidence.

        One of the same claim at the same address replaces the one before it.

        :raises InvalidInput: for one that is longer than 65,000 bytes as JSON.
        :raises IndexReadOnly: unless opened with `writable=True`.
        """
        documents = map(to_document, reviews)
        return self._index.add(list({document.id: document for document in documents}.values()))

    def remove(self, ids: Sequence[str]) -> int:
        """Remove documents; all of them or, if one is unknown, none.

        :raises DocumentNotFound: for the first unknown id.
        :raises IndexReadOnly: unless opened with `writable=True`.
        """
        return self._index.remove(ids)

    def get(self, document_id: str) -> Document:
        """The document of that id.

        :raises DocumentNotFound: if there is none.
        """
        return self._index.get(document_id)

    def original(self, document_id: str) -> bytes:
        """The bytes that a document was read from: its web page or file as it was.

        :raises DocumentNotFound: if there is no such document.
        :raises OriginalNotFound: if none are kept of it.
        :raises IndexDamaged: if they are missing, or not what was written.
        """
        return self._index.original(document_id)

    def documents(self, *, after: str | None = None, limit: int = 100) -> list[Document]:
        """Up to `limit` documents in order of id, those after the id `after`."""
        return self._index.documents(after=after, limit=limit)

    def entries(self, *, after: str | None = None, limit: int = 100) -> list[DocumentEntry]:
        """Up to `limit` documents in order of id, those after the id `after`, without texts."""
        return self._index.entries(after=after, limit=limit)

    def lineage(self, *, progress: Callable[[int], None] | None = None) -> Lineage:
        """Which documents of the index go back to one report, and why.

        Only what is new since it was last asked for is read, by this or another process: what
        is needed of a document is kept beside an index that is a directory. Earlier
        fact-checks, which are no evidence, are left out.

        :param progress: called with the number of documents read since its last call.
        """
        return self._lineage.newest(progress)

    def info(self) -> IndexInfo:
        """What the index holds, and which snapshot of it this is."""
        return self._index.info()

    @property
    def snapshot(self) -> str:
        """The id of the newest state, which the next verdict will be drawn from."""
        return self._index.snapshot

    def snapshots(self) -> list[Snapshot]:
        """The states of the index that can still be opened, the newest last."""
        return self._index.snapshots()

    @property
    def is_writable(self) -> bool:
        """Whether documents can be added and removed."""
        return self._index.is_writable

    @property
    def policy(self) -> Policy:
        """The policy that verdicts are drawn under."""
        return self._pipeline.policy

    @property
    def settings(self) -> Settings:
        """The settings that this checker was opened with."""
        return self._settings

    def models(self) -> list[dict[str, Any]]:
        """The models in use: role, id, SHA-256 of the weights, inference backend."""
        return self._pipeline.model_records()

    def warm_up(self) -> None:
        """Load every model and run one query through the whole pipeline."""
        self._pipeline.verdicts([whole("warm up")], self._request({"k": 1}))

    def close(self) -> None:
        """Release the index and its lock."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _valid(self, claims: Sequence[str], request: Request) -> list[Claim]:
        return [whole(c, request.published) for c in valid_claims(claims)]

    def _request(self, options: Options, own: Sequence[str] = ()) -> Request:
        own = [*own, *self._index.documents_by_url(url)] if (url := options.get("url")) else own
        return make_request(options, self._settings, self.policy, own, Limits.judged)

    def _found(self, options: Options) -> Request:
        return make_request(options, self._settings, self.policy, (), Limits.k)
