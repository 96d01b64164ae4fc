"""What the rest of factcheck asks of an index, and which kind of index an address means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from factcheck.encoders import BulkEncoder, Encoder
from factcheck.index import history, milvus
from factcheck.index.addresses import is_address
from factcheck.index.embedded import Index
from factcheck.index.milvus import MilvusIndex
from factcheck.index.originals import Source
from factcheck.index.records import AddSummary, DocumentChange, IndexInfo, Snapshot
from factcheck.types import Document, DocumentEntry, Filters, Passage


class Backend(Protocol):
    """Documents that can be searched by meaning and by words. Safe to share between threads.

    A handle sees what it wrote itself at once. Any call raises :class:`IndexFailure` if what
    holds the documents cannot be reached or has been closed.
    """

    @property
    def name(self) -> str:
        """What the index is called."""

    @property
    def is_writable(self) -> bool:
        """Whether it was opened for writing."""

    @property
    def snapshot(self) -> str:
        """The id of the present state: the same for the same changes in the same order."""

    def snapshots(self) -> list[Snapshot]:
        """The states that can still be opened, the newest last."""

    def changes_since(self, snapshot: str) -> list[DocumentChange]:
        """The documents that are not as they were in an earlier state, in order of id.

        Known of states that can no longer be opened, too.

        :raises SnapshotNotFound: if it has never been in that state.
        """

    def info(self) -> IndexInfo:
        """What the index holds."""

    def add(
        self,
        documents: Iterable[Document],
        *,
        progress: Callable[[int], None] | None = None,
        under_way: Callable[[float], None] | None = None,
        bulk: BulkEncoder | None = None,
        originals: Source | None = None,
    ) -> AddSummary:
        """Add documents, and replace those whose id is there with other text or metadata.

        They are committed in batches: each is seen as a whole or not at all.

        :param progress: called with the number of documents done since its last call.
        :param under_way: called with how much of the documents that follow on those is embedded,
            counted in documents: 0.5 halfway through a book. Not with `bulk`.
        :param bulk: embeds instead of the index's own encoder, which it must be equal to.
        :param originals: opens the bytes of a document's `original`, to be kept.
        :raises InvalidInput: for a document beyond the limits, two with one id that differ, or
            originals for an index that cannot keep any.
        :raises IndexIncompatible: if `bulk` holds another model.
        :raises IndexReadOnly: unless opened for writing.
        """

    def remove(self, ids: Sequence[str]) -> int:
        """Take documents out in one commit; all of them or, if one is unknown, none.

        :return: how many were taken out.
        :raises DocumentNotFound: for the first unknown id.
        :raises IndexReadOnly: unless opened for writing.
        """

    def get(self, document_id: str, version: int | None = None) -> Document:
        """The document of that id, at present or in an earlier version.

        :raises DocumentNotFound: if there is none.
        """

    def original(self, document_id: str) -> bytes:
        """The bytes that a document was read from.

        :raises DocumentNotFound: if there is no such document.
        :raises OriginalNotFound: if none are kept of it.
        """

    def documents(
        self, *, after: str | None = None, limit: int = 100, chars: float = math.inf
    ) -> list[Document]:
        """Up to `limit` documents in order of id, those after the id `after`.

        :param chars: no more follow once the texts have so many characters together.
        """

    def entries(self, *, after: str | None = None, limit: int = 100) -> list[DocumentEntry]:
        """What is told of up to `limit` documents, those after the id `after`; no text is read."""

    def documents_by_url(self, url: str) -> list[str]:
        """Ids of the documents at that address; compared as `canonical_url` says."""

    def search_dense(
        self, vectors: NDArray[np.float32], k: int, filters: Filters
    ) -> list[list[tuple[int, float]]]:
        """The `k` nearest passages for each query: (passage key, cosine), best first.

        :param vectors: unit vectors of shape (queries, dimension).
        :param filters: applied inside the search: fewer than `k` come only if no more pass.
        """

    def search_words(self, query: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """The `k` best passages for the words of a query: (passage key, BM25 score), best first.

        :param query: any text; nothing in it is an operator.
        :param filters: applied inside the search.
        """

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of those keys, in that order, also of documents replaced since.

        :raises InvalidInput: for a key that was never given.
        """

    def vectors(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """The unit vectors of those passages, in that order: shape (len(keys), dimension).

        :raises InvalidInput: for a key that was never given.
        """

    def close(self) -> None:
        """Let go of everything. Harmless if done already."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""


def open_index(
    path: str | Path,
    encoder: Encoder,
    *,
    writable: bool = False,
    snapshot: str | None = None,
    token: str = "",
) -> Backend:
    """Open the index in a directory or at `milvus://host:port/name`.

    :param snapshot: the id of an earlier state.
    :param token: `user:password` or an API key, for a server that asks for one.
    :raises IndexNotFound: if there is none.
    :raises SnapshotNotFound: if it has no such state, or it was compacted since.
    :raises IndexFailure: as :meth:`Index.open` and :meth:`MilvusIndex.open` do.
    """
    if is_address(path):
        return MilvusIndex.open(
            str(path), encoder, writable=writable, snapshot=snapshot, token=token
        )
    return Index.open(path, encoder, writable=writable, snapshot=snapshot)


def snapshots(path: str | Path, *, token: str = "") -> list[Snapshot]:
    """The states of an index that can still be opened, the newest last. No model is needed.

    :param token: `user:password` or an API key, for a server that asks for one.
    :raises IndexNotFound: if there is none.
    """
    if is_address(path):
        return milvus.snapshots(str(path), token=token)
    return history.snapshots(path)


def create_index(path: str | Path, encoder: Encoder, *, token: str = "") -> Backend:
    """Make an empty index in a directory or at `milvus://host:port/name`, open for writing.

    :param token: `user:password` or an API key, for a server that asks for one.
    :raises InvalidInput: if something else is there.
    :raises ModelInvalid: if the weights of the embedder cannot be loaded; then nothing is made.
    """
    encoder.encode([])
    if is_address(path):
        return MilvusIndex.create(str(path), encoder, token=token)
    return Index.create(path, encoder)
