"""An index of a million passages: recall, latency, memory and time to open, beside plain FAISS.

    python benchmarks/index.py [--passages 1000000] [--queries 300] [--folder DIR]

Passages are made: unit vectors around 20,000 centres of unequal weight, with the falling spectrum
of sentence embeddings, and short texts of words of unequal frequency. They go through the real
index, store and words included; only the embedder is one that knows the vector of each text. The
baseline is `faiss.IndexFlatIP` over the same vectors, which is also what recall is measured
against. Filters pass the given shares of all passages, or a dozen by their ids; `new_ms` is the
time of a search with a filter that was never asked for. Prints JSON.

With `--folder` the index is kept there, and used again if it is there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from factcheck.index.embedded import Index
from factcheck.model_files import ModelInfo
from factcheck.types import Document, Filters

DIMENSION, CENTRES, K = 384, 20_000, 10
SELECTIVITIES = (0.001, 0.1, 0.9)
NAMED = 12
_WORDS = 50_000
_BLOCK = 50_000

Vectors = NDArray[np.float32]


def vectors(count: int, seed: int) -> Vectors:
    """Unit vectors of shape (count, 384); the centres are the same for every seed."""
    random = np.random.default_rng(0)
    spectrum = (1 / np.sqrt(1 + np.arange(DIMENSION) / 8)).astype(np.float32)
    centres = _unit(random.standard_normal((CENTRES, DIMENSION), dtype=np.float32) * spectrum)
    weights = 1 / (1 + np.arange(CENTRES)) ** 0.7
    random = np.random.default_rng(seed + 1)
    of = random.choice(CENTRES, count, p=weights / weights.sum())
    noise = random.standard_normal((count, DIMENSION), dtype=np.float32)
    return _unit(centres[of] + noise * (0.75 * spectrum / np.linalg.norm(spectrum)))


def _unit(rows: Vectors) -> Vectors:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def block(number: int, count: int) -> Vectors:
    """Of all passages those with the numbers from `number * 50,000` on."""
    return vectors(min(_BLOCK, count - number * _BLOCK), seed=number)


def documents(count: int) -> Iterator[Document]:
    """One passage each; the publisher tells which share of all it belongs to."""
    for first in range(0, count, _BLOCK):
        random = np.random.default_rng(first)
        size = min(_BLOCK, count - first)
        words = np.minimum(random.zipf(1.3, (size, 24)), _WORDS)
        for row in range(size):
            number = first + row
            publisher = next((f"{s}" for s in SELECTIVITIES if number % 1000 < 1000 * s), "rest")
            text = " ".join(f"w{word}" for word in words[row])
            yield Document(id=str(number), text=f"P{number} {text}.", publisher=publisher)


class Known:
    """An embedder that knows the vector of each made text."""

    def __init__(self, count: int) -> None:
        self._count, self._number, self._block = count, -1, np.zeros((0, DIMENSION), np.float32)

    @property
    def info(self) -> ModelInfo:
        """A name of its own, so that no other embedder opens the index."""
        return ModelInfo(f"made-{self._count}", "0" * 64, DIMENSION)

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """The vectors of these texts."""
        numbers = [int(text[1 : text.index(" ")]) for text in texts]
        found = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for row, number in enumerate(numbers):
            if number // _BLOCK != self._number:
                self._number = number // _BLOCK
                self._block = block(self._number, self._count)
            found[row] = self._block[number % _BLOCK]
        if progress is not None:
            progress(len(texts))
        return found

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same: what is asked is a made text, too."""
        return self.encode(texts)


