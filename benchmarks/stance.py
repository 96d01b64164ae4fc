"""Pairs per second of the stance model, beside the same weights in a plain pipeline.

    python benchmarks/stance.py PAIRS.jsonl [--pairs 1000] [--rounds 3]

PAIRS.jsonl holds `{"claim", "evidence"}`. The baseline is sentence-transformers'
`CrossEncoder.predict` in float32 with its default batches. Both read the same pairs in the
same run, in turns, the models loaded and warm; the best round of each counts. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import CrossEncoder as PlainCrossEncoder

from factcheck import runtime
from factcheck.config import Settings
from factcheck.crossencoders import TEMPERATURE, CrossEncoder, label_columns
from factcheck.evaluate.data import read_rows
from factcheck.model_files import stance_folder
from factcheck.stance.reading import pair_logits

Pairs = list[tuple[str, str]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows = read_rows(arguments.data, {"claim": str, "evidence": str})
    chosen = np.random.default_rng(1).permutation(len(rows))[: arguments.pairs]
    pairs: Pairs = [(rows[i]["evidence"], rows[i]["claim"]) for i in chosen]
    json.dump(compare(pairs, arguments.rounds), sys.stdout, indent=2)
    sys.stdout.write("\n")


def compare(pairs: Pairs, rounds: int) -> dict[str, Any]:
    """Both ways in turns, and how far their probabilities lie apart."""
    settings = Settings.from_environment(os.environ)
    ours = CrossEncoder(settings)
    folder = str(stance_folder(settings.stance_model))
    plain = PlainCrossEncoder(folder, device="cpu", model_kwargs={"dtype": "float32"})
    columns = label_columns(plain.model.config.id2label, folder)
    temperature = float(getattr(plain.model.config, TEMPERATURE, 1.0))

    def by_us() -> Any:
        return pair_logits(ours, pairs)

    def by_them() -> Any:
        torch.set_num_threads(os.cpu_count() or 1)
        return plain.predict(pairs, show_progress_bar=False)[:, columns]

    by_us(), by_them()
    seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        seconds["theirs"].append(timed(by_them))
        seconds["ours"].append(timed(by_us))
    apart = np.abs(softmax(by_us()) - softmax(by_them() / temperature))
    rate = {name: len(pairs) / min(found) for name, found in seconds.items()}
    return {
        "pairs": len(pairs),
        "model": ours.info.id,
        "backend": runtime.backend(),
        "cores": os.cpu_count(),
        "pairs_per_second": rate["ours"],
        "baseline": {
            "name": "sentence_transformers.CrossEncoder.predict, float32",
            "pairs_per_second": rate["theirs"],
        },
        "times_as_fast": rate["ours"] / rate["theirs"],
        "probabilities_apart": {"mean": float(apart.mean()), "most": float(apart.max())},
    }


def timed(work: Callable[[], Any]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def softmax(scores: Any) -> Any:
    """Probabilities of each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


if __name__ == "__main__":
    main()
