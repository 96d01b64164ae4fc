"""Rows of vectors in FAISS, searched by number: the only module that knows it.

Few rows are compared one by one. Many are kept in inverted lists (Jégou et al. 2011,
"Product quantization for nearest neighbor search") with 4-bit codes (André et al. 2017,
"Accelerated nearest neighbor search with quick ADC"); what those find is ranked again by
half-precision vectors.
Rows never change once they are made, so any number of threads may search them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck import runtime
from factcheck.index.read_through import ReadThrough

Keys = NDArray[np.int64]
Vectors = NDArray[np.float32]
# The same chunks of keys in ascending order and vectors, each time that it is called.
Chunks = Callable[[], Iterable[tuple[Keys, Vectors]]]

# Below this share, scoring the allowed rows one by one beats walking over all of them.
_FEW = 0.25
# So many allowed rows of inverted lists are compared one by one.
_FEW_ROWS = 30_000
_TRAINED_PER_LIST = 40
# Share of the lists that are looked into, and candidates per result that are ranked again, of a
# million rows. The more rows, the more of them their codes cannot tell apart:
# docs/index-experiments.md.
_PROBED, _REFINED, _MILLION = 1 / 8, 20, 1_000_000
# 4-bit codes per number of a vector: one for two numbers.
_NUMBERS_PER_CODE = 2


class Unreadable(ValueError):
    """A file is not one that was written here, or not any more."""


@dataclass(frozen=True)
class Scope:
    """Which rows may be found: how many, and what selects them if not all."""

    count: int
    selector: Any


class Rows:
    """Vectors with a key for each row, in ascending order of keys.

    :param index: a FAISS index with the keys.
    """

    def __init__(self, index: Any) -> None:
        faiss = _faiss()
        # Rows are searched below the level of keys, where a mask of rows costs nothing more.
        self._index, self._rows = index, faiss.downcast_index(index.index)
        self.checked_by: ReadThrough | None = None
        self.keys: Keys = faiss.vector_to_array(index.id_map)
        self._is_exact = isinstance(self._rows, faiss.IndexFlatIP)
        if not self._is_exact:
            self._lists = faiss.downcast_index(self._rows.base_index)
            self._full = faiss.downcast_index(self._rows.refine_index)

    @classmethod
    def of(cls, chunks: Chunks, dimension: int) -> Rows:
        """Rows in memory that are compared one by one."""
        return cls._filled(_faiss().IndexFlatIP(dimension), chunks)

    @classmethod
    def in_lists(cls, chunks: Chunks, count: int, dimension: int) -> Rows:
        """Rows in memory in inverted lists.

        :param count: how many there are; at least some thousands.
        """
        faiss = _faiss()
        faiss.omp_set_num_threads(runtime.cores())
        return cls._filled(_lists(chunks, count, dimension), chunks)

    @classmethod
    def _filled(cls, rows: Any, chunks: Chunks) -> Rows:
        index = _faiss().IndexIDMap(rows)
        for keys, vectors in chunks():
            index.add_with_ids(vectors, keys)
        return cls(index)

    @classmethod
    def read(cls, path: Path, dimension: int) -> Rows:
        """Rows whose vectors stay on disk and are read as they are needed.

        :raises Unreadable: if the file is missing or damaged.
        """
        faiss = _faiss()
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise Unreadable(f"{path.name} cannot be read by faiss") from error
        if not isinstance(index, faiss.IndexIDMap):
            raise Unreadable(f"{path.name} holds another kind of index")
        inner = faiss.downcast_index(index.index)
        if not isinstance(inner, faiss.IndexFlatIP | faiss.IndexRefine):
            raise Unreadable(f"{path.name} holds another kind of index")
        rows = cls(index)
        is_sound = inner.d == dimension and inner.ntotal == len(rows.keys)
        if not rows._is_exact:
            is_sound = is_sound and rows._lists.ntotal == rows._full.ntotal == len(rows.keys)
        if not is_sound or bool(np.any(np.diff(rows.keys) <= 0)):
            raise Unreadable(f"{path.name} does not hold what was written")
        return rows

    @property
    def is_altered(self) -> bool:
        """Whether the file that they are read from has been found not to be what was written."""
        return self.checked_by is not None and self.checked_by.is_altered

    def holds(self, keys: range) -> bool:
        """Whether all of these are among its keys."""
        first, end = np.searchsorted(self.keys, [keys.start, keys.stop])
        return bool(end - first == len(keys))

    def vectors(self, keys: range) -> Vectors:
        """The vectors of keys that it holds, as precise as they are here."""
        kept = self._rows if self._is_exact else self._full
        found: Vectors = kept.reconstruct_batch(np.searchsorted(self.keys, keys))
        return found

    def write(self, path: Path) -> None:
        """Write the vectors with their keys.

        :raises OSError: if the disk is full or the file cannot be made.
        """
        faiss = _faiss()
        try:
            # FAISS itself passes over what fails when a file is closed, and leaves it short.
            with path.open("wb") as file:
                faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))
        except (OSError, RuntimeError) as error:
            raise OSError(f"{path.name} cannot be written, is the disk full?") from error

    def scope(self, allowed: NDArray[np.bool_]) -> Scope:
        """The rows that a selection of keys leaves."""
        faiss = _faiss()
        mask = allowed[self.keys]
        count = int(mask.sum())
        if count == len(mask):
            return Scope(count, None)
        if self._is_exact and count < _FEW * len(mask):
            return Scope(count, faiss.IDSelectorArray(np.flatnonzero(mask)))
        return Scope(count, faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little")))

    def search(self, queries: Vectors, k: int, scope: Scope) -> tuple[Vectors, Keys]:
        """The cosines and keys of the `k` best rows, two arrays of shape (q, k).

        :param k: at most as many as the scope has.
        """
        faiss = _faiss()
        # One thread a query: several fight for the cores as soon as anything else runs.
        faiss.omp_set_num_threads(1)
        selected = faiss.SearchParameters(sel=scope.selector) if scope.selector else None
        if self._is_exact:
            scores, rows = self._rows.search(queries, k, params=selected)
        elif scope.count <= _FEW_ROWS:
            scores, rows = self._full.search(queries, k, params=selected)
        else:
            scores, rows = self._search_lists(queries, k, scope)
        return scores, self.keys[rows]

    def _search_lists(self, queries: Vectors, k: int, scope: Scope) -> tuple[Vectors, Keys]:
        """Looks into more lists the fewer rows are selected, and into all if need be."""
        faiss = _faiss()
        share = scope.count / len(self.keys)
        probed = math.ceil(self._lists.nlist * _PROBED / math.sqrt(share))
        refined = _REFINED * max(1.0, math.sqrt(len(self.keys) / _MILLION))
        while True:
            inner = faiss.SearchParametersIVF(nprobe=min(probed, self._lists.nlist))
            if scope.selector is not None:
                inner.sel = scope.selector
            parameters = faiss.IndexRefineSearchParameters(
                k_factor=refined, base_index_params=inner
            )
            scores, rows = self._rows.search(queries, k, params=parameters)
            if probed >= self._lists.nlist or bool((rows >= 0).all()):
                return scores, rows
            probed *= 4


def _lists(chunks: Chunks, count: int, dimension: int) -> Any:
    """Empty inverted lists for `count` rows, trained on an even sample of them."""
    faiss = _faiss()
    lists = 2 ** round(math.log2(4 * math.sqrt(count)))
    every = max(1, count // (_TRAINED_PER_LIST * lists))
    sample, seen = [], 0
    for _, vectors in chunks():
        sample.append(vectors[-seen % every :: every])
        seen += len(vectors)
    kind = f"IVF{lists},PQ{dimension // _NUMBERS_PER_CODE}x4fs,Refine(SQfp16)"
    rows = faiss.index_factory(dimension, kind, faiss.METRIC_INNER_PRODUCT)
    rows.train(np.vstack(sample))
    return rows


@cache
def _faiss() -> Any:
    import faiss

    # The default sends batches of up to hundreds of queries through the slow path.
    faiss.cvar.distance_compute_blas_threshold = 1536
    return faiss
