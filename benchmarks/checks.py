"""Of short pairs written to try figures and what is only possible, how many come out right.

    python benchmarks/checks.py [PAIRS.jsonl]

PAIRS.jsonl holds `{"claim", "evidence", "supports"}`; without it, `checks.jsonl` beside this file.
Each passage is judged as evidence is, with the checks that run beside the stance model, and, as a
baseline in the same run, by the model alone. Right is that a pair is supported if, and only if,
`supports` says so. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.calibration import named_calibration
from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import read_rows
from factcheck.stance.evidence import judge
from factcheck.stance.reading import Job, pair_logits
from factcheck.types import DocumentRef, Hit, Passage, Stance

_PAIRS = Path(__file__).with_name("checks.jsonl")


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path, nargs="?", default=_PAIRS)
    rows = read_rows(parser.parse_args().pairs, {"claim": str, "evidence": str, "supports": bool})
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)
    alone = pair_logits(scorer, [(row["evidence"], row["claim"]) for row in rows]).argmax(axis=1)
    stance = named_calibration(settings.calibration).stance
    checked = [evidence[0].stance for evidence in judge(scorer, stance, jobs_of(rows, settings))]
    wanted = np.array([row["supports"] for row in rows])
    results = {
        "the model alone": _counts(wanted, alone == 0),
        "with checks": _counts(wanted, np.array([each is Stance.SUPPORTS for each in checked])),
    }
    json.dump({"pairs": len(rows), "true": int(wanted.sum()), **results}, sys.stdout, indent=1)
    sys.stdout.write("\n")


def jobs_of(rows: list[dict[str, Any]], settings: Settings) -> list[Job]:
    """One job for each row, its passage the only one."""
    encoder = SentenceEncoder(settings)
    claims = encoder.encode_queries([row["claim"] for row in rows])
    passages = encoder.encode([row["evidence"] for row in rows])
    jobs = []
    for number, row in enumerate(rows):
        text = row["evidence"]
        passage = Passage(number, DocumentRef(f"d{number}"), 0, len(text), text, "2025-01-01")
        dense = float(claims[number].astype(float) @ passages[number].astype(float))
        jobs.append(Job(row["claim"], [Hit(passage, 1.0, dense=dense)]))
    return jobs


def _counts(wanted: np.ndarray, supported: np.ndarray) -> dict[str, int]:
    return {
        "supported, rightly": int((wanted & supported).sum()),
        "supported, wrongly": int((~wanted & supported).sum()),
    }


if __name__ == "__main__":
    main()
