"""Exact search over the vectors of passages: the only module that knows FAISS.

A :class:`Part` never changes once it is made, so any number of threads may search it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]
# Indexed by passage key: whether that passage may be found.
Allowed = NDArray[np.bool_]

# Cosines are told to six decimals: the next ones depend on how many queries share a batch.
_DECIMALS = 6
# Looked up beyond k, to see whether equal scores straddle the cut.
_SLACK = 16
# Below this share, scoring the allowed rows one by one beats walking over all of them.
_FEW = 0.25


class Unreadable(ValueError):
    """A file is not one that :meth:`Part.write` wrote, or not any more."""


def to_bytes(vectors: Vectors) -> list[bytes]:
    """Each row in half precision, as the store keeps it."""
    return [row.tobytes() for row in np.ascontiguousarray(vectors, dtype="<f2")]


def from_bytes(rows: Sequence[bytes], dimension: int) -> Vectors:
    """Unit vectors of shape (len(rows), dimension) from rows in half precision.

    :raises ValueError: if a row has another length, or holds an infinity.
    """
    if any(len(row) != 2 * dimension for row in rows):
        raise ValueError(f"a vector does not have {dimension} numbers")
    vectors = np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), dimension)
    full = vectors.astype(np.float32)
    if not np.isfinite(full).all():
        raise ValueError("a vector holds something that is not a number")
    norms = np.linalg.norm(full, axis=1, keepdims=True)
    result: Vectors = full / np.maximum(norms, np.finfo(np.float32).tiny)
    return result


@dataclass(frozen=True)
class Scope:
    """Which rows of a part may be found: how many, and what tells FAISS if not all."""

    count: int
    parameters: Any


class Part:
    """Some vectors in FAISS, with the passage key of each row in ascending order."""

    def __init__(self, index: Any) -> None:
        faiss = _faiss()
        # Rows are searched below the level of keys, where a mask of rows costs nothing more.
        self._index, self._rows = index, faiss.downcast_index(index.index)
        self.keys: Keys = faiss.vector_to_array(index.id_map)

    @classmethod
    def of(cls, chunks: Iterable[tuple[Keys, Vectors]], dimension: int) -> Part:
        """A part in memory, from chunks in ascending order of keys."""
        faiss = _faiss()
        rows = faiss.IndexFlatIP(dimension)
        index = faiss.IndexIDMap(rows)
        for keys, vectors in chunks:
            index.add_with_ids(vectors, keys)
        return cls(index)

    @classmethod
    def read(cls, path: Path, dimension: int) -> Part:
        """A part whose vectors stay on disk and are read as they are needed.

        :raises Unreadable: if the file is missing or damaged.
        """
        faiss = _faiss()
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise Unreadable(f"{path.name} cannot be read by faiss") from error
        if not isinstance(index, faiss.IndexIDMap):
            raise Unreadable(f"{path.name} holds another kind of index")
        part = cls(index)
        rows, keys = part._rows, part.keys
        is_flat = isinstance(rows, faiss.IndexFlatIP) and rows.d == dimension
        if not is_flat or rows.ntotal != len(keys) or bool(np.any(np.diff(keys) <= 0)):
            raise Unreadable(f"{path.name} does not hold what was written")
        return part

    def write(self, path: Path) -> None:
        """Write the vectors with their keys.

        :raises OSError: if the disk is full or the file cannot be made.
        """
        try:
            _faiss().write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(f"{path.name} cannot be written, is the disk full?") from error

    def scope(self, allowed: Allowed) -> Scope:
        """The rows that a selection leaves."""
        faiss = _faiss()
        mask = allowed[self.keys]
        count = int(mask.sum())
        if count == len(mask):
            return Scope(count, None)
        if count < _FEW * len(mask):
            selector = faiss.IDSelectorArray(np.flatnonzero(mask))
        else:
            selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        return Scope(count, faiss.SearchParameters(sel=selector))

    def search(self, queries: Vectors, k: int, scope: Scope) -> tuple[NDArray[np.float64], Keys]:
        """The rounded cosines and keys of the `k` best rows, two arrays of shape (q, k)."""
        faiss = _faiss()
        # One thread a query: several fight for the cores as soon as anything else runs.
        faiss.omp_set_num_threads(1)
        scores, rows = self._rows.search(queries, k, params=scope.parameters)
        return np.round(scores.astype(np.float64), _DECIMALS), self.keys[rows]


def search(
    parts: Sequence[tuple[Part, Scope]], queries: Vectors, k: int
) -> list[list[tuple[int, float]]]:
    """The `k` best (key, cosine) for each query, best first; equal cosines by key.

    How the vectors are spread over parts makes no difference.
    """
    parts = [(part, scope) for part, scope in parts if scope.count]
    if not parts:
        return [[] for _ in queries]
    queries, depth = np.ascontiguousarray(queries, dtype=np.float32), k + _SLACK
    while True:
        lists = [part.search(queries, min(depth, scope.count), scope) for part, scope in parts]
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


@cache
def _faiss() -> Any:
    import faiss

    # The default sends batches of up to hundreds of queries through the slow path.
    faiss.cvar.distance_compute_blas_threshold = 1536
    return faiss
