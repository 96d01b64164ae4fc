"""From a claim to the passages that may bear on it: vectors and words, fused by rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from factcheck.addresses import links
from factcheck.checks.speaking import is_spoken
from factcheck.checks.table_rows import has_rows
from factcheck.claims.transcripts import speakers_at
from factcheck.encoders import Encoder, Vectors
from factcheck.errors import DocumentNotFound
from factcheck.index import Backend
from factcheck.language.text import heading_above, passages as passages_of
from factcheck.lineage.origins import is_copy, shingles
from factcheck.one_state import of_its_passages
from factcheck.request import Request
from factcheck.types import Document, Evidence, Filters, Hit, Passage, Stance

# Reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009. Constant and weight were chosen
# by recall@10 on three collections (docs/index-experiments.md); their 60 buries what one list
# has first.
_CONSTANT = 2
_WORDS_WEIGHT = 0.75
_DEPTH = 50
# Passages of which more than these are as alike as this crowd out others: then it is looked
# deeper, so many times at a step, until there are enough or this depth is reached.
_ALIKE, _COPIES = 0.98, 3
_DEEPER, _DEEPEST = 4, 20_000
# So often others are looked for in the place of documents that cite the claim's own.
_ROUNDS = 20
# Passages of a checked text that are looked up to find copies of it in the index.
_COPY_PROBES, _COPY_NEIGHBOURS = 32, 5


def fuse(near: Sequence[int], worded: Sequence[int]) -> list[tuple[int, float]]:
    """Weighted reciprocal rank fusion of ranked keys: (key, score), best first.

    The score sums 1 / (2 + rank) over both lists, three quarters of it for words. Ties go to the
    smaller key, so that the order is always the same.

    :param near: found by meaning.
    :param worded: found by words.
    """
    scores: dict[int, float] = {}
    for ranking, weight in ((near, 1.0), (worded, _WORDS_WEIGHT)):
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def spread(vectors: Vectors, k: int) -> list[int]:
    """Up to `k` rows in their order, of passages that are nearly the same at most three.

    :param vectors: unit vectors, best passage first.
    """
    chosen: list[int] = []
    for row, vector in enumerate(vectors):
        if len(chosen) == k:
            break
        alike = np.count_nonzero(vectors[chosen] @ vector > _ALIKE) if chosen else 0
        if alike < _COPIES:
            chosen.append(row)
    return chosen


def retrieve(
    index: Backend, encoder: Encoder, queries: Sequence[str], k: int, filters: Filters
) -> list[list[Hit]]:
    """The `k` best passages for each query, best first; copies of one do not crowd out others.

    :param queries: claims or questions.
    :param filters: applied inside both searches, so that `k` never shrinks.
    """
    return nearest(index, queries, encoder.encode_queries(queries), k, filters) if queries else []


def nearest(
    index: Backend, queries: Sequence[str], vectors: Vectors, k: int, filters: Filters
) -> list[list[Hit]]:
    """What :func:`retrieve` finds, for queries whose vectors are known.

    :param vectors: unit vectors of shape (queries, dimension).
    """
    depth = max(_DEPTH, 2 * k)

    def search() -> list[list[Hit]]:
        dense = index.search_dense(vectors, depth, filters)
        return [
            _hits(index, _Search(query, vector, k, depth, filters), near)
            for query, vector, near in zip(queries, vectors, dense, strict=True)
        ]

    return of_its_passages(index, search)


def independent(
    index: Backend, queries: Sequence[str], vectors: Vectors, request: Request
) -> list[list[Hit]]:
    """What :func:`nearest` finds for each query, without documents that cite the claim's own.

    :param vectors: unit vectors of shape (queries, dimension).
    """
    found = nearest(index, queries, vectors, request.k, request.filters)
    address = request.address
    if address is None:
        return found

    @cache
    def cites(document_id: str) -> bool:
        try:
            return address in links(index.get(document_id).text)
        except DocumentNotFound:
            return False

    return [
        _without(cites, index, query, vector, request, hits)
        for query, vector, hits in zip(queries, vectors, found, strict=True)
    ]


def _without(
    cites: Callable[[str], bool],
    index: Backend,
    query: str,
    vector: Vectors,
    request: Request,
    hits: list[Hit],
) -> list[Hit]:
    """Hits of other documents in the place of those that cite, as far as they are found soon."""
    filters = request.filters
    for _ in range(_ROUNDS):
        citing = {hit.passage.document.id for hit in hits if cites(hit.passage.document.id)}
        if not citing:
            return hits
        filters = replace(filters, exclude_documents=filters.exclude_documents | citing)
        (hits,) = nearest(index, [query], vector[None], request.k, filters)
    return [hit for hit in hits if not cites(hit.passage.document.id)]


@dataclass(frozen=True, slots=True)
class _Search:
    """One query: its text and vector, how many passages it wants, and how deep it looks."""

    query: str
    vector: Vectors
    k: int
    depth: int
    filters: Filters


def _hits(index: Backend, search: _Search, near: Sequence[tuple[int, float]]) -> list[Hit]:
    worded = index.search_words(search.query, search.depth, search.filters)
    ranked = fuse([key for key, _ in near], [key for key, _ in worded])
    found = index.vectors([key for key, _ in ranked])
    rows = spread(found, search.k)
    is_all = len(near) < search.depth and len(worded) < search.depth
    if len(rows) < search.k and not is_all and search.depth < _DEEPEST:
        deeper = replace(search, depth=_DEEPER * search.depth)
        (near,) = index.search_dense(search.vector[None], deeper.depth, search.filters)
        return _hits(index, deeper, near)
    # What was passed over fills the places that nothing else takes.
    rows = sorted([*rows, *sorted({*range(len(ranked))} - {*rows})[: search.k - len(rows)]])
    return _made(index, search.vector, [ranked[row] for row in rows], found[rows], dict(worded))


def _made(
    index: Backend,
    vector: Vectors,
    ranked: Sequence[tuple[int, float]],
    vectors: Vectors,
    weights: dict[int, float],
) -> list[Hit]:
    passages = index.passages([key for key, _ in ranked])
    cosines = vectors @ vector
    above = _above(index, passages)
    return [
        Hit(passage, score, float(cosine), weights.get(key), *above.get(key, (None, None)))
        for (key, score), passage, cosine in zip(ranked, passages, cosines, strict=True)
    ]


def _above(index: Backend, passages: Sequence[Passage]) -> dict[int, tuple[str | None, str | None]]:
    """Who says "I" in passages, and what heads tables, as what stands before one tells: by key."""
    open_ones: dict[str, list[Passage]] = {}
    for passage in passages:
        if is_spoken(passage.text) or has_rows(passage.text):
            open_ones.setdefault(passage.document.id, []).append(passage)
    found: dict[int, tuple[str | None, str | None]] = {}
    for document_id, parts in open_ones.items():
        with suppress(DocumentNotFound):
            text = index.get(document_id).text
            cut = [part for part in parts if text[part.start : part.end] == part.text]
            names = speakers_at(text, [part.start for part in cut])
            for part, name in zip(cut, names, strict=True):
                heading = heading_above(text, part.start) if has_rows(part.text) else None
                found[part.key] = name if is_spoken(part.text) else None, heading
    return found


def sources(index: Backend, evidence: Sequence[Evidence]) -> list[Document]:
    """The documents that speak to either side, without those removed since the search."""
    found = []
    for document_id in sorted({x.document.id for x in evidence if x.stance is not Stance.NEUTRAL}):
        with suppress(DocumentNotFound):
            found.append(index.get(document_id))
    return found


def absent_publishers(index: Backend, dimension: int, filters: Filters) -> list[str]:
    """The publishers asked for that no document of the index is by: most likely misspelt."""
    anything = np.eye(1, dimension, dtype=np.float32)

    def is_there(name: str) -> bool:
        kinds = (
            Filters(publishers=frozenset([name]), reviews=reviews) for reviews in (False, True)
        )
        return any(any(index.search_dense(anything, 1, kind)) for kind in kinds)

    return [name for name in sorted(filters.publishers or ()) if not is_there(name)]


def copies(index: Backend, encoder: Encoder, text: str) -> list[str]:
    """The ids of documents that are a text itself, nearly word for word."""
    spans = passages_of(text)[:_COPY_PROBES]
    if not spans:
        return []
    vectors = encoder.encode([text[span.start : span.end] for span in spans])

    def search() -> list[Passage]:
        near = index.search_dense(vectors, _COPY_NEIGHBOURS, Filters())
        return index.passages(sorted({key for row in near for key, _ in row}))

    found, own = [], shingles(text)
    near = of_its_passages(index, search)
    for document_id in sorted({passage.document.id for passage in near}):
        # One that was removed since the search is no evidence either.
        with suppress(DocumentNotFound):
            if is_copy(own, shingles(index.get(document_id).text)):
                found.append(document_id)
    return found
