"""An index on Milvus: ingest, recall and latency beside plain FAISS on the same vectors.

    python benchmarks/milvus.py milvus://HOST:PORT/NAME [--passages 50000] [--queries 200]

The passages, the filters and the baseline are those of `benchmarks/index.py`. The address must
have no index yet. Search is measured twice: as soon as everything is written, while the server
still holds the newest rows without a search structure, and once it has settled. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

import numpy as np
from index import K, Known, Vectors, documents, exact, filters, vectors

from factcheck.index import Backend, create_index, open_index
from factcheck.types import Filters

_SETTLING_SECONDS = 60


def main() -> None:
    """Build, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args()
    count, queries = arguments.passages, vectors(arguments.queries, seed=10**6)
    start = time.perf_counter()
    with create_index(arguments.address, Known(count)) as index:
        created = time.perf_counter()
        index.add(documents(count))
    built = time.perf_counter()
    baseline = exact(count, queries)
    nearest = baseline.pop("nearest")
    result: dict[str, Any] = {
        "passages": count,
        "create_s": created - start,
        "documents_per_s": count / (built - created),
        "faiss_flat": baseline,
    }
    for name, pause in (("at_once", 0), ("settled", _SETTLING_SECONDS)):
        time.sleep(pause)
        start = time.perf_counter()
        with open_index(arguments.address, Known(count)) as index:
            index.search_dense(queries[:1], K, Filters())
            opened = time.perf_counter() - start
            found = measured(index, count, queries, nearest)
            result[name] = {"open_and_first_search_s": opened, **found}
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def measured(
    index: Backend, count: int, queries: Vectors, nearest: dict[str, Any]
) -> dict[str, Any]:
    """Recall and latency for each filter, one query at a time."""
    result = {}
    for name, chosen in filters(count).items():
        times, hits = [], 0
        for query, expected in zip(queries, nearest[name], strict=True):
            start = time.perf_counter()
            (found,) = index.search_dense(query[None], K, chosen)
            times.append(time.perf_counter() - start)
            # Keys are given from 1 on, in the order of the documents.
            hits += len({key - 1 for key, _ in found} & set(expected.tolist()))
        result[name] = {
            "recall_at_10": hits / (K * len(queries)),
            "p50_ms": 1000 * float(np.median(times)),
            "p99_ms": 1000 * float(np.quantile(times, 0.99)),
        }
    return result


if __name__ == "__main__":
    main()