def named(count: int) -> range:
    """The numbers of the passages that are named one by one."""
    return range(0, count, count // NAMED)[:NAMED]


def filters(count: int) -> dict[str, Filters]:
    """Nothing, what passes each share (the numbers below it, in every thousand), and a dozen."""
    chosen = {"all": Filters()}
    for place, share in enumerate(SELECTIVITIES):
        names = frozenset(f"{s}" for s in SELECTIVITIES[: place + 1])
        chosen[f"{share:.1%}"] = Filters(publishers=names)
    chosen["named"] = Filters(documents=frozenset(map(str, named(count))))
    return chosen


def exact(count: int, queries: Vectors) -> dict[str, Any]:
    """The nearest passages by plain FAISS, for each filter, and its time for one query."""
    shares = {"all": 1.0, **{f"{share:.1%}": share for share in SELECTIVITIES}}
    flat = {name: faiss.IndexIDMap(faiss.IndexFlatIP(DIMENSION)) for name in [*shares, "named"]}
    for number in range(-(-count // _BLOCK)):
        rows = block(number, count)
        keys = np.arange(len(rows)) + number * _BLOCK
        for name, share in shares.items():
            kept = keys % 1000 < 1000 * share
            flat[name].add_with_ids(rows[kept], keys[kept])
        kept = np.isin(keys, named(count))
        flat["named"].add_with_ids(rows[kept], keys[kept])
    found = {name: index.search(queries, K)[1] for name, index in flat.items()}
    faiss.omp_set_num_threads(1)
    times = []
    for query in queries[:20]:
        start = time.perf_counter()
        flat["all"].search(query[None], K)
        times.append(time.perf_counter() - start)
    return {"nearest": found, "p50_ms": 1000 * float(np.median(times))}


def measured(folder: Path, count: int, queries: Vectors, nearest: dict[str, Any]) -> dict[str, Any]:
    """Recall, latency and memory of the index; run in a process that has done nothing else."""
    start = time.perf_counter()
    with Index.open(folder, Known(count)) as index:
        opened = time.perf_counter() - start
        result: dict[str, Any] = {"open_s": opened}
        for name, chosen in filters(count).items():
            first = _seconds(index, queries[:1], chosen)
            others = (frozenset(map(str, range(n, n + 3))) for n in range(0, 30, 3))
            new = [
                _seconds(index, queries[:1], replace(chosen, exclude_documents=some))
                for some in others
            ]
            times, hits = [], 0
            for query, expected in zip(queries, nearest[name], strict=True):
                start = time.perf_counter()
                (found,) = index.search_dense(query[None], K, chosen)
                times.append(time.perf_counter() - start)
                # Keys are given from 1 on, in the order of the documents.
                hits += len({key - 1 for key, _ in found} & set(expected.tolist()))
            result[name] = {
                "first_ms": 1000 * first,
                "new_ms": 1000 * float(np.median(new)),
                "recall_at_10": hits / (K * len(queries)),
                "p50_ms": 1000 * float(np.median(times)),
                "p99_ms": 1000 * float(np.quantile(times, 0.99)),
            }
        result["resident_mb"] = _resident_kb() / 1024
    return result


def _seconds(index: Index, query: Vectors, chosen: Filters) -> float:
    start = time.perf_counter()
    index.search_dense(query, K, chosen)
    return time.perf_counter() - start


def _resident_kb() -> int:
    """The most memory that this process has had, files mapped included."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def main() -> None:
    """Build, measure in a fresh process, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--nearest", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    queries = vectors(arguments.queries, seed=10**6)
    if arguments.nearest is not None:
        nearest = dict(np.load(arguments.nearest))
        result = measured(arguments.folder, arguments.passages, queries, nearest)
        json.dump(result, sys.stdout)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary) / "index"
        built = build(folder, arguments.passages)
        baseline = exact(arguments.passages, queries)
        nearest_file = Path(temporary) / "nearest.npz"
        np.savez(nearest_file, **baseline.pop("nearest"))
        command = [sys.executable, __file__, "--passages", str(arguments.passages)]
        command += ["--queries", str(arguments.queries), "--folder", str(folder)]
        done = subprocess.run(
            [*command, "--nearest", str(nearest_file)], check=True, stdout=subprocess.PIPE
        )
    result = {
        "passages": arguments.passages,
        "build_s": built,
        "index": json.loads(done.stdout),
        "faiss_flat": baseline,
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def build(folder: Path, count: int) -> float | None:
    """Seconds that the index took, None if it was there."""
    if folder.exists():
        return None
    start = time.perf_counter()
    with Index.create(folder, Known(count)) as index:
        index.add(documents(count))
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
