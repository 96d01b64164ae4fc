"""The index in one directory of this machine. See `factcheck/index/snapshot.py` for its files."""

from __future__ import annotations

import contextlib
import math
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from factcheck.addresses import canonical_url
from factcheck.encoders import BulkEncoder, Encoder
from factcheck.errors import IndexReadOnly, InvalidInput, SnapshotNotFound
from factcheck.index import arguments, changes, incoming, opening, segments
from factcheck.index.database import FORMAT, Database
from factcheck.index.history import PastState
from factcheck.index.lock import WriteLock
from factcheck.index.originals import Source, keep, original_of
from factcheck.index.records import AddSummary, DocumentChange, IndexInfo, Snapshot
from factcheck.index.store import Reader
from factcheck.index.vectors import search
from factcheck.index.view import Views
from factcheck.index.words import terms_of
from factcheck.types import Document, DocumentEntry, Filters, Passage


class Index:
    """Documents that can be searched by meaning and by words. Safe to share between threads.

    Made by :meth:`create` or :meth:`open`. Each call sees the newest commit, whoever made it.
    Any call raises :class:`IndexDamaged` if it comes upon a damaged file, and
    :class:`IndexFailure` if the disk is full or the handle has been closed.
    """

    def __init__(self, folder: Path, encoder: Encoder, lock: WriteLock | None) -> None:
        self._path, self._encoder, self._lock = folder, encoder, lock
        # The second is the directory with the originals: also of earlier states.
        self._folder = self._kept_in = folder = opening.without_links(folder)
        self._closing = contextlib.ExitStack()
        self._changing, self._is_closed = threading.Lock(), False
        self._database = Database(folder, writable=lock is not None)
        try:
            with self._reading() as reader:
                self._manifest = opening.present_manifest(folder, reader)
            opening.check_embedder(folder, self._manifest.embedder, encoder.info)
            if lock is not None:
                with self._reading() as reader:
                    self._manifest = segments.made_sound(folder, self._manifest, reader)
        except BaseException:
            self._database.close()
            raise
        self._views = Views(folder, self._reading, self._manifest)

    @classmethod
    def create(cls, path: str | Path, encoder: Encoder) -> Self:
        """Make an empty index in a missing or empty directory, and open it for writing.

        :param encoder: turns passages into vectors; the index opens with no other.
        :raises InvalidInput: if the directory holds an index or anything else.
        :raises IndexLocked: if another process is making it.
        """
        folder = opening.folder_of(path)
        opening.make_folder(folder)
        return cls._locked(folder, encoder, lambda: opening.begin_store(folder, encoder))

    @classmethod
    def open(
        cls,
        path: str | Path,
        encoder: Encoder,
        *,
        writable: bool = False,
        snapshot: str | None = None,
    ) -> Self:
        """Open the index in a directory.

        :param encoder: the one that the index was created with.
        :param snapshot: the id of an earlier state, which is copied to a temporary directory.
        :raises IndexNotFound: if there is none.
        :raises SnapshotNotFound: if it has no such state, or it was compacted since.
        :raises IndexDamaged: if the directory holds something else, or damaged files.
        :raises IndexIncompatible: if another embedder or a newer version wrote it.
        :raises IndexLocked: if `writable` and another handle is open for writing.
        """
        folder = opening.existing(path)
        if snapshot is not None:
            return cls._in_the_past(folder, encoder, snapshot, writable)
        return cls._locked(folder, encoder) if writable else cls(folder, encoder, None)

    @classmethod
    def _in_the_past(cls, folder: Path, encoder: Encoder, snapshot: str, writable: bool) -> Self:
        if writable:
            raise InvalidInput("writable", writable, "must be false with a snapshot")
        with contextlib.ExitStack() as stack:
            past = stack.enter_context(PastState(folder, snapshot))
            index = cls(past.folder, encoder, None)
            index._kept_in = opening.without_links(folder)
            index._closing = stack.pop_all()
            return index

    @classmethod
    def _locked(
        cls, folder: Path, encoder: Encoder, first: Callable[[], None] = lambda: None
    ) -> Self:
        lock = WriteLock(folder)
        try:
            first()
            return cls(folder, encoder, lock)
        except BaseException:
            lock.release()
            raise

    @property
    def name(self) -> str:
        """The name of the directory."""
        return self._path.absolute().name

    @property
    def is_writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._lock is not None

    @property
    def snapshot(self) -> str:
        """The id of the newest commit: the same for every reader of the same state."""
        with self._reading() as reader:
            return reader.commit().snapshot

    def snapshots(self) -> list[Snapshot]:
        """The states that can still be opened, the newest last."""
        with self._reading() as reader:
            return [found for _, found in reader.snapshots()]

    def changes_since(self, snapshot: str) -> list[DocumentChange]:
        """The documents that are not as they were in an earlier state, in order of id.

        Known of states that can no longer be opened, too.

        :raises SnapshotNotFound: if it has never been in that state.
        """
        with self._reading() as reader:
            number = reader.number_of(snapshot)
            if number is None:
                raise SnapshotNotFound(self._folder, snapshot)
            return reader.changes_since(number)

    def info(self) -> IndexInfo:
        """What the index holds."""
        with self._reading() as reader:
            commit, counts, origins = reader.commit(), reader.counts(), reader.origins()
        return IndexInfo(
            path=str(self._path),
            name=self.name,
            documents=counts.documents,
            passages=counts.passages,
            origins=origins,
            bytes=segments.size(self._folder),
            snapshot=commit.snapshot,
            embedder=self._manifest.embedder,
            format=FORMAT,
            created=self._manifest.created,
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
        """Add documents. See :meth:`Backend.add`.

        What was committed stays, whatever happens then, and adding the same documents again
        goes on from there.

        :param documents: a list is checked as a whole before anything is written, anything
            else batch by batch, in this thread and a batch ahead of what is committed.
        """
        if bulk is not None:
            opening.check_embedder(self._folder, self._manifest.embedder, bulk.info)
        with self._writing():
            checked = incoming.checked(documents)
            done: Counter[str] = Counter()
            if originals is None:
                checked = incoming.without_originals(checked)
            with self._reading() as reader:
                named = reader.originals() if originals is not None else set()
            for change, prepared in incoming.changes(
                incoming.batches(checked), self._contents, self._encoder, bulk, under_way
            ):
                if originals is not None:
                    keep(self._folder, change.originals(named), originals)  # before the commit
                if prepared:
                    changes.commit(
                        self._folder, self._database, retired=change.retired, added=prepared
                    )
                done.update(change.summary(prepared))
                self._merge(segments.TAIL)
                if progress is not None:
                    progress(change.documents)
        return AddSummary(done["added"], done["replaced"], done["unchanged"], done["passages"])

    def remove(self, ids: Sequence[str]) -> int:
        """Take documents out in one commit; all of them or, if one is unknown, none.

        Their versions stay resolvable by number with :meth:`get`.

        :return: how many were taken out.
        :raises DocumentNotFound: for the first unknown id.
        :raises IndexReadOnly: unless opened with `writable=True`.
        """
        retired = arguments.distinct_ids(ids)
        with self._writing():
            if retired:
                changes.commit(self._folder, self._database, retired=retired)
        return len(retired)

    def get(self, document_id: str, version: int | None = None) -> Document:
        """The document of that id.

        :param version: an earlier version, or one of a removed document.
        :raises DocumentNotFound: if there is none.
        """
        document_id = incoming.valid_string(document_id, "document_id")
        if version is not None:
            arguments.positive("version", version)
        with self._reading() as reader:
            return reader.document(document_id, version)

    def original(self, document_id: str) -> bytes:
        """The bytes that a document was read from. See :meth:`Backend.original`."""
        return original_of(self._kept_in, self.get(document_id))

    def documents(
        self, *, after: str | None = None, limit: int = 100, chars: float = math.inf
    ) -> list[Document]:
        """Up to `limit` documents in order of id. See :meth:`Backend.documents`."""
        arguments.page(after, limit)
        with self._reading() as reader:
            return reader.documents(after, limit, chars)

    def entries(self, *, after: str | None = None, limit: int = 100) -> list[DocumentEntry]:
        """What is told of up to `limit` documents. See :meth:`Backend.entries`."""
        arguments.page(after, limit)
        with self._reading() as reader:
            return reader.entries(after, limit)

    def documents_by_url(self, url: str) -> list[str]:
        """Ids of the documents at that address; compared as `canonical_url` says."""
        address = canonical_url(incoming.valid_string(url, "url"))
        with self._reading() as reader:
            return [] if address is None else reader.ids_at(address)

    def search_dense(
        self, vectors: NDArray[np.float32], k: int, filters: Filters
    ) -> list[list[tuple[int, float]]]:
        """The `k` nearest passages for each query: (passage key, cosine), best first.

        :param vectors: unit vectors of shape (queries, dimension).
        :param filters: applied inside the search: fewer than `k` come only if no more pass.
        """
        arguments.positive("k", k)
        queries = arguments.queries(vectors, self._manifest.embedder.dimension)
        return search(self._views.newest(filters), queries, k)

    def search_words(self, query: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """The `k` best passages for the words of a query: (passage key, BM25 score), best first.

        :param query: any text; nothing in it is an operator.
        :param filters: applied inside the search.
        """
        arguments.positive("k", k)
        if not (terms := terms_of(arguments.text("query", query))):
            return []
        with self._reading() as reader:
            allowed = self._views.selections.among_words(filters, reader)
            return reader.match(terms, k, allowed, reviews=filters.reviews)

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of those keys, in that order, also of documents replaced since.

        :raises InvalidInput: for a key that was never given.
        """
        with self._reading() as reader:
            return reader.passages([int(key) for key in keys])

    def vectors(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """The unit vectors of those passages, in that order: shape (len(keys), dimension).

        :raises InvalidInput: for a key that was never given.
        """
        with self._reading() as reader:
            return reader.vectors([int(key) for key in keys], self._manifest.embedder.dimension)

    def close(self) -> None:
        """Bring the files of vectors up to date if open for writing, and let go of everything."""
        with self._changing:
            if self._is_closed:
                return
            self._is_closed = True
            try:
                if self._lock is not None:
                    self._merge(0)
            finally:
                self._database.close()
                if self._lock is not None:
                    self._lock.release()
                self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Reader]:
        with self._database.reading() as connection:
            yield Reader(self._folder, connection)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._lock is None:
            raise IndexReadOnly(self._folder)
        with self._changing:
            yield

    def _contents(self, ids: Sequence[str]) -> dict[str, str]:
        with self._reading() as reader:
            return reader.contents(ids)

    def _merge(self, tolerated: int) -> None:
        """Bring the files of vectors up to date if more passages than that are in none."""
        with self._reading() as reader:
            if reader.last_key() - self._manifest.covered > tolerated:
                self._manifest = segments.merge(self._folder, self._manifest, reader)
