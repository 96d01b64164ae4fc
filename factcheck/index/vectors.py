"""Vectors as the store keeps them, and the search over all parts of an index."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.index.rows import Keys, Rows, Scope, Vectors

# Indexed by passage key: whether that passage may be found.
Allowed = NDArray[np.bool_]

# Cosines are told to six decimals: the next ones depend on how many queries share a batch.
_DECIMALS = 6
# Looked up beyond k, to see whether equal scores straddle the cut.
_SLACK = 16


def to_bytes(vectors: Vectors) -> list[bytes]:
    """Each row in half precision, as the store keeps it."""
    return [row.tobytes() for row in np.ascontiguousarray(vectors, dtype="<f2")]


def checksum(rows: Sequence[bytes]) -> bytes:
    """SHA-256 of the vectors of a document, as :func:`to_bytes` gives them."""
    return hashlib.sha256(b"".join(rows)).digest()


def from_bytes(rows: Sequence[bytes], dimension: int) -> Vectors:
    """Unit vectors of shape (len(rows), dimension) from rows in half precision.

    :raises ValueError: if a row has another length, or holds an infinity.
    """
    if any(not isinstance(row, bytes) or len(row) != 2 * dimension for row in rows):
        raise ValueError(f"a vector does not have {dimension} numbers")
    vectors = np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), dimension)
    full = vectors.astype(np.float32)
    if not np.isfinite(full).all():
        raise ValueError("a vector holds something that is not a number")
    norms = np.linalg.norm(full, axis=1, keepdims=True)
    result: Vectors = full / np.maximum(norms, np.finfo(np.float32).tiny)
    return result


def search(
    parts: Sequence[tuple[Rows, Scope]], queries: Vectors, k: int
) -> list[list[tuple[int, float]]]:
    """The `k` best (key, cosine) for each query, best first; equal cosines by key.

    How the vectors are spread over parts makes no difference as long as these are small enough
    to be compared one by one.
    """
    parts = [(part, scope) for part, scope in parts if scope.count]
    if not parts:
        return [[] for _ in queries]
    queries, depth = np.ascontiguousarray(queries, dtype=np.float32), k + _SLACK
    while True:
        lists = [_ranked(part, queries, min(depth, scope.count), scope) for part, scope in parts]
        scores, keys = (np.hstack(columns) for columns in zip(*lists, strict=True))
        order = np.lexsort((keys, -scores), axis=1)[:, :k]
        best = np.take_along_axis(scores, order, axis=1)
        if not any(
            depth < scope.count and (found[:, -1] >= best[:, -1]).any()
            for (_, scope), (found, _) in zip(parts, lists, strict=True)
        ):
            break
        depth *= 4
    kept = np.take_along_axis(keys, order, axis=1)
    return [
        list(zip(row, cosines, strict=True))
        for row, cosines in zip(kept.tolist(), best.tolist(), strict=True)
    ]


def _ranked(part: Rows, queries: Vectors, k: int, scope: Scope) -> tuple[NDArray[np.float64], Keys]:
    scores, keys = part.search(queries, k, scope)
    return scores.astype(np.float64).round(_DECIMALS), keys
