"""How many of the passages that people marked are found: both searches fused, and each alone.

    python benchmarks/retrieval.py FOLDER... [--queries 500] [--stances FILE...] [--index DIR]

Each FOLDER holds `sources.jsonl` and one or more `queries*.jsonl` with `{"id", "claim",
"relevant": [ids]}` rows. The baselines of the same run are vectors alone, those made for queries
and those of the embedder (what plain sentence-transformers and FAISS give), and words alone (BM25).
Prints JSON: recall@10, nDCG@10 and milliseconds a query, for each file of queries; with `--stances`
also recall@10 of what supports and of what refutes, from `{"claim", "evidence", "label"}` rows.
`--index` keeps the indexes for the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder, Vectors
from factcheck.evaluate.data import read_rows
from factcheck.evaluate.measures import ndcg_at, recall_at
from factcheck.index import Index
from factcheck.ingest import survey
from factcheck.retrieve import retrieve
from factcheck.types import Filters

K = 10
SIDES = {"SUPPORTS": "supporting", "REFUTES": "refuting"}
Row = dict[str, Any]
Find = Callable[[str], Sequence[str]]


def main() -> None:
    """Index what is not there, ask every query in each way, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--stances", type=Path, nargs="*", default=[])
    parser.add_argument("--index", type=Path)
    arguments = parser.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as temporary:
        for folder in arguments.folders:
            place = (arguments.index or Path(temporary)) / folder.name
            speaking = stances(folder / "sources.jsonl", arguments.stances)
            for file in sorted(folder.glob("queries*.jsonl")):
                rows = read_rows(file, {"claim": str, "relevant": list})
                chosen = np.random.default_rng(1).permutation(len(rows))[: arguments.queries]
                asked = [rows[i] | speaking.get(rows[i]["claim"], {}) for i in chosen]
                result[f"{folder.name}/{file.name}"] = measured(folder, place, asked)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def stances(sources: Path, files: Sequence[Path]) -> dict[str, dict[str, list[str]]]:
    """The ids of what supports and of what refutes each claim."""
    ids = {row.get("text"): row["id"] for row in read_rows(sources, {"id": str})}
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for row in read_rows(file, {"claim": str, "evidence": str, "label": str}):
            if row["evidence"] in ids and row["label"] in SIDES:
                found[row["claim"]][SIDES[row["label"]]].append(ids[row["evidence"]])
    return found


def measured(folder: Path, place: Path, rows: Sequence[Row]) -> Row:
    """All ways of finding, for the same queries."""
    encoder = SentenceEncoder(Settings.from_environment(os.environ))
    with _index(folder, place, encoder) as index:
        return {name: _scores(find, rows) for name, find in ways(index, encoder).items()}


def ways(index: Index, encoder: SentenceEncoder) -> dict[str, Find]:
    """The ids of the documents found for a query, best first, in each way."""

    def ids(keys: Sequence[int]) -> list[str]:
        return [passage.document.id for passage in index.passages(keys)]

    def fused(query: str) -> list[str]:
        (hits,) = retrieve(index, encoder, [query], K, Filters())
        return [hit.passage.document.id for hit in hits]

    def by_vectors(encode: Callable[[Sequence[str]], Vectors], query: str) -> list[str]:
        (found,) = index.search_dense(encode([query]), K, Filters())
        return ids([key for key, _ in found])

    def by_words(query: str) -> list[str]:
        return ids([key for key, _ in index.search_words(query, K, Filters())])

    return {
        "fused": fused,
        "query_vectors": partial(by_vectors, encoder.encode_queries),
        "vectors": partial(by_vectors, encoder.encode),
        "words": by_words,
    }


def _index(folder: Path, place: Path, encoder: SentenceEncoder) -> Index:
    if not place.exists():
        with Index.create(place, encoder) as index:
            index.add(survey([str(folder / "sources.jsonl")]).documents())
    return Index.open(place, encoder)


def _scores(find: Find, rows: Sequence[Row]) -> Row:
    start = time.perf_counter()
    found = [list(dict.fromkeys(find(row["claim"]))) for row in rows]
    seconds = time.perf_counter() - start
    pairs = list(zip(found, (row["relevant"] for row in rows), strict=True))
    sides = {}
    for side in SIDES.values():
        known = [(ids, row[side]) for ids, row in zip(found, rows, strict=True) if side in row]
        if known:
            sides[f"{side}_recall_at_10"] = float(np.mean([recall_at(*each, K) for each in known]))
    return {
        "recall_at_10": float(np.mean([recall_at(ids, good, K) for ids, good in pairs])),
        "ndcg_at_10": float(np.mean([ndcg_at(ids, good, K) for ids, good in pairs])),
        **sides,
        "ms_per_query": 1000 * seconds / len(rows),
    }


if __name__ == "__main__":
    main()
