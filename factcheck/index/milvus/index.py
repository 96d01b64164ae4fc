"""The index on Milvus: what :class:`factcheck.index.backends.Backend` asks for."""

from __future__ import annotations

import contextlib
import math
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from factcheck.addresses import canonical_url
from factcheck.encoders import BulkEncoder, Encoder
from factcheck.errors import (
    IndexFailure,
    IndexIncompatible,
    IndexNotFound,
    IndexReadOnly,
    InvalidInput,
    OriginalNotFound,
    SnapshotNotFound,
)
from factcheck.index import arguments, incoming, opening
from factcheck.index.addresses import parse
from factcheck.index.changes import timestamp
from factcheck.index.milvus.claim import Claim
from factcheck.index.milvus.engine import MOST, Engine
from factcheck.index.milvus.log import FORMAT, Commit, Facts, Log
from factcheck.index.milvus.reader import Reader
from factcheck.index.milvus.stems import check_stemmer, stems_asked
from factcheck.index.milvus.values import fingerprint
from factcheck.index.milvus.writer import Writer
from factcheck.index.originals import Source
from factcheck.index.records import AddSummary, DocumentChange, IndexInfo, Snapshot
from factcheck.index.snapshot import first_snapshot
from factcheck.types import Document, DocumentEntry, Filters, Passage


