"""Verdicts from claim to answer: latency and throughput, beside a plain pipeline.

    python benchmarks/verify.py SOURCES.jsonl CLAIMS.jsonl [--claims 20] [-k 20]

CLAIMS.jsonl holds `{"claim"}` rows. The baseline of the same run is what most pipelines are made
of: sentence-transformers' `encode`, a flat FAISS index of whole passages and `CrossEncoder.predict`
with their defaults in 32-bit floats, the same weights, the same passages and as many of them. It
reads no sentence by itself, checks no figure, counts no origin and knows no date. Each is asked one
claim at a time, then all together. Prints JSON: milliseconds (median and 95th percentile of single
claims), claims a second together, and how often both say that the same side is stronger.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from sentence_transformers import CrossEncoder as PlainCrossEncoder, SentenceTransformer

from factcheck import FactChecker, Verdict
from factcheck.config import Settings
from factcheck.crossencoders import label_columns
from factcheck.evaluate.data import read_rows
from factcheck.ingest import survey
from factcheck.language.text import passages
from factcheck.model_files import embedder_folder, stance_folder

SUPPORTS, REFUTES = 0, 1


class Plain:
    """The plain pipeline over the passages of some documents."""

    def __init__(self, texts: Sequence[str], k: int) -> None:
        settings = Settings.from_environment(os.environ)
        self._texts, self._k = texts, k
        self._encoder = SentenceTransformer(str(embedder_folder(settings.embedder)), device="cpu")
        folder = str(stance_folder(settings.stance_model))
        self._judge = PlainCrossEncoder(folder, device="cpu", model_kwargs={"dtype": "float32"})
        self._columns = label_columns(self._judge.model.config.id2label, folder)
        vectors = self._encoder.encode(list(texts), normalize_embeddings=True)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def verify(self, claims: Sequence[str]) -> list[int]:
        """Which side has the strongest passage, for each claim."""
        queries = self._encoder.encode(list(claims), normalize_embeddings=True)
        found = self._index.search(queries, self._k)[1]
        pairs = [
            (self._texts[row], claim)
            for claim, rows in zip(claims, found, strict=True)
            for row in rows
        ]
        scores = self._judge.predict(pairs, apply_softmax=True)[:, self._columns]
        strongest = scores.reshape(len(claims), -1, scores.shape[1]).max(axis=1)
        return [int(row[:2].argmax()) for row in strongest]


def main() -> None:
    """Measure both, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--claims", dest="most", type=int, default=20)
    parser.add_argument("-k", type=int, default=20)
    arguments = parser.parse_args()
    rows = read_rows(arguments.claims, {"claim": str})
    chosen = np.random.default_rng(1).permutation(len(rows))[: arguments.most]
    claims = [rows[i]["claim"] for i in chosen]
    documents = list(survey([str(arguments.sources)]).documents())
    with (
        tempfile.TemporaryDirectory() as folder,
        FactChecker.create(Path(folder) / "index") as checker,
    ):
        checker.add(documents)
        checker.warm_up()
        ours, verdicts = measured(lambda some: checker.verify_many(some, k=arguments.k), claims)
    texts = [d.text[span.start : span.end] for d in documents for span in passages(d.text)]
    plain, sides = measured(Plain(texts, arguments.k).verify, claims)
    agree = [_side(verdict) == side for verdict, side in zip(verdicts, sides, strict=True)]
    result = {
        "claims": len(claims),
        "passages": len(texts),
        "k": arguments.k,
        "factcheck": ours,
        "plain pipeline (baseline)": plain,
        "same_stronger_side": round(float(np.mean(agree)), 3),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def measured(
    verify: Callable[[Sequence[str]], list[Any]], claims: list[str]
) -> tuple[dict[str, float], list[Any]]:
    """One claim at a time, then all together."""
    verify(claims[:1])
    times = []
    for claim in claims:
        start = time.perf_counter()
        verify([claim])
        times.append(1000 * (time.perf_counter() - start))
    start = time.perf_counter()
    found = verify(claims)
    took = time.perf_counter() - start
    return {
        "p50_ms": round(float(np.median(times)), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        "claims_per_second": round(len(claims) / took, 3),
    }, found


def _side(verdict: Verdict) -> int:
    supports = max((item.probabilities.supports for item in verdict.evidence), default=0.0)
    refutes = max((item.probabilities.refutes for item in verdict.evidence), default=0.0)
    return REFUTES if refutes > supports else SUPPORTS


if __name__ == "__main__":
    main()
