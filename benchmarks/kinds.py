"""The kinds of FAISS index that could hold a segment: recall, speed, memory and time to build.

    python benchmarks/kinds.py --passages 100000 [--kind NAME]... > kinds-100000.json

Each kind is built in a process of its own and searched in another, for a range of its setting
(the share of lists looked into, the candidates of a graph), one query at a time. The vectors are
those of `benchmarks/index.py`; recall is measured against comparing all of them. Times are seconds
of one core, so that a machine with other work gives the same figures. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from index import DIMENSION, K, Vectors, block, vectors
from numpy.typing import NDArray
from processes import apart, resident_mb

# The factory string of each; `{lists}` is 4 times the square root of the number of vectors.
KINDS = {
    "exact": "Flat",
    "IVF-Flat": "IVF{lists},Flat",
    "IVF-SQ8": "IVF{lists},SQ8",
    "IVF-PQ96, refined": "IVF{lists},PQ96x4fs,Refine(SQfp16)",
    "IVF-PQ192, refined": "IVF{lists},PQ192x4fs,Refine(SQfp16)",
    "HNSW-Flat": "HNSW32,Flat",
    "HNSW-SQ8": "HNSW32,SQ8",
}
SHARES = (1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4)
CANDIDATES = (16, 32, 64, 128, 256, 512)
# What is found by 4-bit codes before it is ranked anew, as a multiple of k.
REFINED = 20
_TRAINED_PER_LIST = 40
_BLOCK = 50_000

Result = dict[str, Any]
Numbers = NDArray[np.int64]


def nearest(count: int, queries: Vectors) -> Numbers:
    """The numbers of the nearest passages of each query, by comparing all."""
    flat = faiss.IndexFlatIP(DIMENSION)
    scores = np.full((len(queries), 0), 0.0, np.float32)
    found = np.zeros((len(queries), 0), np.int64)
    for number in range(-(-count // _BLOCK)):
        flat.reset()
        flat.add(block(number, count))
        best, keys = flat.search(queries, K)
        scores, found = np.hstack([scores, best]), np.hstack([found, keys + number * _BLOCK])
        order = np.argsort(-scores, axis=1)[:, :K]
        scores = np.take_along_axis(scores, order, axis=1)
        found = np.take_along_axis(found, order, axis=1)
    return found


def build(kind: str, count: int, path: str) -> float:
    """Write an index of that kind; the core-seconds of training and adding."""
    lists = round(4 * count**0.5)
    index = faiss.index_factory(
        DIMENSION, KINDS[kind].format(lists=lists), faiss.METRIC_INNER_PRODUCT
    )
    sample = [block(0, count)]
    while sum(map(len, sample)) < min(count, _TRAINED_PER_LIST * lists):
        sample.append(block(len(sample), count))
    spent = _timed(lambda: index.train(np.vstack(sample)))
    sample.clear()
    for number in range(-(-count // _BLOCK)):
        rows = block(number, count)
        spent += _timed(lambda rows=rows: index.add(rows))
    faiss.write_index(index, path)
    return spent


def measure(path: str, queries: Vectors, expected: Numbers) -> Result:
    """Recall, speed and memory of an index that was written."""
    faiss.omp_set_num_threads(1)
    before = resident_mb()
    index = faiss.read_index(path)
    points = [_point(index, queries, expected, value) for value in _settings(index)]
    return {"resident_mb": resident_mb() - before, "points": points}


def _settings(index: Any) -> list[Any]:
    inner = faiss.downcast_index(index.base_index) if hasattr(index, "base_index") else index
    if hasattr(inner, "nlist"):
        return [max(1, round(inner.nlist * share)) for share in SHARES]
    return list(CANDIDATES) if hasattr(inner, "hnsw") else [None]


def _parameters(index: Any, value: Any) -> Any:
    if value is None:
        return None
    if hasattr(index, "base_index"):
        inner = faiss.SearchParametersIVF(nprobe=value)
        return faiss.IndexRefineSearchParameters(k_factor=REFINED, base_index_params=inner)
    if hasattr(index, "hnsw"):
        return faiss.SearchParametersHNSW(efSearch=value)
    return faiss.SearchParametersIVF(nprobe=value)


def _point(index: Any, queries: Vectors, expected: Numbers, value: Any) -> Result:
    parameters = _parameters(index, value)
    index.search(queries[:5], K, params=parameters)
    found, spent = [], []
    for query in queries:
        start = time.process_time()
        found.append(index.search(query[None], K, params=parameters)[1][0])
        spent.append(time.process_time() - start)
    hits = sum(len(set(a.tolist()) & set(b.tolist())) for a, b in zip(found, expected, strict=True))
    return {
        "setting": value,
        "recall_at_10": hits / expected.size,
        "queries_per_core_s": len(queries) / sum(spent),
        "p50_ms": 1000 * float(np.median(spent)),
    }


def _timed(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Build and measure each kind, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--kind", action="append", choices=KINDS)
    arguments = parser.parse_args()
    queries = vectors(arguments.queries, seed=10**6)
    expected = nearest(arguments.passages, queries)
    kinds: dict[str, Result] = {}
    for kind in arguments.kind or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "index")
            built = apart(build, kind, arguments.passages, path)
            size = Path(path).stat().st_size / 2**20
            measures = apart(measure, path, queries, expected)
            kinds[kind] = {"build_core_s": built, "file_mb": size, **measures}
    json.dump({"passages": arguments.passages, "kinds": kinds}, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
