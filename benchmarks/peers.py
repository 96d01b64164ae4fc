"""Our index beside others that work offline: building, one query by meaning, recall.

    pip install usearch chromadb lancedb qdrant-client
    python benchmarks/peers.py [--passages 20000] [--queries 100]

The passages are those of `benchmarks/index.py`: made vectors of 384 dimensions with short texts.
All get the same vectors, so that only the index is measured; recall@10 is against exact search by
plain FAISS, the baseline. Ours writes documents, words and vectors to disk, as it always does; of
the others each does what its own first example does. One that is not installed is named, not
measured. Prints JSON: passages a second to build, median milliseconds a query, recall@10.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from index import DIMENSION, K, Known, Vectors, block, documents, vectors

from factcheck.index import Index
from factcheck.types import Filters

Search = Callable[[Vectors], Sequence[int]]
Build = Callable[[Path, Vectors, list[str]], Search]


def main() -> None:
    """Build and ask each, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=100)
    arguments = parser.parse_args()
    texts = [document.text for document in documents(arguments.passages)]
    rows = block(0, arguments.passages)
    queries = vectors(arguments.queries, seed=999)
    exact = faiss.IndexFlatIP(DIMENSION)
    exact.add(rows)
    nearest = exact.search(queries, K)[1]
    result: dict[str, Any] = {"passages": len(rows), "queries": len(queries)}
    for name, build in PEERS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                result[name] = measured(build, Path(folder), rows, texts, queries, nearest)
            except ImportError as error:
                result[name] = f"not measured: {error}"
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def measured(
    build: Build, folder: Path, rows: Vectors, texts: list[str], queries: Vectors, nearest: Any
) -> dict[str, float]:
    """Time to build, time to ask, and what is found."""
    start = time.perf_counter()
    search = build(folder, rows, texts)
    built = time.perf_counter() - start
    search(queries[0])
    times, found = [], 0
    for query, wanted in zip(queries, nearest, strict=True):
        start = time.perf_counter()
        keys = search(query)
        times.append(time.perf_counter() - start)
        found += len(set(keys) & set(wanted.tolist()))
    return {
        "passages_per_second": round(len(rows) / built, 1),
        "query_p50_ms": round(1000 * float(np.median(times)), 3),
        "recall_at_10": round(found / (K * len(queries)), 4),
    }


def ours(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """Everything of the index: documents, passages, words and vectors."""
    place = folder / "index"
    with Index.create(place, Known(len(rows))) as index:
        index.add(documents(len(rows)))
    opened = Index.open(place, Known(len(rows)))

    def search(query: Vectors) -> list[int]:
        (hits,) = opened.search_dense(query[None], K, Filters())
        return [key - 1 for key, _ in hits]

    return search


def plain_faiss(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """The baseline: vectors in memory, nothing else."""
    index = faiss.IndexFlatIP(DIMENSION)
    index.add(rows)
    return lambda query: list(map(int, index.search(query[None], K)[1][0]))


def usearch(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """HNSW, vectors only."""
    from usearch.index import Index as Peer

    index = Peer(ndim=DIMENSION, metric="ip", dtype="f32")
    index.add(np.arange(len(rows)), rows)
    return lambda query: list(map(int, index.search(query, K).keys))


def chroma(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """A persistent client with texts and our vectors."""
    import chromadb

    collection = chromadb.PersistentClient(str(folder)).create_collection(
        "passages", embedding_function=None, metadata={"hnsw:space": "ip"}
    )
    for first in range(0, len(rows), 5_000):
        ids = [str(number) for number in range(first, min(first + 5_000, len(rows)))]
        part = slice(first, first + 5_000)
        collection.add(ids=ids, embeddings=rows[part], documents=texts[part])

    def search(query: Vectors) -> list[int]:
        found = collection.query(query_embeddings=query[None], n_results=K, include=[])
        return list(map(int, found["ids"][0]))

    return search


def lance(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """A table with texts and vectors, and an index of the latter."""
    import lancedb

    table = lancedb.connect(str(folder)).create_table(
        "passages",
        [{"id": i, "vector": row, "text": texts[i]} for i, row in enumerate(rows)],
    )
    table.create_index(metric="dot", index_type="IVF_HNSW_SQ", num_partitions=1)

    def search(query: Vectors) -> list[int]:
        found = table.search(query).distance_type("dot").limit(K).select(["id"]).to_list()
        return [row["id"] for row in found]

    return search


def qdrant(folder: Path, rows: Vectors, texts: list[str]) -> Search:
    """The client's own local mode, a folder with texts and vectors."""
    from qdrant_client import QdrantClient, models

    client = QdrantClient(path=str(folder))
    terms = models.VectorParams(size=DIMENSION, distance=models.Distance.DOT)
    client.create_collection("passages", vectors_config=terms)
    points = models.Batch(
        ids=list(range(len(rows))), vectors=rows.tolist(), payloads=[{"text": t} for t in texts]
    )
    client.upsert("passages", points)

    def search(query: Vectors) -> list[int]:
        found = client.query_points("passages", query=query.tolist(), limit=K, with_payload=False)
        return [int(point.id) for point in found.points]

    return search


PEERS: dict[str, Build] = {
    f"factcheck {version('factcheck-engine')}": ours,
    f"faiss flat {faiss.__version__} (baseline)": plain_faiss,
    "usearch": usearch,
    "chromadb": chroma,
    "lancedb": lance,
    "qdrant-client local": qdrant,
}


if __name__ == "__main__":
    main()
