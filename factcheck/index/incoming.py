"""Documents on their way into an index: checked, told apart, cut and embedded."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from factcheck.document_limits import check_fields, valid_string as valid_string
from factcheck.encoders import BulkEncoder, Encoder, Vectors
from factcheck.errors import InvalidInput, ModelInvalid
from factcheck.index.ahead import encode_each
from factcheck.known_claims.claimreview import from_json_ld, stored_bytes
from factcheck.language.text import normalise, passages
from factcheck.marks import to_rows
from factcheck.model_files import ModelInfo
from factcheck.review_types import ClaimReview
from factcheck.types import Document, Span

T = TypeVar("T")

# What is embedded and committed at a time, so that a build that is cut off loses little.
_BATCH_DOCUMENTS = 512
_BATCH_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that the store keeps of it. `vectors` has a row per span."""

    document: Document
    content: str
    origin: str
    spans: Sequence[Span]
    vectors: Vectors


def embedded_text(title: str | None, passage: str) -> str:
    """What of a passage is embedded: its document's title stands before it."""
    return f"{title}. {passage}" if title else passage


def content_hash(document: Document) -> str:
    """SHA-256 over text and metadata: two documents with the same one are the same."""
    values: list[Any] = [document.title, document.publisher, document.url, document.published]
    values += [document.language, document.sha256]
    if document.review is not None:
        values.append(stored(document.review))
    # Documents without marks keep the hash that they had before there were any.
    if document.marks:
        values.append(to_rows(document.marks))
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def stored(review: ClaimReview | None) -> str | None:
    """A review as the index keeps it: JSON-LD, which :func:`restored` reads back unchanged.

    :raises InvalidInput: if it is too long.
    """
    return None if review is None else stored_bytes(review).decode()


def restored(review: str | None) -> ClaimReview | None:
    """What :func:`stored` was given.

    :raises InvalidInput: if it was altered.
    """
    try:
        return None if review is None else from_json_ld(json.loads(review))
    except ValueError as error:
        raise InvalidInput("review", review, "must be JSON") from error


def checked(documents: Iterable[Document]) -> Iterable[Document]:
    """The documents, each within the limits and without a contradicting namesake.

    Those of a list are checked at once, others one by one as they are asked for.

    :raises InvalidInput: for the first that is not.
    """
    if not isinstance(documents, Iterable):
        raise InvalidInput("documents", documents, "must be a list of documents, or yield them")
    each = _each_checked(documents)
    return list(each) if isinstance(documents, Sequence) else each


def _each_checked(documents: Iterable[Document]) -> Iterator[Document]:
    seen: dict[str, str] = {}
    for document in documents:
        check(document)
        content = content_hash(document)
        if seen.setdefault(document.id, content) != content:
            raise InvalidInput("id", document.id, "two documents of one call have this id")
        yield document


def check(document: Document) -> None:
    """Refuse what cannot be stored.

    :raises InvalidInput: for a field that is too long or not text.
    """
    if not isinstance(document, Document):
        raise InvalidInput("documents", document, "must hold only documents")
    check_fields(document)
    stored(document.review)


