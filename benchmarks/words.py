"""Search by words beside well-kept engines: time, size, memory, and what is found.

    pip install tantivy bm25s PyStemmer
    python benchmarks/words.py [--passages 100000] [--queries 100] [--folder DIR]
    python benchmarks/words.py --texts FOLDER... [--among FILE...] [--queries 300]

The first asks claims on made passages (`benchmarks/made_texts.py`); `overlap_at_10` is how many of
the first ten are those of exact BM25 over all words but stop words, `source_at_10` how often the
passage that the claim was made from is among them. The second asks what people marked as relevant,
as does `benchmarks/retrieval.py`, among the sources of all folders and the `text` or `evidence` of
further files; there `factcheck, as in a million` searches with its limits on the number of passages
lowered in the proportion that these have to a million.

Each engine is built in a process of its own and asked in another, for 50 passages as a verdict
asks, one query at a time. Times are seconds of one core, so that a machine with other work gives
nearly the same figures; making the texts is in them. An engine that is not installed is named, not
measured. `--folder` keeps what was built for the next run. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from made_texts import claims, passages
from processes import apart, resident_mb
from word_engines import ENGINES

from factcheck.evaluate.data import read_rows
from factcheck.evaluate.measures import recall_at
from factcheck.index import matching
from factcheck.language.text import passages as cut

K, DEPTH = 10, 50
OURS, SCALED = "factcheck", "factcheck, as in a million"
Result = dict[str, Any]
Pieces = list[tuple[str | None, str]]


def build(name: str, folder: Path, source: int | Pieces) -> float:
    """Core-seconds that an engine takes for made passages, or for these."""
    folder.mkdir(parents=True)
    made = source if isinstance(source, list) else ((None, text) for text in passages(source))
    start = time.process_time()
    ENGINES[name].build(folder, made)
    return time.process_time() - start


def ask(
    name: str, folder: Path, queries: Sequence[str], scale: float = 1
) -> tuple[Result, list[list[int]]]:
    """Speed and memory of an engine that was built there, and what it finds."""
    matching._ENOUGH = round(scale * matching._ENOUGH)
    matching._OFTEN = round(scale * matching._OFTEN)
    before, start = resident_mb(), time.perf_counter()
    search = ENGINES[name].open(folder / ENGINES[name].place)
    search(queries[0], DEPTH)
    opened = time.perf_counter() - start
    found, spent = [], []
    for query in queries:
        start = time.process_time()
        found.append(list(search(query, DEPTH))[:K])
        spent.append(time.process_time() - start)
    measures = {
        "open_and_first_ms": 1000 * opened,
        "resident_mb": resident_mb() - before,
        "p50_ms": 1000 * float(np.median(spent)),
        "p99_ms": 1000 * float(np.quantile(spent, 0.99)),
    }
    return measures, found


def built(name: str, folder: Path, source: int | Pieces) -> Result:
    """What building took, in this run or the one that left it there, and megabytes on disk."""
    place = folder / ENGINES[name].place
    note = place.with_suffix(".json")
    if not note.exists():
        note.write_text(json.dumps({"build_core_s": apart(build, name, place, source)}))
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return {**json.loads(note.read_text("utf-8")), "disk_mb": size / 2**20}


def on_made(folder: Path, count: int, asked: int) -> Result:
    """Every engine on made passages, beside exact BM25."""
    queries, sources = zip(*claims(asked, count), strict=True)
    exact: list[list[int]] = []
    result: Result = {}
    for name in ENGINES:
        try:
            made = built(name, folder, count)
            measures, found = apart(ask, name, folder, queries)
        except ImportError as error:
            result[name] = f"not measured: {error}; pip install tantivy bm25s PyStemmer"
            continue
        exact = exact or found
        pairs = zip(found, exact, strict=True)
        overlap = float(np.mean([len({*one} & {*other}) / K for one, other in pairs]))
        source = np.mean([number in row for row, number in zip(found, sources, strict=True)])
        result[name] = {**made, **measures, "overlap_at_10": overlap, "source_at_10": float(source)}
    return result


def on_texts(
    folder: Path, collections: Sequence[Path], among: Sequence[Path], asked: int
) -> Result:
    """What every engine finds of what was marked as relevant, by file of queries."""
    pieces, owners = _pieces(collections, among)
    result: Result = {"passages": len(pieces)}
    for name in (*ENGINES, SCALED):
        scale = len(pieces) / 10**6 if name == SCALED else 1
        engine = OURS if name == SCALED else name
        try:
            built(engine, folder, pieces)
            result[name] = {}
            for collection in collections:
                for file in sorted(collection.glob("queries*.jsonl")):
                    rows = read_rows(file, {"claim": str, "relevant": list})
                    chosen = np.random.default_rng(1).permutation(len(rows))[:asked]
                    queries = [rows[i]["claim"] for i in chosen]
                    measures, found = apart(ask, engine, folder, queries, scale)
                    ids = [list(dict.fromkeys(owners[key] for key in row)) for row in found]
                    wanted = [
                        [f"{collection.name}/{x}" for x in rows[i]["relevant"]] for i in chosen
                    ]
                    recalls = [recall_at(*pair, K) for pair in zip(ids, wanted, strict=True)]
                    result[name][f"{collection.name}/{file.stem}"] = {
                        "recall_at_10": float(np.mean(recalls)),
                        "p50_ms": measures["p50_ms"],
                    }
        except ImportError as error:
            result[name] = f"not measured: {error}; pip install tantivy bm25s PyStemmer"
    return result


def _pieces(collections: Sequence[Path], among: Sequence[Path]) -> tuple[Pieces, list[str]]:
    """Passages, and of which document each is; of what texts have in common only the first."""
    pieces: Pieces = []
    owners: list[str] = []
    seen: set[str] = set()
    for place in (*(folder / "sources.jsonl" for folder in collections), *among):
        for number, row in enumerate(read_rows(place, {})):
            text = row.get("text") or row.get("evidence") or ""
            if place in among and text in seen:
                continue
            seen.add(text)
            for span in cut(text):
                pieces.append((row.get("title"), text[span.start : span.end]))
                owners.append(f"{place.parent.name}/{row.get('id', number)}")
    return pieces, owners


def main() -> None:
    """Build and ask each, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--texts", type=Path, nargs="+")
    parser.add_argument("--among", type=Path, nargs="*", default=[])
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.texts:
            result = on_texts(folder, arguments.texts, arguments.among, arguments.queries)
        else:
            made = on_made(folder, arguments.passages, arguments.queries)
            result = {"passages": arguments.passages, "engines": made}
    json.dump(result, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
