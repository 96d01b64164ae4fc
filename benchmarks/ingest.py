"""How fast sources become an index, beside embedding the same passages alone.

    python benchmarks/ingest.py SOURCES.jsonl... [--documents 2000] [--workers N]...

The baseline of the same run is what most pipelines start from: sentence-transformers' `encode`
with its defaults (32 texts at a time, 32-bit floats), same weights, same passages, nothing written.
Ours reads, cuts, embeds, and writes documents, words, vectors and files of vectors to a new
index. Both run in a process of their own with the model loaded. For each `--workers` it is built
again with so many workers of a local Ray; that they load the model is part of their time. Prints
JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from factcheck.bulk import Workers
from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.index import Index
from factcheck.index.incoming import embedded_text
from factcheck.ingest import survey
from factcheck.language.text import passages
from factcheck.model_files import embedder_folder
from factcheck.types import Document

Result = dict[str, Any]


def main() -> None:
    """Measure both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--workers", type=int, action="append", default=[])
    arguments = parser.parse_args()
    documents = list(islice(survey(arguments.sources).documents(), arguments.documents))
    baseline = apart(encode_alone, documents)
    ours = apart(ingest, documents)
    result = {
        "documents": len(documents),
        "sentence_transformers_encode": baseline,
        "factcheck": ours,
        "times_as_fast": baseline["seconds"] / ours["seconds"],
        "ray": {count: apart(ingest, documents, count) for count in arguments.workers},
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def apart(measure: Any, documents: Sequence[Document], *options: int) -> Result:
    """What `measure` returns in a fresh process, with that process's greatest memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        result: Result = process.submit(measure, documents, *options).result()
    return result


def encode_alone(documents: Sequence[Document]) -> Result:
    """sentence-transformers with its defaults on every passage."""
    from sentence_transformers import SentenceTransformer

    texts = [
        embedded_text(document.title, document.text[span.start : span.end])
        for document in documents
        for span in passages(document.text)
    ]
    folder = embedder_folder(Settings.from_environment(os.environ).embedder)
    model = SentenceTransformer(folder.as_posix(), device="cpu", local_files_only=True)
    model.encode(texts[:32])
    started = time.perf_counter()
    model.encode(texts)
    return _record(time.perf_counter() - started, len(texts))


def ingest(documents: Sequence[Document], workers: int = 0) -> Result:
    """Everything that `factcheck index build` does once its sources are read."""
    encoder = SentenceEncoder(Settings.from_environment(os.environ))
    encoder.encode(["warm up"])
    bulk = Workers("local", workers) if workers else None
    with tempfile.TemporaryDirectory() as folder, bulk or nullcontext():
        started = time.perf_counter()
        with Index.create(Path(folder) / "index", encoder) as index:
            summary = index.add(iter(documents), bulk=bulk)
        seconds = time.perf_counter() - started
    return _record(seconds, asdict(summary)["passages"])


def _record(seconds: float, count: int) -> Result:
    return {
        "seconds": seconds,
        "passages": count,
        "passages_per_second": count / seconds,
        "greatest_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