def without_originals(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents as they are stored where no bytes are kept: they name none."""
    return (replace(item, original=None) if item.original else item for item in documents)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in order, in batches of bounded number and length."""
    batch: list[Document] = []
    chars = 0
    for document in documents:
        batch.append(document)
        chars += len(document.text)
        if len(batch) == _BATCH_DOCUMENTS or chars >= _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Difference:
    """What a batch changes: the documents to write, and the ids of those that they replace."""

    written: Sequence[Document]
    retired: Sequence[str]
    unchanged: Sequence[Document]

    @property
    def documents(self) -> int:
        """How many documents the batch has."""
        return len(self.written) + len(self.unchanged)

    def originals(self, named: Container[str]) -> Iterator[str]:
        """The SHA-256 of the bytes that have to be kept once it is made.

        :param named: those that documents in the index name already.
        """
        yield from (item.original for item in self.written if item.original)
        yield from (
            item.original for item in self.unchanged if item.original and item.original in named
        )

    def summary(self, prepared: Sequence[Prepared]) -> Counter[str]:
        """How many were `added`, `replaced` and `unchanged`, and the `passages` written."""
        return Counter(
            added=len(self.written) - len(self.retired),
            replaced=len(self.retired),
            unchanged=len(self.unchanged),
            passages=sum(len(item.spans) for item in prepared),
        )


def difference(documents: Sequence[Document], present: Mapping[str, str]) -> Difference:
    """Which documents of a batch are new or changed.

    :param present: the content hash of those that are in the index, by id.
    """
    changed: dict[str, Document] = {}
    unchanged = []
    for item in documents:
        if item.id in changed or present.get(item.id) == content_hash(item):
            unchanged.append(item)
        else:
            changed[item.id] = item
    retired = [document_id for document_id in changed if document_id in present]
    return Difference(list(changed.values()), retired, unchanged)


def changes(
    batches: Iterable[Sequence[Document]],
    contents: Callable[[Sequence[str]], Mapping[str, str]],
    encoder: Encoder,
    bulk: BulkEncoder | None = None,
    under_way: Callable[[float], None] | None = None,
) -> Iterator[tuple[Difference, list[Prepared]]]:
    """What each batch changes, in order, cut into passages that are embedded.

    What was given is to be committed before the next is asked for. Batches are taken ahead of
    those committed; where there is an error in one, it is raised after those before it.

    :param contents: gives the content hash of those documents that are in the index, by id.
    :param bulk: embeds instead of `encoder`.
    :param under_way: called with how much of the next batch is embedded, in documents; not with
        `bulk`, whose batches are embedded side by side.
    :raises ModelInvalid: if the encoder gives anything but vectors of its dimension.
    """
    ahead: deque[tuple[Difference, list[list[Span]]]] = deque()
    # Compared as if it were in the index: it will be, when its batch's turn comes.
    expected: dict[str, str] = {}

    def texts() -> Iterator[list[str]]:
        for batch in batches:
            present = contents([document.id for document in batch])
            change = difference(batch, {**present, **expected})
            expected.update((item.id, content_hash(item)) for item in change.written)
            spans = [passages(document.text) for document in change.written]
            ahead.append((change, spans))
            yield [
                embedded_text(document.title, document.text[span.start : span.end])
                for document, cuts in zip(change.written, spans, strict=True)
                for span in cuts
            ]

    done = 0

    def tell(passages_done: int) -> None:
        nonlocal done
        done += passages_done
        if under_way is not None:
            change, spans = ahead[0]
            under_way(change.documents * done / sum(map(len, spans)))

    errors: list[Exception] = []
    sound = _up_to_error(texts(), errors)
    given = encode_each(encoder, sound, tell) if bulk is None else bulk.encode_each(sound)
    for vectors in given:
        change, spans = ahead.popleft()
        done = 0
        yield change, _prepared(change.written, spans, vectors, (bulk or encoder).info)
        for document in change.written:
            del expected[document.id]
    if errors:
        raise errors[0]


def _up_to_error(items: Iterable[T], errors: list[Exception]) -> Iterator[T]:
    try:
        yield from items
    except Exception as error:  # raised once what came before it is committed
        errors.append(error)


def _prepared(
    documents: Sequence[Document], spans: list[list[Span]], vectors: Vectors, info: ModelInfo
) -> list[Prepared]:
    ends = np.cumsum([len(cuts) for cuts in spans], dtype=int)
    count = int(ends[-1]) if documents else 0
    if vectors.shape != (count, info.dimension) or not np.isfinite(vectors).all():
        raise ModelInvalid(info.id, f"gave something else than {info.dimension} numbers a text")
    return [
        Prepared(document, content_hash(document), origin_of(document), cuts, rows)
        for document, cuts, rows in zip(
            documents, spans, np.split(vectors, ends[:-1])[: len(documents)], strict=True
        )
    ]


def origin_of(document: Document) -> str:
    """SHA-256 of the text without what copies of it may differ in: case, spacing, Unicode form."""
    return hashlib.sha256(normalise(document.text).encode("utf-8")).hexdigest()
