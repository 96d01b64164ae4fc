"""From a claim to the passages that may bear on it: vectors and words, fused by rank."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from factcheck.encoders import Encoder, Vectors
from factcheck.errors import DocumentNotFound
from factcheck.index import Backend
from factcheck.types import Document, Evidence, Filters, Hit, Stance

# Reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009. Constant and weight were chosen
# by recall@10 on three collections (docs/index.md); their 60 buries what one list has first.
_CONSTANT = 2
_WORDS_WEIGHT = 0.75
_DEPTH = 50


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


def retrieve(
    index: Backend, encoder: Encoder, queries: Sequence[str], k: int, filters: Filters
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
    index: Backend,
    vector: Vectors,
    near: Sequence[tuple[int, float]],
    worded: Sequence[tuple[int, float]],
    k: int,
) -> list[Hit]:
    weights = dict(worded)
    ranked = fuse([key for key, _ in near], [key for key, _ in worded])[:k]
    keys = [key for key, _ in ranked]
    cosines = index.vectors(keys) @ vector
    return [
        Hit(passage, score, dense=float(cosine), lexical=weights.get(key))
        for (key, score), passage, cosine in zip(ranked, index.passages(keys), cosines, strict=True)
    ]


def sources(index: Backend, evidence: Sequence[Evidence]) -> list[Document]:
    """The documents that speak to either side, without those removed since the search."""
    found = []
    for document_id in sorted({x.document.id for x in evidence if x.stance is not Stance.NEUTRAL}):
        with suppress(DocumentNotFound):
            found.append(index.get(document_id))
    return found
