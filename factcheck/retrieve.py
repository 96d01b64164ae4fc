"""From a claim to the passages that may bear on it: vectors and words, fused by rank."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from factcheck.encoders import Encoder, Vectors
from factcheck.errors import DocumentNotFound
from factcheck.index import Index
from factcheck.types import Document, Evidence, Filters, Hit, Stance

# Reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009, with their constant.
RRF_CONSTANT = 60
_DEPTH = 50


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion of ranked keys: (key, sum of 1/(60 + rank)), best first.

    Ties go to the smaller key, so that the order is always the same.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (RRF_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def retrieve(
    index: Index, encoder: Encoder, queries: Sequence[str], k: int, filters: Filters
) -> list[list[Hit]]:
    """The `k` best passages for each query, best first.

    :param queries: claims or questions.
    :param filters: applied inside both searches, so that `k` never shrinks.
    """
    if not queries:
        return []
    depth = max(_DEPTH, 2 * k)
    vectors = encoder.encode(queries)
    dense = index.search_dense(vectors, depth, filters)
    return [
        _hits(index, vector, near, index.search_words(query, depth, filters), k)
        for query, vector, near in zip(queries, vectors, dense, strict=True)
    ]


def _hits(
    index: Index,
    vector: Vectors,
    near: Sequence[tuple[int, float]],
    worded: Sequence[tuple[int, float]],
    k: int,
) -> list[Hit]:
    weights = dict(worded)
    ranked = fuse([[key for key, _ in near], [key for key, _ in worded]])[:k]
    keys = [key for key, _ in ranked]
    cosines = index.vectors(keys) @ vector
    return [
        Hit(passage, score, dense=float(cosine), lexical=weights.get(key))
        for (key, score), passage, cosine in zip(ranked, index.passages(keys), cosines, strict=True)
    ]


def sources(index: Index, evidence: Sequence[Evidence]) -> list[Document]:
    """The documents that speak to either side, without those removed since the search."""
    found = []
    for document_id in sorted({x.document.id for x in evidence if x.stance is not Stance.NEUTRAL}):
        with suppress(DocumentNotFound):
            found.append(index.get(document_id))
    return found