class MilvusIndex:
    """Documents in collections of Milvus. Safe to share between threads.

    Made by :meth:`create` or :meth:`open`. A handle sees its own commits at once and those of
    others within a second. Any call raises :class:`IndexFailure` if the server is out of reach
    or the handle has been closed.
    """

    def __init__(self, engine: Engine, encoder: Encoder, *, writable: bool) -> None:
        self._engine, self._encoder = engine, encoder
        self._shown = engine.address.shown
        self._changing, self._is_closed = threading.Lock(), False
        self._claim: Claim | None = None
        self._past: Commit | None = None
        self._log = Log(engine)
        self._facts = self._log.facts()
        opening.check_embedder(self._shown, self._facts.embedder, encoder.info)
        _check_facts(self._shown, self._facts, has_words=engine.address.has_words)
        if writable:
            self._claim = Claim(engine)
            self._writer = Writer(engine, self._log, self._claim)

    @classmethod
    def create(cls, address: str, encoder: Encoder, *, token: str = "") -> Self:
        """Make an empty index, and open it for writing.

        :param encoder: turns passages into vectors; the index opens with no other.
        :param token: `user:password` or an API key of the server.
        :raises InvalidInput: if there is one already.
        :raises IndexIncompatible: if the server has no word search, and the address asks for it.
        """
        engine = _engine(address, token)
        try:
            if engine.exists() and _has_begun(engine):
                raise InvalidInput("path", address, "holds an index already; open it instead")
            info, at = encoder.info, timestamp()
            engine.create(info.dimension)
            facts = Facts(FORMAT, at, info, engine.address.has_words)
            Log(engine).begin(Commit(0, first_snapshot(info), at), facts)
            return cls(engine, encoder, writable=True)
        except BaseException:
            engine.close()
            raise

    @classmethod
    def open(
        cls,
        address: str,
        encoder: Encoder,
        *,
        writable: bool = False,
        snapshot: str | None = None,
        token: str = "",
    ) -> Self:
        """Open an index.

        :param encoder: the one that the index was created with.
        :param snapshot: the id of an earlier state; BM25 still weighs words by their frequency now.
        :param token: `user:password` or an API key of the server.
        :raises IndexNotFound: if there is none.
        :raises SnapshotNotFound: if it has no such state.
        :raises IndexIncompatible: if another embedder wrote it, or word search is not as asked.
        :raises IndexLocked: if `writable` and another handle is open for writing.
        """
        if writable and snapshot is not None:
            raise InvalidInput("writable", writable, "must be false with a snapshot")
        engine = _engine(address, token)
        try:
            _load(engine)
            index = cls(engine, encoder, writable=writable)
            if snapshot is not None:
                index._past = index._commit_of(snapshot)
            return index
        except BaseException:
            engine.close()
            raise

    @property
    def name(self) -> str:
        """The name in the address."""
        return self._engine.address.name

    @property
    def is_writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._claim is not None

    @property
    def snapshot(self) -> str:
        """The id of the newest commit: the same as that of any index with the same commits."""
        return self._newest().snapshot

    def snapshots(self) -> list[Snapshot]:
        """The states that can still be opened, the newest last."""
        newest = self._newest().number
        return [commit.told() for commit in self._log.all() if commit.number <= newest]

    def changes_since(self, snapshot: str) -> list[DocumentChange]:
        """The documents that are not as they were. See :meth:`Backend.changes_since`."""
        then = self._commit_of(snapshot)
        return self._reader().changes_since(then.number)

    def info(self) -> IndexInfo:
        """What the index holds."""
        commit = self._newest()
        return IndexInfo(
            path=self._shown,
            name=self.name,
            documents=commit.documents,
            passages=commit.passages,
            origins=commit.origins,
            bytes=0,
            snapshot=commit.snapshot,
            embedder=self._facts.embedder,
            format=self._facts.format,
            created=self._facts.created,
        )

    def add(
        self,
        documents: Iterable[Document],
        *,
        progress: Callable[[int], None] | None = None,
        under_way: Callable[[float], None] | None = None,
        bulk: BulkEncoder | None = None,
        originals: Source | None = None,
    ) -> AddSummary:
        """Add documents. See :meth:`Backend.add`; no originals can be kept."""
        if originals is not None:
            raise InvalidInput("originals", self._shown, "are kept only beside an index directory")
        if bulk is not None:
            opening.check_embedder(self._shown, self._facts.embedder, bulk.info)
        with self._changing:
            writer = self._writing()
            checked = incoming.checked(documents)
            checked = incoming.without_originals(checked)
            done: Counter[str] = Counter()
            for change, prepared in incoming.changes(
                incoming.batches(checked), writer.contents, self._encoder, bulk, under_way
            ):
                if prepared:
                    writer.commit(retired=change.retired, added=prepared)
                done.update(change.summary(prepared))
                if progress is not None:
                    progress(change.documents)
        return AddSummary(done["added"], done["replaced"], done["unchanged"], done["passages"])

    def remove(self, ids: Sequence[str]) -> int:
        """Take documents out. See :meth:`Backend.remove`."""
        retired = arguments.distinct_ids(ids)
        with self._changing:
            writer = self._writing()
            if retired:
                writer.commit(retired=retired)
        return len(retired)

    def original(self, document_id: str) -> bytes:
        """The bytes of a document, of which none are kept. See :meth:`Backend.original`."""
        raise OriginalNotFound(self.get(document_id).id)

    def get(self, document_id: str, version: int | None = None) -> Document:
        """The document of that id. See :meth:`Backend.get`."""
        document_id = incoming.valid_string(document_id, "document_id")
        if version is not None:
            arguments.positive("version", version)
        return self._reader().document(document_id, version)

    def documents(
        self, *, after: str | None = None, limit: int = 100, chars: float = math.inf
    ) -> list[Document]:
        """Up to `limit` documents in order of id. See :meth:`Backend.documents`."""
        arguments.page(after, limit)
        return self._reader().documents(after, limit, chars)

    def entries(self, *, after: str | None = None, limit: int = 100) -> list[DocumentEntry]:
        """What is told of up to `limit` documents. See :meth:`Backend.entries`."""
        arguments.page(after, limit)
        return self._reader().entries(after, limit)

    def documents_by_url(self, url: str) -> list[str]:
        """Ids of the documents at that address. See :meth:`Backend.documents_by_url`."""
        address = canonical_url(incoming.valid_string(url, "url"))
        return [] if address is None else self._reader().ids_at(fingerprint(address))

    def search_dense(
        self, vectors: NDArray[np.float32], k: int, filters: Filters
    ) -> list[list[tuple[int, float]]]:
        """The `k` nearest passages for each query. See :meth:`Backend.search_dense`.

        :param k: at most 16,384, of which Milvus gives no more.
        """
        arguments.positive("k", k, MOST)
        queries = arguments.queries(vectors, self._facts.embedder.dimension)
        return self._reader().nearest(queries, k, filters)

    def search_words(self, query: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """The `k` best passages for the words of a query. See :meth:`Backend.search_words`.

        An index whose address says `?words=none` finds nothing by words.
        """
        arguments.positive("k", k, MOST)
        stems = stems_asked(arguments.text("query", query))
        if not stems or not self._facts.has_words:
            return []
        return self._reader().worded(stems, k, filters)

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of those keys. See :meth:`Backend.passages`."""
        return self._reader().passages([int(key) for key in keys])

    def vectors(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of those passages. See :meth:`Backend.vectors`."""
        dimension = self._facts.embedder.dimension
        return self._reader().vectors([int(key) for key in keys], dimension)

    def close(self) -> None:
        """Let others write, and let go of the connection."""
        with self._changing:
            if self._is_closed:
                return
            self._is_closed = True
            try:
                if self._claim is not None:
                    self._claim.release()
            finally:
                self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _newest(self) -> Commit:
        if self._is_closed:
            raise IndexFailure(self._shown, "it has been closed")
        return self._past or self._log.newest()

    def _commit_of(self, snapshot: str) -> Commit:
        for commit in self._log.all():
            if commit.snapshot == snapshot:
                return commit
        raise SnapshotNotFound(self._shown, snapshot)

    def _reader(self) -> Reader:
        commit = self._newest()
        return Reader(self._engine, commit.number, commit.last_key)

    def _writing(self) -> Writer:
        self._newest()
        if self._claim is None:
            raise IndexReadOnly(self._shown)
        return self._writer


def snapshots(address: str, *, token: str = "") -> list[Snapshot]:
    """The states of an index that can still be opened, the newest last. No model is needed.

    :raises IndexNotFound: if there is none.
    """
    engine = _engine(address, token)
    with contextlib.closing(engine):
        _load(engine)
        return [commit.told() for commit in Log(engine).all()]


def _load(engine: Engine) -> None:
    if not engine.exists():
        raise IndexNotFound(engine.address.shown)
    engine.load()


def _engine(address: str, token: str) -> Engine:
    parsed = parse(address)
    check_stemmer(address)
    return Engine(parsed, token)


def _has_begun(engine: Engine) -> bool:
    engine.load()
    try:
        Log(engine).facts()
    except IndexNotFound:
        return False
    return True


def _check_facts(shown: str, facts: Facts, *, has_words: bool) -> None:
    if facts.format != FORMAT:
        raise IndexIncompatible(
            shown,
            f"has format {facts.format}, this software reads format {FORMAT}; "
            "upgrade it, or build the index again",
        )
    if facts.has_words != has_words:
        way = "without" if facts.has_words else "with"
        raise IndexIncompatible(
            shown,
            f"was {'built' if facts.has_words else 'not built'} to be searched by words; "
            f"name it {way} ?words=none",
        )
